"""REC08, and what a trend rests on: examples worked by hand, every word, every refusal."""

from collections.abc import Callable
from itertools import combinations, product
from math import exp, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.optimize import linprog

from ffsu_eval.indicators.effects import (
    Change,
    detectable_irr,
    did_irr,
    displacement_quotient,
    wdd,
)
from ffsu_eval.indicators.parallel import Yearly, share_dispersion
from ffsu_eval.indicators.recorded import (
    annual_trend,
    differential,
    ratio_series,
    recorded_rates,
    trend_residuals,
    trend_sensitivity,
)
from ffsu_eval.indicators.trend import estimable, quasi_poisson, trend_fit
from tests.crime_frames import HERE, THERE, YEARS, crime, one, series

FIRST, LAST = YEARS[0], YEARS[-1]
BEFORE, AFTER = range(2016, 2019), range(2019, 2022)
MARKED = (2020, 2021)
Counts = list[int | None]


def rates(here: Counts, there: Counts | None = None, size: float = 70_000) -> pd.DataFrame:
    crimes = [series(here, size=size)]
    if there is not None:
        crimes.append(series(there, THERE, size))
    return recorded_rates(pd.concat(crimes, ignore_index=True))


def effect(here: Counts, there: Counts) -> pd.Series:
    return one(differential(rates(here, there), HERE, [THERE], BEFORE, AFTER))


# REC08 by hand


def test_an_effect_with_a_dispersion_worked_by_hand() -> None:
    """Share 2/7 each period: χ² = 2·(50/7)²/(130·10/49) + (100/7)²/(160·10/49), φ = χ²/4.

    se = √(φ·(2/120 + 2/300)) = 0.24268, Student's law with 4 degrees of freedom.
    """
    row = effect([30, 60, 30, 40, 40, 40], [100] * 6)
    assert row[["t0", "t1", "c0", "c1"]].tolist() == [120, 120, 300, 300]
    phi = (2 * 2500 / 49 / (130 * 10 / 49) + 10_000 / 49 / (160 * 10 / 49)) / 4
    assert (phi, row["dispersion"]) == pytest.approx((2.5240385, phi))
    error, quantile = sqrt(phi * (2 / 120 + 2 / 300)), 2.7764451
    assert row[["value", "ci_low", "ci_high"]].tolist() == pytest.approx(
        [1, exp(-quantile * error), exp(quantile * error)], rel=1e-6
    )
    assert row["detectable"] == pytest.approx(exp(-(quantile + 0.9409646) * error), rel=1e-6)
    # facts a year: each count over 3 years, comparators of the same size
    half = quantile * sqrt(phi * 840 / 9)
    assert row[["wdd", "wdd_low", "wdd_high"]].tolist() == pytest.approx([0, -half, half])
    assert row["p_value"] == row["pre_trend_p"] == pytest.approx(1)
    assert (row["direction"], row["caveat"]) == ("non détectable", "")


def test_an_effect_on_rates_and_facts_avoided_worked_by_hand() -> None:
    """Half the facts for a fifth more inhabitants, beside steady comparators twice as large.

    IRR 0.5/1.2 = 0.4167; 50 facts a year fewer here. Sizes over the six years are 330,000 and
    600,000: as many facts a year there, brought to the size here, change by none.
    """
    cells = [(HERE, "degradations", year, 100, 50_000.0) for year in BEFORE]
    cells += [(HERE, "degradations", year, 50, 60_000.0) for year in AFTER]
    cells += [(THERE, "degradations", year, 200, 100_000.0) for year in (*BEFORE, *AFTER)]
    row = one(differential(recorded_rates(crime(cells)), HERE, [THERE], BEFORE, AFTER))
    assert row["value"] == pytest.approx(0.5 / 1.2)
    assert row["dispersion"] == 1
    error = sqrt(1 / 300 + 1 / 150 + 2 / 600)
    assert row["ci_high"] == pytest.approx(0.5 / 1.2 * exp(1.9599640 * error))
    assert row["wdd"] == pytest.approx(-50)
    scale = 600 / 330
    half = 1.9599640 * sqrt(450 / 9 + 1_200 / 9 / scale**2)
    assert row["wdd_high"] == pytest.approx(-50 + half)
    assert row["direction"] == "baisse relative"


