"""Tables of interviews and documents: saturation, disagreements, versions of the grid, register."""

from collections.abc import Collection
from itertools import pairwise

import pandas as pd

from ffsu_eval.french import (
    NOT_APPLICABLE,
    SECRET,
    date_short,
    interval,
    is_missing,
    number,
    of_total,
    percent,
    signed,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.reference import labels
from ffsu_eval.rows import Row, capital, rows
from ffsu_eval.versions import version_order

RULES = ("definition", "include_rule", "exclude_rule")
NOT_RECEIVED, UNDOCUMENTED = "non reçu", "non documenté"


FAMILY_SIGNS = (
    f"{SECRET} : secret statistique, pour protéger les familles de moins de trois entretiens."
)


def families_table(families: pd.DataFrame) -> pd.DataFrame:
    """T5: interviews by macro-family, then in all; a count that may not be printed is « s »."""
    names = {**labels("actor_families", "macro_family", "macro_label_fr"), "ensemble": "Ensemble"}
    lines = [
        {
            "Famille d'acteurs": names[row["macro_family"]],
            "Entretiens": SECRET if row["hidden"] else number(row["count"]),
        }
        for row in rows(families)
    ]
    return pd.DataFrame(lines)


def saturation_table(saturation: pd.DataFrame, shown: Collection[str]) -> pd.DataFrame:
    """QUA03 by macro-family, then all interviews; only families ``shown`` (T5) have a line."""
    names = {**labels("actor_families", "macro_family", "macro_label_fr"), "ensemble": "Ensemble"}
    lines = [
        {
            "Famille d'acteurs": names[row["macro_family"]],
            "Entretiens": number(row["n"]),
            "Thèmes des six premiers": number(row["base_codes"])
            if not is_missing(row["base_codes"])
            else NOT_APPLICABLE,
            "Nouveaux dans les trois derniers": number(row["count"])
            if not is_missing(row["count"])
            else NOT_APPLICABLE,
            "Part": percent(row["value"]) if not is_missing(row["value"]) else NOT_APPLICABLE,
            "Lecture": row["verdict"],
        }
        for row in rows(saturation)
        if row["macro_family"] in (*shown, WHOLE)
    ]
    return pd.DataFrame(lines)


def disagreements_table(disagreements: pd.DataFrame, themes: dict[str, str]) -> pd.DataFrame:
    """How many segments divide the coders, by code; the segments themselves stay in the data."""
    lines = []
    for code, own in disagreements.groupby("code_id", sort=False):
        settled = own["adjudicated"].astype(bool)
        lines.append(
            {
                "Thème": capital(themes.get(str(code), str(code))),
                "Désaccords": number(len(own)),
                "Tranchés": number(int(settled.sum())),
                "À trancher": number(int((~settled).sum())),
            }
        )
    return pd.DataFrame(lines)


def versions_table(history: pd.DataFrame) -> pd.DataFrame:
    """Codes whose definition changed from one version of the grid to the next."""
    lines = []
    for _, own in history.groupby("code_id", sort=True):
        ordered = sorted(rows(own), key=lambda row: version_order(str(row["version"])))
        for before, after in pairwise(ordered):
            if any(before[rule] != after[rule] for rule in RULES):
                lines.append(
                    {
                        "Thème": capital(str(after["label_fr"])),
                        "Version": str(after["version"]),
                        "Avant": _definition(before),
                        "Retenu": _definition(after),
                    }
                )
    return pd.DataFrame(lines)


def _definition(code: Row) -> str:
    return (
        f"{code['definition']}. Inclure : {code['include_rule']}. Exclure : {code['exclude_rule']}."
    )


def documents_table(documents: pd.DataFrame) -> pd.DataFrame:
    """Documentary register: asked for, received, refused, or not received; a refusal is told."""
    lines = []
    for row in rows(documents):
        received, refused = not is_missing(row["received_on"]), not is_missing(row["refused_on"])
        answer = (
            date_short(row["received_on"])
            if received
            else f"refusé le {date_short(row['refused_on'])}"
            if refused
            else NOT_RECEIVED
        )
        lines.append(
            {
                "Document": str(row["title"]),
                "Producteur": str(row["producer"]),
                "Demandé le": date_short(row["requested_on"]),
                "Reçu le": answer,
                "Fiabilité": str(row["reliability"]) if received else UNDOCUMENTED,
            }
        )
    return pd.DataFrame(lines)


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
