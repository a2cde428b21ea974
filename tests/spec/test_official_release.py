"""The official bases through the whole way of the data, where they are at hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from ffsu_eval.evidence.recorded import change_statement
from ffsu_eval.gate.national import CRIME, National, import_crime
from ffsu_eval.gate.passage import Store, pass_gate
from ffsu_eval.indicators.recorded import rate_change, recorded_rates
from ffsu_eval.mission import request
from ffsu_eval.params import load_city
from ffsu_eval.rows import rows
from ffsu_eval.sources.ssmsi.files import find_release
from ffsu_eval.sources.ssmsi.layout import Level
from ffsu_eval.territories import territory

COMMON_THEFTS = (
    "vols_accessoires", "vols_dans_vehicules", "vols_de_vehicules", "vols_sans_violence",
    "vols_violents",
)  # fmt: skip


@pytest.fixture
def store(project: Path, external: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("FFSU_EVAL_EXTERNAL", str(external.resolve()))
    city = load_city(project, "saint-nazaire")
    asked = city.engagements["evaluation"]
    place = territory(city.territory)
    return pass_gate(request(project, "saint-nazaire", "evaluation", asked, place))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bases")


def base(external: Path, cache: Path, release: str, level: Level = "commune") -> National:
    files = find_release(external, release, level)
    if not files:
        pytest.skip(f"base du SSMSI (édition {release}, {level}) absente des données publiques")
    return import_crime(files, f"SSMSI, {level}, {release}", release, cache, level)


def one(frame: pd.DataFrame, **wanted: object) -> dict:
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return rows(frame)[0]


def test_figures_of_saint_nazaire(store: Store) -> None:
    crime = store.frame("recorded_crime")
    own = recorded_rates(crime[crime["territory_id"] == "44184"])
    burglary = one(own, indicator_id="cambriolages", year=2022)
    assert burglary["count"] == 365
    assert burglary["value"] == pytest.approx(8.76053257403716, rel=1e-6)
    assert (burglary["ci_low"], burglary["ci_high"]) == pytest.approx((7.8847, 9.7072), abs=5e-4)
    armed = one(own, indicator_id="vols_avec_armes", year=2020)
    assert armed["diffusion"] == "ndiff"
    assert pd.isna(armed["count"])
    assert pd.isna(armed["value"])
    assert armed["caveat"] == "non diffusé"


def test_public_data_are_all_of_one_origin(store: Store) -> None:
    status = {dataset.name: dataset.status for dataset in store.verdict.datasets}
    public = {"recorded_crime", "recorded_crime_departement", "communes", "qpv", "national_feeling"}
    assert {name for name, word in status.items() if word == "officielle"} == public
    assert {status[name] for name in status if name not in public} == {"démonstration"}


def test_change_of_an_unpublished_indicator_says_why(store: Store) -> None:
    crime = store.frame("recorded_crime")
    own = recorded_rates(crime[crime["territory_id"] == "44184"])
    change = one(rate_change(own, 2018, 2022), indicator_id="vols_avec_armes")
    assert "non diffusé en 2018" in change_statement(change)


def test_comparators_follow_the_rule(store: Store) -> None:
    groups = store.frame("comparison_groups")
    chosen = groups.loc[groups["group_id"] == "comparateurs", "commune_code"]
    crime = store.frame("recorded_crime")
    first = crime[(crime["year"] == 2016) & (crime["indicator_id"] == "degradations")]
    population = first.set_index("territory_id")["population"]
    ratios = population[chosen] / population["44184"]
    assert len(chosen) == 20
    assert ratios.between(1 / 1.5001, 1.5001).all()
    names = store.frame("communes").set_index("commune_code")["label_fr"]
    assert {"Quimper", "Béziers"} <= set(names[chosen])


def test_departement_is_the_whole_of_its_communes(store: Store) -> None:
    """Its rows come from the départemental base of the same release, masked communes included."""
    whole = store.frame("recorded_crime_departement")
    assert set(whole["territory_id"]) == {"44"}
    row = one(whole, indicator_id="vols_violents", year=2022)
    assert (row["count"], row["population"]) == (1103, 1445171)


@pytest.mark.parametrize(
    ("release", "level"), [("2022", "commune"), ("2022", "departement"), ("2024", "departement")]
)
def test_every_published_rate_is_count_over_denominator(
    external: Path, cache: Path, release: str, level: Level
) -> None:
    """Both denominators, every cell. The release that a user saved again has rounded rates."""
    found = base(external, cache, release, level)
    assert found.verdict.success, found.verdict.messages()
    crime = pq.read_table(found.folder / CRIME).to_pandas()
    published = crime[crime["diffusion"] == "diff"]
    by_dwellings = published["indicator_id"] == "cambriolages"
    denominator = published["dwellings"].where(by_dwellings, published["population"])
    gap = (1000 * published["count"] / denominator - published["rate_per_1000"]).abs()
    relative = gap / published["rate_per_1000"].where(published["rate_per_1000"] > 0, 1)
    tolerance = 1e-6 if release == "2022" else 1e-4
    assert len(published) > 8000
    assert by_dwellings.any()
    assert (relative.to_numpy() <= tolerance).all()
    hidden = crime[crime["diffusion"] == "ndiff"]
    assert hidden[["count", "rate_per_1000"]].isna().all(axis=None)
    assert found.verdict.rows == len(crime)


def test_one_year_release_and_extracts_are_read(external: Path, cache: Path) -> None:
    """Derived layouts: no population, hence no rate, and it is said."""
    for release, communes in (("2025-une-annee", 34_920), ("2016-2025-extraits", 117)):
        found = base(external, cache, release)
        assert found.verdict.success, found.verdict.messages()
        assert len(found.territories()) == communes
        assert any("aucun taux" in notice for notice in found.verdict.notices)
        rates = recorded_rates(found.rows(["93066"]))
        assert rates["value"].isna().all()
        assert (rates.loc[rates["diffusion"] == "diff", "caveat"] == "non calculé").all()


def test_releases_do_not_chain(external: Path, cache: Path) -> None:
    """The same commune and year differ from one release to the next, as the producer says."""
    old, new = base(external, cache, "2022"), base(external, cache, "2016-2025-extraits")
    codes = sorted(set(old.territories()) & set(new.territories()))
    key = ["territory_id", "year", "indicator_id"]
    both = old.rows(codes).merge(new.rows(codes), on=key, suffixes=("_old", "_new"))
    both = both.dropna(subset=["count_old", "count_new"])
    agree = (both["count_old"] == both["count_new"]).groupby(both["indicator_id"]).mean()
    assert len(both) > 3000
    assert np.all(agree[list(COMMON_THEFTS)] < 0.5), agree