@pytest.mark.parametrize(
    ("here", "there", "direction", "caveat"),
    [
        ([100] * 3 + [40] * 3, [900] * 6, "baisse relative", ""),
        ([100] * 3 + [240] * 3, [900] * 6, "hausse relative", ""),
        # a rise that is everywhere, and a steadiness that is not
        ([100] * 3 + [200] * 3, [900] * 3 + [1800] * 3, "non détectable", ""),
        ([100] * 6, [900] * 3 + [1800] * 3, "baisse relative", ""),
        ([6, 6, 6, 20, 20, 20], [900] * 6, "hausse relative", "fragile"),
        ([6] * 6, [900] * 6, "non détectable", "fragile"),
        (
            [100, 150, 225, 160, 160, 160], [900] * 6, "non détectable",
            "forte surdispersion (φ = 10,5) ; "
            "tendances antérieures différentes : comparaison fragile",
        ),
        ([100, None, 100, 40, 40, 40], [900] * 6, "non calculable", "non diffusé en 2017"),
        ([100] * 5, [900] * 6, "non calculable", "absent de la base en 2021"),
        (
            [100] * 6, [900, None, *[900] * 4], "non calculable",
            "aucune commune comparée diffusée chaque année",
        ),
        ([100] * 3 + [0] * 3, [900] * 6, "non calculable", "aucun fait dans une période"),
        ([100] * 6, [900] * 3 + [0] * 3, "non calculable", "aucun fait dans une période"),
    ],
)  # fmt: skip
def test_every_word_of_an_effect(here, there, direction, caveat) -> None:
    row = effect(here, there)
    assert (row["direction"], row["caveat"]) == (direction, caveat)
    assert pd.isna(row["value"]) == (direction == "non calculable")


def test_other_words_of_an_effect() -> None:
    two_years = one(
        differential(rates([100] * 6, [900] * 6), HERE, [THERE], range(2017, 2019), AFTER)
    )
    assert two_years["caveat"] == "tendance antérieure non vérifiable"
    codes = [THERE, "99001", "99002"]
    few = one(differential(rates([100] * 6, [900] * 6), HERE, codes, BEFORE, AFTER))
    assert (few["n_comparators"], few["n_used"], few["caveat"]) == (
        3,
        1,
        "1 commune utilisée sur 3",
    )
    small = one(differential(rates([100] * 6, [900] * 6, 999), HERE, [THERE], BEFORE, AFTER))
    assert small["caveat"] == "non calculé en 2016, 2017, 2018, 2019, 2020, 2021"
    mixed = rates([100] * 6, [900] * 6)
    mixed.loc[mixed.index[-1], "release"] = "2025"
    assert mixed["territory_id"].iloc[-1] == HERE
    row = one(differential(mixed, HERE, [THERE], BEFORE, AFTER))
    assert (row["direction"], row["caveat"]) == ("non calculable", "éditions différentes")


def test_ratio_of_one_year_is_the_reference_one() -> None:
    """48 facts for 18,240 beside 71 for 18,100: 0.6709 [0.4552 ; 0.9813]."""
    cells = [
        (HERE, "degradations", 2022, 48, 18_240.0),
        ("99001", "degradations", 2022, 41, 10_000.0), ("99002", "degradations", 2022, 30, 8_100.0),
    ]  # fmt: skip
    found = ratio_series(recorded_rates(crime(cells)), HERE, ["99001", "99002"], 2021, 2022)
    assert found["caveat"].tolist() == ["absent de la base", ""]
    row = found.iloc[1]
    assert row[["value", "ci_low", "ci_high"]].tolist() == pytest.approx(
        [0.6709, 0.4552, 0.9813], abs=5e-5
    )
    assert row["n_used"] == 2


