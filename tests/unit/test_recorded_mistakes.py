"""Mistakes that this base invites, each with the wrong figure that it would give."""

from collections.abc import Callable

import pandas as pd
import pytest

from ffsu_eval.gate.datasets.recorded_crime import typed_rows
from ffsu_eval.indicators import recorded
from tests.crime_frames import HERE, THERE, YEARS, crime, one, series

OTHER = "44109"
COMPLEMENT = 7.5  # mean of the masked communes of the département, as the producer gives it


@pytest.fixture
def masked() -> pd.DataFrame:
    """A published commune and a masked one, with the complement that the producer puts beside it."""
    crimes = crime(
        [(HERE, "degradations", 2022, 40, 20_000), (THERE, "degradations", 2022, None, 20_000)]
    )
    return crimes.assign(
        complement_info_nombre=[None, COMPLEMENT], complement_info_taux=[None, 0.375]
    )


# a masked value found again from the complement


def test_the_complement_does_not_get_past_the_gate() -> None:
    raw = pd.DataFrame(
        {
            "territory_code": ["44001"], "year": [22], "label": ["Vols avec armes"],
            "diffusion": ["ndiff"], "count": [pd.NA], "complement_info_nombre": [COMPLEMENT],
        }
    )  # fmt: skip
    typed = typed_rows(raw.astype({"count": "Int64", "year": "Int64"}), "2022", 2022)
    assert not [name for name in typed if "complement" in name]
    assert typed["count"].isna().all()


@pytest.mark.parametrize(
    "function",
    [
        recorded.recorded_rates,
        lambda crimes: recorded.territory_total(crimes, [HERE, THERE], "pays"),
        lambda crimes: recorded.denominator_sensitivity(crimes, HERE, [THERE], 2022),
    ],
)
def test_a_frame_filled_from_the_complement_is_refused(masked, function) -> None:
    filled = masked.assign(count=masked["count"].fillna(round(COMPLEMENT)))
    with pytest.raises(ValueError, match="if and only if"):
        function(filled)


def test_a_complement_left_in_the_frame_gives_no_figure(masked) -> None:
    rates = recorded.recorded_rates(masked)
    hidden = one(rates[rates["territory_id"] == THERE])
    assert hidden[["count", "value"]].isna().all()
    assert "complement_info_taux" not in rates
    total = one(recorded.territory_total(masked, [HERE, THERE], "pays"))
    assert pd.isna(total["count"])
    gap = one(recorded.comparison(rates, THERE, [HERE], 2022))
    assert (gap["direction"], gap["caveat"]) == ("non calculable", "non diffusé")


# a masked value taken for zero


def test_a_masked_commune_is_no_zero_in_a_total(masked) -> None:
    """The mistake would give 40 facts, or 1 per 1,000 where the commune alone has 2."""
    total = recorded.territory_total(masked, [HERE, THERE], "pays")
    assert total["count"].isna().all()
    rate = one(recorded.recorded_rates(total))
    assert pd.isna(rate["value"])
    assert rate["caveat"] == "non totalisé : 1 commune diffusée sur 2"


def test_a_masked_commune_is_no_zero_in_a_reference(masked) -> None:
    """The mistake would bring the pooled rate from 2 to 1, and the gap from 1 to 2."""
    rates = recorded.recorded_rates(
        pd.concat([masked, crime([(OTHER, "degradations", 2022, 40, 20_000)])])
    )
    gap = one(recorded.comparison(rates, OTHER, [HERE, THERE], 2022))
    assert (gap["pooled_rate"], gap["value"], gap["n_published"]) == (2, 1, 1)
    place = recorded.funnel(rates, OTHER, [HERE, THERE], 2022)
    assert set(place["expected"].dropna()) == {40}


def test_a_masked_year_is_no_fall() -> None:
    rates = recorded.recorded_rates(series([100, 101, 99, 100, 102, 98, None]))
    change = one(recorded.rate_change(rates, 2016, 2022))
    assert (change["direction"], change["caveat"]) == ("non calculable", "non diffusé en 2022")


def test_a_masked_indicator_is_no_zero_in_a_structure() -> None:
    """The mistake would give 100 % to the only indicator that is published."""
    cells = [
        (HERE, "degradations", 2022, 40, 20_000),
        (HERE, "vols_avec_armes", 2022, None, 20_000),
    ]
    found = recorded.structure(recorded.recorded_rates(crime(cells)), {})
    assert found["value"].isna().all()


# units of count added together


def test_no_function_adds_two_units_of_count() -> None:
    """Victims and vehicles: the mistake would give a total of 100, or shares of 60 and 40 %."""
    cells = [
        (HERE, "coups_blessures", 2022, 60, 20_000), (HERE, "vols_de_vehicules", 2022, 40, 20_000),
    ]  # fmt: skip
    crimes = crime(cells)
    rates = recorded.recorded_rates(crimes)
    assert recorded.structure(rates, {}).empty
    totals = recorded.territory_total(crimes, [HERE], "pays")
    assert sorted(totals["count"]) == [40, 60]
    assert not (rates["count"] == 100).any()


