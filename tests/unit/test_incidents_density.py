"""Density, completeness, change and months of local incidents, from hand-worked cases."""

import pandas as pd
import pytest

from ffsu_eval.indicators.incidents import (
    completeness,
    density,
    density_change,
    exposures,
    monthly_counts,
)
from ffsu_eval.indicators.incidents.base import distinct, distinct_within
from tests.incident_frames import coverage, incidents, months


def logged(count: int, **more: str) -> list[dict[str, str]]:
    """As many incidents, one a day from the first of March."""
    start = pd.Timestamp(more.pop("first", "2021-03-01"))
    return [
        {"ts_start": str(start + pd.Timedelta(days=rank, hours=9)), **more} for rank in range(count)
    ]


def cell_of(frame: pd.DataFrame, **wanted: object) -> pd.Series:
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_density_relates_incidents_to_the_hours_of_the_source() -> None:
    """12 months of 200 hours: 30 incidents for 2,400 hours, 12.5 for 1,000 [8.43 ; 17.84]."""
    found = density(incidents(logged(30)), coverage({"PM": months(2021)}))
    row = cell_of(found, territory_id="Q1")
    assert (row["count"], row["exposure"], row["caveat"]) == (30, 2400, "")
    assert row["value"] == pytest.approx(12.5)
    # exact Poisson bounds of 30 facts (R, poisson.test: 20.2409 to 42.8269)
    assert row["ci_low"] == pytest.approx(20.2409 / 2.4, abs=1e-3)
    assert row["ci_high"] == pytest.approx(42.8269 / 2.4, abs=1e-3)


def test_a_stock_is_in_years_and_a_flow_adds_up() -> None:
    given = coverage(
        {"BAIL": months(2021)[:6], "BUS": months(2021)},
        exposure={"BAIL": (4000.0, "logements"), "BUS": (100_000.0, "voyages")},
    )
    found = exposures(given).set_index("source_org_id")
    assert found.loc["BAIL", "exposure"].tolist() == [2000.0, 2000.0]
    assert found.loc["BAIL", "size"].tolist() == [4000.0, 4000.0]
    assert found.loc["BUS", "exposure"].tolist() == [1_200_000.0, 1_200_000.0]
    rows = logged(30, source_org_id="BAIL", first="2021-02-01")
    row = cell_of(density(incidents(rows), given), source_org_id="BAIL", territory_id="Q1")
    assert row["value"] == pytest.approx(15)


def test_incidents_of_a_month_that_is_not_reported_are_not_counted() -> None:
    rows = logged(20, first="2021-03-01") + logged(20, first="2021-07-01")
    found = density(incidents(rows), coverage({"PM": months(2021)[:6]}))
    assert cell_of(found, territory_id="Q1")["count"] == 20


@pytest.mark.parametrize(
    ("count", "exposure", "unit", "caveat"),
    [
        (5, 200.0, "heures_patrouille", "secret statistique"),
        (0, 200.0, "heures_patrouille", "secret statistique"),
        (6, 200.0, "heures_patrouille", "fragile"),
        (19, 200.0, "heures_patrouille", "fragile"),
        (20, 200.0, "heures_patrouille", ""),
        (20, 2.0, "heures_patrouille", ""),
        (20, 999.0, "logements", "non calculé"),
        (20, 1000.0, "logements", ""),
        (5, 999.0, "logements", "secret statistique"),
    ],
)
def test_small_counts_and_small_exposures(
    count: int, exposure: float, unit: str, caveat: str
) -> None:
    given = coverage({"PM": months(2021)}, exposure={"PM": (exposure, unit)})
    row = cell_of(density(incidents(logged(count)), given), territory_id="Q1")
    assert row["caveat"] == caveat
    assert pd.isna(row["value"]) == (caveat in ("secret statistique", "non calculé"))
    assert pd.isna(row["count"]) == (caveat == "secret statistique")


def test_no_row_adds_two_sources() -> None:
    rows = logged(10) + logged(10, source_org_id="BUS")
    found = density(incidents(rows), coverage({"PM": months(2021), "BUS": months(2021)}))
    assert set(found["source_org_id"]) == {"PM", "BUS"}
    assert (found["count"] == 10).all()


def test_the_whole_adds_the_territories_of_a_source() -> None:
    rows = logged(10) + logged(30, territory_id="Q2")
    found = density(incidents(rows), coverage({"PM": months(2021)}, places=("Q1", "Q2")))
    whole = cell_of(found, territory_id="ensemble")
    assert (whole["count"], whole["exposure"]) == (40, 4800)


