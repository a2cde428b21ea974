"""Intervals: bounds, edges, order, refusals, and the approximate against the exact."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators.intervals import byar, clopper_pearson, garwood, rate_ratio, wilson

relaxed = settings(deadline=None)

COUNTS = st.integers(0, 100_000)
DENOMINATORS = st.integers(1_000, 2_000_000)


@relaxed
@given(COUNTS)
def test_garwood_contains_the_count_and_starts_at_zero_only_for_zero(count: int) -> None:
    low, high = garwood(count)
    assert low <= count < high
    assert (low == 0) == (count == 0)


@relaxed
@given(st.integers(10, 100_000))
def test_byar_is_within_one_per_cent_of_the_exact_interval_from_ten_facts(count: int) -> None:
    exact, approximate = garwood(count), byar(count)
    assert approximate.low == pytest.approx(exact.low, rel=0.01)
    assert approximate.high == pytest.approx(exact.high, rel=0.01)


@relaxed
@given(COUNTS)
def test_byar_never_gives_a_negative_bound(count: int) -> None:
    low, high = byar(count)
    assert 0 <= low <= count < high


def test_intervals_take_arrays_and_keep_missing_as_missing() -> None:
    low, high = garwood(np.array([0.0, 5.0, np.nan]))
    assert low.shape == high.shape == (3,)
    assert np.isnan([low[2], high[2]]).all()
    assert not np.isnan([low[:2], high[:2]]).any()
    assert np.isnan(byar(np.nan).low)


@relaxed
@given(COUNTS)
def test_a_higher_level_gives_a_wider_interval(count: int) -> None:
    usual, wider = garwood(count), garwood(count, level=0.998)
    assert wider.low <= usual.low
    assert wider.high > usual.high


@relaxed
@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_and_clopper_pearson_stay_within_zero_and_one(case: tuple[int, int]) -> None:
    x, n = case
    for low, high in (wilson(x, n), clopper_pearson(x, n)):
        assert 0 <= low <= x / n <= high <= 1
    assert (clopper_pearson(x, n).low == 0) == (x == 0)
    assert (clopper_pearson(x, n).high == 1) == (x == n)


@relaxed
@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_of_the_complement_is_the_complement_of_the_interval(
    case: tuple[int, int],
) -> None:
    x, n = case
    for interval in (wilson, clopper_pearson):
        assert interval(x, n).low == pytest.approx(1 - interval(n - x, n).high, abs=1e-9)


def test_an_empty_base_has_no_interval() -> None:
    for interval in (wilson(0, 0), clopper_pearson(0, 0)):
        assert np.isnan(interval.low)
        assert np.isnan(interval.high)


@relaxed
@given(st.integers(1, 3_000), DENOMINATORS, st.integers(1, 3_000), DENOMINATORS)
def test_the_ratio_of_the_two_rates_exchanged_is_the_inverse(
    o1: int, d1: int, o0: int, d0: int
) -> None:
    forward, backward = rate_ratio(o1, d1, o0, d0), rate_ratio(o0, d0, o1, d1)
    assert forward.ratio == pytest.approx(1 / backward.ratio)
    assert forward.low == pytest.approx(1 / backward.high, rel=1e-6)
    assert forward.high == pytest.approx(1 / backward.low, rel=1e-6)
    assert forward.low < forward.ratio < forward.high
    assert 0 <= forward.p_value <= 1


@relaxed
@given(st.integers(0, 3_000), DENOMINATORS, st.integers(1, 3_000), DENOMINATORS)
def test_scaling_both_denominators_leaves_the_ratio_unchanged(
    o1: int, d1: int, o0: int, d0: int
) -> None:
    once, thrice = rate_ratio(o1, d1, o0, d0), rate_ratio(o1, 3 * d1, o0, 3 * d0)
    np.testing.assert_allclose(np.array(once), np.array(thrice), rtol=1e-9)


def test_scaling_counts_and_denominators_keeps_the_ratio_and_narrows_the_interval() -> None:
    once, ten = rate_ratio(48, 18240, 71, 18100), rate_ratio(480, 182400, 710, 181000)
    assert ten.ratio == pytest.approx(once.ratio)
    assert once.low < ten.low < ten.ratio < ten.high < once.high


def test_ratio_without_facts_or_without_denominator() -> None:
    neither = rate_ratio(0, 1000, 0, 1000)
    assert np.isnan(neither.ratio)
    assert (neither.low, neither.high, neither.p_value) == (0, np.inf, 1)
    from_none = rate_ratio(12, 1000, 0, 1000)
    assert np.isinf(from_none.ratio)
    assert np.isinf(from_none.high)
    assert from_none.low > 1
    to_none = rate_ratio(0, 1000, 12, 1000)
    assert (to_none.ratio, to_none.low) == (0, 0)
    assert to_none.high < 1
    assert np.isnan(np.array(rate_ratio(12, 0, 12, 1000))).all()
    assert np.isnan(np.array(rate_ratio(np.nan, 1000, 12, 1000))).all()


@pytest.mark.parametrize(
    "call",
    [
        lambda: garwood(-1),
        lambda: byar(-1),
        lambda: wilson(5, 4),
        lambda: clopper_pearson(5, 4),
        lambda: rate_ratio(-1, 10, 1, 10),
        lambda: garwood(1, level=95),
    ],
)
def test_impossible_input_is_refused(call) -> None:
    with pytest.raises(ValueError, match=r"negative|more than n|between 0 and 1"):
        call()
