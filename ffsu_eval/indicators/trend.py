"""Log-linear trend of one yearly series of counts, by quasi-Poisson regression."""

import warnings
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from ffsu_eval.indicators.frames import FloatArray
from ffsu_eval.indicators.intervals import LEVEL

MINIMUM_YEARS = 6


class Trend(NamedTuple):
    """Yearly change in per cent with its interval, dispersion φ, standard error of the slope, p."""

    percent: float
    low: float
    high: float
    dispersion: float
    standard_error: float
    p_value: float


def estimable(counts: npt.ArrayLike, years: npt.ArrayLike) -> bool:
    """True when the likelihood has a maximum: facts in two years, or in one that is inside."""
    o, t = np.asarray(counts, dtype=float), np.asarray(years, dtype=float)
    with_facts = t[o > 0]
    return len(with_facts) > 1 or (len(with_facts) == 1 and t.min() < with_facts[0] < t.max())


def quasi_poisson(
    counts: npt.ArrayLike, denominators: npt.ArrayLike, years: npt.ArrayLike, level: float = LEVEL
) -> Trend:
    """Yearly change 100(e^β−1) of a rate: log E(count) = α + β·year + log(denominator).

    Shapes: three arrays of the same length T ≥ 6, one element a year. φ = max(1, Pearson χ²/(T−2)):
    a dispersion below Poisson's is not credited; the slope's standard error is Poisson's times √φ;
    interval and p value by Student's law with T−2 degrees of freedom.
    ValueError for fewer than 6 years, unequal lengths, a year twice, a denominator that is not
    positive, a negative or missing count, or facts that do not determine a slope (``estimable``).
    Sources: P. McCullagh, J. A. Nelder, Generalized Linear Models, 2nd ed., Chapman and Hall, 1989;
    R. W. M. Wedderburn, Quasi-likelihood functions, Biometrika 61, 1974.
    """
    o, d, t = (np.asarray(values, dtype=float) for values in (counts, denominators, years))
    _check(o, d, t)
    degrees = len(t) - 2
    # centred years: same slope, better conditioned than the calendar's numbers
    design = np.column_stack([np.ones_like(t), t - t.mean()])
    with warnings.catch_warnings():
        # a series on its line is fitted without residual: no separation, as estimable() has checked
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        # the usual tolerance stops early enough to move the fifth digit of the bounds
        fit = GLM(o, design, family=Poisson(), offset=np.log(d)).fit(tol=1e-12)
    phi = max(1.0, float(fit.pearson_chi2) / degrees)
    slope, error = float(fit.params[1]), float(fit.bse[1]) * phi**0.5
    half = float(stats.t.ppf((1 + level) / 2, degrees)) * error
    p_value = 2 * float(stats.t.sf(abs(slope) / error, degrees))
    low, high = (100 * float(np.expm1(bound)) for bound in (slope - half, slope + half))
    return Trend(100 * float(np.expm1(slope)), low, high, phi, error, p_value)


def _check(o: FloatArray, d: FloatArray, t: FloatArray) -> None:
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
    if not estimable(o, t):
        raise ValueError("counts: too few years with facts for a slope")
