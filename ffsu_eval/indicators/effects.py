"""Before and after, here and there: differences in differences on counts, and what they could detect.

A difference in differences compares; it proves an effect only if both places would otherwise have
changed alike, which the years before can make plausible and never show.
"""

from typing import NamedTuple

import numpy as np
from scipy import stats

LEVEL, POWER = 0.95, 0.80


class RatioEffect(NamedTuple):
    """Ratio of two ratios of rates, its interval and two-sided p value (1 = no difference)."""

    irr: float
    low: float
    high: float
    p_value: float


class CountEffect(NamedTuple):
    """Difference of two differences of counts, its standard error and interval (0 = no difference)."""

    difference: float
    standard_error: float
    low: float
    high: float


class Change(NamedTuple):
    """Counts of one place before and after."""

    before: float
    after: float


ONE, NONE = Change(1, 1), Change(0, 0)


def did_irr(
    treated: Change,
    control: Change,
    dispersion: float = 1.0,
    treated_size: Change = ONE,
    control_size: Change = ONE,
) -> RatioEffect:
    """IRR = (t1/t0)/(c1/c0), of rates where sizes (sums of denominators) are given.

    se(log IRR) = √φ·√(1/t0 + 1/t1 + 1/c0 + 1/c1), normal interval. ValueError for a count or a size
    that is not positive (the ratio is not defined, and no constant is added to make it so) or a
    dispersion under 1. Source: log-linear model of the four cells (P. McCullagh, J. A. Nelder,
    Generalized Linear Models, 1989); use in crime analysis: J. H. Ratcliffe, Security Journal, 2012.
    """
    cells = np.array([*treated, *control], dtype=float)
    sizes = np.array([*treated_size, *control_size], dtype=float)
    _positive(cells, "counts")
    _positive(sizes, "sizes")
    _dispersed(dispersion)
    t0, t1, c0, c1 = np.log(cells / sizes)
    effect, error = (t1 - t0) - (c1 - c0), float(np.sqrt(dispersion * np.sum(1 / cells)))
    half = stats.norm.ppf((1 + LEVEL) / 2) * error
    low, high = np.exp([effect - half, effect + half])
    p_value = 2 * float(stats.norm.sf(abs(effect) / error))
    return RatioEffect(float(np.exp(effect)), float(low), float(high), p_value)


def wdd(
    treated: Change,
    control: Change,
    displaced: Change = NONE,
    displaced_control: Change = NONE,
    weights: tuple[Change, Change, Change, Change] = (ONE, ONE, ONE, ONE),
    dispersion: float = 1.0,
) -> CountEffect:
    """Weighted displacement difference: (t1−t0) − (c1−c0) + (d1−d0) − (b1−b0), facts avoided if < 0.

    ``displaced``: area around the treated one where facts may have moved; ``displaced_control``: area
    around the control. Each count n is divided by its weight w (length of the period, size of the
    area; 1 when periods and areas are alike); standard error √(φ·Σ n/w²), normal interval. ValueError
    for a negative count, a weight that is not positive or a dispersion under 1.
    Source: A. P. Wheeler, J. H. Ratcliffe, A simple weighted displacement difference test to evaluate
    place based crime interventions, Crime Science 7, 2018.
    """
    cells = np.array([treated, control, displaced, displaced_control], dtype=float)
    scale = np.array(weights, dtype=float)
    if np.any(cells < 0):
        raise ValueError("counts: negative value")
    _positive(scale, "weights")
    _dispersed(dispersion)
    before, after = (cells / scale).T
    difference = float(np.sum((after - before) * [1, -1, 1, -1]))
    error = float(np.sqrt(dispersion * np.sum(cells / scale**2)))
    half = float(stats.norm.ppf((1 + LEVEL) / 2)) * error
    return CountEffect(difference, error, difference - half, difference + half)


def displacement_quotient(treated: Change, displaced: Change, control: Change) -> float:
    """WDQ = (d1/c1 − d0/c0)/(t1/c1 − t0/c0): below −1 more moved than was avoided, 0 nothing moved,
    above 0 the surroundings benefit too.

    NaN when the treated area did not improve against the control: there is nothing to displace.
    ValueError for a control count that is not positive. Source: K. J. Bowers, S. D. Johnson, Measuring
    the geographical displacement and diffusion of benefit effects of crime prevention activity,
    Journal of Quantitative Criminology 19, 2003.
    """
    _positive(np.array(control, dtype=float), "control")
    success = treated.after / control.after - treated.before / control.before
    if success >= 0:
        return float("nan")
    moved = displaced.after / control.after - displaced.before / control.before
    return float(moved / success)


def detectable_irr(
    counts: tuple[float, ...], dispersion: float = 1.0, power: float = POWER
) -> float:
    """Smallest detectable reduction, as an IRR: exp(−(z₀.₉₇₅ + z_power)·√(φ·Σ 1/n)).

    ``counts``: the four cells of the comparison. A true IRR above it would go unnoticed more often than
    one time in five (80 % power, 5 % two-sided). ValueError as ``did_irr``.
    Source: J. Cohen, Statistical Power Analysis, 2nd ed., 1988, applied to log ratios of counts.
    """
    cells = np.array(counts, dtype=float)
    _positive(cells, "counts")
    _dispersed(dispersion)
    reach = stats.norm.ppf((1 + LEVEL) / 2) + stats.norm.ppf(power)
    return float(np.exp(-reach * np.sqrt(dispersion * np.sum(1 / cells))))


def _positive(values: np.ndarray, name: str) -> None:
    if not np.all(values > 0):
        raise ValueError(f"{name}: expected positive")


def _dispersed(dispersion: float) -> None:
    if not dispersion >= 1:
        raise ValueError("dispersion: expected at least 1")
