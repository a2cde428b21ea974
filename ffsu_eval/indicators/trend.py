"""Log-linear trend of one yearly series of counts, by quasi-Poisson regression."""

import warnings
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from ffsu_eval.indicators.frames import FloatArray
from ffsu_eval.indicators.intervals import LEVEL

MINIMUM_YEARS = 5
MINIMUM_DEGREES = MINIMUM_YEARS - 2


class Trend(NamedTuple):
    """Yearly change in per cent with its interval, dispersion φ, standard error of the slope, p."""

    percent: float
    low: float
    high: float
    dispersion: float
    standard_error: float
    p_value: float


def estimable(counts: npt.ArrayLike, years: npt.ArrayLike, breaks: Collection[float] = ()) -> bool:
    """True when the likelihood of the trend has a maximum, at a finite slope and finite levels.

    Between two breaks the level is free: each part needs facts. Facts in the last year alone of
    every part would be fitted best by an infinite rise, in the first alone by an infinite fall.
    """
    o, t = np.asarray(counts, dtype=float), np.asarray(years, dtype=float)
    part = np.searchsorted(sorted(set(breaks)), t, side="right")
    with_facts = [(t[(part == rank) & (o > 0)], t[part == rank]) for rank in np.unique(part)]
    if not all(len(found) for found, _ in with_facts):
        return False
    rise = all(found.min() == within.max() for found, within in with_facts)
    fall = all(found.max() == within.min() for found, within in with_facts)
    return not (rise or fall)


def quasi_poisson(
    counts: npt.ArrayLike,
    denominators: npt.ArrayLike,
    years: npt.ArrayLike,
    level: float = LEVEL,
    breaks: Collection[float] = (),
) -> Trend:
    """Yearly change 100(e^β−1) of a rate: log E(count) = α + β·year + log(denominator).

    Shapes: three arrays of the same length T ≥ 5, one element a year. φ = max(1, Pearson χ²/df),
    df = T−2: a dispersion below Poisson's is not credited; the slope's standard error is Poisson's
    times √φ; interval and p value by Student's law with df degrees of freedom. ``breaks``: years
    from which a step is added to the level (a break declared beforehand, such as a change of
    definition), one degree of freedom each.
    ValueError for fewer than 5 years, unequal lengths, a year twice, a denominator that is not
    positive, a negative or missing count, facts that do not determine a slope (``estimable``), a
    break that is not one of the years after the first, breaks that leave fewer than 3 degrees of
    freedom.
    Sources: P. McCullagh, J. A. Nelder, Generalized Linear Models, 2nd ed., Chapman and Hall, 1989;
    R. W. M. Wedderburn, Quasi-likelihood functions, Biometrika 61, 1974.
    """
    o, d, t = (np.asarray(values, dtype=float) for values in (counts, denominators, years))
    steps = sorted(set(breaks))
    _check(o, d, t, steps)
    degrees = len(t) - 2 - len(steps)
    fit = _fit(o, d, t, steps)
    phi = max(1.0, float(fit.pearson_chi2) / degrees)
    slope, error = float(fit.params[1]), float(fit.bse[1]) * phi**0.5
    half = float(stats.t.ppf((1 + level) / 2, degrees)) * error
    p_value = 2 * float(stats.t.sf(abs(slope) / error, degrees))
    low, high = (100 * float(np.expm1(bound)) for bound in (slope - half, slope + half))
    return Trend(100 * float(np.expm1(slope)), low, high, phi, error, p_value)


class Residuals(NamedTuple):
    """Fitted counts and Pearson residuals (o − fitted)/√fitted, arrays of one element a year."""

    fitted: FloatArray
    pearson: FloatArray


def trend_fit(
    counts: npt.ArrayLike,
    denominators: npt.ArrayLike,
    years: npt.ArrayLike,
    breaks: Collection[float] = (),
) -> Residuals:
    """Fitted counts and residuals of the trend of ``quasi_poisson``; same arguments and errors."""
    o, d, t = (np.asarray(values, dtype=float) for values in (counts, denominators, years))
    steps = sorted(set(breaks))
    _check(o, d, t, steps)
    fit = _fit(o, d, t, steps)
    return Residuals(np.asarray(fit.fittedvalues), np.asarray(fit.resid_pearson))


def _fit(o: FloatArray, d: FloatArray, t: FloatArray, steps: Sequence[float]) -> Any:
    # centred years: same slope, better conditioned than the calendar's numbers
    columns = [np.ones_like(t), t - t.mean(), *((t >= step).astype(float) for step in steps)]
    with warnings.catch_warnings():
        # a series on its line is fitted without residual: no separation, as estimable() has checked
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        # the usual tolerance stops early enough to move the fifth digit of the bounds
        model = GLM(o, np.column_stack(columns), family=Poisson(), offset=np.log(d))
        return model.fit(tol=1e-12)


def _check(o: FloatArray, d: FloatArray, t: FloatArray, steps: Sequence[float]) -> None:
    if not len(o) == len(d) == len(t):
        raise ValueError("counts, denominators and years: unequal lengths")
    if len(t) < MINIMUM_YEARS:
        raise ValueError(f"trend: fewer than {MINIMUM_YEARS} years")
    if len(np.unique(t)) != len(t):
        raise ValueError("years: one year twice")
    if not np.all(d > 0):
        raise ValueError("denominators: expected positive")
    if not np.all(o >= 0):
        raise ValueError("counts: negative or missing value")
    # a step between two years would be that of the next one, and two of them the same
    if any(step not in t or step == t.min() for step in steps):
        raise ValueError("breaks: expected among the years after the first")
    if len(t) - 2 - len(steps) < MINIMUM_DEGREES:
        raise ValueError(f"breaks: fewer than {MINIMUM_DEGREES} degrees of freedom left")
    if not estimable(o, t, steps):
        raise ValueError("counts: too few years with facts for a slope")
