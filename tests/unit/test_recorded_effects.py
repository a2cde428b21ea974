"""REC08 and what REC03 rests on: a planted effect is found, a placebo is not, nothing is overstated."""

from math import exp, inf, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators.effects import (
    Change,
    detectable_irr,
    did_irr,
    displacement_quotient,
    wdd,
)
from ffsu_eval.indicators.parallel import Yearly, drift_p_value, share_dispersion
from ffsu_eval.indicators.recorded import (
    annual_trend,
    differential,
    ratio_series,
    recorded_rates,
    trend_residuals,
    trend_sensitivity,
)
from ffsu_eval.indicators.trend import estimable, quasi_poisson

HERE, THERE = "44184", "44143"
BEFORE, AFTER = range(2016, 2019), range(2019, 2023)
NUMBERS = ["value", "ci_low", "ci_high", "p_value", "dispersion", "wdd", "wdd_low", "wdd_high",
           "detectable"]  # fmt: skip
TYPES = {
    "territory_id": "string", "indicator_id": "string", "year": "Int64",
    "unit_of_count": "string", "count": "Int64", "denominator": "Float64",
    "denominator_type": "string", "denominator_year": "Int64", "diffusion": "string",
    "release": "string",
}  # fmt: skip

# a frame costs more than a number: fewer examples, and no deadline on a busy machine
frames_settings = settings(max_examples=30, deadline=None)


def crime(
    series: dict[str, list[int | None]],
    size: float = 70_000,
    first: int = 2016,
    indicator: str = "cambriolages",
) -> list[dict]:
    """Recorded crime of one indicator: counts of each commune by year, None where not published."""
    return [
        {
            "territory_id": commune, "indicator_id": indicator, "year": first + rank,
            "unit_of_count": "infraction", "count": count, "denominator": size,
            "denominator_type": "dwellings", "denominator_year": first, "release": "2022",
            "diffusion": "ndiff" if count is None else "diff",
        }
        for commune, counts in series.items()
        for rank, count in enumerate(counts)
    ]  # fmt: skip


def rates_of(cells: list[dict]) -> pd.DataFrame:
    return recorded_rates(pd.DataFrame(cells, columns=list(TYPES)).astype(TYPES))


def rates(series: dict[str, list[int | None]], *others: object, **named: str) -> pd.DataFrame:
    """REC01 of ``crime``."""
    return rates_of(crime(series, *others, **named))


def one(frame: pd.DataFrame) -> pd.Series:
    assert len(frame) == 1
    return frame.iloc[0]


# effects on four counts

cells = st.integers(1, 5_000)
four = st.tuples(cells, cells, cells, cells)


def test_difference_in_differences_of_the_reference_values() -> None:
    effect = did_irr(Change(89, 65), Change(102, 100))
    assert effect[:3] == pytest.approx((0.745, 0.488, 1.136), abs=5e-4)
    facts = wdd(Change(89, 65), Change(102, 100))
    assert facts.difference == -22
    assert facts.standard_error == pytest.approx(18.87, abs=5e-3)
    assert (facts.low, facts.high) == pytest.approx((-58.98, 14.98), abs=5e-3)


def test_weighted_displacement_difference_of_the_article() -> None:
    """A. P. Wheeler, J. H. Ratcliffe, 2018: 118 facts avoided, standard error √1568, [−196 ; −40]."""
    found = wdd(Change(207, 110), Change(308, 318), Change(178, 157), Change(150, 140))
    assert found.difference == -118
    assert found.standard_error == pytest.approx(sqrt(1568))
    assert (found.low, found.high) == pytest.approx((-196, -40), abs=0.5)


def test_displaced_facts_are_taken_off_what_was_avoided() -> None:
    treated, control = Change(100, 60), Change(100, 100)
    assert wdd(treated, control).difference == -40
    assert wdd(treated, control, Change(50, 80), Change(50, 50)).difference == -10


def test_weights_bring_periods_of_unequal_length_to_one_year() -> None:
    """Two years then one, twice as large a control: nothing changed."""
    years = Change(2, 1)
    control = Change(4, 2)
    found = wdd(Change(200, 100), Change(400, 200), weights=(years, control, years, years))
    assert found.difference == 0
    assert found.standard_error == pytest.approx(sqrt(200 / 4 + 100 + 400 / 16 + 200 / 4))


