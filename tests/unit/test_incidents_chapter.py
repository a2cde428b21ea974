"""The chapter on local incidents: its blocks, titles and evidence, with little, much or no data."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from ffsu_eval.evidence.items import Origin
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.blocks import Figure, Prose, Table
from ffsu_eval.narrative.incidents import evidence, figures, notes, tables, titles
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.params.model import SecrecyThresholds
from tests.incident_frames import cell, coverage, incidents, months

BLOCKS = (
    figures.week, figures.densities, figures.months, figures.cells, tables.sources, tables.moments,
    tables.nights, tables.quotients, tables.signals,
)  # fmt: skip
each_block = pytest.mark.parametrize(
    "block", BLOCKS, ids=lambda b: f"{b.__module__[-7:]}-{b.__name__}"
)
ORGANISATIONS = pd.DataFrame(
    {"org_id": ["PM", "BAIL"], "label_fr": ["Police municipale", "Bailleur"]}, dtype="string"
)
NAMED = pd.DataFrame(
    {
        "territory_id": ["Q1", "Q2"],
        "label_fr": ["Belle-Anse", "Les Corderies"],
        "level": ["quartier", "quartier"],
        "cells_250m": pd.array([20, 20], dtype="Int64"),
    }
)


def chapter(**data: Any) -> LocalIncidents:
    """The chapter of a mission that has only these data."""
    mission = SimpleNamespace(
        data=SimpleNamespace(organisations=ORGANISATIONS, **data),
        territory=SimpleNamespace(label_fr="Ville"),
        parameters=SimpleNamespace(secrecy=SecrecyThresholds()),
        status_words=lambda dataset: "données fictives de démonstration",
        origin=lambda producer, dataset, place: Origin(producer, "démonstration", place),
    )
    return LocalIncidents(cast(Mission, mission))


def logged(per_place: dict[str, int], years: tuple[int, ...] = (2020, 2021)) -> pd.DataFrame:
    """So many incidents a year in each place, one a day at changing hours, noise by night in Q2."""
    return incidents(
        [
            {
                "ts_start": str(pd.Timestamp(f"{year}-01-02") + pd.Timedelta(days=rank % 360,
                                hours=23 if place == "Q2" else rank * 7 % 24)),
                "territory_id": place,
                "category_code": "bruit" if place == "Q2" or rank % 3 else "tags",
                "grid_cell_250m": cell(rank * rank % 11),
            }
            for year in years
            for place, count in per_place.items()
            for rank in range(count)
        ]
    )  # fmt: skip


def given(years: tuple[int, ...] = (2020, 2021), without: tuple[str, ...] = ()) -> pd.DataFrame:
    return coverage({"PM": months(*years, without=without)}, places=("Q1", "Q2"), years=years)


FULL = chapter(
    local_incidents=logged({"Q1": 150, "Q2": 90}), source_coverage=given(), quartiers=NAMED
)
BARE = chapter(local_incidents=logged({"Q1": 4}, (2021,)), source_coverage=given((2021,)))


@each_block
def test_a_mission_without_incidents_shows_nothing(block: Any) -> None:
    nothing = block(chapter())
    assert isinstance(nothing, Prose)
    assert nothing.markdown() == ""


@pytest.mark.parametrize("results", [FULL, BARE], ids=["full", "bare"])
@each_block
def test_blocks_are_complete_french(block: Any, results: LocalIncidents) -> None:
    shown = block(results)
    if isinstance(shown, Prose):
        assert results is BARE
        return
    assert isinstance(shown, Figure | Table)
    text = shown.markdown()
    assert not re.search(r"\bnan\b|<NA>|None|\bNaN\b|Int64|source_org|territory_id", text), text
    assert not re.search(r"\b[01] (?:sources|quartiers|mailles|incidents)\b", text), text
    assert "données fictives" in shown.notes.source
    assert shown.title[0] == shown.title[0].upper()
    assert not shown.title.endswith(".")


def test_nothing_of_the_evaluation_is_in_the_chapter() -> None:
    for block in BLOCKS:
        text = block(FULL).markdown().lower()
        assert "évaluation" not in text
        assert "politique" not in text


def test_evidence_is_one_item_per_result_and_never_independent() -> None:
    items = evidence.items(FULL)
    names = [item.evidence_id for item in items]
    assert len(set(names)) == len(names)
    assert {"INC01:PM", "INC03:ensemble", "INC04:ensemble", "INC05:ensemble"} <= set(names)
    assert {item.quality for item in items} <= {"B", "C"}
    assert all(item.statement_fr and item.headline_fr and item.shown_in for item in items)
    assert evidence.items(chapter()) == []
    assert not [i for i in evidence.items(BARE) if i.value is not None]


def test_evidence_of_an_incomplete_source_says_nothing_of_its_change() -> None:
    weak = chapter(
        local_incidents=logged({"Q1": 150, "Q2": 90}),
        source_coverage=given(without=("2021-05", "2021-06")),
        quartiers=NAMED,
    )
    item = next(i for i in evidence.items(weak) if i.evidence_id == "INC01:PM")
    assert (item.direction, item.value, item.quality) == ("non établi", None, "C")
    assert "couverture incomplète en 2021 (83 %)" in item.statement_fr
    assert titles.months(weak) == "Aucune source n'a remis une série complète"
    assert titles.sources(weak).startswith("Aucune évolution calculable")


def test_titles_follow_the_results() -> None:
    assert titles.months(FULL) == "Séries complètes pour une source"
    assert titles.sources(FULL) == "Évolution calculable pour une source sur 1 : une source stable"
    assert titles.week(FULL).startswith("Davantage d'incidents dans sept parties de la semaine")
    assert "Les Corderies" in titles.densities(FULL)
    assert titles.week(BARE).startswith("Aucune partie")
    assert titles.densities(BARE) == "La densité des incidents n'est calculable dans aucun quartier"
    assert titles.nights(BARE).startswith("Trop peu")
    assert titles.cells(BARE).startswith("Trop peu")
    assert titles.quotients(BARE).startswith("Trop peu")
    assert notes.years(BARE) == "2021"


def test_main_source_is_the_one_whose_hours_are_known() -> None:
    rows = logged({"Q1": 30})
    dated = rows.assign(source_org_id="BAIL", ts_precision="jour")
    dated = dated.assign(incident_id="B" + dated["incident_id"].str[1:])
    both = pd.concat([rows, dated, dated.assign(incident_id="C" + dated["incident_id"].str[1:])])
    cover = coverage({"PM": months(2020), "BAIL": months(2020)}, years=(2020, 2021))
    results = chapter(local_incidents=both, source_coverage=cover)
    assert results.main == "PM"
    assert results.n_cells is None
    assert list(results.sources) == ["PM", "BAIL"]


def test_a_source_without_coverage_is_named_and_gives_no_density() -> None:
    more = logged({"Q1": 30}).assign(source_org_id="BAIL")
    more = more.assign(incident_id="B" + more["incident_id"].str[1:])
    frame = pd.concat([FULL.frame, more], ignore_index=True)
    results = chapter(local_incidents=frame, source_coverage=given(), quartiers=NAMED)
    assert results.covered == ["PM"]
    shown = tables.moments(results)
    assert isinstance(shown, Table)
    assert shown.frame["Source"].tolist() == ["Police municipale", "Bailleur"]
    assert set(results.densities["source_org_id"]) == {"PM"}
    assert titles.months(results) == "Séries complètes pour une source"


def test_incidents_out_of_the_years_covered_are_out() -> None:
    frame = logged({"Q1": 30}, (2019, 2020))
    results = chapter(local_incidents=frame, source_coverage=given((2020,)))
    assert len(results.frame) == 30
    assert notes.years(results) == "2020"


@pytest.mark.parametrize(
    ("cells", "levels", "expected"),
    [
        ([20, 20], ["quartier", "quartier"], 40),
        ([20, None], ["quartier", "quartier"], None),
        ([5, 5], ["quartier", "quartier"], None),  # eleven cells hold an incident
        ([20, 20], ["quartier", "qpv"], None),
        ([20, 20], ["iris", "iris"], 40),
    ],
)
def test_cells_of_the_territory(
    cells: list[int | None], levels: list[str], expected: int | None
) -> None:
    named = NAMED.assign(cells_250m=pd.array(cells, dtype="Int64"), level=levels)
    results = chapter(
        local_incidents=FULL.frame.assign(
            grid_cell_250m=[cell(rank % 11) for rank in range(len(FULL.frame))]
        ),
        source_coverage=given(),
        quartiers=named,
    )
    assert results.n_cells == expected
    shown = figures.cells(results)
    assert isinstance(shown, Figure)
