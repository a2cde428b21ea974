"""Recorded crime of every territory of the missions, from the official base to figures and tables."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from ffsu_eval.comparators import ComparisonRule
from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.passage import load
from ffsu_eval.gate.public import open_public
from ffsu_eval.gate.request import Request
from ffsu_eval.gate.selection import GEOGRAPHY, Selection, read_geography, select
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.blocks import Figure, Table
from ffsu_eval.narrative.recorded import evidence, figures, tables
from ffsu_eval.narrative.recorded.results import RecordedCrime
from ffsu_eval.params import load_city
from ffsu_eval.territories import territory
from tests.conftest import ROOT

COMMUNES = ("saint-nazaire", "montreuil", "creteil", "les-lilas", "chennevieres-sur-marne")
SEVERAL = ("plaisir-les-clayes", "paris-terre-d-envol", "grand-paris-grand-est")
FIGURES = ("rates", "changes", "comparison", "groups", "funnels", "ratios")
TABLES = (
    "changes", "rates", "counts", "coverage", "comparison", "groups", "funnels", "differentials",
    "sensitivity", "denominators", "comparators",
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("territoires")


def selected(
    root: Path, external: Path, communes: tuple[str, ...], release: str = "2022"
) -> Selection:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FFSU_EVAL_EXTERNAL", str(external.resolve()))
        rule = ComparisonRule(2016, 1.5, 20)
        request = Request(root, "essai", "evaluation", communes, release, rule)
        public = open_public(request)
        tables_read = read_geography(request, public)
        geography = {d.name: load(d, tables_read) for d in GEOGRAPHY if d.name in tables_read}
        return select(
            request, public, {k: v for each in geography.values() for k, v in each.items()}
        )


def crime_of(slug: str, root: Path, external: Path, release: str = "2022") -> RecordedCrime:
    place = territory(slug)
    selection = selected(root, external, place.communes, release)
    events = pd.DataFrame({"date": pd.to_datetime([]), "label_fr": [], "type": []})
    known = load_city(ROOT, "saint-nazaire").engagements["evaluation"]
    asked = known.model_copy(
        update={"strategy_start": 2019, "strategy_end": 2022, "crime_release": release}
    )
    data = SimpleNamespace(**selection.frames, policy_events=events)
    verdict = SimpleNamespace(
        datasets=[SimpleNamespace(name="recorded_crime", status="officielle")]
    )
    parts: dict[str, Any] = {
        "root": root, "city": slug, "engagement": "evaluation", "city_parameters": None,
        "parameters": asked, "territory": place, "store": SimpleNamespace(verdict=verdict),
        "data": data, "screening": pd.DataFrame(),
    }  # fmt: skip
    return RecordedCrime(cast(Any, Mission)(**parts))


@pytest.mark.parametrize(
    ("slug", "release"),
    [*((slug, "2022") for slug in (*COMMUNES, *SEVERAL)), ("saint-nazaire", "2016-2025-extraits")],
)
def test_the_whole_chapter_is_made(slug: str, release: str, root: Path, external: Path) -> None:
    """Every figure, table and item of evidence, with text for whatever has no number.

    The extracts have no population: no rate is computed, and every block says so.
    """
    crime = crime_of(slug, root, external, release)
    for name in FIGURES:
        figure = getattr(figures, name)(crime)
        assert isinstance(figure, Figure)
        assert figure.alt
        assert not figure.data.isna().any(axis=None)
    for name in TABLES:
        table = getattr(tables, name)(crime)
        assert isinstance(table, Table)
        assert not table.frame.isna().any(axis=None)
        assert not (table.frame == "").any(axis=None)
    assert len(evidence.items(crime)) == 5 * len(crime.labels)


def test_two_communes_are_added_only_where_both_are_published(root: Path, external: Path) -> None:
    crime = crime_of("plaisir-les-clayes", root, external)
    assert crime.area == "plaisir-les-clayes"
    counts = crime.table.set_index(["territory_id", "indicator_id", "year"])["count"]
    whole, one, other = (counts.loc[name] for name in (crime.area, "78490", "78165"))
    both = one.notna() & other.notna()
    assert both.any()
    assert (whole[both] == (one + other)[both]).all()
    assert (~both).any()
    assert whole[~both].isna().all()


def test_partial_publication_gives_no_total_and_its_coverage(root: Path, external: Path) -> None:
    crime = crime_of("grand-paris-grand-est", root, external)
    partial = crime.rates[crime.rates["diffusion"] == "partiel"]
    assert len(partial)
    assert partial["value"].isna().all()
    assert partial["caveat"].str.fullmatch(r"non totalisé : \d+ communes? diffusées? sur 14").all()


def test_eight_communes_are_compared_with_their_departement(root: Path, external: Path) -> None:
    """The rest of the département is its whole without the territory, both published."""
    crime = crime_of("paris-terre-d-envol", root, external)
    assert len(crime.codes) == 8
    rest = crime.table[crime.table["territory_id"] == "departement_reste"]
    known = rest.dropna(subset=["count"]).merge(
        crime.mission.data.recorded_crime_departement, on=["indicator_id", "year"]
    )
    own = crime.rates.merge(known, on=["indicator_id", "year"])
    assert len(own)
    assert (own["count"] + own["count_x"] == own["count_y"]).all()
    assert "reste du département (Seine-Saint-Denis)" in crime.group_labels.values()


def test_metropole_is_read_commune_by_commune(root: Path, external: Path) -> None:
    """Ninety-two communes, Marseille once and never by arrondissement."""
    selection = selected(root, external, territory("aix-marseille-provence").communes)
    groups = selection.frames["comparison_groups"]
    own = set(groups.loc[groups["group_id"] == "territoire", "commune_code"])
    assert len(own) >= 90
    assert not {code for code in own if code.startswith("132")}


def test_commune_that_has_merged_is_refused_or_mapped(root: Path, external: Path) -> None:
    """Saint-Denis of today is, in the geography of 2022, Saint-Denis and Pierrefitte."""
    selection = selected(root, external, ("93066",))
    groups = selection.frames["comparison_groups"]
    own = list(groups.loc[groups["group_id"] == "territoire", "commune_code"])
    assert own == ["93066", "93059"]
    assert any("Pierrefitte" in notice for notice in selection.notices)
    with pytest.raises(GateRefusal, match="absente de la base"):
        selected(root, external, ("33063",))
    with pytest.raises(GateRefusal, match="arrondissement"):
        selected(root, external, ("75056", "75101"))
