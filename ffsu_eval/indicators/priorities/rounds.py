"""Two rounds of one workshop: did the discussion move the scores?"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from statsmodels.stats.inter_rater import cohens_kappa

from ffsu_eval.indicators.frames import result
from ffsu_eval.indicators.priorities.ballots import CRITERIA, SCALE, weighted

STABILITY = {
    "item_id": "string",
    "first": "Float64",
    "second": "Float64",
    "value": "Float64",
    "kappa": "Float64",
    "n": "Int64",
}


def stability(
    first: pd.DataFrame, second: pd.DataFrame, weights: Mapping[str, float]
) -> pd.DataFrame:
    """Change of each item's score between two rounds, of those who voted in both (``ballots``).

    ``value`` = second − first mean weighted score; ``kappa``: Cohen's kappa with quadratic weights
    between the scores of the two rounds, all criteria together (1: the same votes, 0: no more alike
    than by chance; missing when all the scores are the same). ValueError: as ``weighted``.
    Source: J. Cohen, Weighted kappa, Psychological Bulletin 70, 1968.
    """
    before, after = weighted(first, weights), weighted(second, weights)
    both = before.index.intersection(after.index)
    lines = []
    for item in (str(name) for name in before if name in after):
        then, now = float(before[item][both].mean()), float(after[item][both].mean())
        kappa = _kappa(_of(first, item, both), _of(second, item, both))
        lines.append((item, then, now, now - then, kappa, len(both)))
    return result(lines, STABILITY)


def _of(votes: pd.DataFrame, item: str, people: pd.Index) -> np.ndarray:
    own = votes[votes["item_id"] == item].set_index("participant_code").reindex(people)
    return own[list(CRITERIA)].to_numpy(dtype=int).ravel()


def _kappa(first: np.ndarray, second: np.ndarray) -> float:
    counts = np.zeros((len(SCALE), len(SCALE)))
    np.add.at(counts, (first - SCALE[0], second - SCALE[0]), 1)
    if len(set(first) | set(second)) < 2:
        return float("nan")
    return float(cohens_kappa(counts, wt="quadratic", return_results=False))
