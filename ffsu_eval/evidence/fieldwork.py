"""Evidence from what people say: survey (SUR), interviews (QUA), documents (DOC)."""

from collections.abc import Callable

import pandas as pd

from ffsu_eval.evidence.items import Direction, Evidence, Origin, quality
from ffsu_eval.french import NBSP, SECRET, is_missing, number, of_total, percent, signed
from ffsu_eval.rows import Row, rows

# conventions of the project (docs/methode.md): below these, a balance or a mean tone is not read
# as a direction; from this base on, a survey result is precise enough
BALANCE_POINTS = 10.0
TONE = 0.2
LARGE_BASE = 50


def _share(row: Row) -> str:
    if row["display"] == "non affiché":
        return "un effectif trop faible pour être montré"
    if pd.isna(row["value"]):
        return f"{number(row['count'])} répondants sur {number(row['n'])}"
    return f"{percent(row['value'])} des répondants (n{NBSP}={NBSP}{number(row['n'])})"


def _with_base(text: Callable[[Row], str]) -> Callable[[Row], str]:
    def statement(row: Row) -> str:
        if pd.isna(row["value"]):
            return "un effectif trop faible pour être montré"
        return f"{text(row)} (n{NBSP}={NBSP}{number(row['n'])})"

    return statement


def _balance_direction(value: float) -> Direction:
    if abs(value) < BALANCE_POINTS:
        return "stable"
    return "hausse" if value > 0 else "baisse"


SURVEY: dict[str, tuple[Callable[[Row], str], Callable[[Row], str], str]] = {
    "SUR01": (_share, lambda r: percent(r["value"]), "sentiment d'insécurité : {}"),
    "SUR02": (
        _with_base(lambda r: f"un score de fréquence de {number(r['value'])} sur 100"),
        lambda r: number(r["value"]),
        "fréquence rapportée : {}",
    ),
    "SUR03": (
        _with_base(lambda r: f"un solde d'évolution de {signed(r['value'])} points"),
        lambda r: signed(r["value"], unit="points"),
        "évolution rapportée : {}",
    ),
    "SUR04": (
        _with_base(lambda r: f"une gêne moyenne de {number(r['value'], 1)} sur 5"),
        lambda r: number(r["value"], 1),
        "gêne rapportée : {}",
    ),
    "SUR05": (
        _with_base(lambda r: f"un solde d'efficacité de {signed(r['value'])} points"),
        lambda r: signed(r["value"], unit="points"),
        "efficacité perçue : {}",
    ),
}


def from_survey(frame: pd.DataFrame, indicator: str, origin: Origin) -> list[Evidence]:
    """One item per theme; ``frame``: the result of SUR01 to SUR05 for all respondents together."""
    statement, headline, label = SURVEY[indicator]
    items = []
    for row in rows(frame):
        shown = not is_missing(row["value"])
        direction: Direction = "descriptif" if shown else "non établi"
        if shown and indicator == "SUR03":
            direction = _balance_direction(float(row["value"]))
        items.append(
            Evidence(
                evidence_id=f"{indicator}:{row['theme']}",
                label_fr=label.format(row["theme_label_fr"]),
                statement_fr=statement(row),
                headline_fr=headline(row) if shown else SECRET,
                family="SUR",
                # a survey of front-line actors is no probability sample: its coverage is not known
                quality=quality(
                    coverage=False,
                    stability=True,
                    precision=shown and int(row["n"]) >= LARGE_BASE,
                    independence=True,
                ),
                direction=direction,
                producer=origin.producer,
                status=origin.status,
                shown_in=origin.shown_in,
                value=float(row["value"]) if shown else None,
                n=int(row["n"]) if pd.notna(row["n"]) else None,
            )
        )
    return items


def from_response_rate(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """The overall response rate (SUR08)."""
    row = frame[frame["stratum"] == "ensemble"].iloc[0]
    counts = f"{number(row['finished'])} questionnaires pour {number(row['invited'])} invitations"
    return [
        Evidence(
            evidence_id="SUR08:ensemble",
            label_fr="taux de réponse à l'enquête",
            statement_fr=f"{percent(row['value'])} ({counts})",
            headline_fr=percent(row["value"]),
            family="SUR",
            quality=quality(True, True, int(row["invited"]) >= LARGE_BASE, True),
            direction="descriptif",
            producer=origin.producer,
            status=origin.status,
            shown_in=origin.shown_in,
            value=float(row["value"]),
            n=int(row["invited"]),
        )
    ]


def from_coverage(
    coverage: pd.DataFrame, agreement: pd.DataFrame, minimum: int, origin: Origin
) -> list[Evidence]:
    """Interviews that mention each theme (QUA01); a theme on which coders disagree is weaker."""
    reliable = agreement.set_index("code_id")["verdict"].isin(["solide", "provisoire"])
    entire = coverage[coverage["macro_family"] == "ensemble"]
    return [
        Evidence(
            evidence_id=f"QUA01:{row['code_id']}",
            label_fr=f"thème abordé : {row['label_fr']}",
            statement_fr=f"{number(row['mentions'])} entretiens sur {number(row['n'])}",
            headline_fr=of_total(row["mentions"], row["n"]),
            family="INT",
            quality=quality(
                coverage=True,
                stability=bool(reliable.get(row["code_id"], False)),
                precision=int(row["mentions"]) >= minimum,
                independence=True,
            ),
            direction="descriptif",
            producer=origin.producer,
            status=origin.status,
            shown_in=origin.shown_in,
            value=float(row["value"]),
            n=int(row["n"]),
        )
        for row in rows(entire)
    ]


def from_valence(
    valence: pd.DataFrame, agreement: pd.DataFrame, minimum: int, origin: Origin
) -> list[Evidence]:
    """Mean tone of the segments on each theme (QUA02), from −1 to 1."""
    reliable = agreement.set_index("code_id")["verdict"].isin(["solide", "provisoire"])
    items = []
    for row in rows(valence[valence["value"].notna()]):
        tone = "plutôt favorable" if row["value"] > TONE else "plutôt défavorable"
        word = "partagée" if abs(row["value"]) <= TONE else tone
        items.append(
            Evidence(
                evidence_id=f"QUA02:{row['code_id']}",
                label_fr=f"tonalité : {row['label_fr']}",
                statement_fr=(
                    f"une tonalité {word} ({signed(row['value'], 1)} sur une échelle de −1 à +1, "
                    f"{number(row['n'])} extraits)"
                ),
                headline_fr=signed(row["value"], 1),
                family="INT",
                quality=quality(
                    coverage=True,
                    stability=bool(reliable.get(row["code_id"], False)),
                    precision=int(row["n_interviews"]) >= minimum,
                    independence=True,
                ),
                direction="descriptif",
                producer=origin.producer,
                status=origin.status,
                shown_in=origin.shown_in,
                value=float(row["value"]),
                n=int(row["n"]),
            )
        )
    return items


def from_documents(documents: pd.DataFrame, status: str, shown_in: str) -> list[Evidence]:
    """Documents of the register; their quality is the reliability that the analyst gave them."""
    items = []
    for row in rows(documents):
        received = pd.notna(row["received_on"])
        items.append(
            Evidence(
                evidence_id=f"DOC:{row['document_id']}",
                label_fr=str(row["title"]),
                statement_fr=f"« {row['title']} » ({row['producer']})"
                + ("" if received else ", demandé et non reçu"),
                headline_fr="reçu" if received else "non reçu",
                family="DOC",
                quality=row["reliability"] if received else "C",
                direction="descriptif" if received else "non établi",
                producer=str(row["producer"]),
                status=status,
                shown_in=shown_in,
            )
        )
    return items