def test_displacement_quotient_has_its_conventional_reading() -> None:
    treated, control = Change(100, 60), Change(100, 100)
    read = {
        after: displacement_quotient(treated, Change(50, after), control) for after in range(101)
    }
    assert read[50] == 0
    assert read[90] == pytest.approx(-1)
    assert read[100] < -1 < read[70] < 0
    assert 0 < read[30] < 1 == pytest.approx(read[10])
    assert read[0] > 1


@pytest.mark.parametrize("after", [100, 130])
def test_displacement_quotient_is_undefined_when_the_area_did_not_improve(after: int) -> None:
    found = displacement_quotient(Change(100, after), Change(50, 40), Change(100, 100))
    assert np.isnan(found)


def test_detectable_effect_of_the_reference_values() -> None:
    hundreds = (100, 100, 100, 100)
    assert detectable_irr(hundreds) == pytest.approx(0.57, abs=5e-3)
    assert detectable_irr(hundreds, 1.5) == pytest.approx(0.50, abs=5e-3)
    assert np.log(detectable_irr(hundreds)) == pytest.approx(-2.80 * 0.2, abs=5e-4)
    assert detectable_irr(hundreds, degrees=3) < detectable_irr(hundreds, 1.5)


def test_a_detectable_effect_is_detected_four_times_in_five() -> None:
    rng = np.random.default_rng(20240607)
    size = 400
    true = detectable_irr((size, size, size, size))
    after = rng.poisson(size * true, 2_000)
    drawn = rng.poisson(size, (3, 2_000)).T
    found = [
        did_irr(Change(t0, t1), Change(c0, c1)).high < 1
        for (t0, c0, c1), t1 in zip(drawn, after, strict=True)
    ]
    assert 0.76 < np.mean(found) < 0.84


@given(four)
def test_swapping_places_or_periods_inverts_the_effect(counts) -> None:
    t0, t1, c0, c1 = counts
    effect = did_irr(Change(t0, t1), Change(c0, c1))
    places = did_irr(Change(c0, c1), Change(t0, t1))
    periods = did_irr(Change(t1, t0), Change(c1, c0))
    for other in (places, periods):
        assert (other.irr, other.low, other.high) == pytest.approx(
            (1 / effect.irr, 1 / effect.high, 1 / effect.low)
        )
        assert other.p_value == pytest.approx(effect.p_value)
    assert (
        wdd(Change(c0, c1), Change(t0, t1)).difference
        == -wdd(Change(t0, t1), Change(c0, c1)).difference
    )


@given(four, st.integers(2, 50))
def test_scaling_a_place_changes_no_ratio_and_more_facts_narrow_it(counts, factor) -> None:
    t0, t1, c0, c1 = counts
    effect = did_irr(Change(t0, t1), Change(c0, c1))
    larger = did_irr(Change(t0, t1), Change(factor * c0, factor * c1))
    assert larger.irr == pytest.approx(effect.irr)
    assert larger.high / larger.low < effect.high / effect.low
    # both sizes of a place multiplied alike: rates change, their evolution does not
    sized = did_irr(
        Change(t0, t1), Change(c0, c1), 1, Change(factor, factor), Change(7 * factor, 7 * factor)
    )
    assert sized == pytest.approx(effect)


@given(four, st.floats(1, 30), st.integers(1, 20))
def test_dispersion_and_few_degrees_only_widen(counts, dispersion, degrees) -> None:
    treated, control = Change(*counts[:2]), Change(*counts[2:])
    plain, wide = did_irr(treated, control), did_irr(treated, control, dispersion)
    assert wide.irr == plain.irr
    spread = np.log(wide.high / wide.low) / np.log(plain.high / plain.low)
    assert spread == pytest.approx(sqrt(dispersion))
    few = did_irr(treated, control, dispersion, degrees=degrees)
    assert few.low < wide.low
    assert few.high > wide.high
    facts = wdd(treated, control, dispersion=dispersion, degrees=degrees)
    assert facts.low < wdd(treated, control).low


def test_what_has_no_effect_is_refused() -> None:
    fine = Change(10, 10)
    for zero in (Change(0, 10), Change(10, 0)):
        with pytest.raises(ValueError, match="counts"):
            did_irr(zero, fine)
        with pytest.raises(ValueError, match="counts"):
            detectable_irr((*zero, *fine))
        assert wdd(zero, fine).difference == zero.after - zero.before
        with pytest.raises(ValueError, match="control"):
            displacement_quotient(fine, fine, zero)
        with pytest.raises(ValueError, match="sizes"):
            did_irr(fine, fine, 1, zero)
        with pytest.raises(ValueError, match="weights"):
            wdd(fine, fine, weights=(zero, fine, fine, fine))
    with pytest.raises(ValueError, match="dispersion"):
        did_irr(fine, fine, 0.9)
    with pytest.raises(ValueError, match="degrees"):
        did_irr(fine, fine, degrees=0)
    with pytest.raises(ValueError, match="power"):
        detectable_irr((10, 10, 10, 10), power=1)
    for wrong in (Change(-1, 10), Change(float("nan"), 10)):
        with pytest.raises(ValueError, match="counts"):
            wdd(wrong, fine)
        with pytest.raises(ValueError, match="counts"):
            displacement_quotient(fine, wrong, fine)


