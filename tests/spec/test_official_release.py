"""The official release of February 2023 through the whole way of the data, where it is at hand."""

from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.evidence.recorded import change_statement
from ffsu_eval.gate.passage import Store, pass_gate
from ffsu_eval.indicators.recorded import rate_change, recorded_rates
from ffsu_eval.mission import request
from ffsu_eval.params import load_city
from ffsu_eval.rows import rows
from ffsu_eval.sources.ssmsi import ComparisonRule, choose_comparators, find_release, read_release
from ffsu_eval.territories import territory


@pytest.fixture
def store(project: Path, external: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("FFSU_EVAL_EXTERNAL", str(external.resolve()))
    city = load_city(project, "saint-nazaire")
    asked = city.engagements["evaluation"]
    place = territory(city.territory)
    return pass_gate(request(project, "saint-nazaire", "evaluation", asked, place))


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


def test_only_recorded_crime_is_official(store: Store) -> None:
    status = {dataset.name: dataset.status for dataset in store.verdict.datasets}
    assert status.pop("recorded_crime") == "officielle"
    assert set(status.values()) == {"démonstration"}


def test_change_of_an_unpublished_indicator_says_why(store: Store) -> None:
    crime = store.frame("recorded_crime")
    own = recorded_rates(crime[crime["territory_id"] == "44184"])
    change = one(rate_change(own, 2018, 2022), indicator_id="vols_avec_armes")
    assert "non diffusé en 2018" in change_statement(change)


def test_comparators_follow_the_rule(store: Store) -> None:
    crime = store.frame("recorded_crime")
    first = crime[(crime["year"] == 2016) & (crime["indicator_id"] == "degradations")]
    population = first.set_index("territory_id")["denominator"]
    others = population.drop("44184")
    assert len(others) == 20
    assert ((others / population["44184"]).between(1 / 1.5, 1.5)).all()
    assert not others.index.str.startswith(("751", "6938", "132")).any()


def test_complement_of_masked_communes_never_enters(external: Path) -> None:
    files = find_release(external, "2022")
    table = read_release(files, "SSMSI", ("44184",), ComparisonRule(2016, 1.5, 20))
    assert not [name for name in table.columns if "complement" in name.lower()]
    masked = table.frame[table.frame["diffusion"] == "ndiff"]
    assert len(masked)
    assert (masked["count"] == "").all()


def test_rule_looks_at_population_only() -> None:
    """A commune outside the ratio is left out; the nearest come first; ties by code."""
    frame = pd.DataFrame(
        {
            "commune_code": ["00001", "00002", "00003", "00004", "75101"],
            "year": ["16"] * 5,
            "population": ["1000", "1400", "900", "5000", "1000"],
        }
    )
    assert choose_comparators(frame, ("00001",), ComparisonRule(2016, 1.5, 9)) == ["00003", "00002"]
    assert choose_comparators(frame, ("00001",), ComparisonRule(2016, 1.5, 1)) == ["00003"]
    assert choose_comparators(frame, ("99999",), ComparisonRule(2016, 1.5, 9)) == []
