"""Fictitious cities are told apart by every figure, stay small, and compare with no real commune."""

import gzip
import json
from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

DEMO = Path(__file__).parent.parent.parent / "data" / "demo"
CITIES = sorted(path.parent.name for path in DEMO.glob("*/truths.yml"))
OTHERS = [city for city in CITIES if city != "saint-nazaire"]
# a territory whose only mission is on radicalisation has neither recorded crime nor survey
WITH_CRIME = [city for city in CITIES if (DEMO / city / "recorded_crime.csv").is_file()]

MEGABYTE = 1_000_000
LARGEST, LARGEST_CITY, MOST_INCIDENTS = 8 * MEGABYTE, 1.5 * MEGABYTE, 1_500
# a series or a question is told apart when it has enough to be told from: years, facts, answers
YEARS, FACTS, ANSWERS = 5, 100, 10
ALIKE = 0.15  # share of its extracts that a city may have in the same words as another
# files without any figure of a city: vocabularies, the law, labels
VOCABULARIES = {"alignments", "codebook", "legal_checks", "objectives", "organisations",
                "policy_events", "survey_items", "vignettes", "workshops", "zones"}  # fmt: skip
MARGINS = "survey_margins"


def read(city: str, name: str) -> pd.DataFrame:
    return pd.read_csv(DEMO / city / f"{name}.csv", sep=";", dtype=str, keep_default_na=False)


def shared(owned: Iterable[tuple[str, Hashable]]) -> dict[Hashable, set[str]]:
    """What more than one city has."""
    cities = defaultdict(set)
    for city, thing in owned:
        cities[thing].add(city)
    return {thing: owners for thing, owners in cities.items() if len(owners) > 1}


def test_series_are_of_one_city_only() -> None:
    owned = []
    for city in WITH_CRIME:
        for _, rows in read(city, "recorded_crime").groupby(["CODGEO_2022", "classe"]):
            counts = tuple(rows.sort_values("annee")["faits"])
            known = [int(count) for count in counts if count]
            if len(known) >= YEARS and sum(known) >= FACTS:
                owned.append((city, counts))
    assert len(owned) > 500
    assert shared(owned) == {}


def test_departements_are_of_one_city_only() -> None:
    owned = [
        (city, tuple(rows["faits"]))
        for city in WITH_CRIME
        for _, rows in read(city, "recorded_crime_departement").groupby("classe")
    ]
    assert len(owned) > 50
    assert shared(owned) == {}


def test_answers_are_of_one_city_only() -> None:
    owned = []
    for city in WITH_CRIME:
        items = read(city, "survey_items")["item_id"]
        for _, people in read(city, "survey_responses").groupby("wave_id"):
            for item in items:
                counts = people[item].value_counts().drop("", errors="ignore")
                if counts.sum() >= ANSWERS:
                    owned.append((city, tuple(sorted(counts.items()))))
    assert len(owned) > 200
    assert shared(owned) == {}


def test_files_with_figures_are_of_one_city_only() -> None:
    owned = [
        (city, path.read_bytes())
        for city in CITIES
        for path in (DEMO / city).rglob("*.csv")
        if path.stem not in VOCABULARIES | {MARGINS}
    ]
    assert len(owned) > 100
    assert list(shared(owned).values()) == []


def test_margins_are_of_one_city_only() -> None:
    owned = [(path.parent.name, path.read_bytes()) for path in DEMO.glob(f"*/{MARGINS}.csv")]
    assert list(shared(owned).values()) == []


def test_extracts_are_mostly_of_one_city_only() -> None:
    texts = {city: set(read(city, "segments")["text_redacted"]) for city in CITIES}
    for one, other in combinations(CITIES, 2):
        common = len(texts[one] & texts[other])
        assert common <= ALIKE * min(len(texts[one]), len(texts[other])), f"{one}, {other}"


def test_data_stay_small() -> None:
    sizes = {
        city: sum(path.stat().st_size for path in (DEMO / city).rglob("*") if path.is_file())
        for city in CITIES
    }
    assert sum(sizes.values()) <= LARGEST
    assert {city: size for city, size in sizes.items() if size > LARGEST_CITY} == {}


@pytest.mark.parametrize("city", OTHERS)
def test_incidents_stay_few(city: str) -> None:
    if (DEMO / city / "local_incidents.csv").is_file():
        assert len(read(city, "local_incidents")) <= MOST_INCIDENTS


@pytest.mark.parametrize("city", WITH_CRIME)
def test_invented_communes_say_so(city: str) -> None:
    communes = read(city, "communes")
    own = communes[communes["epci_label"].str.contains(" fictive ")]
    assert len(own) == len(communes)
    invented = communes[communes["departement"] == "99"]
    invented = invented[invented["label_fr"] != "Ville-exemple"]
    assert len(invented) >= 10
    assert invented["label_fr"].str.endswith("-Fictive").all()


def test_invented_communes_are_of_one_city_only() -> None:
    owned = [(city, row) for city in WITH_CRIME for row in read(city, "communes")["commune_code"]]
    assert shared(owned) == {}


def test_no_invented_commune_is_real(external: Path) -> None:
    with gzip.open(external / "geo" / "communes.json.gz") as file:
        real = json.load(file)
    codes = {entry["code"] for entry in real}
    names = {entry["nom"].casefold() for entry in real}
    for city in WITH_CRIME:
        communes = read(city, "communes")
        invented = communes[communes["label_fr"].str.endswith("-Fictive")]
        bare = invented["label_fr"].str.removesuffix("-Fictive").str.casefold()
        assert set(invented["commune_code"]) & codes == set(), city
        assert set(bare) & names == set(), city


@pytest.mark.parametrize("city", WITH_CRIME)
def test_unpublished_cells_hold_no_value(city: str) -> None:
    crime = read(city, "recorded_crime")
    hidden = crime["valeur.publiée"] == "ndiff"
    assert (crime.loc[hidden, ["faits", "tauxpourmille"]] == "").to_numpy().all()
    told = ["complementinfoval", "complementinfotaux"]
    assert (crime.loc[~hidden, told] == "").to_numpy().all()
