"""Recorded crime: what is computed, what is refused, and what must never change a result."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffsu_eval.indicators.recorded import annual_trend, comparison, rate_change, recorded_rates
from tests.crime_frames import (
    HERE,
    THERE,
    counts_or_ndiff,
    crime,
    frames_settings,
    one,
    series,
)

communes = st.lists(
    st.tuples(st.lists(counts_or_ndiff, min_size=7, max_size=7), st.integers(0, 300_000)),
    min_size=1,
    max_size=6,
)


def frames(drawn: list[tuple[list[int | None], int]]) -> pd.DataFrame:
    parts = [series(counts, f"440{rank:02d}", size) for rank, (counts, size) in enumerate(drawn)]
    return pd.concat(parts, ignore_index=True)


# REC01


def test_rate_per_thousand_with_its_exact_interval() -> None:
    row = one(recorded_rates(crime([(HERE, "degradations", 2022, 37, 18_240)])))
    assert row["value"] == pytest.approx(2.0285, abs=5e-5)
    assert row["ci_low"] == pytest.approx(1.4283, abs=5e-5)
    assert row["ci_high"] == pytest.approx(2.7960, abs=5e-5)
    assert row["caveat"] == ""


def test_a_published_zero_is_a_zero_and_an_unpublished_cell_is_missing() -> None:
    rates = recorded_rates(series([0, None]))
    zero, hidden = rates.iloc[0], rates.iloc[1]
    assert (zero["count"], zero["value"], zero["ci_low"], zero["caveat"]) == (0, 0, 0, "fragile")
    assert zero["ci_high"] == pytest.approx(1000 * 3.6889 / 70_000, rel=1e-4)
    assert hidden["caveat"] == "non diffusé"
    assert hidden[["count", "value", "ci_low", "ci_high"]].isna().all()


@pytest.mark.parametrize(
    ("count", "denominator", "caveat", "computed"),
    [
        (20, 1_000, "", True),
        (19, 1_000, "fragile", True),
        (20, 999, "non calculé", False),
        (20, 0, "non calculé", False),
        (20, None, "non calculé", False),
        (3, 1_000, "fragile", True),
    ],
)
def test_thresholds_of_a_rate(count, denominator, caveat, computed) -> None:
    row = one(recorded_rates(crime([(HERE, "cambriolages", 2022, count, denominator)])))
    assert row["caveat"] == caveat
    assert row[["value", "ci_low", "ci_high"]].notna().all() == computed
    assert row["count"] == count


def test_a_local_count_under_six_is_neither_shown_nor_used() -> None:
    rates = recorded_rates(series([5, 6]), local_source=True)
    assert rates["count"].isna().tolist() == [True, False]
    assert rates["value"].isna().tolist() == [True, False]
    assert rates["caveat"].tolist() == ["non calculé", "fragile"]


def test_contradictory_cells_are_refused() -> None:
    filled = series([30]).assign(diffusion="ndiff")
    emptied = series([None]).assign(diffusion="diff")
    for wrong in (filled, emptied):
        with pytest.raises(ValueError, match="if and only if"):
            recorded_rates(wrong)
    with pytest.raises(ValueError, match="several rows"):
        recorded_rates(pd.concat([series([30]), series([30])]))
    with pytest.raises(ValueError, match="missing columns denominator"):
        recorded_rates(series([30]).drop(columns="denominator"))


@frames_settings
@given(communes, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(drawn, random) -> None:
    ordered = frames(drawn)
    order = list(range(len(ordered)))
    random.shuffle(order)
    rates, shuffled = recorded_rates(ordered), recorded_rates(ordered.iloc[order])
    pd.testing.assert_frame_equal(rates, shuffled)
    mixed = shuffled.iloc[order]
    pd.testing.assert_frame_equal(rate_change(rates, 2016, 2022), rate_change(mixed, 2016, 2022))


@frames_settings
@given(communes)
def test_a_rate_exists_exactly_where_it_is_published_on_a_thousand_or_more(drawn) -> None:
    crimes = frames(drawn)
    rates = recorded_rates(crimes)
    expected = (crimes["diffusion"] == "diff") & (crimes["denominator"] >= 1_000)
    assert rates["value"].notna().tolist() == expected.tolist()
    known = rates.dropna(subset=["value"])
    assert (known["ci_low"] <= known["value"]).all()
    assert (known["value"] < known["ci_high"]).all()
    assert rates["caveat"].isin(["", "fragile", "non diffusé", "non calculé"]).all()


# REC02


def test_change_between_two_years() -> None:
    cells = [(HERE, "cambriolages", 2018, 71, 18_100), (HERE, "cambriolages", 2022, 48, 18_240)]
    row = one(rate_change(recorded_rates(crime(cells)), 2018, 2022))
    assert row["value"] == pytest.approx(0.6709, abs=5e-5)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.4552, 0.9813), abs=5e-5)
    assert row["p_value"] == pytest.approx(0.0348, abs=5e-5)
    assert (row["direction"], row["caveat"]) == ("baisse", "")
    assert (row["count_base"], row["count_end"]) == (71, 48)


@pytest.mark.parametrize(
    ("base", "end", "direction", "caveat"),
    [
        (100, 200, "hausse", ""),
        (200, 100, "baisse", ""),
        (100, 101, "stable", ""),
        (20, 0, "baisse", "fragile"),
        (19, 200, "non calculable", "moins de 20 faits en 2016"),
        (None, 200, "non calculable", "non diffusé en 2016"),
        (100, None, "non calculable", "non diffusé en 2017"),
        (None, None, "non calculable", "non diffusé en 2016 ; non diffusé en 2017"),
    ],
)
def test_direction_of_a_change(base, end, direction, caveat) -> None:
    row = one(rate_change(recorded_rates(series([base, end])), 2016, 2017))
    assert (row["direction"], row["caveat"]) == (direction, caveat)
    measures = row[["value", "ci_low", "ci_high", "p_value"]]
    assert measures.isna().all() if direction == "non calculable" else measures.notna().all()


def test_change_over_an_absent_year_another_release_or_a_small_denominator() -> None:
    rates = recorded_rates(series([100]))
    assert one(rate_change(rates, 2016, 2022))["caveat"] == "absent de la base en 2022"
    later = crime([(HERE, "cambriolages", 2022, 100, 70_000)], release="2025")
    mixed = recorded_rates(pd.concat([series([100]), later]))
    assert one(rate_change(mixed, 2016, 2022))["caveat"] == "éditions différentes"
    small = recorded_rates(series([100, 100], size=900))
    assert "non calculé en 2016" in one(rate_change(small, 2016, 2017))["caveat"]
    with pytest.raises(ValueError, match="before"):
        rate_change(rates, 2022, 2016)


@frames_settings
@given(communes)
def test_a_change_is_stable_exactly_when_its_interval_contains_one(drawn) -> None:
    changes = rate_change(recorded_rates(frames(drawn)), 2016, 2022)
    for row in changes.itertuples():
        if row.direction == "non calculable":
            assert pd.isna(row.value)
            assert row.caveat
        else:
            assert row.count_base >= 20
            contains = row.ci_low <= 1 <= row.ci_high
            assert (row.direction == "stable") == contains


# REC03


def test_trend_of_six_years_and_not_of_five() -> None:
    rates = recorded_rates(series([100, 110, 121, 133, 146, 161]))
    row = one(annual_trend(rates, 2016, 2021))
    assert row["value"] == pytest.approx(10, abs=0.2)
    assert (row["n_years"], row["direction"], row["caveat"]) == (6, "hausse", "")
    assert row["dispersion"] == 1
    few = one(annual_trend(rates, 2017, 2021))
    assert (few["n_years"], few["direction"]) == (5, "non calculable")
    assert few["caveat"] == "moins de 6 années diffusées"
    assert few[["value", "ci_low", "ci_high", "dispersion", "p_value"]].isna().all()


def test_trend_names_the_years_it_leaves_out() -> None:
    rates = recorded_rates(series([100, None, 120, 118, 124, 130, 133]))
    row = one(annual_trend(rates, 2016, 2023))
    assert row["n_years"] == 6
    assert row["caveat"] == "non diffusé en 2017 ; absent de la base en 2023"
    assert row["value"] > 0
    without = one(annual_trend(rates, 2016, 2022, exclude_years=(2020, 2021)))
    assert without["direction"] == "non calculable"
    assert (
        without["caveat"] == "moins de 5 années diffusées ; hors 2020, 2021 ; non diffusé en 2017"
    )


def test_an_unpublished_year_is_not_taken_for_zero() -> None:
    known = [100, 101, 99, 100, 102, 98]
    hidden = one(annual_trend(recorded_rates(series([*known, None])), 2016, 2022))
    zero = one(annual_trend(recorded_rates(series([*known, 0])), 2016, 2022))
    assert hidden["direction"] == "stable"
    assert abs(hidden["value"]) < 1
    assert zero["value"] < -5


def test_trend_warns_of_few_facts_and_strong_dispersion() -> None:
    few = one(annual_trend(recorded_rates(series([30, 25, 19, 22, 30, 21])), 2016, 2021))
    assert few["caveat"] == "fragile"
    wild = one(annual_trend(recorded_rates(series([100, 300, 90, 310, 80, 290])), 2016, 2021))
    assert wild["dispersion"] > 3
    assert "forte surdispersion (φ = " in wild["caveat"]
    assert wild["direction"] == "stable"


@pytest.mark.parametrize("counts", [[0] * 7, [0] * 6 + [4], [9] + [0] * 6])
def test_trend_without_enough_facts_for_a_slope(counts: list[int]) -> None:
    row = one(annual_trend(recorded_rates(series(counts)), 2016, 2022))
    assert (row["direction"], row["caveat"]) == ("non calculable", "trop peu de faits")


@frames_settings
@given(st.lists(st.integers(20, 3_000), min_size=7, max_size=7), st.sampled_from([2, 5, 10]))
def test_trend_does_not_depend_on_the_unit_of_the_denominator(counts, factor) -> None:
    once = annual_trend(recorded_rates(series(counts, size=10_000)), 2016, 2022)
    scaled = annual_trend(recorded_rates(series(counts, size=10_000 * factor)), 2016, 2022)
    numbers = ["value", "ci_low", "ci_high", "dispersion", "p_value"]
    np.testing.assert_allclose(
        once[numbers].to_numpy(float), scaled[numbers].to_numpy(float), rtol=1e-5, atol=1e-6
    )


def test_trend_refuses_a_window_that_goes_backwards_and_a_mix_of_releases() -> None:
    rates = recorded_rates(series([100] * 7))
    with pytest.raises(ValueError, match="before"):
        annual_trend(rates, 2022, 2016)
    mixed = rates.assign(release=["2022"] * 6 + ["2025"])
    assert one(annual_trend(mixed, 2016, 2022))["caveat"] == "éditions différentes"


# REC04


def group(own: int | None, others: list[int | None]) -> pd.DataFrame:
    """Rates of the commune and of its comparators, 50,000 inhabitants each."""
    cells = [(HERE, "cambriolages", 2022, own, 50_000)]
    cells += [(f"990{i:02d}", "cambriolages", 2022, n, 50_000) for i, n in enumerate(others)]
    return recorded_rates(crime(cells))


def codes(others: list[int | None]) -> list[str]:
    return [f"990{i:02d}" for i in range(len(others))]


def test_comparison_leaves_out_the_commune_and_the_unpublished() -> None:
    others = [200, 210, None, 190]
    row = one(comparison(group(100, others), HERE, [*codes(others), HERE], 2022))
    assert row["pooled_rate"] == pytest.approx(4.0)
    assert row["rate"] == pytest.approx(2.0)
    assert row["value"] == pytest.approx(0.5)
    assert row["direction"] == "au-dessous"
    assert (row["n_comparators"], row["n_published"]) == (4, 3)
    assert row["caveat"] == "3 communes utilisées sur 4"
    assert pd.isna(row["quartile"])


@pytest.mark.parametrize(
    ("own", "direction", "quartile"),
    [(100, "au-dessous", 1), (195, "écart non établi", 2), (201, "écart non établi", 3),
     (400, "au-dessus", 4)],
)  # fmt: skip
def test_direction_and_quartile_of_a_comparison(own, direction, quartile) -> None:
    others = [170, 180, 190, 198, 202, 210, 220]
    row = one(comparison(group(own, others), HERE, codes(others), 2022))
    assert (row["direction"], row["quartile"]) == (direction, quartile)


@pytest.mark.parametrize(("n_others", "quartile"), [(7, 3), (6, None)])
def test_a_quartile_is_never_a_rank_in_disguise(n_others: int, quartile: int | None) -> None:
    """In a group of seven, a quartile would tell one commune from the next."""
    others = [170, 180, 190, 198, 202, 210, 220][:n_others]
    row = one(comparison(group(201, others), HERE, codes(others), 2022))
    assert (None if pd.isna(row["quartile"]) else row["quartile"]) == quartile


@pytest.mark.parametrize(
    ("own", "others", "caveat"),
    [
        (None, [200] * 3, "non diffusé"),
        (100, [None] * 3, "aucun taux dans les communes de comparaison ; 0 commune utilisée sur 3"),
        (100, [], "aucun taux dans les communes de comparaison"),
        (100, [0, 0], "aucun fait dans les communes de comparaison"),
    ],
)
def test_comparison_that_cannot_be_made(own, others, caveat) -> None:
    row = one(comparison(group(own, others), HERE, codes(others), 2022))
    assert (row["direction"], row["caveat"]) == ("non calculable", caveat)
    assert row[["value", "ci_low", "ci_high", "quartile"]].isna().all()


def test_comparison_needs_the_commune_and_the_same_release() -> None:
    others = [200, 210, 190]
    without = group(100, others)
    without = without[without["territory_id"] != HERE]
    row = one(comparison(without, HERE, codes(others), 2022))
    assert row["caveat"] == "commune absente de la base"
    rates = group(100, others)
    rates.loc[rates["territory_id"] == "99000", "release"] = "2025"
    assert one(comparison(rates, HERE, codes(others), 2022))["n_published"] == 2
    assert comparison(rates, HERE, codes(others), 1999).empty


@frames_settings
@given(
    st.integers(0, 900),
    st.lists(counts_or_ndiff, max_size=9),
    st.lists(counts_or_ndiff, min_size=1, max_size=5),
)
def test_a_commune_outside_the_group_changes_nothing(own, others, strangers) -> None:
    rates = group(own, others)
    foreign = [(f"880{i:02d}", "cambriolages", 2022, n, 50_000) for i, n in enumerate(strangers)]
    more = pd.concat([recorded_rates(crime(foreign)), rates], ignore_index=True)
    pd.testing.assert_frame_equal(
        comparison(rates, HERE, codes(others), 2022), comparison(more, HERE, codes(others), 2022)
    )
    apart = rate_change(recorded_rates(series([30, 60])), 2016, 2017)
    together = recorded_rates(pd.concat([series([30, 60]), series([9, 700], THERE)]))
    beside = rate_change(together, 2016, 2017)
    pd.testing.assert_frame_equal(
        apart, beside[beside["territory_id"] == HERE].reset_index(drop=True)
    )


# whole frames


def test_all_unpublished_gives_rows_without_any_number() -> None:
    rates = recorded_rates(pd.concat([series([None] * 7), series([None] * 7, THERE)]))
    results = [
        rates,
        rate_change(rates, 2016, 2022),
        annual_trend(rates, 2016, 2022),
        comparison(rates, HERE, [THERE], 2022),
    ]
    for result in results:
        assert len(result)
        assert result[["value", "ci_low", "ci_high"]].isna().all(axis=None)
        assert (result["caveat"] != "").all()


def test_an_empty_base_gives_empty_typed_results() -> None:
    rates = recorded_rates(crime([]))
    for result in (
        rates,
        rate_change(rates, 2016, 2022),
        annual_trend(rates, 2016, 2022),
        comparison(rates, HERE, [THERE], 2022),
    ):
        assert result.empty
        assert str(result["value"].dtype) == "Float64"


def test_one_year_only() -> None:
    rates = recorded_rates(series([300]))
    assert one(rate_change(rates, 2015, 2016))["direction"] == "non calculable"
    assert one(annual_trend(rates, 2016, 2022))["direction"] == "non calculable"


def test_inputs_are_left_as_they_were() -> None:
    crimes = series([100, None, 120, 118, 124, 130, 133])
    before = crimes.copy(deep=True)
    rates = recorded_rates(crimes)
    kept = rates.copy(deep=True)
    rate_change(rates, 2016, 2022)
    annual_trend(rates, 2016, 2022)
    comparison(rates, HERE, [THERE], 2022)
    pd.testing.assert_frame_equal(crimes, before)
    pd.testing.assert_frame_equal(rates, kept)
