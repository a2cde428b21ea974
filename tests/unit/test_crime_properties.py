"""What never changes an indicator of recorded crime, and what scale does: REC01 to REC08.

Order, strangers, duplicates and empty bases for REC08 and what surrounds a trend; the same for the
others is in test_recorded_properties.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators import recorded
from tests.crime_frames import HERE, YEARS, counts_or_ndiff, crime, series

Indicator = Callable[[pd.DataFrame], pd.DataFrame]

NEIGHBOURS = ["99000", "99001", "99002"]
CODES = [HERE, *NEIGHBOURS]
INDICATORS = ("cambriolages", "degradations")
FIRST, LAST = YEARS[0], YEARS[-1]
BEFORE, AFTER = range(2016, 2019), range(2019, 2023)
MARKED = (2020, 2021)

OVER_YEARS: dict[str, Indicator] = {
    "REC08": lambda rates: recorded.differential(rates, HERE, NEIGHBOURS, BEFORE, AFTER),
    "rapport": lambda rates: recorded.ratio_series(rates, HERE, NEIGHBOURS, FIRST, LAST),
    "sensibilité": lambda rates: recorded.trend_sensitivity(rates, FIRST, LAST, MARKED),
    "résidus": lambda rates: recorded.trend_residuals(rates, FIRST, LAST, [2019]),
}
NO_NUMBER = [
    "value", "ci_low", "ci_high", "p_value", "wdd", "wdd_low", "wdd_high", "detectable",
    "pre_trend_p", "value_without", "ci_low_without", "ci_high_without", "robust",
]  # fmt: skip

every_indicator = pytest.mark.parametrize("indicator", OVER_YEARS.values(), ids=list(OVER_YEARS))
# each example is four communes over seven years
few_examples = settings(max_examples=10, deadline=None)
by_year = st.lists(
    st.tuples(counts_or_ndiff, counts_or_ndiff), min_size=len(YEARS), max_size=len(YEARS)
)
places = st.lists(
    st.tuples(by_year, st.integers(500, 200_000)), min_size=len(CODES), max_size=len(CODES)
)


def frame_of(drawn: list, codes: list[str] = CODES) -> pd.DataFrame:
    """Two indicators of several communes over seven years."""
    return crime(
        (code, indicator, year, count, float(size))
        for code, (counts_by_year, size) in zip(codes, drawn, strict=True)
        for year, counts in zip(YEARS, counts_by_year, strict=True)
        for indicator, count in zip(INDICATORS, counts, strict=True)
    )


def steady(count: int | None = 100, size: float = 50_000) -> pd.DataFrame:
    return frame_of([([(count, 200)] * len(YEARS), size)] * len(CODES))


def rates_of(crimes: pd.DataFrame) -> pd.DataFrame:
    return recorded.recorded_rates(crimes)


# what changes nothing


@every_indicator
@few_examples
@given(places, places, st.randoms(use_true_random=False))
def test_neither_order_nor_strangers_change_anything(indicator, drawn, others, random) -> None:
    crimes = frame_of(drawn)
    strangers = frame_of(others, ["88000", "88001", "88002", "88003"])
    both = pd.concat([strangers, crimes], ignore_index=True)
    mixed = both.iloc[random.sample(range(len(both)), len(both))]
    found = indicator(rates_of(mixed))
    known = found[found["territory_id"].isin(CODES)].reset_index(drop=True)
    pd.testing.assert_frame_equal(indicator(rates_of(crimes)), known)
    rates = rates_of(crimes)
    order = random.sample(range(len(rates)), len(rates))
    pd.testing.assert_frame_equal(indicator(rates.iloc[order]), indicator(rates))


@every_indicator
@few_examples
@given(places)
def test_inputs_are_left_as_they_were(indicator, drawn) -> None:
    rates = rates_of(frame_of(drawn))
    before = rates.copy(deep=True)
    indicator(rates)
    pd.testing.assert_frame_equal(rates, before)


# what is refused


@every_indicator
@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_row_given_twice_is_refused(indicator, place: int) -> None:
    rates = rates_of(steady())
    for wrong in (pd.concat([rates, rates.iloc[[place]]]), pd.concat([rates, rates])):
        with pytest.raises(ValueError, match="several rows"):
            indicator(wrong)


# what gives a reason and no number


@every_indicator
@pytest.mark.parametrize(
    ("crimes", "reason"),
    [
        (steady(None), "non diffusé"),
        (steady(size=0), "non calculé"),
        (steady()[lambda crimes: crimes["year"] == FIRST], "absent de la base"),
    ],
    ids=["nowhere published", "no inhabitant", "one year only"],
)
def test_what_has_no_rate_has_no_number(indicator, crimes, reason) -> None:
    found = indicator(rates_of(crimes))
    own = found[found["indicator_id"] == "cambriolages"]
    if "fitted" in found:
        assert own.empty
        return
    if reason == "absent de la base" and "n_used" in own and "year" in own:
        # the one year has its ratio
        assert own["caveat"].tolist() == ["", *[reason] * 6]
        own = own.iloc[1:]
    assert len(own)
    assert own[[name for name in NO_NUMBER if name in own]].isna().all(axis=None)
    assert own["caveat"].str.contains(f"{reason}|moins de 6 années").all()
    if reason == "non diffusé":
        beside = found[found["indicator_id"] == "degradations"]
        assert beside["value"].notna().all()


@every_indicator
def test_an_empty_base_gives_an_empty_typed_result(indicator) -> None:
    empty = indicator(rates_of(crime([])))
    assert empty.empty
    assert empty.dtypes.to_dict() == indicator(rates_of(steady())).dtypes.to_dict()


# what scale does

counts_of_years = st.lists(st.integers(25, 300), min_size=len(YEARS), max_size=len(YEARS))
several = st.lists(counts_of_years, min_size=len(CODES), max_size=len(CODES))
factors = st.sampled_from([4, 9])
VALUES: dict[str, Indicator] = {
    "REC01": lambda rates: rates,
    "REC02": lambda rates: recorded.rate_change(rates, FIRST, LAST),
    "REC03": lambda rates: recorded.annual_trend(rates, FIRST, LAST),
    "REC04": lambda rates: recorded.comparison(rates, HERE, NEIGHBOURS, LAST),
    "REC05": lambda rates: recorded.funnel(rates, HERE, NEIGHBOURS, LAST),
    "REC06": recorded.diffusion_coverage,
    "REC07": lambda rates: recorded.structure(rates, {}),
    "REC08": OVER_YEARS["REC08"],
    "rapport": OVER_YEARS["rapport"],
    "sensibilité": OVER_YEARS["sensibilité"],
}


def larger(drawn: list[list[int]], factor: int) -> pd.DataFrame:
    """Every count and every denominator multiplied."""
    return rates_of(
        frame_of(
            [
                ([(factor * n, factor * (2 * n + 1)) for n in counts], factor * 20_000)
                for counts in drawn
            ]
        )
    )


def width(frame: pd.DataFrame) -> np.ndarray:
    return (frame["ci_high"] - frame["ci_low"]).to_numpy(float)


@pytest.mark.parametrize("name", VALUES)
@few_examples
@given(several, factors)
def test_a_place_several_times_larger_has_the_same_value(name, drawn, factor) -> None:
    one, large = (VALUES[name](larger(drawn, times)) for times in (1, factor))
    assert one["value"].notna().all()
    np.testing.assert_allclose(
        one["value"].to_numpy(float), large["value"].to_numpy(float), rtol=1e-6, atol=1e-9
    )


@pytest.mark.parametrize("name", ["REC01", "REC02", "REC04", "rapport"])
@few_examples
@given(several, factors)
def test_and_it_is_known_better(name, drawn, factor) -> None:
    one, large = (VALUES[name](larger(drawn, times)) for times in (1, factor))
    assert (width(large) < width(one)).all()
    # four times the facts: about half the width
    assert (width(large) * factor**0.5 / width(one) > 0.75).all()


@few_examples
@given(several, factors)
def test_a_trend_is_never_known_less(drawn, factor) -> None:
    """Where the years differ more than chance alone, more facts do not make it better known."""
    one, large = (VALUES["REC03"](larger(drawn, times)) for times in (1, factor))
    assert (width(large) <= width(one) * (1 + 1e-6)).all()
    dispersed = (one["dispersion"] > 1).to_numpy(bool)
    np.testing.assert_allclose(width(large)[dispersed], width(one)[dispersed], rtol=1e-5)


@few_examples
@given(st.lists(st.integers(60, 600), min_size=4, max_size=4), factors)
def test_an_effect_without_dispersion_is_known_by_the_root_of_the_facts(levels, factor) -> None:
    t0, t1, c0, c1 = levels
    counts = [[t0] * 3 + [t1] * 4, *[[c0] * 3 + [c1] * 4] * 3]
    one, large = (VALUES["REC08"](larger(counts, times)) for times in (1, factor))
    assert set(one["dispersion"]) == set(large["dispersion"]) == {1}
    logs = [np.log((each["ci_high"] / each["ci_low"]).to_numpy(float)) for each in (one, large)]
    np.testing.assert_allclose(logs[1] * factor**0.5, logs[0])
    np.testing.assert_allclose(
        large["detectable"].to_numpy(float), one["detectable"].to_numpy(float) ** (factor**-0.5)
    )
    np.testing.assert_allclose(
        large["wdd"].to_numpy(float), factor * one["wdd"].to_numpy(float), atol=1e-9
    )


@few_examples
@given(st.integers(100, 900), factors)
def test_limits_of_a_funnel_come_nearer_to_the_reference(level, factor) -> None:
    one, large = (
        recorded.funnel(larger([[level] * 7] * 4, times), HERE, NEIGHBOURS, LAST)
        for times in (1, factor)
    )
    for name in ("low_95", "high_95", "low_998", "high_998"):
        near, far = ((frame[name] / frame["expected"] - 1).abs() for frame in (large, one))
        assert (near < far).all()


def test_a_series_of_one_year_is_no_trend() -> None:
    rates = rates_of(series([300]))
    row = recorded.trend_sensitivity(rates, FIRST, LAST, MARKED).iloc[0]
    assert row[["direction", "direction_without"]].tolist() == ["non calculable"] * 2
    assert pd.isna(row["robust"])
    assert row["caveat"].startswith("non comparée (moins de 6 années diffusées")