# share of the territory, year by year


def yearly(counts: list[float], sizes: list[float] | None = None) -> Yearly:
    return Yearly(np.array(counts, dtype=float), np.array(sizes or [1000.0] * len(counts)))


def test_dispersion_of_the_share_by_hand() -> None:
    here = yearly([30, 10, 20, 44, 36], [100, 100, 200, 100, 100])
    there = yearly([100, 100, 100, 80, 120])
    chi2 = 0.0
    for years in ((0, 1, 2), (3, 4)):
        rate_here = sum(here.facts[y] for y in years) / sum(here.sizes[y] for y in years)
        rate_there = sum(there.facts[y] for y in years) / sum(there.sizes[y] for y in years)
        for y in years:
            expected_here, expected_there = rate_here * here.sizes[y], rate_there * there.sizes[y]
            p = expected_here / (expected_here + expected_there)
            n = here.facts[y] + there.facts[y]
            chi2 += (here.facts[y] - n * p) ** 2 / (n * p * (1 - p))
    found = share_dispersion(here, there, (slice(0, 3), slice(3, None)))
    assert found.phi == pytest.approx(chi2 / 3)
    assert found.degrees == 3


def test_dispersion_is_poissons_at_least() -> None:
    same, periods = yearly([50, 50, 50, 50]), (slice(0, 2), slice(2, None))
    assert share_dispersion(same, same, periods) == (1, inf)
    # one year a period leaves nothing to estimate it with
    assert share_dispersion(yearly([1, 90]), yearly([50, 50]), (slice(0, 1), slice(1, None))) == (
        1,
        inf,
    )


def test_a_year_without_any_fact_says_nothing_of_the_share() -> None:
    here, there = [30, 10, 44, 36], [100, 100, 80, 120]
    plain = share_dispersion(yearly(here), yearly(there), (slice(0, 2), slice(2, None)))
    more = share_dispersion(yearly([*here, 0]), yearly([*there, 0]), (slice(0, 2), slice(2, None)))
    assert more == pytest.approx(plain)
    with pytest.raises(ValueError, match="without facts"):
        share_dispersion(yearly([0, 0, 1]), yearly([1, 1, 1]), (slice(0, 2), slice(2, None)))


def test_a_drift_before_the_policy_is_seen_and_a_common_one_is_not() -> None:
    there = [1000, 1100, 1210, 1331]
    assert drift_p_value(yearly([100, 130, 169, 220]), yearly(there)) < 0.05
    assert drift_p_value(yearly([100, 110, 121, 133]), yearly(there)) > 0.5
    # the same fall with a falling population is no drift of the rate
    steady = yearly([200, 160, 128, 102], [2000, 1600, 1280, 1020])
    assert drift_p_value(steady, yearly([500, 500, 500, 500])) > 0.9


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ([10, 20], [100, 100]),
        ([0, 0, 9], [100, 100, 100]),
        ([9, 9, 9], [0, 0, 0]),
        ([5, 0, 0, 5], [9, 0, 0, 9]),
    ],
)
def test_no_drift_is_computed_from_too_little(here, there) -> None:
    assert np.isnan(drift_p_value(yearly(here), yearly(there)))


# REC08


def pair(here: list[int | None], **others: list[int | None]) -> pd.DataFrame:
    return rates({HERE: here, **others})


def test_differential_of_two_single_years() -> None:
    row = one(
        differential(
            pair([89, 65], A=[102, 100]), HERE, ["A"], range(2016, 2017), range(2017, 2018)
        )
    )
    assert list(row[["t0", "t1", "c0", "c1"]]) == [89, 65, 102, 100]
    assert list(row[["value", "ci_low", "ci_high"]]) == pytest.approx(
        [0.745, 0.488, 1.136], abs=5e-4
    )
    assert list(row[["wdd", "wdd_low", "wdd_high"]]) == pytest.approx(
        [-22, -58.98, 14.98], abs=5e-3
    )
    assert (row["dispersion"], row["direction"]) == (1, "non détectable")
    assert row["detectable"] == pytest.approx(detectable_irr((89, 65, 102, 100)))
    assert pd.isna(row["pre_trend_p"])
    assert row["caveat"] == "tendance antérieure non vérifiable"
    assert list(row[["before_first", "before_last", "after_first", "after_last"]]) == [
        2016, 2016, 2017, 2017,
    ]  # fmt: skip


