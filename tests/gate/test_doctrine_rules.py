"""Rules of the files of a police doctrine, its red line first: nothing about one agent gets in."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.gate.datasets import missions, patrols, read_all, service
from ffsu_eval.gate.passage import load
from ffsu_eval.gate.request import Request
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.mission import request
from ffsu_eval.params import load_city
from ffsu_eval.sources.raw import RawTable
from ffsu_eval.territories import territory
from tests.breaking import said
from tests.conftest import ROOT, copy_project, run_cli
from tests.gate.test_field_rules import cell

CITY, ENGAGEMENT = "ville-exemple", "doctrine_pm"
OWN = (
    *service.DATASETS, *patrols.DATASETS, missions.CATALOG, missions.EXPECTATIONS,
    missions.RESPONSIBILITIES, missions.CONVENTION, *missions.SCENARIOS,
)  # fmt: skip
BY_NAME: dict[str, Dataset] = {dataset.name: dataset for dataset in OWN}
ABOUT_AGENTS = sorted(each.name for each in OWN if each.refusal)


def asked() -> Request:
    city = load_city(ROOT, CITY)
    mission = city.engagements[ENGAGEMENT]
    return request(ROOT, CITY, ENGAGEMENT, mission, territory(city.territory))


@pytest.fixture(scope="module")
def tables() -> dict[str, RawTable]:
    return read_all(asked())


def messages(name: str, change: Callable[[pd.DataFrame], pd.DataFrame], tables: dict) -> list[str]:
    whole = tables[name]
    spoilt = RawTable(whole.file, change(whole.frame.head(400)), whole.sha256)
    return said(BY_NAME[name], spoilt, {**tables, name: spoilt})


def column(name: str, value: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda frame: frame.assign(**{name: value})


@pytest.mark.parametrize("name", BY_NAME)
def test_the_demonstration_keeps_every_rule(name: str, tables: dict[str, RawTable]) -> None:
    assert said(BY_NAME[name], tables[name], tables) == []


FAULTS = {
    "unknown unit": ("pm_positions", cell("unit_id", "U9"), "unit_id, ligne 2"),
    "more trained than due": ("trainings", cell("up_to_date", "900"), "plus d'agents à jour"),
    "force by month": ("force_uses", cell("quarter", "2022-01"), "quarter, ligne 2"),
    "complaints by day": ("complaints", cell("year", "14/03/2022"), "year, ligne 2"),
    "start at its end": ("pm_shifts", cell("end", "07:00"), "plus de quatorze heures"),
    "shift at a skipped hour": (
        "pm_shifts",
        lambda frame: cell("start", "02:30")(cell("date", "26/03/2023")(frame)),
        "heure d'été",
    ),
    "call at a skipped hour": ("pm_calls", cell("ts_call", "26/03/2023 02:15"), "heure d'été"),
    "day of no calendar": ("pm_calls", cell("ts_call", "31/02/2023 10:00"), "n'existe pas"),
    "arrival before dispatch": (
        "pm_calls",
        lambda frame: frame.assign(ts_dispatch=frame["ts_close"], ts_arrival=frame["ts_call"]),
        "antérieure à ts_dispatch",
    ),
    "arrival of a call handed over": (
        "pm_calls",
        lambda frame: frame.assign(
            outcome="transmis", ts_dispatch=frame["ts_call"], ts_arrival=frame["ts_close"]
        ),
        "transmis à un autre service",
    ),
    "activity without length": (
        "pm_activities",
        lambda frame: frame.assign(ts_end=frame["ts_start"]),
        "activité sans durée",
    ),
    "activity of a day": ("pm_activities", cell("ts_end", "04/03/2023 08:00"), "quatorze heures"),
    "unknown mission": ("pm_activities", cell("mission_code", "M99"), "mission_code, ligne 2"),
    "unknown sector": ("pm_calls", cell("sector_id", "Q9"), "sector_id, ligne 2"),
    "week of 167 hours": ("pn_presences", lambda frame: frame.head(100), "168 heures attendues"),
    "text that ends before it begins": (
        "mission_catalog",
        cell("valid_to", "01/01/2019", 6),
        "fin de validité",
    ),
    "mark of six": ("mission_expectations", cell("importance", "6"), "importance, ligne 2"),
    "unknown role": ("responsibilities", cell("role", "X"), "hors de la liste admise"),
    "clause checked when": (
        "convention_clauses",
        cell("checked_on", ""),
        "sans date de vérification",
    ),
    "negative cost": ("scenario_costs", cell("amount", "-1"), "amount, ligne 2"),
    "unknown scenario": ("scenario_shifts", cell("scenario_id", "S9"), "scenario_id, ligne 2"),
}


@pytest.mark.parametrize(("name", "change", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named(
    name: str,
    change: Callable[[pd.DataFrame], pd.DataFrame],
    words: str,
    tables: dict[str, RawTable],
) -> None:
    found = messages(name, change, tables)
    assert found
    assert any(words in message for message in found), found


# ---- The red line: no measure of one agent ------------------------------------------------------


@pytest.mark.parametrize("name", ABOUT_AGENTS)
@pytest.mark.parametrize(
    "heading", ["matricule", "agent_id", "agent_code", "nom", "Prenom", "agent", "nom_agent"]
)
def test_a_column_that_singles_out_an_agent_is_refused_by_name(name: str, heading: str) -> None:
    assert "agréger par unité" in BY_NAME[name].unknown(heading)
    assert "colonne inconnue" in BY_NAME[name].unknown("remarque")


def test_every_file_about_agents_has_that_refusal() -> None:
    wanted = {
        "pm_units", "pm_positions", "pm_shifts", "pm_activities", "pm_calls", "trainings",
        "equipments", "force_uses", "complaints", "mission_expectations", "scenario_shifts",
    }  # fmt: skip
    assert wanted <= set(ABOUT_AGENTS)


def copied(folder: Path) -> Path:
    project = copy_project(folder / "projet")
    shutil.copytree(ROOT / "data" / "demo" / CITY, project / "data" / "demo" / CITY)
    return project


def edited(project: Path, file: str, change: Callable[[str], str]) -> None:
    path = project / "data" / "demo" / CITY / ENGAGEMENT / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def _column(heading: str, values: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        first, *lines = text.splitlines()
        return "\n".join(
            [f"{first};{heading}", *(f"{line};{values}{n}" for n, line in enumerate(lines))]
        )

    return change


AGENT_FILES = {
    "activities by agent": ("pm_activities.csv", _column("matricule", "PM-77"), "matricule"),
    "trainings by agent": (
        "trainings.csv",
        lambda text: text.replace("unit_id;", "agent_code;", 1),
        "agent_code",
    ),
    "force by agent": ("force_uses.csv", _column("agent_id", "PM-77"), "agent_id"),
    "complaints by name": ("complaints.csv", _column("nom", "Durand"), "nom"),
}


@pytest.mark.parametrize(("file", "change", "heading"), AGENT_FILES.values(), ids=AGENT_FILES)
def test_a_file_by_agent_stops_the_mission(
    tmp_path: Path, file: str, change: Callable[[str], str], heading: str
) -> None:
    project = copied(tmp_path)
    edited(project, file, change)
    done = run_cli(project, "validate", CITY=CITY, ENGAGEMENT=ENGAGEMENT)
    assert done.returncode == 3
    assert file in done.stderr
    assert heading in done.stderr
    assert "mesure par agent : à agréger par unité" in done.stderr
    for value in ("PM-77", "Durand"):
        assert value not in done.stderr + done.stdout


def test_a_force_dated_to_the_day_stops_the_mission(tmp_path: Path) -> None:
    project = copied(tmp_path)
    edited(project, "force_uses.csv", lambda text: text.replace("2021-T1", "14/03/2021"))
    done = run_cli(project, "validate", CITY=CITY, ENGAGEMENT=ENGAGEMENT)
    assert done.returncode == 3
    assert "force_uses.csv" in done.stderr
    assert "14/03/2021" not in done.stderr


def test_a_shift_past_midnight_is_loaded_to_the_next_day(tables: dict[str, RawTable]) -> None:
    frame = load(BY_NAME["pm_shifts"], tables)["pm_shifts"]
    late = frame[frame["ts_end"].dt.normalize() > frame["date"]]
    assert len(late)
    assert ((late["ts_end"] - late["ts_start"]) <= pd.Timedelta(hours=14)).all()
    forward = late[late["date"] == pd.Timestamp("2023-03-25")]
    assert (forward["ts_end"] == pd.Timestamp("2023-03-26 04:00")).any()