def test_one_label_with_two_units_is_not_one_indicator() -> None:
    crimes = pd.concat(
        [
            crime([(HERE, "degradations", 2022, 40, 20_000)]),
            crime([(THERE, "degradations", 2022, 40, 20_000)]).assign(unit_of_count="victime"),
        ]
    )
    with pytest.raises(ValueError, match="two units of count"):
        recorded.territory_total(crimes, [HERE, THERE], "pays")


# releases chained


@pytest.fixture
def chained() -> pd.DataFrame:
    """Years to 2019 of one release, later ones of another that counts a third more facts."""
    counts = [300, 300, 300, 300, 400, 400, 400]
    old, new = series(counts[:4]), series(counts).tail(3).assign(release="2025")
    return pd.concat([old, new], ignore_index=True)


def test_two_releases_make_neither_change_nor_trend(chained) -> None:
    """The mistake would give +33 %, and a yearly rise."""
    rates = recorded.recorded_rates(chained)
    change = one(recorded.rate_change(rates, 2016, 2022))
    trend = one(recorded.annual_trend(rates, 2016, 2022))
    for row in (change, trend):
        assert (row["direction"], row["caveat"]) == ("non calculable", "éditions différentes")
        assert row[["value", "p_value"]].isna().all()


def test_two_releases_are_neither_added_nor_compared(chained) -> None:
    with pytest.raises(ValueError, match="two releases"):
        recorded.territory_total(chained, [HERE], "pays")
    own, other = chained.tail(1), series([300] * 7, THERE).tail(1)
    rates = recorded.recorded_rates(pd.concat([own, other]))
    gap = one(recorded.comparison(rates, HERE, [THERE], 2022))
    assert (gap["direction"], gap["n_published"]) == ("non calculable", 0)
    place = recorded.funnel(rates, HERE, [THERE], 2022).set_index("territory_id")
    assert place.loc[THERE, "caveat"] == "éditions différentes"
    assert set(place["direction"]) == {"non calculable"}
    with pytest.raises(ValueError, match="two releases"):
        recorded.rest_of(other, own, "reste")


# Paris, Lyon and Marseille twice


@pytest.mark.parametrize(
    "function",
    [
        lambda crimes, rates: recorded.territory_total(crimes, ["75056", "75101", "75102"], "75"),
        lambda crimes, rates: recorded.comparison(rates, HERE, ["75056", "75101"], 2022),
        lambda crimes, rates: recorded.compare_groups(rates, "75102", {"ville": ["75056"]}, 2022),
        lambda crimes, rates: recorded.funnel(rates, HERE, ["75056", "75102"], 2022),
        lambda crimes, rates: recorded.denominator_sensitivity(crimes, "75101", ["75056"], 2022),
    ],
)
def test_a_city_and_its_arrondissements_are_never_together(function: Callable) -> None:
    cells = {HERE: 100, "75056": 1_000, "75101": 400, "75102": 600}
    crimes = crime([(code, "degradations", 2022, n, 50_000) for code, n in cells.items()])
    with pytest.raises(ValueError, match="arrondissements beside their city"):
        function(crimes, recorded.recorded_rates(crimes))


# burglaries of dwellings per inhabitants


def test_burglaries_are_per_thousand_dwellings_everywhere() -> None:
    """20,000 dwellings for 40,000 inhabitants: the mistake would halve every rate."""
    cells = [
        (code, "cambriolages", year, 200, 20_000) for code in (HERE, THERE, OTHER) for year in YEARS
    ]
    crimes = crime(cells)
    rates = recorded.recorded_rates(crimes)
    assert set(rates["value"]) == {10}
    assert set(rates["denominator_type"]) == {"dwellings"}
    total = recorded.territory_total(crimes, [HERE, THERE], "pays")
    assert set(total["denominator"]) == {40_000}
    assert set(recorded.recorded_rates(total)["value"]) == {10}
    rest = recorded.rest_of(total, crimes[crimes["territory_id"] == HERE], "reste")
    assert set(recorded.recorded_rates(rest)["value"]) == {10}
    gap = one(recorded.comparison(rates, HERE, [THERE, OTHER], 2022))
    assert (gap["rate"], gap["pooled_rate"]) == (10, 10)
    found = recorded.denominator_sensitivity(crimes, HERE, [THERE], 2022)
    assert found.set_index("denominator_type")["value"].to_dict() == {"dwellings": 10, "pop": 5}
    assert found.loc[found["published"], "denominator_type"].tolist() == ["dwellings"]