@pytest.mark.parametrize(
    ("here", "there", "caveats"),
    [
        ([50, 19], [50, 50], ["", "fragile"]),
        ([50, None], [50, 50], ["", "non diffusé"]),
        ([50, 50], [0, 50], ["aucun fait dans les communes de comparaison", ""]),
        ([50, 50], [None, 50], ["aucune commune comparée diffusée chaque année"] * 2),
        # the comparator is only asked for where the territory has a rate
        ([None, 50], [None, 50], ["non diffusé", ""]),
    ],
)
def test_every_word_of_a_ratio(here, there, caveats) -> None:
    found = ratio_series(rates(here, there), HERE, [THERE], 2016, 2017)
    assert found["caveat"].tolist() == caveats
    assert found["value"].notna().tolist() == [text in ("", "fragile") for text in caveats]


# breaks of a trend

STEP = [100, 100, 100, 200, 200, 200, 200]


def test_a_step_worked_by_hand() -> None:
    """The level doubles in 2019 and nothing else moves: no trend, and no residual."""
    row = one(annual_trend(rates(STEP), FIRST, LAST, breaks=[2019]))
    assert row["value"] == pytest.approx(0, abs=1e-8)
    assert (row["dispersion"], row["direction"]) == (1, "stable")
    assert row["caveat"] == "rupture de série prise en compte en 2019"
    fit = trend_fit(STEP, [1000] * 7, YEARS, [2019])
    assert fit.fitted == pytest.approx(STEP)
    assert fit.pearson == pytest.approx(0, abs=1e-8)
    plain = one(annual_trend(rates(STEP), FIRST, LAST))
    assert (plain["direction"], plain["caveat"]) == ("hausse", "forte surdispersion (φ = 6,6)")


def test_a_step_leaves_the_slope_on_both_sides() -> None:
    """Ten per cent a year, and a half more from 2020: the slope is that of each side."""
    counts = [round(5_000 * 1.1**t * (1.5 if t >= 4 else 1)) for t in range(7)]
    row = one(annual_trend(rates(counts), FIRST, LAST, breaks=[2020]))
    assert row["value"] == pytest.approx(10, abs=0.05)
    half = stats.t.ppf(0.975, 7 - 3)
    width = np.log1p(row["ci_high"] / 100) - np.log1p(row["ci_low"] / 100)
    plain = quasi_poisson(counts, [70_000] * 7, YEARS, breaks=[2020])
    assert width == pytest.approx(2 * half * plain.standard_error)


@pytest.mark.parametrize(
    ("counts", "options", "direction", "caveat"),
    [
        ([100, 120, 144, 173, 207, 249], {}, "hausse", ""),
        ([249, 207, 173, 144, 120, 100], {}, "baisse", ""),
        ([100, 101, 99, 100, 102, 98], {}, "stable", ""),
        ([100, 101, 99, 100, 102, 19], {}, "stable", "fragile ; forte surdispersion (φ = 13,3)"),
        ([20] * 5 + [19], {}, "stable", "fragile"),
        ([100] * 5, {}, "non calculable", "moins de 6 années diffusées"),
        ([100] * 7, {"exclude_years": MARKED}, "stable", "hors 2020, 2021"),
        ([100] * 6, {"exclude_years": MARKED}, "non calculable",
         "moins de 5 années diffusées ; hors 2020, 2021"),
        ([100, None, *[100] * 5], {}, "stable", "non diffusé en 2017"),
        ([100] * 6 + [0], {"breaks": [2022]}, "non calculable", "trop peu de faits"),
        ([0] * 7, {}, "non calculable", "trop peu de faits"),
        (STEP, {"breaks": [2018, 2019, 2021]}, "non calculable",
         "trop peu d'années pour une rupture de série"),
        (STEP, {"breaks": [2019, 2021]}, "stable",
         "rupture de série prise en compte en 2019, 2021"),
        (STEP, {"breaks": [2016, 2023]}, "hausse", "forte surdispersion (φ = 6,6)"),
    ],
)  # fmt: skip
def test_every_word_of_a_trend(counts, options, direction, caveat) -> None:
    row = one(annual_trend(rates(counts), FIRST, FIRST + len(counts) - 1, **options))
    assert (row["direction"], row["caveat"]) == (direction, caveat)


