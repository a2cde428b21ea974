"""Published or independently computed values that the indicators must give.

Values were computed with scipy 1.17 and checked with R 4.2 (poisson.test, binom.test, prop.test,
qpois, ppois, p.adjust, glm with families poisson and quasipoisson) and, for alpha and multiple
comparisons, against the published example. Original sources: exact count: F. Garwood, Biometrika
28, 1936; Byar: N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. II, IARC,
1987; Wilson: E. B. Wilson, JASA 22, 1927; rate ratio: J. Przyborowski and H. Wilenski, Biometrika
31, 1940, with C. J. Clopper and E. S. Pearson, Biometrika 26, 1934; trend: P. McCullagh and
J. A. Nelder, Generalized Linear Models, 1989; alpha: K. Krippendorff, Computing Krippendorff's
Alpha-Reliability, University of Pennsylvania, 2011; funnel: D. J. Spiegelhalter, Statistics in
Medicine 24, 2005; multiple comparisons: Y. Benjamini and Y. Hochberg, Journal of the Royal
Statistical Society B 57, 1995; effects: A. P. Wheeler and J. H. Ratcliffe, Crime Science 7, 2018,
and D. B. Wilson, Journal of Quantitative Criminology 38, 2022.
"""

import numpy as np
import pytest

from ffsu_eval.indicators.agreement import nominal_alpha, presence_alpha, presence_interval
from ffsu_eval.indicators.effects import Change, detectable_irr, did_irr, wdd
from ffsu_eval.indicators.funnel_limits import funnel_limits, funnel_p_value
from ffsu_eval.indicators.intervals import byar, clopper_pearson, garwood, rate_ratio, wilson
from ffsu_eval.indicators.signals import FALSE_DISCOVERIES, adjusted
from ffsu_eval.indicators.trend import quasi_poisson

FOUR_DECIMALS = 5e-5
NONE = np.nan

# K. Krippendorff, 2011: four observers, twelve units, codes 1 to 5
CANONICAL = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.6889), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904)],
)
def test_exact_interval_of_a_count(count: int, low: float, high: float) -> None:
    interval = garwood(count)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=FOUR_DECIMALS)


def test_exact_interval_of_a_rate_per_thousand() -> None:
    low, high = garwood(37)
    rates = (1000 * 37 / 18240, 1000 * low / 18240, 1000 * high / 18240)
    assert rates == pytest.approx((2.0285, 1.4283, 2.7960), abs=FOUR_DECIMALS)


def test_exact_interval_at_twenty_facts_is_minus_39_plus_54_per_cent() -> None:
    low, high = garwood(20)
    assert (low / 20 - 1, high / 20 - 1) == pytest.approx((-0.39, 0.54), abs=0.005)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(10, 4.7874, 18.3915), (100, 81.3621, 121.6279)]
)
def test_byar(count: int, low: float, high: float) -> None:
    interval = byar(count)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=FOUR_DECIMALS)


def test_funnel_limits() -> None:
    """18,240 inhabitants at 6.1 ‰: the quantiles of the Poisson law of mean 111.264."""
    limits = funnel_limits(18_240 * 0.0061)
    assert (limits.low_95, limits.high_95) == (91, 132)
    assert (limits.low_998, limits.high_998) == (80, 145)


def test_funnel_limits_widened_by_the_dispersion() -> None:
    """E + √φ·(quantile − E), φ = 2.25: 1.5 times as far from 111.264."""
    limits = funnel_limits(111.264, 2.25)
    assert (limits.low_95, limits.high_95) == pytest.approx((80.868, 142.368))
    assert (limits.low_998, limits.high_998) == pytest.approx((64.368, 161.868))


@pytest.mark.parametrize(
    ("count", "p_value"), [(133, 0.0489), (132, 0.0602), (91, 0.0552), (90, 0.0435)]
)
def test_funnel_p_value_is_twice_the_poisson_tail(count: int, p_value: float) -> None:
    assert funnel_p_value(count, 111.264) == pytest.approx(p_value, abs=FOUR_DECIMALS)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(52, 190, 0.2152, 0.3411), (3, 12, 0.0889, 0.5323), (0, 15, 0, 0.2039)],
)
def test_wilson(x: int, n: int, low: float, high: float) -> None:
    interval = wilson(x, n)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=FOUR_DECIMALS)


