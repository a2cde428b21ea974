"""Evidence from workshops: priorities (PRI01), agreement of the participants (PRI03)."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.evidence.items import Evidence, Origin, quality
from ffsu_eval.french import NBSP, NOT_APPLICABLE, is_missing, number
from ffsu_eval.rows import Row, rows

LARGE_GROUP = 15
# Kendall's W from which orders are alike, as the literature on Delphi surveys reads it (Schmidt,
# Decision Sciences 28, 1997)
MODERATE = 0.5


def from_scores(
    scores: pd.DataFrame, consensus: pd.DataFrame, labels: Mapping[str, str], origin: Origin
) -> list[Evidence]:
    """PRI01: one item per subject put to the vote."""
    agreed = consensus.set_index("item_id")["consensus"]
    return [
        Evidence(
            evidence_id=f"PRI01:{row['item_id']}",
            label_fr=f"priorité : « {labels[row['item_id']]} »",
            statement_fr=f"un score de {number(row['value'], 1)} sur 5, {_ranks(row)} sur "
            f"{number(len(scores))} (n{NBSP}={NBSP}{number(row['n'])} participants)",
            headline_fr=number(row["value"], 1),
            family="WRK",
            quality=quality(
                coverage=False,
                stability=bool(agreed[row["item_id"]]),
                precision=int(row["n"]) >= LARGE_GROUP,
                independence=True,
            ),
            direction="descriptif",
            producer=origin.producer,
            status=origin.status,
            shown_in=origin.shown_in,
            value=float(row["value"]),
            n=int(row["n"]),
        )
        for row in rows(scores)
    ]


def from_concordance(concordance: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """PRI03: do the participants put the subjects in the same order?"""
    row = rows(concordance)[0]
    known = not is_missing(row["value"])
    word = "proches" if known and row["value"] >= MODERATE else "différents"
    return [
        Evidence(
            evidence_id="PRI03:ensemble",
            label_fr="accord des participants sur l'ordre des sujets",
            statement_fr=f"des ordres {word} d'un participant à l'autre (concordance de "
            f"{number(row['value'], 2)} sur 1, n{NBSP}={NBSP}{number(row['n'])})"
            if known
            else "un accord non calculable",
            headline_fr=number(row["value"], 2) if known else NOT_APPLICABLE,
            family="WRK",
            quality=quality(
                coverage=False,
                stability=True,
                precision=known and int(row["n"]) >= LARGE_GROUP,
                independence=True,
            ),
            direction="descriptif" if known else "non établi",
            producer=origin.producer,
            status=origin.status,
            shown_in=origin.shown_in,
            value=float(row["value"]) if known else None,
            n=int(row["n"]),
        )
    ]


def _ranks(row: Row) -> str:
    if is_missing(row["rank_low"]):
        return "sans intervalle de rang"
    if row["rank_low"] == row["rank_high"]:
        return f"au rang {number(row['rank_low'])}"
    return f"entre les rangs {number(row['rank_low'])} et {number(row['rank_high'])}"
