"""Tables of workshops: consensus, rounds, views of a minority."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.french import NOT_APPLICABLE, is_missing, number, percent, signed
from ffsu_eval.reference import labels as reference_labels
from ffsu_eval.rows import capital, rows


def consensus_table(
    scores: pd.DataFrame, consensus: pd.DataFrame, rounds: pd.DataFrame, labels: Mapping[str, str]
) -> pd.DataFrame:
    """PRI01, PRI02, PRI04 and change between rounds, by item, highest score first."""
    agreed = consensus.set_index("item_id")
    moved = rounds.set_index("item_id")["value"] if len(rounds) else pd.Series(dtype=float)
    lines = [
        {
            "Sujet": capital(labels[row["item_id"]]),
            "Score (1 à 5)": number(row["value"], 1),
            "À un point de la médiane": percent(agreed.loc[row["item_id"], "value"]),
            "De l'autre avis": percent(agreed.loc[row["item_id"], "opposite"]),
            "Consensus": "oui" if agreed.loc[row["item_id"], "consensus"] else "non",
            "Reste en tête": percent(row["robustness"]),
            "Entre les deux tours": NOT_APPLICABLE
            if is_missing(moved.get(row["item_id"]))
            else signed(moved[row["item_id"]], 1),
        }
        for row in rows(scores)
    ]
    return pd.DataFrame(lines)


def minority_table(views: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Large families that see an item the other way round."""
    names = reference_labels("actor_families", "macro_family", "macro_label_fr")
    lines = [
        {
            "Sujet": capital(labels[row["item_id"]]),
            "Famille d'acteurs": names[row["macro_family"]],
            "Sa médiane": number(row["median"], 1),
            "Médiane de tous": number(row["median_all"], 1),
            "Participants": number(row["n"]),
        }
        for row in rows(views)
    ]
    return pd.DataFrame(lines)