def test_a_source_keeps_what_another_has_logged_too_but_not_its_own_double_entries() -> None:
    rows = [
        {},
        {"source_org_id": "BUS", "duplicate_of": "I0"},
        {"duplicate_of": "I0"},
    ]
    frame = incidents(rows)
    assert distinct_within(frame)["incident_id"].tolist() == ["I0", "I1"]
    assert distinct(frame)["incident_id"].tolist() == ["I0"]


def test_completeness_counts_months_by_territory() -> None:
    given = coverage({"PM": months(2021, without=("2021-05",))}, places=("Q1", "Q2"))
    given = given[~((given["month"] == "2021-06") & (given["territory_id"] == "Q2"))]
    found = completeness(given, 2021, 2022).set_index(["territory_id", "year"])
    assert found.loc[("Q1", 2021), "value"] == pytest.approx(11 / 12)
    assert found.loc[("Q1", 2021), "missing_months"] == "2021-05"
    assert found.loc[("Q2", 2021), "missing_months"] == "2021-05, 2021-06"
    assert found.loc[("ensemble", 2021), ["count", "n"]].tolist() == [21, 24]
    # a year without any row is a year not reported
    assert found.loc[("Q1", 2022), "value"] == 0
    assert found["caveat"].tolist().count("") == 1


def test_change_between_two_complete_years() -> None:
    """40 then 60 incidents for the same hours: ratio 1.5."""
    rows = logged(40, first="2020-02-01") + logged(60, first="2021-02-01")
    given = coverage({"PM": months(2020, 2021)}, years=(2020, 2021))
    row = cell_of(density_change(incidents(rows), given, 2020, 2021), territory_id="Q1")
    assert row["value"] == pytest.approx(1.5)
    # exact conditional interval of 60 against 40 (R, poisson.test: 0.9889 to 2.2971)
    assert row["ci_low"] == pytest.approx(0.9889, abs=1e-4)
    assert row["ci_high"] == pytest.approx(2.2971, abs=1e-4)
    assert row["direction"] == "stable"


@pytest.mark.parametrize(("reported", "given"), [(11, True), (10, False)])
def test_no_change_under_nine_tenths_of_the_months(reported: int, given: bool) -> None:
    """11 months of 12 are 92 %, 10 are 83 %: the raw counts fall alike."""
    rows = logged(40, first="2020-02-01") + logged(25, first="2021-02-01")
    cover = coverage({"PM": months(2020) + months(2021)[:reported]}, years=(2020, 2021))
    row = cell_of(density_change(incidents(rows), cover, 2020, 2021), territory_id="Q1")
    assert pd.notna(row["value"]) == given
    assert (row["count_base"], row["count_end"]) == (40, 25)
    if not given:
        assert row["direction"] == "non calculable"
        assert row["caveat"] == "couverture incomplète en 2021 (83 %)"


@pytest.mark.parametrize(
    ("first", "last", "caveat"),
    [
        (19, 60, "moins de 20 incidents en 2020"),
        (5, 60, "secret statistique en 2020"),
        (40, 5, "secret statistique en 2021"),
        (40, 12, "fragile"),
    ],
)
def test_change_of_small_counts(first: int, last: int, caveat: str) -> None:
    rows = logged(first, first="2020-02-01") + logged(last, first="2021-02-01")
    cover = coverage({"PM": months(2020, 2021)}, years=(2020, 2021))
    row = cell_of(density_change(incidents(rows), cover, 2020, 2021), territory_id="Q1")
    assert row["caveat"] == caveat
    assert pd.isna(row["value"]) == (caveat != "fragile")


def test_a_month_not_reported_is_not_a_month_without_incident() -> None:
    rows = logged(8, first="2021-01-01") + logged(3, first="2021-02-01")
    found = monthly_counts(
        incidents(rows), coverage({"PM": months(2021, without=("2021-03",))}), 2021, 2021
    )
    assert found["value"].tolist()[0] == 8
    assert found["caveat"].tolist()[:3] == ["", "secret statistique", "mois non remis"]
    assert found["value"].notna().sum() == 1


def test_mistakes_of_the_caller_are_named() -> None:
    given = coverage({"PM": months(2021)})
    with pytest.raises(ValueError, match="incidents: missing columns"):
        density(pd.DataFrame({"incident_id": ["a"]}), given)
    with pytest.raises(ValueError, match="several rows for one incident_id"):
        density(incidents([{"incident_id": "a"}, {"incident_id": "a"}]), given)
    with pytest.raises(ValueError, match="several rows for one source_org_id"):
        completeness(pd.concat([given, given]), 2021, 2021)
    with pytest.raises(ValueError, match="expected before end_year"):
        density_change(incidents([]), given, 2021, 2021)
    mixed = given.assign(exposure_unit=["logements", *given["exposure_unit"].tolist()[1:]])
    with pytest.raises(ValueError, match="several units"):
        density(incidents([]), mixed)
