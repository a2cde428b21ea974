"""Funnel: limits of a count around its expectation, and how much more than chance areas differ."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

from ffsu_eval.indicators.frames import FloatArray

WINSORISED = 0.10
MINIMUM_AREAS = 5


class Limits(NamedTuple):
    """Limits of a count, arrays of the shape of the expected counts."""

    low_95: FloatArray
    high_95: FloatArray
    low_998: FloatArray
    high_998: FloatArray


def funnel_limits(expected: npt.ArrayLike, dispersion: float = 1.0) -> Limits:
    """Limits of a count at 95 % and 99.8 %: E + √φ·(Poisson quantile − E), never below 0.

    ``expected``: expected counts, NaN gives NaN; quantiles 2.5 and 97.5 %, 0.1 and 99.9 %. A count
    equal to a limit is inside. ValueError: expectation that is not positive, dispersion under 1.
    Source: D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in
    Medicine 24, 2005.
    """
    e, scale = _positive(expected), _scale(dispersion)
    quantiles = (stats.poisson.ppf(level, e) for level in (0.025, 0.975, 0.001, 0.999))
    return Limits(*(np.maximum(e + scale * (q - e), 0) for q in quantiles))


def funnel_p_value(
    count: npt.ArrayLike, expected: npt.ArrayLike, dispersion: float = 1.0
) -> FloatArray:
    """Two-sided p value of a count, the one that the limits draw.

    Twice the smaller Poisson tail, at most 1, at the count brought back by the dispersion, that is
    E + (O − E)/√φ: a count is outside the limits at 95 % (99.8 %) exactly when p is under 0.05
    (0.002). NaN gives NaN. ValueError: as ``funnel_limits``.
    """
    o, e, scale = np.asarray(count, dtype=float), _positive(expected), _scale(dispersion)
    brought_back = e + (o - e) / scale
    lower = stats.poisson.cdf(np.floor(brought_back), e)
    upper = stats.poisson.sf(np.ceil(brought_back) - 1, e)
    return np.minimum(2 * np.minimum(lower, upper), 1.0)


def overdispersion(count: npt.ArrayLike, expected: npt.ArrayLike) -> float:
    """φ of a group of areas: mean of their squared Pearson residuals (O − E)/√E, at least 1.

    Winsorised: the tenth of the residuals at each end is brought to the quantile, so that a few
    areas out of the ordinary do not hide themselves by widening the limits. 1 for fewer than 5, too
    few to tell chance from dispersion (house rule). ValueError: expectation that is not positive.
    Source: D. J. Spiegelhalter, Statistics in Medicine 24, 2005 (winsorised estimate).
    """
    o, e = np.asarray(count, dtype=float), _positive(expected)
    if len(o) < MINIMUM_AREAS:
        return 1.0
    residuals = (o - e) / np.sqrt(e)
    ends = np.quantile(residuals, [WINSORISED, 1 - WINSORISED])
    return max(1.0, float(np.mean(np.clip(residuals, *ends) ** 2)))


def _positive(expected: npt.ArrayLike) -> FloatArray:
    e = np.asarray(expected, dtype=float)
    if np.any(e <= 0):
        raise ValueError("expected: a count that is not positive")
    return e


def _scale(dispersion: float) -> float:
    if not dispersion >= 1:
        raise ValueError("dispersion: expected at least 1")
    return float(dispersion) ** 0.5
