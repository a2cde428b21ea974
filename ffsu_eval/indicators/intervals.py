"""Intervals of counts, proportions and rate ratios; every function takes scalars or arrays.

A recorded count is a census of records: its interval speaks of the natural variability of the
process that produces the facts, not of a sampling error.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

from ffsu_eval.indicators.frames import FloatArray

LEVEL = 0.95


class Interval(NamedTuple):
    """Lower and upper bounds, arrays of the shape of the input, in its unit."""

    low: FloatArray
    high: FloatArray


class RateRatio(NamedTuple):
    """Ratio of two rates, bounds of its interval and two-sided p value of the ratio 1."""

    ratio: FloatArray
    low: FloatArray
    high: FloatArray
    p_value: FloatArray


def _numbers(values: npt.ArrayLike, name: str) -> FloatArray:
    array = np.asarray(values, dtype=float)
    if np.any(array < 0):
        raise ValueError(f"{name}: negative value")
    return array


def _level(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError("level: expected between 0 and 1")
    return 1 - level


def garwood(count: npt.ArrayLike, level: float = LEVEL) -> Interval:
    """Exact interval of a Poisson count: [χ²(α/2; 2o)/2, χ²(1−α/2; 2o+2)/2], lower bound 0 at o=0.

    ``count``: number of facts, NaN gives NaN. Divide by the denominator for a rate.
    ValueError for a negative count or a level outside ]0, 1[.
    Source: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28, 1936.
    """
    o, alpha = _numbers(count, "count"), _level(level)
    positive = np.where(o == 0, 1.0, o)  # χ² with 0 degree of freedom is not defined
    low = np.where(o == 0, 0.0, stats.chi2.ppf(alpha / 2, 2 * positive) / 2)
    return Interval(low, np.asarray(stats.chi2.ppf(1 - alpha / 2, 2 * o + 2) / 2))


def byar(count: npt.ArrayLike, level: float = LEVEL) -> Interval:
    """Byar's approximation of the exact interval of a Poisson count, close from 10 facts upwards.

    L = o(1 − 1/(9o) − z/(3√o))³ and U = (o+1)(1 − 1/(9(o+1)) + z/(3√(o+1)))³; L = 0 at o=0.
    ValueError for a negative count or a level outside ]0, 1[.
    Source: N. E. Breslow, N. E. Day, Statistical Methods in Cancer Research, vol. II, The Design
    and Analysis of Cohort Studies, IARC, 1987.
    """
    o, alpha = _numbers(count, "count"), _level(level)
    z = stats.norm.ppf(1 - alpha / 2)
    positive, above = np.where(o == 0, 1.0, o), o + 1
    # below one fact the cube's base may be negative: a count has no negative bound
    base = np.maximum(1 - 1 / (9 * positive) - z / (3 * np.sqrt(positive)), 0)
    low = np.where(o == 0, 0.0, positive * base**3)
    return Interval(low, above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3)


def _shares(successes: npt.ArrayLike, n: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Successes and bases broadcast together; an empty base becomes NaN."""
    x, size = np.broadcast_arrays(_numbers(successes, "successes"), _numbers(n, "n"))
    if np.any(x > size):
        raise ValueError("successes: more than n")
    return x, np.where(size == 0, np.nan, size)


def wilson(successes: npt.ArrayLike, n: npt.ArrayLike, level: float = LEVEL) -> Interval:
    """Wilson's score interval of a proportion, for a probability sample only.

    (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), a share between 0 and 1; NaN when n = 0.
    ValueError when successes exceed n, for a negative value or a level outside ]0, 1[.
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22, 1927.
    """
    alpha = _level(level)
    x, size = _shares(successes, n)
    z2, p = stats.norm.ppf(1 - alpha / 2) ** 2, x / size
    centre = p + z2 / (2 * size)
    half = np.sqrt(z2 * (p * (1 - p) / size + z2 / (4 * size**2)))
    scale = 1 + z2 / size
    # at 0 and n the bound is exactly 0 or 1: rounding must not push it beyond
    low = np.where(x == 0, 0.0, (centre - half) / scale)
    high = np.where(x == size, 1.0, (centre + half) / scale)
    return Interval(np.where(np.isnan(size), np.nan, low), np.where(np.isnan(size), np.nan, high))


def clopper_pearson(successes: npt.ArrayLike, n: npt.ArrayLike, level: float = LEVEL) -> Interval:
    """Exact interval of a binomial proportion, by quantiles of the beta law; NaN when n = 0.

    ValueError when successes exceed n, for a negative value or a level outside ]0, 1[.
    Source: C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in
    the case of the binomial, Biometrika 26, 1934.
    """
    alpha = _level(level)
    x, size = _shares(successes, n)
    inner_low, inner_high = np.where(x == 0, 1.0, x), np.where(x == size, x - 1, x)
    low = stats.beta.ppf(alpha / 2, inner_low, size - inner_low + 1)
    high = stats.beta.ppf(1 - alpha / 2, inner_high + 1, size - inner_high)
    empty = np.isnan(size)
    low = np.where(empty, np.nan, np.where(x == 0, 0.0, low))
    return Interval(low, np.where(empty, np.nan, np.where(x == size, 1.0, high)))


def rate_ratio(
    count_1: npt.ArrayLike,
    denominator_1: npt.ArrayLike,
    count_0: npt.ArrayLike,
    denominator_0: npt.ArrayLike,
    level: float = LEVEL,
) -> RateRatio:
    """Ratio (o1/D1)/(o0/D0) of two Poisson rates with its exact conditional interval and p value.

    Given o0+o1, o1 is binomial with p = RR·D1/(D0 + RR·D1): the Clopper-Pearson interval of p
    gives that of the ratio by RR = p/(1−p) · D0/D1; the p value is the exact two-sided binomial
    test of p0 = D1/(D0+D1) (sum of the outcomes that are not more likely than the one observed).
    o0 = 0 gives an infinite ratio and upper bound; both counts 0: NaN, [0, ∞], p = 1; a missing
    count or a denominator that is missing or 0 gives NaN. ValueError for a negative value.
    Sources: J. Przyborowski, H. Wilenski, Homogeneity of results in testing samples from Poisson
    series, Biometrika 31, 1940; C. J. Clopper, E. S. Pearson, Biometrika 26, 1934.
    """
    o1, d1, o0, d0 = np.broadcast_arrays(
        _numbers(count_1, "count_1"),
        _numbers(denominator_1, "denominator_1"),
        _numbers(count_0, "count_0"),
        _numbers(denominator_0, "denominator_0"),
    )
    known = np.isfinite(o1) & np.isfinite(o0) & (d1 > 0) & (d0 > 0)
    o1, o0, d1, d0 = (np.where(known, values, np.nan) for values in (o1, o0, d1, d0))
    total, scale = o1 + o0, d0 / d1
    share = clopper_pearson(np.where(known, o1, 0), np.where(known, total, 0), level)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (o1 / o0) * scale
        low, high = share.low / (1 - share.low) * scale, share.high / (1 - share.high) * scale
    nothing = known & (total == 0)
    low, high = np.where(nothing, 0.0, low), np.where(nothing, np.inf, high)
    tests = np.frompyfunc(_binomial_p_value, 3, 1)
    p_value = np.asarray(tests(o1, total, d1 / (d0 + d1)), dtype=float)
    return RateRatio(ratio, low, high, p_value)


def _binomial_p_value(successes: float, n: float, p: float) -> float:
    if np.isnan(n):
        return float("nan")
    return float(stats.binomtest(round(successes), round(n), p).pvalue) if n > 0 else 1.0
