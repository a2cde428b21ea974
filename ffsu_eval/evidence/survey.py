"""Evidence from surveys (SUR): shares and scores, response, concordance, gaps, reliability, waves."""

from collections.abc import Callable, Mapping

import pandas as pd

from ffsu_eval.evidence.items import Direction, Evidence, Origin, Quality, quality
from ffsu_eval.french import NBSP, SECRET, interval, is_missing, number, percent, signed
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.points import points
from ffsu_eval.rows import Row, rows

# conventions of the project (docs/methode.md): below it a balance or a change in points is not read
# as a direction; from this base on, a survey result is precise enough
BALANCE_POINTS = 10.0
LARGE_BASE = 50


def _share(row: Row) -> str:
    if row["display"] == "non affiché":
        return "un effectif trop faible pour être montré"
    if pd.isna(row["value"]):
        return f"{number(row['count'])} répondants sur {number(row['n'])}"
    size = f"(n{NBSP}={NBSP}{number(row['n'])})"
    if is_missing(row.get("ci_low")):
        return f"{percent(row['value'])} des répondants {size}"
    bounds = interval(100 * row["ci_low"], 100 * row["ci_high"])
    return f"{percent(row['value'])} {bounds} de la population {size}"


def _with_base(text: Callable[[Row], str]) -> Callable[[Row], str]:
    def statement(row: Row) -> str:
        if pd.isna(row["value"]):
            return "un effectif trop faible pour être montré"
        return f"{text(row)} (n{NBSP}={NBSP}{number(row['n'])})"

    return statement


def _points_direction(value: float) -> Direction:
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


def from_survey(
    frame: pd.DataFrame, indicator: str, origin: Origin, wave: str = "", drawn: bool = False
) -> list[Evidence]:
    """One item per theme; ``frame``: the result of SUR01 to SUR05 for all respondents together.

    ``wave``: word that tells the items of another wave than the main one (« habitants »);
    ``drawn``: the wave was drawn at random, so that what it covers is known.
    """
    statement, headline, label = SURVEY[indicator]
    items = []
    for row in rows(frame):
        shown = not is_missing(row["value"])
        direction: Direction = "descriptif" if shown else "non établi"
        if shown and indicator == "SUR03":
            direction = _points_direction(float(row["value"]))
        bounded = not is_missing(row.get("ci_low"))
        items.append(
            _item(
                f"{indicator}:{_key(wave, row['theme'])}",
                f"{label.format(row['theme_label_fr'])}{f' ({wave})' if wave else ''}",
                statement(row),
                headline(row) if shown else SECRET,
                # a survey of people chosen for their position: its coverage is not known
                quality(drawn, True, shown and int(row["n"]) >= LARGE_BASE, True),
                direction,
                origin,
                value=float(row["value"]) if shown else None,
                ci_low=float(row["ci_low"]) if bounded else None,
                ci_high=float(row["ci_high"]) if bounded else None,
                n=int(row["n"]) if pd.notna(row["n"]) else None,
            )
        )
    return items


def from_agreement(
    frame: pd.DataFrame, labels: Mapping[str, str], origin: Origin
) -> list[Evidence]:
    """SUR06 by construct; ``labels``: construct → French. Nothing without a value."""
    return [
        _item(
            f"SUR06:{row['construct']}",
            f"convergence des catégories d'acteurs : {labels[row['construct']]}",
            f"un W de Kendall de {number(row['value'], 2)} sur 1 entre {number(row['categories'])} "
            f"catégories, pour {number(row['phenomena'])} phénomènes",
            number(row["value"], 2),
            quality(False, True, True, True),
            "descriptif",
            origin,
            value=float(row["value"]),
            n=int(row["categories"]),
        )
        for row in rows(frame[frame["value"].notna()])
    ]


def from_gap(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """SUR07 by theme, where the question is the same; its interval is that of the residents alone."""
    items = []
    for row in rows(frame[frame["value"].notna()]):
        known = not is_missing(row.get("ci_low"))
        words = f"{percent(row['actors'])} des acteurs et {percent(row['residents'])} des habitants"
        apart = not known or row["ci_low"] > 0 or row["ci_high"] < 0
        items.append(
            _item(
                f"SUR07:{row['theme']}",
                f"écart entre acteurs et habitants : {row['theme_label_fr']}",
                f"{words}, {_apart(float(row['value']), apart)}",
                points(row["value"]),
                quality(False, True, min(row["n_actors"], row["n_residents"]) >= LARGE_BASE, True),
                "descriptif" if apart else "non établi",
                origin,
                value=float(row["value"]),
                n=int(min(row["n_actors"], row["n_residents"])),
            )
        )
    return items


def _apart(value: float, established: bool) -> str:
    return f"soit {points(value)} d'écart" if established else "écart non établi"


def from_reliability(
    frame: pd.DataFrame, labels: Mapping[str, str], origin: Origin
) -> list[Evidence]:
    """SUR09 by construct: ordinal alpha; ``labels``: construct → French. Nothing without a value."""
    return [
        _item(
            f"SUR09:{row['construct']}",
            f"fiabilité des questions : {labels[row['construct']]}",
            f"un alpha ordinal de {number(row['value'], 2)} (n{NBSP}={NBSP}{number(row['n'])})",
            number(row["value"], 2),
            quality(False, True, int(row["n"]) >= LARGE_BASE, True),
            "descriptif",
            origin,
            value=float(row["value"]),
            n=int(row["n"]),
        )
        for row in rows(frame[frame["value"].notna()])
    ]


def from_change(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """SUR10, change between two purposive waves, by theme; a move under ten points is « stable »."""
    items = []
    for row in rows(frame[frame["value"].notna()]):
        end = row["after"] if is_missing(row["after_standardised"]) else row["after_standardised"]
        base = int(min(row["n_before"], row["n_after"]))
        items.append(
            _item(
                f"SUR10:{row['theme']}",
                f"évolution entre deux vagues : {row['theme_label_fr']}",
                f"{percent(row['before'])} puis {percent(end)} à composition égale, soit "
                f"{points(row['value'])}",
                points(row["value"]),
                quality(False, True, base >= LARGE_BASE, True),
                _points_direction(float(row["value"])),
                origin,
                value=float(row["value"]),
                n=base,
            )
        )
    return items


def _key(wave: str, theme: str) -> str:
    return f"{wave}.{theme}" if wave else theme


def from_response_rate(frame: pd.DataFrame, origin: Origin, wave: str = "") -> list[Evidence]:
    """The overall response rate (SUR08); nothing when it is not known."""
    row = rows(frame[frame["stratum"] == WHOLE])[0]
    if is_missing(row["value"]):
        return []
    counts = f"{number(row['finished'])} questionnaires pour {number(row['invited'])} invitations"
    return [
        _item(
            f"SUR08:{_key(wave, WHOLE)}",
            f"taux de réponse à l'enquête{f' ({wave})' if wave else ''}",
            f"{percent(row['value'])} ({counts})",
            percent(row["value"]),
            quality(True, True, int(row["invited"]) >= LARGE_BASE, True),
            "descriptif",
            origin,
            value=float(row["value"]),
            n=int(row["invited"]),
        )
    ]


def _item(
    identifier: str,
    label: str,
    statement: str,
    headline: str,
    grade: Quality,
    direction: Direction,
    origin: Origin,
    **measures: float | None,
) -> Evidence:
    """An item of the family of surveys."""
    return Evidence(
        evidence_id=identifier,
        label_fr=label,
        statement_fr=statement,
        headline_fr=headline,
        family="SUR",
        quality=grade,
        direction=direction,
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        **measures,  # type: ignore[arg-type]
    )