def test_differential_compares_rates_and_counts_facts_a_year() -> None:
    """Three years then four; the comparators are twice as many inhabitants, and grow by half."""
    here = rates({HERE: [100] * 7})
    there = [rates({"A": [200] * 3}, 140_000), rates({"A": [300] * 4}, 210_000, 2019)]
    row = one(differential(pd.concat([here, *there]), HERE, ["A"], BEFORE, AFTER))
    assert row["value"] == pytest.approx(1)
    assert row["direction"] == "non détectable"
    size = (3 * 140_000 + 4 * 210_000) / (7 * 70_000)
    assert row["wdd"] == pytest.approx(0 - (300 - 200) / size)
    assert row["pre_trend_p"] == pytest.approx(1)


def test_an_effect_with_a_dispersion_worked_by_hand() -> None:
    """Share 2/7 each period: χ² = 2·(50/7)²/(130·10/49) + (100/7)²/(160·10/49), φ = χ²/4.

    se = √(φ·(2/120 + 2/300)) = 0.24268, Student's law with 4 degrees of freedom.
    """
    table = pair([30, 60, 30, 40, 40, 40], A=[100] * 6)
    row = one(differential(table, HERE, ["A"], BEFORE, range(2019, 2022)))
    phi = (2 * 2500 / 49 / (130 * 10 / 49) + 10_000 / 49 / (160 * 10 / 49)) / 4
    assert row["dispersion"] == pytest.approx(phi) == pytest.approx(2.5240385)
    error, quantile = sqrt(phi * (2 / 120 + 2 / 300)), 2.7764451
    assert list(row[["value", "ci_low", "ci_high"]]) == pytest.approx(
        [1, exp(-quantile * error), exp(quantile * error)], rel=1e-6
    )
    assert row["detectable"] == pytest.approx(exp(-(quantile + 0.9409646) * error), rel=1e-6)
    # facts a year: each count over 3 years, comparators of the same size
    half = quantile * sqrt(phi * 840 / 9)
    assert list(row[["wdd", "wdd_low", "wdd_high"]]) == pytest.approx([0, -half, half])
    assert (row["direction"], row["caveat"]) == ("non détectable", "")


def test_only_comparators_published_every_year_are_used() -> None:
    steady = [100, 101, 99, 100, 100, 102, 98]
    hidden = [*steady[:4], None, *steady[5:]]
    table = pair([90] * 7, A=steady, B=hidden, C=[10 * n for n in steady])
    codes = ["A", "B", "C", HERE, "absente"]
    row = one(differential(table, HERE, codes, BEFORE, AFTER))
    assert (row["n_comparators"], row["n_used"]) == (4, 2)
    assert (row["c0"], row["c1"]) == (11 * 300, 11 * 400)
    assert row["caveat"] == "2 communes utilisées sur 4"
    # outside both windows, an unpublished year is of no consequence
    apart = one(differential(table, HERE, codes, BEFORE, range(2021, 2023)))
    assert apart["n_used"] == 3


@pytest.mark.parametrize(
    ("here", "there", "caveat"),
    [
        ([90, None, 90, 90, None, 90, 90], [90] * 7, "non diffusé en 2017, 2020"),
        ([90] * 6, [90] * 7, "absent de la base en 2022"),
        ([90] * 7, [90, None] + [90] * 5, "aucune commune comparée diffusée chaque année"),
        ([0, 0, 0, 9, 9, 9, 9], [90] * 7, "aucun fait dans une période"),
        ([9] * 7, [9, 9, 9, 0, 0, 0, 0], "aucun fait dans une période"),
    ],
)
def test_an_effect_that_cannot_be_computed_says_why(here, there, caveat) -> None:
    row = one(differential(pair(here, A=there), HERE, ["A"], BEFORE, AFTER))
    assert (row["direction"], row["caveat"]) == ("non calculable", caveat)
    assert row[[*NUMBERS, "pre_trend_p"]].isna().all()


