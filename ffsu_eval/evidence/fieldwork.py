"""Evidence from what people say: interviews (QUA), documents (PIE)."""

import pandas as pd

from ffsu_eval.evidence.items import Evidence, Origin, quality
from ffsu_eval.french import number, of_total, signed
from ffsu_eval.rows import rows

# convention of the project (docs/methode.md): below it a mean tone is not read as a direction
TONE = 0.2


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
        received, refused = pd.notna(row["received_on"]), pd.notna(row["refused_on"])
        answer: str = "" if received else ", refusé" if refused else ", demandé et non reçu"
        items.append(
            Evidence(
                evidence_id=f"PIE:{row['document_id']}",
                label_fr=str(row["title"]),
                statement_fr=f"« {row['title']} » ({row['producer']}){answer}",
                headline_fr="reçu" if received else "refusé" if refused else "non reçu",
                family="DOC",
                quality=row["reliability"] if received else "C",
                direction="descriptif" if received else "non établi",
                producer=str(row["producer"]),
                status=status,
                shown_in=shown_in,
            )
        )
    return items
