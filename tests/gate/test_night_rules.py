"""Rules of the files of the night: each with its message, no value in it; the red lines stop the mission."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.datasets import night, night_answers, night_offer
from ffsu_eval.gate.passage import load
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.sources.raw import RawTable
from tests.breaking import said
from tests.conftest import ROOT, copy_project, run_cli
from tests.gate.test_field_rules import both, cell

DATASETS = (
    night.ZONES, night.INCIDENTS, night.COMPLAINTS, night.PRESENCE, night.ROUNDS, night.PEDESTRIANS,
    night_offer.VENUES, night_offer.TRANSPORT, night_offer.LIGHTING, night_offer.EVENTS,
    night_offer.EMERGENCIES, night_offer.ADMIN_SANCTIONS, night_offer.COMMITMENTS,
    night_answers.NIGHT_ANSWERS,
)  # fmt: skip
BY_NAME: dict[str, Dataset] = {each.name: each for each in DATASETS}
GOOD = {
    "night_zones": (
        "N1;Place;Q1;2100;action;01/07/2022;01/07/2021;30/06/2023",
        "N2;Quai;Q1;1650;temoin;01/07/2022;01/07/2021;30/06/2023",
        "N3;Gare;;0;autre;;01/07/2021;30/06/2023",
    ),
    "night_incidents": (
        "I1;01/07/2021 18:00;N1;bruit",
        "I2;01/07/2023 07:59;N2;vols",  # still in the last night, that of 30 June
    ),
    "noise_complaints": (
        "P1;02/07/2021 23:10;N1;oui;mairie;",
        "P2;03/07/2021 01:10;N1;non;plateforme;P1",
    ),
    "night_presence": ("mediation;samedi;22:00;02:30;4", "secours;lundi;18:00;08:00;1"),
    "mediation_rounds": ("02/07/2022;N1;20:00;00:30;11",),
    "pedestrian_counts": ("N1;09/09/2022;23;812", "N1;09/09/2022;0;640"),
    "venues": (
        "V1;bar;N1;moins_100;02:00;6;oui;non;oui;oui",
        "V2;discotheque;N2;600_plus;06:00;3;oui;oui;oui;non",
        "V3;restaurant;N1;moins_100;23:30;6;non;non;non;non",
    ),
    "night_transport": ("Ligne 1;N1;220;00:20;20",),
    "lighting": ("S1;N1;80;fonctionne",),
    "night_events": ("21/06/2022;Fête de la musique;9000",),
    "emergency_counts": ("2022-01;SDIS;alcool;11", "2022-01;SDIS;violence;0"),
    "admin_sanctions": ("SA1;03/07/2021;fermeture",),
    "charter_commitments": ("E1;Fermer les portes;exploitants;01/10/2022;9;6",),
    "night_answers": ("N1;usager;femme;4;2;1;3;oui", "N2;riverain;homme;5;;2;3;"),
}
QUARTIERS = ("Q1;Centre;quartier;9000;5000;0;16",)


def table(folder: Path, dataset: Dataset, lines: tuple[str, ...]) -> RawTable:
    path = folder / dataset.file
    columns = dataset.columns_for({})
    path.write_text("\n".join([";".join(c.name for c in columns), *lines]), encoding="utf-8")
    return dataset.reader(path, path.name)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawTable]:
    folder = tmp_path_factory.mktemp("nuit")
    return {name: table(folder, BY_NAME[name], lines) for name, lines in GOOD.items()}


FAULTS = {
    "few residents": ("night_zones", cell("residents_200m", "10"), "un à dix riverains"),
    "role without a date": ("night_zones", cell("measure_on", ""), "si et seulement si"),
    "date without a role": ("night_zones", cell("role", "autre"), "si et seulement si"),
    "two dates": ("night_zones", cell("measure_on", "01/08/2022"), "dates différentes"),
    "measure too early": (
        "night_zones",
        both(cell("measure_on", "01/07/2021"), cell("measure_on", "01/07/2021", row=1)),
        "ne commence pas dans la période",
    ),
    "another period": ("night_zones", cell("observed_to", "31/05/2023", row=1), "diffère d'une zone"),
    "no control": (
        "night_zones",
        both(cell("role", "autre", row=1), cell("measure_on", "", row=1)),
        "sans zone témoin",
    ),
    "period reversed": ("night_zones", cell("observed_to", "01/01/2020"), "avant son début"),
    "by day": ("night_incidents", cell("ts", "01/07/2021 08:00"), "hors de la nuit"),
    "no clock": ("night_incidents", cell("ts", "01/07/2021"), "ts, ligne 2"),
    "no such day": ("night_incidents", cell("ts", "31/06/2022 22:00"), "n'existe pas au calendrier"),
    "unknown zone": ("night_incidents", cell("zone_id", "N9"), "zone_id, ligne 2"),
    "unknown category": ("night_incidents", cell("category_code", "rixe"), "hors de la liste admise"),
    "repeats itself": ("noise_complaints", cell("repeat_of", "P1"), "se répète elle-même"),
    "repeat of a repeat": (
        "noise_complaints",
        lambda frame: pd.concat(
            [frame, frame.tail(1).assign(complaint_id="P3", repeat_of="P2")], ignore_index=True
        ),
        "répétition d'une répétition",
    ),
    "presence by day": ("night_presence", cell("end", "09:00"), "hors de la nuit"),
    "presence reversed": ("night_presence", cell("end", "21:00"), "fin avant le début"),
    "presence of nobody": ("night_presence", cell("agents", "0"), "agents, ligne 2"),
    "unknown night": ("night_presence", cell("night", "week-end"), "hors de la liste admise"),
    "round reversed": ("mediation_rounds", cell("end", "19:00"), "fin avant le début"),
    "hour by day": ("pedestrian_counts", cell("hour", "12"), "hour, ligne 2"),
    "closing by day": ("venues", cell("closing_time", "12:00"), "hors de la nuit"),
    "no open night": ("venues", cell("open_nights", "0"), "open_nights, ligne 2"),
    "signed and not eligible": ("venues", cell("charter_signed", "oui", row=2), "n'y est pas éligible"),
    "name of a venue": ("venues", cell("venue_id", "Le Bar du Port"), "venue_id, ligne 2"),
    "last departure by day": ("night_transport", cell("last_departure", "17:30"), "hors de la nuit"),
    "data on health under eleven": ("emergency_counts", cell("count", "10"), "donnée de santé"),
    "more kept than checked": ("charter_commitments", cell("kept", "10"), "que de vérifications"),
    "opinion of six": ("night_answers", cell("noise", "6"), "noise, ligne 2"),
    "asked of another public": ("night_answers", cell("harassed_12m", "oui", row=1), "seuls usagers"),
    "name as an identifier": ("night_answers", cell("answer_id", "Dupont"), "answer_id, ligne 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_its_message_and_no_value(name: str, tables: dict[str, RawTable]) -> None:
    dataset, change, expected = FAULTS[name]
    whole = tables[dataset]
    spoilt = RawTable(whole.file, change(whole.frame), whole.sha256)
    found = said(BY_NAME[dataset], spoilt, {**tables, dataset: spoilt})
    assert any(expected in message for message in found), found
    assert all(message.startswith(whole.file) for message in found)
    assert not any("Dupont" in message or "Bar du Port" in message for message in found)


@pytest.mark.parametrize("name", GOOD)
def test_good_files_break_no_rule(name: str, tables: dict[str, RawTable]) -> None:
    assert said(BY_NAME[name], tables[name], tables) == []
    assert load(BY_NAME[name], tables)


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("night_incidents", "ts", "01/07/2021 07:00"),  # the night of 30 June 2021
        ("noise_complaints", "ts", "01/07/2023 18:00"),
        ("mediation_rounds", "date", "30/06/2021"),
        ("pedestrian_counts", "night", "01/07/2023"),
        ("night_events", "night", "30/06/2021"),
    ],
)
def test_a_night_out_of_the_period_is_refused(
    name: str, column: str, value: str, tables: dict[str, RawTable]
) -> None:
    whole = tables[name]
    spoilt = RawTable(whole.file, cell(column, value)(whole.frame), whole.sha256)
    with pytest.raises(GateRefusal, match="hors de la période observée") as refused:
        load(BY_NAME[name], {**tables, name: spoilt})
    assert value not in str(refused.value)


def column(name: str, values: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        first, *lines = text.splitlines()
        return "\n".join([f"{first};{name}", *(f"{line};{values}" for line in lines)]) + "\n"

    return change


def both_columns(text: str) -> str:
    return column("age", "23")(column("name", "Dupont")(text))


# file → what is done to it, what must be said of it
RED_LINES = {
    "night_answers.csv": (both_columns, "colonne inconnue"),
    "noise_complaints.csv": (column("venue_id", "V01"), "colonne inconnue"),
    "admin_sanctions.csv": (column("venue_id", "V01"), "colonne inconnue"),
    "night_incidents.csv": (column("address", "3 rue X"), "colonne inconnue"),
    "emergency_counts.csv": (
        lambda text: text.replace("2021-07;SDIS;alcool;20", "2021-07;SDIS;alcool;4"),
        "donnée de santé",
    ),
}


@pytest.fixture(scope="module")
def refusal(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """One control of a mission where every red line is crossed."""
    made = copy_project(tmp_path_factory.mktemp("rouge") / "projet")
    folder = made / "data/demo/ville-exemple"
    shutil.copytree(ROOT / "data/demo/ville-exemple", folder)
    for file, (change, _) in RED_LINES.items():
        path = folder / "nuit" / file
        whole = path.read_text(encoding="utf-8")
        assert change(whole) != whole
        path.write_text(change(whole), encoding="utf-8")
    return run_cli(made, "validate", CITY="ville-exemple", ENGAGEMENT="nuit")


def test_red_lines_stop_the_mission(refusal: subprocess.CompletedProcess[str]) -> None:
    assert refusal.returncode == 3


@pytest.mark.parametrize("file", RED_LINES)
def test_a_red_line_is_named_without_its_value(
    file: str, refusal: subprocess.CompletedProcess[str]
) -> None:
    said = [line for line in refusal.stderr.splitlines() if f"nuit/{file}" in line]
    assert any(RED_LINES[file][1] in line for line in said), refusal.stderr
    assert not any(value in line for line in said for value in ("Dupont", "rue X", "V01"))


def test_every_unknown_column_is_named(refusal: subprocess.CompletedProcess[str]) -> None:
    said = "".join(line for line in refusal.stderr.splitlines() if "night_answers" in line)
    assert "name" in said
    assert "age" in said