def test_a_zero_year_inside_a_period_is_counted() -> None:
    row = one(differential(pair([40, 0, 40] + [40] * 4, A=[90] * 7), HERE, ["A"], BEFORE, AFTER))
    assert (row["t0"], row["t1"]) == (80, 160)
    assert row["dispersion"] > 1


def test_a_territory_without_enough_inhabitants_has_no_effect() -> None:
    small = pd.concat([rates({HERE: [40] * 7}, 900), rates({"A": [90] * 7})])
    row = one(differential(small, HERE, ["A"], BEFORE, AFTER))
    assert row["direction"] == "non calculable"
    assert row["caveat"].startswith("non calculé en 2016")


def test_releases_are_not_mixed() -> None:
    own, other = rates({HERE: [90] * 7}), rates({"A": [80] * 7})
    apart = pd.concat([own, other.assign(release="2025"), rates({"B": [70] * 7})])
    assert one(differential(apart, HERE, ["A", "B"], BEFORE, AFTER))["n_used"] == 1
    mixed = pd.concat([own.assign(release=["2022"] * 6 + ["2025"]), other])
    row = one(differential(mixed, HERE, ["A"], BEFORE, AFTER))
    assert (row["direction"], row["caveat"]) == ("non calculable", "éditions différentes")
    series = ratio_series(mixed, HERE, ["A"], 2016, 2022)
    assert series["value"].isna().all()
    assert set(series["caveat"]) == {"éditions différentes"}


def test_few_facts_dispersion_and_a_drift_are_said() -> None:
    few = one(differential(pair([6] * 7, A=[90] * 7), HERE, ["A"], BEFORE, AFTER))
    assert few["caveat"] == "fragile"
    wild = pair([100, 300, 90, 310, 80, 290, 100], A=[500] * 7)
    spread = one(differential(wild, HERE, ["A"], BEFORE, AFTER))
    assert spread["dispersion"] > 3
    assert spread["caveat"].startswith("forte surdispersion (φ = ")
    drifting = pair([100, 150, 225, 300, 300, 300, 300], A=[500] * 7)
    drift = one(differential(drifting, HERE, ["A"], BEFORE, AFTER))
    assert drift["pre_trend_p"] < 0.05
    assert "tendances antérieures différentes : comparaison fragile" in drift["caveat"]


@pytest.mark.parametrize(("last", "said"), [(135, True), (125, False)])
def test_a_drift_is_said_from_five_per_cent_on(last: int, said: bool) -> None:
    """Rises of 16 and 12 % a year over three years of a hundred facts: p = 0.024 and 0.10."""
    drifting = pair([100, 117, last, 120, 120, 120, 120], A=[5_000] * 7)
    row = one(differential(drifting, HERE, ["A"], BEFORE, AFTER))
    assert (0.01 < row["pre_trend_p"] < 0.05) == said
    assert ("tendances antérieures différentes" in row["caveat"]) == said


def test_windows_are_checked() -> None:
    table = pair([90] * 7, A=[90] * 7)
    for before, after in (
        (range(2016, 2019), range(2018, 2022)),
        (range(2019, 2022), range(2016, 2019)),
        (range(2016, 2016), AFTER),
        (BEFORE, range(2019, 2019)),
    ):
        with pytest.raises(ValueError, match="two periods"):
            differential(table, HERE, ["A"], before, after)
    with pytest.raises(ValueError, match="before last"):
        ratio_series(table, HERE, ["A"], 2022, 2016)
    with pytest.raises(ValueError, match="several rows"):
        differential(pd.concat([table, table]), HERE, ["A"], BEFORE, AFTER)


def test_a_city_and_its_arrondissements_are_not_added() -> None:
    paris = rates({HERE: [90] * 7, "75056": [900] * 7, "75101": [50] * 7})
    with pytest.raises(ValueError, match="arrondissement"):
        differential(paris, HERE, ["75056", "75101"], BEFORE, AFTER)
    with pytest.raises(ValueError, match="arrondissement"):
        ratio_series(paris, "75101", ["75056"], 2016, 2022)


counts = st.lists(st.one_of(st.none(), st.integers(0, 2_000)), min_size=7, max_size=7)