def test_a_trend_on_an_absent_year_two_releases_or_few_inhabitants() -> None:
    short = one(annual_trend(rates([100] * 6), FIRST, LAST))
    assert (short["direction"], short["caveat"]) == ("stable", "absent de la base en 2022")
    mixed = rates([100] * 7).assign(release=["2022"] * 6 + ["2025"])
    assert one(annual_trend(mixed, FIRST, LAST))["caveat"] == "éditions différentes"
    small = rates([100] * 7, size=999)
    assert one(annual_trend(small, FIRST, LAST))["caveat"] == (
        "moins de 6 années diffusées ; non calculé en 2016, 2017, 2018, 2019, 2020, 2021, 2022"
    )


def _has_maximum(facts: tuple[int, ...], steps: tuple[int, ...]) -> bool:
    """No direction leaves the years with facts alone and lowers a year without: linear programme."""
    years = np.arange(len(facts), dtype=float)
    columns = np.column_stack([np.ones_like(years), years, *(years >= step for step in steps)])
    seen = np.array(facts) > 0
    if seen.all():
        return True
    lowered, kept = columns[~seen], columns[seen]
    found = linprog(
        lowered.sum(axis=0), A_ub=lowered, b_ub=np.zeros(len(lowered)),
        A_eq=kept if len(kept) else None, b_eq=np.zeros(len(kept)) if len(kept) else None,
        bounds=(-1, 1),
    )  # fmt: skip
    return bool(found.fun > -1e-9)


def test_a_slope_is_estimable_exactly_when_the_likelihood_has_a_maximum() -> None:
    """Every pattern of years with and without facts, with no step, one or two."""
    years, differ = range(5), []
    for facts in product((0, 1), repeat=5):
        for steps in (s for n in range(3) for s in combinations(years[1:], n)):
            if estimable(facts, years, steps) != _has_maximum(facts, steps):
                differ.append((facts, steps))
    assert differ == []


def test_a_slope_held_from_both_sides_of_a_break_is_estimated() -> None:
    """Facts at the end of the first part and at the start of the second: neither rise nor fall."""
    trend = quasi_poisson([0, 0, 5, 5, 0, 0], [1000] * 6, range(6), breaks=[3])
    assert np.isfinite(trend).all()
    assert trend.low < 0 < trend.high
    row = one(annual_trend(rates([0, 0, 0, 9, 9, 0, 0]), FIRST, LAST, breaks=[2020]))
    assert row["direction"] == "stable"


# marked years and residuals


@pytest.mark.parametrize(
    ("counts", "marked", "directions", "caveat"),
    [
        ([100] * 7, MARKED, ["stable", "stable"], ""),
        ([300, 250, 210, 175, 145, 120, 100], MARKED, ["baisse", "baisse"], ""),
        (
            [500, 500, 500, 500, 300, 300, 500], MARKED, ["stable", "stable"], "",
        ),
        (
            [1000, 1000, 1000, 1000, 800, 820, 840], MARKED, ["baisse", "stable"],
            "tendance qui tient aux années 2020 et 2021",
        ),
        (
            [500, 505, 495, 500, 485, 470, 420], (2030, 2022), ["baisse", "stable"],
            "tendance qui tient à l'année 2022",
        ),
        (
            [100] * 6, MARKED, ["stable", "non calculable"],
            "non comparée (moins de 5 années diffusées ; hors 2020, 2021 ; "
            "absent de la base en 2022)",
        ),
        (
            [None] * 7, MARKED, ["non calculable"] * 2,
            "non comparée (moins de 6 années diffusées ; "
            "non diffusé en 2016, 2017, 2018, 2019, 2020, 2021, 2022)",
        ),
        ([100] * 7, (), ["stable", "stable"], ""),
    ],
)  # fmt: skip
def test_every_word_of_what_a_trend_rests_on(counts, marked, directions, caveat) -> None:
    row = one(trend_sensitivity(rates(counts), FIRST, LAST, marked))
    assert row[["direction", "direction_without"]].tolist() == directions
    assert row["caveat"] == caveat
    if "non calculable" in directions:
        assert pd.isna(row["robust"])
    else:
        assert row["robust"] == (directions[0] == directions[1])


