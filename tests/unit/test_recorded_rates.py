"""REC01: units, intervals, totals that are not totals, scale."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffsu_eval.indicators.intervals import byar, garwood
from ffsu_eval.indicators.recorded import recorded_rates
from tests.crime_frames import HERE, crime, frames_settings, one, series


def test_unit_of_count_is_carried() -> None:
    cells = [
        (HERE, "cambriolages", 2022, 30, 50_000),
        (HERE, "vols_de_vehicules", 2022, 30, 50_000),
    ]
    rates = recorded_rates(crime(cells))
    assert dict(zip(rates["indicator_id"], rates["unit_of_count"], strict=True)) == {
        "cambriolages": "infraction",
        "vols_de_vehicules": "véhicule",
    }
    with pytest.raises(ValueError, match="missing columns unit_of_count"):
        recorded_rates(crime(cells).drop(columns="unit_of_count"))


@pytest.mark.parametrize(("interval", "function"), [("exact", garwood), ("byar", byar)])
def test_interval_is_the_one_asked_for(interval, function) -> None:
    row = one(recorded_rates(series([100], size=50_000), interval=interval))
    low, high = function(100)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low / 50, high / 50))
    assert row["value"] == 2


def test_an_interval_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="interval: expected one of exact, byar"):
        recorded_rates(series([100]), interval="wald")  # type: ignore[arg-type]


def test_a_total_of_communes_not_all_published_has_no_rate_and_says_how_many_are() -> None:
    partial = series([None, None, 90]).assign(n_published=[3, 1, 8], n_communes=8)
    partial.loc[[0, 1], "diffusion"] = "partiel"
    rates = recorded_rates(partial)
    assert rates["caveat"].tolist() == [
        "non totalisé : 3 communes diffusées sur 8",
        "non totalisé : 1 commune diffusée sur 8",
        "",
    ]
    assert rates.loc[:1, ["count", "value", "ci_low", "ci_high"]].isna().all(axis=None)
    without = recorded_rates(partial.drop(columns=["n_published", "n_communes"]))
    assert without["caveat"].tolist() == ["non totalisé", "non totalisé", ""]


def test_beside_communes_only_a_total_speaks_of_totals() -> None:
    """Concatenated frames have no coverage for communes."""
    total = series([None]).assign(diffusion="partiel", n_published=2, n_communes=3)
    both = pd.concat([series([None, 40], commune="44143"), total], ignore_index=True)
    caveats = recorded_rates(both)["caveat"].tolist()
    assert caveats == ["non diffusé", "", "non totalisé : 2 communes diffusées sur 3"]
    total["n_published"] = pd.NA
    assert one(recorded_rates(total))["caveat"] == "non totalisé"


def test_a_partial_total_never_has_a_count() -> None:
    with pytest.raises(ValueError, match="if and only if"):
        recorded_rates(series([40]).assign(diffusion="partiel"))


@frames_settings
@given(st.integers(1, 3_000), st.integers(1_000, 300_000), st.integers(2, 20))
def test_a_place_several_times_larger_has_the_same_rate_known_better(count, size, factor) -> None:
    small = one(recorded_rates(series([count], size=size)))
    large = one(recorded_rates(series([factor * count], size=factor * size)))
    assert large["value"] == pytest.approx(small["value"])
    assert small["ci_low"] < large["ci_low"] <= large["value"]
    assert large["value"] <= large["ci_high"] < small["ci_high"]
