"""The demonstration incidents: small, whole, and told to be what they are."""

from pathlib import Path

import pandas as pd

from ffsu_eval.gate.datasets.incidents import CATEGORIES, GRID

CITY = Path(__file__).parents[2] / "data" / "demo" / "saint-nazaire"
LARGEST = 400_000


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(CITY / f"{name}.csv", sep=";", dtype=str, keep_default_na=False)


def test_the_file_of_incidents_stays_small() -> None:
    assert (CITY / "local_incidents.csv").stat().st_size < LARGEST
    assert 3_000 <= len(read("local_incidents")) <= 5_000


def test_columns_and_links() -> None:
    incidents, coverage, places = (
        read(name) for name in ("local_incidents", "source_coverage", "quartiers")
    )
    assert incidents["incident_id"].is_unique
    assert set(incidents["source_org_id"]) == set(coverage["source_org_id"])
    assert set(incidents["territory_id"]) == set(places["territory_id"])
    assert set(incidents["category_code"]) <= set(CATEGORIES)
    assert incidents["grid_cell_250m"].str.startswith(GRID).mean() > 0.95
    assert places["label_fr"].tolist() == sorted(places["label_fr"])


def test_no_incident_in_a_month_that_its_source_has_not_reported() -> None:
    incidents, coverage = read("local_incidents"), read("source_coverage")
    given = coverage[coverage["months_reported"] == "1"]
    reported = set(zip(given["source_org_id"], given["month"], strict=True))
    months = incidents["ts_start"].str[6:10] + "-" + incidents["ts_start"].str[3:5]
    assert set(zip(incidents["source_org_id"], months, strict=True)) <= reported
    silent = coverage[coverage["months_reported"] == "0"]
    assert set(silent["source_org_id"]) == {"ORG16", "ORG17"}
    assert (silent["exposure_value"] == "").all()


def test_declared_duplicates_repeat_an_incident_of_another_source() -> None:
    incidents = read("local_incidents").set_index("incident_id")
    copies = incidents[incidents["duplicate_of"] != ""]
    originals = incidents.loc[copies["duplicate_of"]]
    for column in ("category_code", "grid_cell_250m", "territory_id"):
        assert (copies[column].to_numpy() == originals[column].to_numpy()).all()
    assert (copies["source_org_id"].to_numpy() != originals["source_org_id"].to_numpy()).all()
    assert (originals["duplicate_of"] == "").all()