def test_a_sensitivity_with_a_declared_break() -> None:
    row = one(trend_sensitivity(rates([*STEP]), FIRST, LAST, (2022,), [2019]))
    assert row[["direction", "direction_without"]].tolist() == ["stable", "stable"]
    assert row["robust"]


def test_residuals_worked_by_hand() -> None:
    """A steady line at 100 with one year at 130 and one at 70: residuals of ±3, around nothing."""
    counts = [100, 130, 70, 100, 70, 130, 100]
    found = trend_residuals(rates(counts, size=100_000), FIRST, LAST)
    assert found["year"].tolist() == list(YEARS)
    assert found["fitted"].tolist() == pytest.approx([1] * 7)
    assert found["residual"].tolist() == pytest.approx([0, 3, -3, 0, -3, 3, 0], abs=1e-9)
    assert found["dispersion"].tolist() == pytest.approx([36 / 5] * 7)


# refusals

FINE = Change(10, 10)
YEARLY = Yearly(np.array([0.0, 5.0]), np.array([1.0, 1.0]))
QUIET = [100.0] * 6
SIX = list(range(2016, 2022))


def pair() -> pd.DataFrame:
    return rates([100] * 6, [900] * 6)


def twice() -> pd.DataFrame:
    """A year given twice, in a series too short for a trend as in a long one."""
    short = rates([100, 101, 102, 103])
    return pd.concat([short, short.tail(1)])


def compared(table: pd.DataFrame, before: range = BEFORE, after: range = AFTER) -> pd.DataFrame:
    return differential(table, HERE, [THERE], before, after)


