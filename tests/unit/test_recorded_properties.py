"""What must hold for every indicator of recorded crime, REC01 to REC08."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators import recorded
from tests.crime_frames import HERE, YEARS, counts_or_ndiff, crime, series

NEIGHBOURS = [f"990{rank:02d}" for rank in range(6)]
CODES = [HERE, *NEIGHBOURS]
FIRST, LAST = YEARS[0], YEARS[-1]
INDICATORS = ("cambriolages", "degradations", "coups_blessures")
Indicator = Callable[[pd.DataFrame], pd.DataFrame]

# each from rates, except the first, which makes them
FROM_RATES: dict[str, Indicator] = {
    "REC02": lambda rates: recorded.rate_change(rates, FIRST, LAST),
    "REC03": lambda rates: recorded.annual_trend(rates, FIRST, LAST),
    "REC04": lambda rates: recorded.comparison(rates, HERE, NEIGHBOURS, LAST),
    "REC04 par groupe": lambda rates: recorded.compare_groups(
        rates, HERE, {"a": NEIGHBOURS[:3], "b": NEIGHBOURS[3:]}, LAST
    ),
    "REC05": lambda rates: recorded.funnel(rates, HERE, NEIGHBOURS, LAST),
    "REC06": recorded.diffusion_coverage,
    "REC07": lambda rates: recorded.structure(rates, {}),
    "REC08": lambda rates: recorded.differential(
        rates, HERE, NEIGHBOURS, range(2016, 2019), range(2019, 2023)
    ),
    "rapport": lambda rates: recorded.ratio_series(rates, HERE, NEIGHBOURS, FIRST, LAST),
    "sensibilité": lambda rates: recorded.trend_sensitivity(rates, FIRST, LAST, (2020, 2021)),
}
FROM_CRIME: dict[str, Indicator] = {
    "REC01": recorded.recorded_rates,
    "total": lambda crimes: recorded.territory_total(crimes, CODES, "pays"),
    "dénominateurs": lambda crimes: recorded.denominator_sensitivity(
        crimes, HERE, NEIGHBOURS, LAST
    ),
    **{
        name: lambda crimes, function=function: function(recorded.recorded_rates(crimes))
        for name, function in FROM_RATES.items()
    },
}
MEASURES = [
    "value", "ci_low", "ci_high", "p_value", "q_value", "signal", "expected", "z", "ratio",
    "wdd", "detectable", "pre_trend_p", "value_without", "robust",
]  # fmt: skip
# each example is seven communes over seven years, and each property is asked of ten indicators
few_examples = settings(max_examples=8, deadline=None)
every_indicator = pytest.mark.parametrize("indicator", FROM_CRIME.values(), ids=list(FROM_CRIME))

cells_of_a_year = st.lists(counts_or_ndiff, min_size=len(INDICATORS), max_size=len(INDICATORS))
communes = st.lists(
    st.tuples(st.lists(cells_of_a_year, min_size=7, max_size=7), st.integers(1_000, 200_000)),
    min_size=len(CODES),
    max_size=len(CODES),
)


def frame_of(drawn: list, codes: list[str] = CODES) -> pd.DataFrame:
    """Three indicators of several communes over seven years."""
    return crime(
        (code, indicator, year, count, size)
        for code, (by_year, size) in zip(codes, drawn, strict=True)
        for year, counts in zip(YEARS, by_year, strict=True)
        for indicator, count in zip(INDICATORS, counts, strict=True)
    )


def alike(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, check_exact=False, rtol=1e-9)


def measures(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[name for name in MEASURES if name in frame]]


@every_indicator
@few_examples
@given(communes, st.data())
def test_order_and_strangers_change_nothing(indicator, drawn, data) -> None:
    crimes = frame_of(drawn)
    strangers = frame_of(data.draw(communes), [f"880{rank:02d}" for rank in range(len(CODES))])
    more = pd.concat([strangers, crimes], ignore_index=True)
    mixed = more.iloc[
        data.draw(st.randoms(use_true_random=False)).sample(range(len(more)), len(more))
    ]
    found = indicator(mixed)
    known = found[found["territory_id"].isin([*CODES, "pays"])].reset_index(drop=True)
    alike(indicator(crimes), known)


@every_indicator
def test_a_cell_given_twice_is_refused(indicator) -> None:
    crimes = frame_of([([[300, 200, 100]] * 7, 50_000)] * len(CODES))
    with pytest.raises(ValueError, match="several rows"):
        indicator(pd.concat([crimes, crimes.tail(len(crimes) // 7)]))


@pytest.mark.parametrize("function", FROM_RATES.values(), ids=list(FROM_RATES))
def test_a_rate_given_twice_is_refused(function) -> None:
    rates = recorded.recorded_rates(frame_of([([[300, 200, 100]] * 7, 50_000)] * len(CODES)))
    with pytest.raises(ValueError, match="several rows"):
        function(pd.concat([rates, rates], ignore_index=True))


@every_indicator
def test_an_indicator_that_is_nowhere_published_gives_reasons_and_no_number(indicator) -> None:
    """The other indicators stay as they are."""
    drawn = [([[None, 200 + rank, 150]] * 7, 50_000) for rank in range(len(CODES))]
    found = indicator(frame_of(drawn))
    hidden = found[found["indicator_id"] == "cambriolages"]
    if "n_cells" in found:
        assert set(hidden["n_published"]) == {0}
        assert set(hidden["unpublished_years"]) == {"2016-2022"}
        return
    assert len(hidden)
    assert measures(hidden).isna().all(axis=None)
    if "caveat" in found:
        assert hidden["caveat"].str.contains("diffusé|taux dans les communes").all()
    else:
        assert hidden["count"].isna().all()
        assert set(hidden["diffusion"]) == {"ndiff"}
    others = found[found["indicator_id"] == "degradations"]
    assert others["count" if "count" in others else "value"].notna().all()


@pytest.mark.parametrize(
    "name", [name for name in FROM_CRIME if name not in ("REC06", "REC07", "total")]
)
def test_without_inhabitants_there_is_no_rate_and_a_reason(name) -> None:
    crimes = frame_of([([[300, 200, 100]] * 7, 0)] + [([[300, 200, 100]] * 7, 50_000)] * 6)
    found = FROM_CRIME[name](crimes)
    own = found[found["territory_id"] == HERE]
    assert len(own)
    assert own["value"].isna().all()
    assert own["caveat"].str.contains("non calculé|moins de 6 années").all()


@pytest.mark.parametrize("name", ["REC02", "REC03"])
def test_one_year_gives_no_change_and_no_trend(name) -> None:
    found = FROM_CRIME[name](series([300]))
    assert found["direction"].tolist() == ["non calculable"]
    assert measures(found).isna().all(axis=None)
    assert (found["caveat"] != "").all()


@pytest.mark.parametrize(
    "name", ["REC01", "REC04", "REC05", "REC06", "REC07", "dénominateurs", "total"]
)
def test_one_year_is_enough_for_what_compares_no_years(name) -> None:
    crimes = frame_of([([[300, 200, 100]] * 7, 50_000)] * len(CODES))
    last = crimes[crimes["year"] == LAST]
    found = FROM_CRIME[name](last)
    column = "count" if name == "total" else "value"
    assert found[column].notna().all()


def test_more_facts_at_the_same_rates_give_the_same_ratio_known_better() -> None:
    """Rates and their comparisons do not depend on the size of the places, their precision does."""
    small = [([[30 + 5 * year, 40, 50] for year in range(7)], 20_000)] * len(CODES)
    large = [([[10 * n for n in counts] for counts in years], 10 * size) for years, size in small]
    for name in ("REC01", "REC02", "REC03", "REC04", "REC08", "rapport", "sensibilité"):
        one, ten = (FROM_CRIME[name](frame_of(drawn)) for drawn in (small, large))
        np.testing.assert_allclose(one["value"], ten["value"], rtol=1e-6, atol=1e-9)
        width = [(frame["ci_high"] - frame["ci_low"]).to_numpy(float) for frame in (one, ten)]
        assert (width[1] < width[0]).all()
    near, far = (FROM_CRIME["REC05"](frame_of(drawn)) for drawn in (large, small))
    np.testing.assert_allclose(near["pooled_rate"], far["pooled_rate"])
    for limit in ("low_95", "high_95", "low_998", "high_998"):
        gaps = [(frame[limit] / frame["expected"] - 1).abs() for frame in (near, far)]
        assert (gaps[0] < gaps[1]).all()


@every_indicator
@few_examples
@given(communes)
def test_inputs_are_left_as_they_were(indicator, drawn) -> None:
    crimes = frame_of(drawn)
    before = crimes.copy(deep=True)
    indicator(crimes)
    pd.testing.assert_frame_equal(crimes, before)


@pytest.mark.parametrize("name", list(FROM_CRIME))
def test_an_empty_base_gives_an_empty_typed_result(name) -> None:
    empty = FROM_CRIME[name](crime([]))
    full = FROM_CRIME[name](frame_of([([[300, 200, 100]] * 7, 50_000)] * len(CODES)))
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