@frames_settings
@given(counts, st.lists(counts, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_neither_order_nor_strangers_change_an_effect(here, others, random) -> None:
    names = [f"99{rank:03d}" for rank in range(len(others))]
    table = pair(here, **dict(zip(names, others, strict=True)))
    found = differential(table, HERE, names, BEFORE, AFTER)
    series = ratio_series(table, HERE, names, 2016, 2022)
    order = list(range(len(table)))
    random.shuffle(order)
    stranger = rates({"88001": [7] * 7})
    mixed = pd.concat([table.iloc[order], stranger], ignore_index=True)
    random.shuffle(names)
    pd.testing.assert_frame_equal(found, differential(mixed, HERE, [*names, HERE], BEFORE, AFTER))
    pd.testing.assert_frame_equal(series, ratio_series(mixed, HERE, names, 2016, 2022))


@frames_settings
@given(counts, st.lists(counts, min_size=1, max_size=4))
def test_a_direction_is_given_exactly_when_the_interval_excludes_one(here, others) -> None:
    names = [f"99{rank:03d}" for rank in range(len(others))]
    table = pair(here, **dict(zip(names, others, strict=True)))
    row = one(differential(table, HERE, names, BEFORE, AFTER))
    if row["direction"] == "non calculable":
        assert pd.isna(row["value"])
        assert row["caveat"]
        return
    assert row[NUMBERS].notna().all()
    assert 0 < row["detectable"] < 1 <= row["dispersion"]
    expected = "non détectable"
    if row["ci_high"] < 1:
        expected = "baisse relative"
    elif row["ci_low"] > 1:
        expected = "hausse relative"
    assert row["direction"] == expected
    assert (row["p_value"] < 0.05) == (expected != "non détectable")


@frames_settings
@given(
    st.lists(st.integers(20, 2_000), min_size=14, max_size=14), st.sampled_from([0.5, 2, 10, 1000])
)
def test_the_unit_of_the_denominators_changes_no_effect(drawn, factor) -> None:
    once, scaled = (
        one(
            differential(rates({HERE: drawn[:7], "A": drawn[7:]}, size), HERE, ["A"], BEFORE, AFTER)
        )
        for size in (70_000, 70_000 * factor)
    )
    np.testing.assert_allclose(
        once[NUMBERS].to_numpy(float), scaled[NUMBERS].to_numpy(float), rtol=1e-9
    )


def simulated(irr: float, dispersion: float, runs: int, seed: int) -> pd.DataFrame:
    """REC08 of many draws of the same policy, each an indicator of its own.

    Counts of mean 120 here, ten times as many in the comparators, whose level also moves by 25 %
    after the policy: a movement common to both is no effect.
    """
    rng = np.random.default_rng(seed)

    def draw(mean: np.ndarray) -> np.ndarray:
        if dispersion == 1:
            return rng.poisson(mean)
        return rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion)

    period = np.repeat([1, 1.25], [len(BEFORE), len(AFTER)])
    effect = np.repeat([1, irr], [len(BEFORE), len(AFTER)])
    here, there = (
        draw(np.tile(mean, (runs, 1))) for mean in (120 * period * effect, 1200 * period)
    )
    cells = [
        cell
        for run, (t, c) in enumerate(zip(here, there, strict=True))
        for cell in crime({HERE: list(t), THERE: list(c)}, indicator=f"tirage {run:04d}")
    ]
    return differential(rates_of(cells), HERE, [THERE], BEFORE, AFTER)


@pytest.mark.parametrize(("irr", "dispersion"), [(1, 1), (0.7, 2), (1.4, 5)])
def test_intervals_contain_the_planted_effect_nineteen_times_in_twenty(irr, dispersion) -> None:
    found = simulated(irr, dispersion, runs=400, seed=8)
    covered = ((found["ci_low"] <= irr) & (irr <= found["ci_high"])).mean()
    assert 0.93 <= covered <= 0.985
    assert np.exp(np.log(found["value"].to_numpy(float)).mean()) == pytest.approx(irr, rel=0.03)
    assert found["dispersion"].median() == pytest.approx(dispersion, rel=0.35)


def test_a_planted_effect_is_found_and_a_placebo_is_not() -> None:
    planted = simulated(0.6, 1, runs=150, seed=3)["direction"].value_counts(normalize=True)
    placebo = simulated(1, 1, runs=150, seed=4)["direction"].value_counts(normalize=True)
    assert planted["baisse relative"] > 0.95
    assert placebo["non détectable"] > 0.92


# ratio to fixed comparators, year by year


def test_ratio_series_keeps_the_same_comparators() -> None:
    table = pair([50, 60, None, 40], A=[100, 100, 100, 100], B=[900, None, 900, 900],
                 C=[300, 300, None, 300])  # fmt: skip
    found = ratio_series(table, HERE, ["A", "B", "C"], 2016, 2020)
    assert found["year"].tolist() == list(range(2016, 2021))
    assert found["n_used"].tolist() == [2] * 5
    # twice the size: pooled rate of A and C
    known = found[found["value"].notna()]
    assert known["year"].tolist() == [2016, 2017, 2019]
    assert known["value"].tolist() == pytest.approx([50 / 200, 60 / 200, 40 / 200])
    assert ((known["ci_low"] < known["value"]) & (known["value"] < known["ci_high"])).all()
    assert found["caveat"].tolist() == ["", "", "non diffusé", "", "absent de la base"]


def test_ratio_series_without_value_says_why() -> None:
    lonely = ratio_series(pair([50, 60], A=[None, 9]), HERE, ["A"], 2016, 2017)
    assert set(lonely["caveat"]) == {"aucune commune comparée diffusée chaque année"}
    assert lonely["n_used"].tolist() == [0, 0]
    hidden = ratio_series(pair([None, None], A=[9, 9]), HERE, ["A"], 2016, 2017)
    assert set(hidden["caveat"]) == {"non diffusé"}
    empty = ratio_series(pair([50, 60], A=[0, 9]), HERE, ["A"], 2016, 2017)
    assert empty["caveat"].tolist() == ["aucun fait dans les communes de comparaison", "fragile"]
    for frame in (lonely, hidden, empty.iloc[:1]):
        assert frame[["value", "ci_low", "ci_high"]].isna().all(axis=None)
    assert empty.iloc[1]["value"] == pytest.approx(60 / 9)


# breaks, marked years and residuals of REC03

STEP = [100, 102, 98, 101, 150, 149, 152, 151, 148, 150]


def test_a_declared_break_is_not_taken_for_a_trend() -> None:
    table = rates({HERE: STEP})
    plain = one(annual_trend(table, 2016, 2025))
    broken = one(annual_trend(table, 2016, 2025, breaks=(2020,)))
    assert plain["direction"] == "hausse"
    assert broken["direction"] == "stable"
    assert abs(broken["value"]) < 1
    assert broken["caveat"] == "rupture de série prise en compte en 2020"
    assert broken["dispersion"] == 1 < plain["dispersion"]


def test_a_break_enters_at_the_next_published_year_and_only_inside_the_series() -> None:
    hidden = rates({HERE: [*STEP[:4], None, *STEP[5:]]})
    one_step, two_steps = (
        one(annual_trend(hidden, 2016, 2025, breaks=years)) for years in ((2021,), (2020, 2021))
    )
    pd.testing.assert_series_equal(one_step, two_steps)
    table = rates({HERE: STEP})
    outside = annual_trend(table, 2016, 2025, breaks=(2010, 2016, 2030))
    pd.testing.assert_frame_equal(outside, annual_trend(table, 2016, 2025))


def test_too_few_years_or_facts_for_a_break() -> None:
    few = rates({HERE: [100, 90, 110, 100, 105, 95]})
    row = one(annual_trend(few, 2016, 2021, breaks=(2018, 2020)))
    assert row["direction"] == "non calculable"
    assert row["caveat"] == "trop peu d'années pour une rupture de série"
    assert one(annual_trend(few, 2016, 2021, breaks=(2018,)))["direction"] == "stable"
    nothing_after = rates({HERE: [100, 90, 110, 100, 0, 0, 0]})
    row = one(annual_trend(nothing_after, 2016, 2022, breaks=(2020,)))
    assert (row["direction"], row["caveat"]) == ("non calculable", "trop peu de faits")


@pytest.mark.parametrize(
    ("counts", "breaks", "expected"),
    [
        ([1, 1, 0, 0], (), True),
        ([0, 1, 0, 0], (), True),
        ([1, 0, 0, 0], (), False),
        ([1, 1, 0, 0], (2,), False),
        ([1, 1, 0, 1], (2,), True),
        ([0, 1, 0, 1], (2,), False),
        ([1, 0, 1, 0], (2,), False),
        ([0, 1, 1, 0], (2,), True),
        ([1, 1, 1, 1], (1, 2, 3), False),
    ],
)
def test_a_slope_beside_free_levels_needs_facts(counts, breaks, expected) -> None:
    assert estimable(counts, range(4), breaks) == expected


def test_breaks_that_a_trend_cannot_have_are_refused() -> None:
    counts, years = [100, 90, 110, 100, 105, 95], range(2016, 2022)
    for wrong in (2016, 2022, 2018.5):
        with pytest.raises(ValueError, match="among the years"):
            quasi_poisson(counts, [1000] * 6, years, breaks=(wrong,))
    with pytest.raises(ValueError, match="degrees of freedom"):
        quasi_poisson(counts, [1000] * 6, years, breaks=(2018, 2020))


def test_a_trend_that_rests_on_the_marked_years_says_so() -> None:
    resting = rates({HERE: [200, 200, 200, 200, 160, 150, 165]})
    row = one(trend_sensitivity(resting, 2016, 2022, (2020, 2021)))
    assert (row["direction"], row["direction_without"]) == ("baisse", "stable")
    assert not row["robust"]
    assert row["caveat"] == "tendance qui tient aux années 2020 et 2021"
    without = one(annual_trend(resting, 2016, 2022, (2020, 2021)))
    assert row["value_without"] == without["value"]
    # a marked year outside the window is not named
    falling = rates({HERE: [500, 505, 495, 500, 485, 470, 420]})
    alone = one(trend_sensitivity(falling, 2016, 2022, (2022, 2030)))
    assert alone["caveat"] == "tendance qui tient à l'année 2022"
    steady = one(trend_sensitivity(rates({HERE: [100] * 9}), 2016, 2024, (2020, 2021)))
    assert steady["robust"]
    assert steady["caveat"] == ""


def test_declared_breaks_hold_with_and_without_the_marked_years() -> None:
    row = one(trend_sensitivity(rates({HERE: STEP}), 2016, 2025, (2024,), (2020,)))
    assert (row["direction"], row["direction_without"], row["robust"]) == ("stable", "stable", True)
    without = one(annual_trend(rates({HERE: STEP}), 2016, 2025, (2024,), (2020,)))
    assert row["value_without"] == without["value"]


@pytest.mark.parametrize("last", [2019, 2025])
def test_a_year_given_twice_is_refused_in_a_series_of_any_length(last: int) -> None:
    """In a short one it would count among the years that a trend needs."""
    table = rates({HERE: STEP[: last - 2015]})
    twice = pd.concat([table, table.tail(1)])
    for call in (
        lambda: annual_trend(twice, 2016, 2025),
        lambda: trend_sensitivity(twice, 2016, 2025, (2020, 2021)),
        lambda: trend_residuals(twice, 2016, 2025),
    ):
        with pytest.raises(ValueError, match="several rows"):
            call()


def test_a_sensitivity_that_cannot_be_known_gives_the_reason() -> None:
    row = one(trend_sensitivity(rates({HERE: [100] * 6}), 2016, 2021, (2020, 2021)))
    assert pd.isna(row["robust"])
    assert row["value"] == pytest.approx(0, abs=1e-6)
    assert pd.isna(row["value_without"])
    assert row["caveat"] == "non comparée (moins de 5 années diffusées ; hors 2020, 2021)"
    mixed = rates({HERE: [100] * 9}).assign(release=["2022"] * 4 + ["2025"] + ["2022"] * 4)
    assert one(trend_sensitivity(mixed, 2016, 2024, (2020,)))["caveat"] == (
        "non comparée (éditions différentes)"
    )


def test_residuals_add_up_to_the_dispersion() -> None:
    counts = [100, 300, 90, 310, None, 290, 100, 280]
    table = pd.concat([rates({HERE: counts}), rates({HERE: [None] * 8}, indicator="vols")])
    found = trend_residuals(table, 2016, 2023)
    assert found["indicator_id"].unique().tolist() == ["cambriolages"]
    assert found["year"].tolist() == [2016, 2017, 2018, 2019, 2021, 2022, 2023]
    trend = one(annual_trend(rates({HERE: counts}), 2016, 2023))
    assert (found["dispersion"] == trend["dispersion"]).all()
    assert (found["residual"] ** 2).sum() / (7 - 2) == pytest.approx(trend["dispersion"])
    fitted = 70 * found["fitted"]
    expected = (np.array([n for n in counts if n is not None]) - fitted) / np.sqrt(fitted)
    assert found["residual"].tolist() == pytest.approx(expected.tolist())
    assert fitted.sum() == pytest.approx(sum(n for n in counts if n is not None))


def test_residuals_follow_the_declared_breaks() -> None:
    table = rates({HERE: STEP})
    plain, broken = (trend_residuals(table, 2016, 2025, breaks) for breaks in ((), (2020,)))
    assert (broken["residual"] ** 2).sum() < (plain["residual"] ** 2).sum()
    assert trend_residuals(rates({HERE: [1, 2]}), 2016, 2025).empty
