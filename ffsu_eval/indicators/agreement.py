"""Krippendorff's alpha for nominal codes, with a bootstrap interval over the coded units.

For presence or absence of a code, a unit coded by m coders of whom k applied it adds k to the
values "present", m−k to the values "absent" and k(m−k)/(m−1) to the disagreeing pairs: alpha is
1 − (n−1)·Σdisagreements/(n_present·n_absent), n being all values.
Sources: K. Krippendorff, Content Analysis, 2nd ed., Sage, 2004; K. Krippendorff, Computing
Krippendorff's Alpha-Reliability, University of Pennsylvania, 2011.
"""

import krippendorff
import numpy as np
import numpy.typing as npt

from ffsu_eval.indicators.frames import FloatArray
from ffsu_eval.indicators.intervals import LEVEL, Interval

SEED = 20040131
RESAMPLES = 2000
MINIMUM_DEFINED = 0.95


def nominal_alpha(codes: npt.ArrayLike) -> float:
    """Nominal alpha of a matrix coders × units of numeric codes, NaN where a coder did not code.

    NaN when it is not defined: no unit with two codes, or one single value among such units.
    """
    matrix = np.asarray(codes, dtype=float)
    paired = matrix[:, np.sum(~np.isnan(matrix), axis=0) > 1]
    if len(np.unique(paired[~np.isnan(paired)])) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=matrix, level_of_measurement="nominal"))


def presence_alpha(applied: npt.ArrayLike, coders: npt.ArrayLike) -> float:
    """Alpha of presence/absence: per unit, number of coders who applied the code, and of coders.

    NaN when it is not defined: no unit, or a code applied by all coders everywhere or by none.
    ValueError when a unit has fewer than two coders or more applications than coders.
    """
    k, m = _units(applied, coders)
    if k.sum() == 0 or k.sum() == m.sum():
        return float("nan")
    counts = np.column_stack([m - k, k])
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def presence_interval(
    applied: npt.ArrayLike, coders: npt.ArrayLike, units: npt.ArrayLike, level: float = LEVEL
) -> Interval:
    """Bootstrap percentile interval of ``presence_alpha``: 2,000 resamples of units, fixed seed.

    ``units``: segment of each row, so that the rows of one segment (one a code) stay together.
    NaN bounds when more than 5 % of the resamples have no defined alpha.
    Sources: B. Efron, Bootstrap methods, Annals of Statistics 7, 1979; A. Zapf et al., Measuring
    inter-rater reliability for nominal data, BMC Medical Research Methodology 16:93, 2016.
    """
    k, m = _units(applied, coders)
    names, position = np.unique(np.asarray(units), return_inverse=True)
    sums = [np.bincount(position, part, len(names)) for part in (k, m - k, k * (m - k) / (m - 1))]
    if not len(names):
        return Interval(np.array(np.nan), np.array(np.nan))
    rng = np.random.default_rng(SEED)
    draws = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), RESAMPLES)
    present, absent, disagreement = (draws @ part for part in sums)
    defined = (present > 0) & (absent > 0)
    if defined.mean() < MINIMUM_DEFINED:
        return Interval(np.array(np.nan), np.array(np.nan))
    present, absent, disagreement = present[defined], absent[defined], disagreement[defined]
    alphas = 1 - (present + absent - 1) * disagreement / (present * absent)
    low, high = np.quantile(alphas, [(1 - level) / 2, (1 + level) / 2])
    return Interval(np.asarray(low), np.asarray(high))


def _units(applied: npt.ArrayLike, coders: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    k, m = np.asarray(applied, dtype=float), np.asarray(coders, dtype=float)
    if k.shape != m.shape:
        raise ValueError("applied and coders: unequal lengths")
    if np.any(m < 2) or np.any(k > m) or np.any(k < 0):
        raise ValueError("units: expected two coders or more, and no more applications than coders")
    return k, m