def test_clopper_pearson_without_success_is_the_closed_form() -> None:
    """At x = 0 the upper bound is 1 − (α/2)^(1/n)."""
    interval = clopper_pearson(0, 15)
    assert (interval.low, interval.high) == pytest.approx((0, 1 - 0.025 ** (1 / 15)))


def test_rate_ratio() -> None:
    found = rate_ratio(48, 18240, 71, 18100)
    assert (found.ratio, found.low, found.high) == pytest.approx(
        (0.6709, 0.4552, 0.9813), abs=FOUR_DECIMALS
    )
    assert found.p_value == pytest.approx(0.0348, abs=FOUR_DECIMALS)


def test_quasi_poisson_trend() -> None:
    counts = [112, 120, 118, 131, 97, 110, 125, 134, 141]
    population = [18100, 18120, 18150, 18170, 18190, 18200, 18220, 18235, 18240]
    trend = quasi_poisson(counts, population, range(2016, 2025))
    assert trend.percent == pytest.approx(2.005, abs=5e-4)
    assert trend.dispersion == pytest.approx(1.2719, abs=FOUR_DECIMALS)
    assert trend.standard_error == pytest.approx(0.01326, abs=5e-6)
    assert (trend.low, trend.high) == pytest.approx((-1.14, 5.25), abs=5e-3)
    assert trend.p_value == pytest.approx(0.178, abs=5e-4)


def test_weighted_displacement_difference() -> None:
    """From 89 to 65 facts here, from 102 to 100 there: standard error √356."""
    found = wdd(Change(89, 65), Change(102, 100))
    assert found.difference == -22
    assert found.standard_error == pytest.approx(18.87, abs=5e-3)
    assert (found.low, found.high) == pytest.approx((-58.98, 14.98), abs=5e-3)


def test_ratio_of_incident_rates() -> None:
    found = did_irr(Change(89, 65), Change(102, 100))
    assert (found.irr, found.low, found.high) == pytest.approx((0.745, 0.488, 1.136), abs=5e-4)


@pytest.mark.parametrize(("dispersion", "irr"), [(1, 0.57), (1.5, 0.50)])
def test_smallest_detectable_ratio_of_four_cells_of_a_hundred(
    dispersion: float, irr: float
) -> None:
    found = detectable_irr((100, 100, 100, 100), dispersion)
    assert found == pytest.approx(irr, abs=5e-3)
    assert found == pytest.approx(np.exp(-2.80 * (dispersion * 4 / 100) ** 0.5), abs=5e-4)


def test_correction_for_multiple_comparisons_of_the_article() -> None:
    """Benjamini and Hochberg 1995: of fifteen comparisons, four are discoveries at 5 %."""
    p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    q_values = adjusted(p_values)
    assert (q_values <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert (q_values <= FALSE_DISCOVERIES).tolist() == [True] * 9 + [False] * 6
    assert q_values[3] == pytest.approx(0.0095 * 15 / 4)


def test_krippendorff_alpha_of_the_canonical_example() -> None:
    assert nominal_alpha(CANONICAL) == pytest.approx(0.743, abs=5e-4)


def test_alpha_of_presence_is_nominal_alpha_of_the_two_values() -> None:
    """Krippendorff 2011, example A: two observers, ten units, two values; alpha = 0.095."""
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    applied = np.add(first, second)
    assert presence_alpha(applied, [2] * 10) == pytest.approx(0.095, abs=5e-4)
    assert nominal_alpha([first, second]) == pytest.approx(presence_alpha(applied, [2] * 10))


def test_alpha_written_out_is_the_one_that_the_bootstrap_uses() -> None:
    """With one single unit there is one resample: the interval is the value itself."""
    low, high = presence_interval([1, 2, 0, 3], [3, 3, 3, 3], ["u"] * 4)
    value = presence_alpha([1, 2, 0, 3], [3, 3, 3, 3])
    assert (low, high) == pytest.approx((value, value))