REFUSALS: dict[str, tuple[Callable[[], object], str]] = {
    "irr: no fact": (lambda: did_irr(Change(0, 5), FINE), "counts: expected positive"),
    "irr: no fact there": (lambda: did_irr(FINE, Change(5, 0)), "counts: expected positive"),
    "irr: missing": (lambda: did_irr(Change(np.nan, 5), FINE), "counts: expected positive"),
    "irr: size": (lambda: did_irr(FINE, FINE, 1, FINE, Change(0, 1)), "sizes: expected positive"),
    "irr: dispersion": (lambda: did_irr(FINE, FINE, 0.99), "dispersion: expected at least 1"),
    "irr: degrees": (lambda: did_irr(FINE, FINE, degrees=0), "degrees: expected positive"),
    "wdd: negative": (lambda: wdd(Change(-1, 5), FINE), "negative or missing"),
    "wdd: missing": (lambda: wdd(FINE, FINE, Change(1, np.nan)), "negative or missing"),
    "wdd: weight": (
        lambda: wdd(FINE, FINE, weights=(FINE, FINE, Change(1, 0), FINE)),
        "weights: expected positive",
    ),
    "wdd: dispersion": (lambda: wdd(FINE, FINE, dispersion=np.nan), "expected at least 1"),
    "wdd: degrees": (lambda: wdd(FINE, FINE, degrees=-1), "degrees: expected positive"),
    "quotient: negative": (
        lambda: displacement_quotient(FINE, Change(-1, 1), FINE),
        "negative or missing",
    ),
    "quotient: control": (
        lambda: displacement_quotient(FINE, FINE, Change(0, 1)),
        "control: expected positive",
    ),
    "detectable: no fact": (lambda: detectable_irr((1, 1, 0, 1)), "counts: expected positive"),
    "detectable: power": (lambda: detectable_irr((1, 1, 1, 1), power=0), "power, level"),
    "detectable: level": (lambda: detectable_irr((1, 1, 1, 1), level=1), "power, level"),
    "share: period": (
        lambda: share_dispersion(YEARLY, YEARLY, (slice(0, 1), slice(1, 2))),
        "period without facts",
    ),
    "trend: years": (lambda: quasi_poisson(*[[100] * 4] * 2, SIX[:4]), "fewer than 5 years"),
    "trend: lengths": (lambda: quasi_poisson(QUIET, QUIET[:5], SIX), "unequal lengths"),
    "trend: year twice": (lambda: quasi_poisson(QUIET, QUIET, [*SIX[:5], 2016]), "one year twice"),
    "trend: denominator": (lambda: quasi_poisson(QUIET, [0, *QUIET[1:]], SIX), "denominators"),
    "trend: negative": (lambda: quasi_poisson([-1, *QUIET[1:]], QUIET, SIX), "negative or missing"),
    "trend: missing": (lambda: trend_fit([np.nan, *QUIET[1:]], QUIET, SIX), "negative or missing"),
    "trend: facts": (lambda: quasi_poisson([0] * 5 + [9], QUIET, SIX), "too few years with facts"),
    "trend: first break": (lambda: trend_fit(QUIET, QUIET, SIX, [2016]), "after the first"),
    "trend: other break": (lambda: trend_fit(QUIET, QUIET, SIX, [2030]), "after the first"),
    "trend: breaks": (lambda: trend_fit(QUIET, QUIET, SIX, SIX[1:3]), "degrees of freedom"),
    "REC03: column": (
        lambda: annual_trend(pair().drop(columns="release"), FIRST, LAST),
        "missing columns release",
    ),
    "REC03: cell": (lambda: annual_trend(twice(), FIRST, LAST), "several rows"),
    "REC03: window": (lambda: annual_trend(pair(), LAST, LAST), "first_year: expected before"),
    "sensitivity: cell": (lambda: trend_sensitivity(twice(), FIRST, LAST, MARKED), "several rows"),
    "sensitivity: window": (
        lambda: trend_sensitivity(pair(), LAST, FIRST, MARKED),
        "first_year: expected before",
    ),
    "residuals: column": (
        lambda: trend_residuals(pair().drop(columns="count"), FIRST, LAST),
        "missing columns count",
    ),
    "residuals: cell": (lambda: trend_residuals(twice(), FIRST, LAST), "several rows"),
    "residuals: window": (lambda: trend_residuals(pair(), LAST, FIRST), "expected before"),
    "REC08: column": (lambda: compared(pair().drop(columns="value")), "missing columns value"),
    "REC08: cell": (lambda: compared(pd.concat([pair(), pair().head(1)])), "several rows"),
    "REC08: overlap": (lambda: compared(pair(), BEFORE, range(2018, 2021)), "two periods"),
    "REC08: backwards": (lambda: compared(pair(), AFTER, BEFORE), "two periods"),
    "REC08: nothing before": (lambda: compared(pair(), range(2016, 2016)), "two periods"),
    "REC08: nothing after": (lambda: compared(pair(), BEFORE, range(2020, 2020)), "two periods"),
    "REC08: arrondissement": (
        lambda: differential(pair(), HERE, ["75056", "75101"], BEFORE, AFTER),
        "codes: arrondissements beside their city: 75101",
    ),
    "REC08: its own city": (
        lambda: differential(pair(), "13201", ["13055"], BEFORE, AFTER),
        "beside their city: 13201",
    ),
    "ratio: column": (
        lambda: ratio_series(pair().drop(columns="value"), HERE, [THERE], FIRST, LAST),
        "missing columns value",
    ),
    "ratio: cell": (
        lambda: ratio_series(pd.concat([pair(), pair()]), HERE, [THERE], FIRST, LAST),
        "several rows",
    ),
    "ratio: window": (lambda: ratio_series(pair(), HERE, [], LAST, FIRST), "expected before last"),
    "ratio: arrondissement": (
        lambda: ratio_series(pair(), HERE, ["69123", "69389"], FIRST, LAST),
        "beside their city: 69389",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_refused(name: str) -> None:
    call, message = REFUSALS[name]
    with pytest.raises(ValueError, match=message):
        call()


def test_what_the_refusals_spoil_is_accepted_as_it_was() -> None:
    assert did_irr(FINE, FINE).irr == 1
    assert wdd(FINE, FINE, Change(0, 0)).difference == 0
    assert quasi_poisson(QUIET, QUIET, SIX).percent == pytest.approx(0, abs=1e-9)
    assert one(compared(pair()))["direction"] == "non détectable"
    assert len(ratio_series(pair(), HERE, [THERE], FIRST, LAST)) == 7
