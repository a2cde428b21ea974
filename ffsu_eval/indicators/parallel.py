"""Do the yearly rates of two places move alike? Dispersion and drift of the share of one of them.

Given the facts of both places in a year, those of the first are binomial: their odds are the ratio
of the two rates times that of the two denominators. What is common to both places drops out.
"""

import warnings
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

import numpy as np
from scipy import stats
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from ffsu_eval.indicators.frames import FloatArray

MINIMUM_YEARS = 3


class Yearly(NamedTuple):
    """Counts and denominators of one place, one element a year."""

    facts: FloatArray
    sizes: FloatArray

    def during(self, part: slice) -> "Yearly":
        """The same for some of the years."""
        return Yearly(self.facts[part], self.sizes[part])


class Dispersion(NamedTuple):
    """φ and the degrees of freedom of the law to use with it, infinite for the normal law."""

    phi: float
    degrees: float


def share_dispersion(here: Yearly, there: Yearly, periods: Sequence[slice]) -> Dispersion:
    """Heterogeneity of the share of ``here`` in the facts of each year, within periods.

    χ² = Σ (t − n·p)²/(n·p·(1−p)) over the years, n = t + c; p from the ratio of the rates of its
    whole period and the denominators of the year; φ = max(1, χ²/df), df = years with facts −
    periods.
    ``degrees``: df where φ exceeds 1 (it is estimated), infinite at the floor (Poisson's, known) or
    where one year a period leaves no df. ValueError for a period without facts here or there.
    Source: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989 (Pearson's χ² over its
    degrees of freedom); the floor is a house rule.
    """
    chi2, df = 0.0, -len(periods)
    for period in periods:
        t, c = here.during(period), there.during(period)
        if not (t.facts.sum() > 0 and c.facts.sum() > 0):
            raise ValueError("period without facts")
        ratio = (t.facts.sum() / t.sizes.sum()) / (c.facts.sum() / c.sizes.sum())
        odds = ratio * t.sizes / c.sizes
        share, n = odds / (1 + odds), t.facts + c.facts
        # a year without facts says nothing of the share
        seen = n > 0
        gap, spread = t.facts - n * share, n * share * (1 - share)
        chi2 += float(np.sum(gap[seen] ** 2 / spread[seen]))
        df += int(seen.sum())
    phi = max(1.0, chi2 / df) if df > 0 else 1.0
    return Dispersion(phi, df if phi > 1 else inf)


def drift_p_value(here: Yearly, there: Yearly) -> float:
    """p value of a log-linear yearly drift of the ratio of the two rates; NaN where it has none.

    Logistic model of the share: logit = α + β·year + log(denominator here / there), two-sided test
    of β = 0 with φ = max(1, Pearson χ²/(T−2)); Student's law with T−2 degrees of freedom where φ
    exceeds 1, else the normal law. NaN for fewer than 3 years with facts, or facts that do not
    determine a slope. With three to five years only a marked drift is seen: a large p does not show
    that both moved alike.
    Source: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989.
    """
    years = np.arange(len(here.facts), dtype=float)
    if len(years) < MINIMUM_YEARS or _separated(here.facts, there.facts, years):
        return float("nan")
    seen = here.facts + there.facts > 0
    facts = np.column_stack([here.facts, there.facts])[seen]
    design = np.column_stack([np.ones_like(years), years - years.mean()])[seen]
    degrees = len(facts) - 2
    if degrees < 1:
        return float("nan")
    offset = np.log(here.sizes / there.sizes)[seen]
    with warnings.catch_warnings():
        # a share on its line is fitted without residual: no separation, as checked above
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fit = GLM(facts, design, family=Binomial(), offset=offset).fit(tol=1e-12)
    phi = max(1.0, float(fit.pearson_chi2) / degrees)
    statistic = abs(float(fit.params[1])) / (float(fit.bse[1]) * phi**0.5)
    return 2 * float(stats.t.sf(statistic, degrees if phi > 1 else inf))


def _separated(t: FloatArray, c: FloatArray, years: FloatArray) -> bool:
    """True when all facts of one place come before those of the other: no finite slope fits."""
    here, there = years[t > 0], years[c > 0]
    if not len(here) or not len(there):
        return True
    return bool(here.min() >= there.max() or there.min() >= here.max())
