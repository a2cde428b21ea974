"""Before and after, here and there: differences in differences on counts, what they can detect.

A difference in differences compares; it proves an effect only if both places would otherwise have
changed alike, which the years before can make plausible and never show.
"""

from math import inf
from typing import NamedTuple

import numpy as np
from scipy import stats

from ffsu_eval.indicators.frames import FloatArray
from ffsu_eval.indicators.intervals import LEVEL

POWER = 0.80


class RatioEffect(NamedTuple):
    """Ratio of two ratios of rates, its interval and two-sided p value (1 = no difference)."""

    irr: float
    low: float
    high: float
    p_value: float


class CountEffect(NamedTuple):
    """Difference of two differences of counts, standard error and interval (0 = no difference)."""

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
    degrees: float = inf,
) -> RatioEffect:
    """IRR = (t1/t0)/(c1/c0), of rates where sizes (sums of denominators D) are given:
    (t1/D_t1)/(t0/D_t0) over (c1/D_c1)/(c0/D_c0).

    se(log IRR) = √φ·√(1/t0 + 1/t1 + 1/c0 + 1/c1), 95 % interval and p value on the log scale:
    normal law, or Student's with the ``degrees`` of freedom that ``dispersion`` φ was estimated
    with.
    ValueError for a count or a size that is not positive (the ratio is not defined, and no constant
    is added to make it so), a dispersion under 1 or degrees that are not positive.
    Source: D. B. Wilson, The relative incident rate ratio effect size for count-based impact
    evaluations, Journal of Quantitative Criminology 38, 2022.
    """
    cells = np.array([*treated, *control], dtype=float)
    sizes = np.array([*treated_size, *control_size], dtype=float)
    _positive(cells, "counts")
    _positive(sizes, "sizes")
    t0, t1, c0, c1 = np.log(cells / sizes)
    effect, error = (t1 - t0) - (c1 - c0), _error(float(np.sum(1 / cells)), dispersion, degrees)
    half = stats.t.ppf((1 + LEVEL) / 2, degrees) * error
    low, high = np.exp([effect - half, effect + half])
    p_value = 2 * float(stats.t.sf(abs(effect) / error, degrees))
    return RatioEffect(float(np.exp(effect)), float(low), float(high), p_value)


def wdd(
    treated: Change,
    control: Change,
    displaced: Change = NONE,
    displaced_control: Change = NONE,
    weights: tuple[Change, Change, Change, Change] = (ONE, ONE, ONE, ONE),
    dispersion: float = 1.0,
    degrees: float = inf,
) -> CountEffect:
    """Weighted displacement difference: (t1−t0) − (c1−c0) + (d1−d0) − (b1−b0), < 0: facts avoided.

    ``displaced``: area around the treated one where facts may have moved; ``displaced_control``:
    area around the control. Each count n is divided by its weight w, in the order of the areas
    (length of the period, size of the area; 1 when periods and areas are alike); standard error
    √(φ·Σ n/w²), 95 % interval by the law of ``did_irr``. Counts of zero are allowed. ValueError for
    a negative or missing count, a weight that is not positive, a dispersion or degrees as
    ``did_irr``.
    Source: A. P. Wheeler, J. H. Ratcliffe, A simple weighted displacement difference test to
    evaluate place based crime interventions, Crime Science 7, 2018 (φ = 1).
    """
    cells = np.array([treated, control, displaced, displaced_control], dtype=float)
    scale = np.array(weights, dtype=float)
    _counts(cells)
    _positive(scale, "weights")
    before, after = (cells / scale).T
    difference = float(np.sum((after - before) * [1, -1, 1, -1]))
    error = _error(float(np.sum(cells / scale**2)), dispersion, degrees)
    half = float(stats.t.ppf((1 + LEVEL) / 2, degrees)) * error
    return CountEffect(difference, error, difference - half, difference + half)


def displacement_quotient(treated: Change, displaced: Change, control: Change) -> float:
    """Weighted displacement quotient: (d1/c1 − d0/c0)/(t1/c1 − t0/c0).

    Conventional reading: above 1 the surroundings ``displaced`` gained more than the treated area,
    from 0 to 1 they gained less; 0 nothing moved; from −1 to 0 less moved to them than was avoided,
    −1 as much, below −1 more. NaN when the treated area did not improve against the control: there
    is nothing to displace. It has no interval: read it beside ``wdd``.
    ValueError for a negative or missing count, or a control count that is not positive.
    Source: K. J. Bowers, S. D. Johnson, Measuring the geographical displacement and diffusion of
    benefit effects of crime prevention activity, Journal of Quantitative Criminology 19, 2003.
    """
    _counts(np.array([*treated, *displaced], dtype=float))
    _positive(np.array(control, dtype=float), "control")
    success = treated.after / control.after - treated.before / control.before
    if success >= 0:
        return float("nan")
    moved = displaced.after / control.after - displaced.before / control.before
    return float(moved / success)


def detectable_irr(
    counts: tuple[float, float, float, float],
    dispersion: float = 1.0,
    power: float = POWER,
    level: float = LEVEL,
    degrees: float = inf,
) -> float:
    """Smallest detectable reduction, as an IRR: exp(−(z₀.₉₇₅ + z₀.₈)·√(φ·Σ 1/n)), sum of z 2.80.

    ``counts``: the four cells of the comparison; ``level``: of the interval. A true IRR between it
    and 1 would go unnoticed more often than one time in five (80 % power); Student's quantiles in
    place of z where ``degrees`` are given. ValueError as ``did_irr``, and for a power or level
    outside ]0, 1[.
    Source: J. Cohen, Statistical Power Analysis, 2nd ed., 1988, applied to log ratios of counts.
    """
    cells = np.array(counts, dtype=float)
    _positive(cells, "counts")
    if not (0 < power < 1 and 0 < level < 1):
        raise ValueError("power, level: expected between 0 and 1")
    error = _error(float(np.sum(1 / cells)), dispersion, degrees)
    reach = stats.t.ppf((1 + level) / 2, degrees) + stats.t.ppf(power, degrees)
    return float(np.exp(-reach * error))


def _error(variance: float, dispersion: float, degrees: float) -> float:
    """Standard error of a Poisson ``variance`` widened by the dispersion."""
    if not dispersion >= 1:
        raise ValueError("dispersion: expected at least 1")
    if not degrees > 0:
        raise ValueError("degrees: expected positive")
    return float(np.sqrt(dispersion * variance))


def _counts(cells: FloatArray) -> None:
    if not np.all(cells >= 0):
        raise ValueError("counts: negative or missing value")


def _positive(values: FloatArray, name: str) -> None:
    if not np.all(values > 0):
        raise ValueError(f"{name}: expected positive")
