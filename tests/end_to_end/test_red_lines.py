"""Each red line of a mission on radicalisation, through the command: exit code 3, a message, no value."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_project, run_cli

CITY = "paris-terre-d-envol"
OWN = Path("data") / "demo" / CITY / "radicalisation"
SETUP, ANSWERS, LOG, ACTIONS = (
    f"{name}.csv" for name in ("commune_setup", "professional_answers", "training_log", "actions")
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = copy_project(tmp_path / "projet")
    shutil.copytree(ROOT / "data" / "demo" / CITY, made / "data" / "demo" / CITY)
    return made


def with_column(path: Path, name: str, value: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [f"{lines[0]};{name}", *(f"{line};{value}" for line in lines[1:])]
    path.write_text("\n".join(told) + "\n", encoding="utf-8")


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text)
    path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")


def small_training(own: Path) -> None:
    replaced(own / LOG, r";132;158", ";7;158")


def small_beneficiaries(own: Path) -> None:
    lines = (own / ACTIONS).read_text(encoding="utf-8").splitlines()
    place = lines[0].split(";").index("beneficiaries")
    cells = lines[1].replace('"Territoire ; FIPD"', "Territoire").split(";")
    cells[place] = "4"
    (own / ACTIONS).write_text("\n".join([lines[0], ";".join(cells), *lines[2:]]), encoding="utf-8")


def fine_figure(own: Path) -> None:
    (own / "prefecture_figures.csv").write_text(
        "figure_id;label_fr;year;area_level;area_code;count;source_fr;published_on\n"
        "P1;Suivis;2022;commune;93005;48;Communiqué;01/03/2023\n",
        encoding="utf-8",
    )


def neighbourhoods(own: Path) -> None:
    (own / "quartiers.csv").write_text("territory_id;label_fr\nQ1;Clos-Marin\n", encoding="utf-8")


LINES = {
    "religious practice": (
        lambda own: with_column(own / ANSWERS, "pratique_religieuse", "assidue"),
        "professional_answers.csv, colonne pratique_religieuse : ligne rouge : pratique religieuse",
    ),
    "religious practice, file of the city": (
        lambda own: with_column(own.parent / "interviews.csv", "confession", "assidue"),
        "interviews.csv, colonne confession : ligne rouge : pratique religieuse",
    ),
    "individual case": (
        lambda own: with_column(own / SETUP, "signalement_id", "Untel"),
        "commune_setup.csv, colonne signalement_id : ligne rouge : donnée individuelle",
    ),
    "name": (
        lambda own: with_column(own / ANSWERS, "prénom", "Untel"),
        "professional_answers.csv, colonne prénom : ligne rouge : donnée individuelle",
    ),
    "count under eleven, trained": (
        small_training,
        "training_log.csv, colonne n_trained, ligne 2 : ligne rouge : nombre de personnes de 1 à 10",
    ),
    "count under eleven, beneficiaries": (
        small_beneficiaries,
        "actions.csv, colonne beneficiaries, ligne 2 : ligne rouge : nombre de personnes de 1 à 10",
    ),
    "neighbourhood column": (
        lambda own: with_column(own / "resources.csv", "quartier_id", "Clos-Marin"),
        "resources.csv, colonne quartier_id : ligne rouge : ventilation par quartier",
    ),
    "neighbourhood file": (neighbourhoods, "quartiers.csv : ligne rouge : fichier"),
    "prefecture figure of a commune": (
        fine_figure,
        "prefecture_figures.csv, colonne area_level, ligne 2 : ligne rouge : chiffre préfectoral",
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_a_red_line_stops_the_mission(project: Path, name: str) -> None:
    spoil, expected = LINES[name]
    spoil(project / OWN)
    done = run_cli(project, "validate", CITY=CITY, ENGAGEMENT="radicalisation")
    assert done.returncode == 3, done.stderr
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert not re.search("assidue|Untel|Clos-Marin", done.stderr)
    # nothing of the refused data was stored
    assert not list((project / ".cache" / "store").glob("*")) or not any(
        "assidue" in path.read_bytes().decode("utf-8", "ignore")
        for path in (project / ".cache" / "store").rglob("*")
        if path.is_file()
    )


def test_the_same_data_without_a_fault_are_accepted(project: Path) -> None:
    done = run_cli(project, "validate", CITY=CITY, ENGAGEMENT="radicalisation")
    assert done.returncode == 0, done.stderr


def test_actions_without_the_column_of_their_review_are_refused(project: Path) -> None:
    path = project / OWN / "action_scales.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line.rsplit(";", 1)[0] for line in lines), encoding="utf-8")
    done = run_cli(project, "validate", CITY=CITY, ENGAGEMENT="radicalisation")
    assert done.returncode == 3
    assert "action_scales.csv, colonne stigma_review_on : colonne obligatoire" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("      interviews: 11", "      interviews: 3", "survey et interviews : au moins 11"),
        ("    period_end: 2023", '    period_end: 2023\n    crime_release: "2022"',
         "crime_release : clé sans effet pour ce type de mission"),
        ("    period_end: 2023", "    period_end: 2023\n    survey_wave: acteurs-2023",
         "survey_wave : clé sans effet pour ce type de mission"),
    ],
)  # fmt: skip
def test_parameters_keep_the_floor_and_open_nothing(
    project: Path, old: str, new: str, words: str
) -> None:
    replaced(project / "params" / f"{CITY}.yml", old, new)
    done = run_cli(project, "validate", CITY=CITY, ENGAGEMENT="radicalisation")
    assert done.returncode == 2
    assert words in done.stderr
