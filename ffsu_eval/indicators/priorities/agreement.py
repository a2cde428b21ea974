"""PRI02 and PRI03: do the participants agree, and which large family does not?"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import result
from ffsu_eval.indicators.priorities.ballots import weighted
from ffsu_eval.indicators.survey.concordance import FEWEST_PHENOMENA, kendall_w

BAND, WITHIN, SPREAD, OPPOSITE = 1.0, 0.75, 1.0, 0.15
MIDDLE = 3.0
FEWEST_OF_FAMILY = 3

CONSENSUS = {
    "item_id": "string",
    "median": "Float64",
    "value": "Float64",
    "iqr": "Float64",
    "opposite": "Float64",
    "consensus": "boolean",
    "n": "Int64",
}
CONCORDANCE = {
    "value": "Float64",
    "chi2": "Float64",
    "p_value": "Float64",
    "n": "Int64",
    "items": "Int64",
    "caveat": "string",
}
VIEWS = {
    "item_id": "string",
    "macro_family": "string",
    "median": "Float64",
    "median_all": "Float64",
    "n": "Int64",
}


def consensus(votes: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """PRI02 of each item: do its weighted scores hold together? ``votes``: see ``ballots``.

    ``value``: share of the participants within one point of the median; ``iqr``: interquartile
    range; ``opposite``: share on the other side of the middle of the scale (3) than the median, or
    the smaller of both sides when the median is in the middle. ``consensus``: 75 %
    or more within one point, range of one point or less, fewer than 15 % on the other side: a rule
    fixed before the vote. ValueError: as ``weighted``.
    Source: rules of Delphi surveys reviewed by I. R. Diamond et al., Journal of Clinical
    Epidemiology 67, 2014; the thresholds are conventions of the project.
    """
    lines = []
    for item, scores in weighted(votes, weights).items():
        median = float(scores.median())
        share = float(((scores - median).abs() <= BAND + 1e-9).mean())
        iqr = float(scores.quantile(0.75) - scores.quantile(0.25))
        opposite = _opposite(scores, median)
        agreed = share >= WITHIN and iqr <= SPREAD + 1e-9 and opposite < OPPOSITE
        lines.append((item, median, share, iqr, opposite, agreed, len(scores)))
    return result(lines, CONSENSUS)


def _opposite(scores: pd.Series, median: float) -> float:
    above, below = float((scores > MIDDLE).mean()), float((scores < MIDDLE).mean())
    return below if median > MIDDLE else above if median < MIDDLE else min(above, below)


def concordance(votes: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """PRI03, concordance of the participants' orders (Kendall's W), one row.

    ``p_value`` of the hypothesis that they order at random, χ² with k − 1 degrees of freedom:
    a small one says that there is some agreement, W how much. ValueError: as ``weighted``.
    Source: as ``kendall_w``.
    """
    scores = weighted(votes, weights)
    n, items = scores.shape
    row = {"value": np.nan, "chi2": np.nan, "p_value": np.nan, "n": n, "items": items}
    if n < 2 or items < FEWEST_PHENOMENA:
        caveat = "moins de deux participants ou de trois sujets : pas de concordance"
        return result([row | {"caveat": caveat}], CONCORDANCE)
    w, chi2 = kendall_w(scores)
    caveat = "tous les sujets à égalité : pas de concordance" if np.isnan(w) else ""
    p_value = float(stats.chi2.sf(chi2, items - 1))
    return result(
        [row | {"value": w, "chi2": chi2, "p_value": p_value, "caveat": caveat}], CONCORDANCE
    )


def minority_views(votes: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Large families whose median score is on the other side of the middle than that of all.

    Only families of three participants or more: fewer would show a person's vote.
    ValueError: as ``weighted``. House rule: the view of a minority is always reported.
    """
    scores = weighted(votes, weights)
    family = votes.drop_duplicates("participant_code").set_index("participant_code")
    lines = []
    for item in scores:
        everyone = float(scores[item].median())
        for name, own in scores[item].groupby(family["macro_family"].reindex(scores.index)):
            median = float(own.median())
            if len(own) >= FEWEST_OF_FAMILY and (median - MIDDLE) * (everyone - MIDDLE) < 0:
                lines.append((item, name, median, everyone, len(own)))
    return result(lines, VIEWS)
