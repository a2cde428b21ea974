"""SUR06, do the categories of actors rank the phenomena alike? Kendall's W."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import need, need_unique, result
from ffsu_eval.indicators.survey.bases import items_of, valid_codes

FEWEST_ANSWERS = 10
FEWEST_CATEGORIES = 3
FEWEST_PHENOMENA = 3
TIED = 9  # decimals: means that differ less come from the arithmetic

AGREEMENT = {
    "construct": "string",
    "value": "Float64",
    "chi2": "Float64",
    "categories": "Int64",
    "phenomena": "Int64",
    "left_out": "string",
    "caveat": "string",
}


class Concordance(NamedTuple):
    """Kendall's W, 0 (no agreement) to 1 (same ranks), and its χ² = m(k − 1)W."""

    w: float
    chi2: float


def kendall_w(scores: npt.ArrayLike) -> Concordance:
    """Concordance of judges (rows) who score or rank the same objects (columns), ties corrected.

    W = χ²/(m(k−1)), χ² of Friedman, m judges and k objects; NaN when every judge ties them all.
    ValueError: fewer than two judges or three objects, a missing score.
    Sources: M. G. Kendall, B. Babington Smith, The problem of m rankings, Annals of Mathematical
    Statistics 10, 1939; M. G. Kendall, Rank Correlation Methods, Griffin, 1948 (ties).
    """
    table = np.asarray(scores, dtype=float)
    if table.ndim != 2 or table.shape[0] < 2 or table.shape[1] < FEWEST_PHENOMENA:
        raise ValueError("scores: expected two judges and three objects or more")
    if np.isnan(table).any():
        raise ValueError("scores: missing score")
    judges, objects = table.shape
    if np.all(table == table[:, :1]):
        return Concordance(float("nan"), float("nan"))
    chi2 = float(stats.friedmanchisquare(*table.T).statistic)
    return Concordance(chi2 / (judges * (objects - 1)), chi2)


def rank_agreement(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    respondents: pd.DataFrame,
    construct: str = "frequency",
) -> pd.DataFrame:
    """SUR06, concordance of the ranks of phenomena between actor categories (``stratum``): one row.

    Phenomena: the items of the construct, ranked in each category by their mean code. A category
    counts as a judge with ten valid answers or more to every item (convention), the others are
    named in ``left_out``; under three categories or phenomena no value. ``value``: W from 0 to 1,
    ``chi2`` describes it and is not tested: categories are not drawn at random.
    ValueError: missing column, item answered twice.
    """
    need(respondents, "respondents", ("resp_id", "stratum"))
    need_unique(respondents, "respondents", ("resp_id",))
    chosen = items_of(items, construct)
    people = respondents[["resp_id", "stratum"]].dropna()
    codes = valid_codes(answers, chosen).merge(people, on="resp_id").astype({"code": float})
    categories, wanted = sorted(set(people["stratum"])), list(chosen["item_id"])
    of_cell = codes.groupby(["stratum", "item_id"])["code"]
    counts, means = (
        values.unstack().reindex(index=categories, columns=wanted)
        for values in (of_cell.count(), of_cell.mean().round(TIED))
    )
    judges = (counts.fillna(0) >= FEWEST_ANSWERS).all(axis=1)
    means = means[judges]
    w, chi2, caveat = float("nan"), float("nan"), ""
    if len(means) < FEWEST_CATEGORIES or len(wanted) < FEWEST_PHENOMENA:
        caveat = "moins de trois catégories ou de trois phénomènes : pas de concordance"
    else:
        w, chi2 = kendall_w(means)
        caveat = "" if not np.isnan(w) else "tous les phénomènes à égalité : pas de concordance"
    row = {
        "construct": construct,
        "value": w,
        "chi2": chi2,
        "categories": len(means),
        "phenomena": len(wanted),
        "left_out": ", ".join(name for name in categories if name not in means.index),
        "caveat": caveat,
    }
    return result([row], AGREEMENT)
