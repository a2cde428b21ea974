"""Tables of what people say: interviews, coders' agreement, documents; surveys: ``survey``."""

import pandas as pd

from ffsu_eval.french import (
    NOT_APPLICABLE,
    date_short,
    interval,
    number,
    of_total,
    signed,
)
from ffsu_eval.reference import labels
from ffsu_eval.rows import capital, rows
from ffsu_eval.tables.survey import (
    SURVEY_SIGNS,
    insecurity_table,
    phenomena_table,
    response_table,
    services_table,
)

__all__ = [
    "SURVEY_SIGNS",
    "agreement_table",
    "coverage_table",
    "documents_table",
    "insecurity_table",
    "interviews_table",
    "phenomena_table",
    "response_table",
    "services_table",
]


def interviews_table(interviews: pd.DataFrame, minimum: int = 3) -> pd.DataFrame:
    """T5: interviews by macro-family, never by function; the last row is the total.

    Source of the floor of three: a family with one or two interviewees names them.
    """
    names = labels("actor_families", "macro_family", "macro_label_fr")
    counts = interviews.groupby("macro_family")["interview_id"].count()
    lines = [
        {
            "Famille d'acteurs": names[str(family)],
            "Entretiens": number(count) if count >= minimum else f"moins de {minimum}",
        }
        for family, count in counts.items()
    ]
    return pd.DataFrame(
        [*lines, {"Famille d'acteurs": "Ensemble", "Entretiens": number(len(interviews))}]
    )


def agreement_table(agreement: pd.DataFrame) -> pd.DataFrame:
    """QUA04 by theme: alpha, its interval, its reading."""
    lines = [
        {
            "Thème": capital(row["label_fr"]),
            "Extraits codés deux fois": number(row["n_segments"]),
            "Alpha": number(row["value"], 2) if pd.notna(row["value"]) else NOT_APPLICABLE,
            "Intervalle à 95 %": interval(row["ci_low"], row["ci_high"], 2)
            if pd.notna(row["ci_low"])
            else NOT_APPLICABLE,
            "Accord": str(row["verdict"]),
        }
        for row in rows(agreement)
    ]
    return pd.DataFrame(lines)


def coverage_table(coverage: pd.DataFrame, valence: pd.DataFrame) -> pd.DataFrame:
    """QUA01 and QUA02 by theme, most often mentioned first."""
    tone = valence.set_index("code_id")["value"]
    entire = coverage[coverage["macro_family"] == "ensemble"]
    lines = [
        {
            "Thème": capital(row["label_fr"]),
            "Entretiens qui l'abordent": of_total(row["mentions"], row["n"]),
            "Tonalité (−1 à +1)": signed(tone[row["code_id"]], 1)
            if row["code_id"] in tone.index and pd.notna(tone[row["code_id"]])
            else NOT_APPLICABLE,
        }
        for row in rows(entire.sort_values("mentions", ascending=False))
    ]
    return pd.DataFrame(lines)


def documents_table(documents: pd.DataFrame) -> pd.DataFrame:
    """Documentary register: asked for, received, or not; a refusal stays visible."""
    lines = [
        {
            "Document": str(row["title"]),
            "Producteur": str(row["producer"]),
            "Demandé le": date_short(row["requested_on"]),
            "Reçu le": date_short(row["received_on"])
            if pd.notna(row["received_on"])
            else "non reçu",
            "Fiabilité": str(row["reliability"])
            if pd.notna(row["reliability"])
            else "non documenté",
        }
        for row in rows(documents)
    ]
    return pd.DataFrame(lines)
