"""PRI01 and PRI04: weighted scores with intervals of rank, and what the weights decide."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import FloatArray, result
from ffsu_eval.indicators.intervals import LEVEL
from ffsu_eval.indicators.priorities.ballots import CRITERIA, cube, weighted
from ffsu_eval.rows import rows

SEED = 20_231
RESAMPLES = 2_000
PERTURBATION = 0.5
TIED = 9  # decimals: scores that differ less come from the arithmetic
FEWEST = 5
TOO_FEW = "moins de cinq participants : pas d'intervalle de rang"

SCORES = {
    "item_id": "string",
    "value": "Float64",
    "rank_low": "Int64",
    "rank_high": "Int64",
    "robustness": "Float64",
    "n": "Int64",
    "caveat": "string",
}


def priority_scores(
    votes: pd.DataFrame, weights: Mapping[str, float], top: int = 3
) -> pd.DataFrame:
    """PRI01 and PRI04 of each item, highest score first; ``votes``: see ``ballots``.

    ``value`` = Σ weight × mean score of the criterion, 1 to 5. ``rank_low``, ``rank_high``: 95 %
    interval of its rank (1 first, ties share the mean rank, rounded outwards) when as many
    participants are drawn again among those who voted: how much the order holds to who came, not a
    margin of error. ``robustness``: share of 2,000 draws of the weights, each ±50 % and brought back
    to a sum of 1, that keep the item among the ``top``. Under five participants no interval.
    ValueError: as ``weighted``.
    Sources: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993; intervals of ranks:
    H. Goldstein, D. Spiegelhalter, Journal of the Royal Statistical Society A 159, 1996.
    """
    scores = weighted(votes, weights).to_numpy(dtype=float)
    people, items, table = cube(votes)
    if not items:
        return result([], SCORES)
    given = np.array([weights[name] for name in CRITERIA])
    rng = np.random.default_rng(SEED)
    low = high = np.full(len(items), np.nan)
    if len(people) >= FEWEST:
        drawn = rng.multinomial(len(people), np.full(len(people), 1 / len(people)), RESAMPLES)
        ranks = _ranks(drawn @ scores / len(people))
        ends = np.quantile(ranks, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
        low, high = np.floor(ends[0]), np.ceil(ends[1])
    moved = given * rng.uniform(1 - PERTURBATION, 1 + PERTURBATION, (RESAMPLES, len(CRITERIA)))
    moved /= moved.sum(axis=1, keepdims=True)
    kept = _ranks(moved @ table.mean(axis=0).T) <= top
    found = pd.DataFrame(
        {
            "item_id": items,
            "value": scores.mean(axis=0),
            "rank_low": low,
            "rank_high": high,
            "robustness": kept.mean(axis=0),
            "n": len(people),
            "caveat": "" if len(people) >= FEWEST else TOO_FEW,
        }
    )
    return result(found.sort_values("value", ascending=False, kind="stable"), SCORES)


def undecided(scores: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs of items, one just after the other, whose intervals of rank overlap."""
    known = rows(scores[scores["rank_low"].notna()])
    return [
        (str(first["item_id"]), str(second["item_id"]))
        for first, second in pairwise(known)
        if second["rank_low"] <= first["rank_high"]
    ]


def _ranks(scores: FloatArray) -> FloatArray:
    """Rank of each item (column) in each row, 1 for the highest score."""
    return np.asarray(stats.rankdata(-scores.round(TIED), axis=1))
