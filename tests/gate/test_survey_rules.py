"""Surveys at the gate: several waves, weights, margins, item bank; every fault has its message."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.datasets import survey
from ffsu_eval.gate.passage import Store, pass_gate
from ffsu_eval.gate.request import Request
from ffsu_eval.mission import request
from ffsu_eval.params import load_city
from ffsu_eval.territories import territory
from tests.breaking import said as of_rules
from tests.survey_mission import ACTORS, DEMO, EARLIER, RESIDENTS, raw_tables, typed

CITY = "saint-nazaire"
RESPONSES, MARGINS, WAVES = "survey_responses.csv", "survey_margins.csv", "survey_waves.csv"
ITEMS, KEPT = "survey_items.csv", ("q_fear_day", "q_fear_quartier", "q_hab_eve")


def demo(project: Path) -> Path:
    return project / "data" / "demo" / CITY


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the survey's files, with a few of its questions, for a test to spoil."""
    for dataset in survey.DATASETS:
        shutil.copy2(DEMO / dataset.file, tmp_path)
    items = rows_of(tmp_path / ITEMS)
    left = {row[0] for row in items[1:]} - set(KEPT)
    write(tmp_path / ITEMS, [row for row in items if row[0] not in left])
    rows = rows_of(tmp_path / RESPONSES)
    places = [place for place, name in enumerate(rows[0]) if name not in left]
    write(tmp_path / RESPONSES, [[row[place] for place in places] for row in rows])
    return tmp_path


def asked(project: Path) -> Request:
    city = load_city(project, CITY)
    place = territory(city.territory)
    return request(project, CITY, "evaluation", city.engagements["evaluation"], place)


def said(folder: Path) -> str:
    """What the gate says of the survey's files: broken rules, else its refusal, else nothing."""
    tables = raw_tables(folder)
    found = [message for d in survey.DATASETS for message in of_rules(d, tables[d.name], tables)]
    if not found:
        try:
            typed(tables)
        except GateRefusal as refusal:
            found = [str(refusal)]
    return "\n".join(found)


def rows_of(path: Path) -> list[list[str]]:
    return [line.split(";") for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, rows: list[list[str]]) -> None:
    path.write_text("\n".join(map(";".join, rows)) + "\n", encoding="utf-8")


def put(path: Path, column: str, value: str, key: str, lines: int = 1) -> None:
    """Write ``value`` in a column of the first lines that hold ``key``."""
    rows = rows_of(path)
    place, done = rows[0].index(column), 0
    for row in rows[1:]:
        if key in row and done < lines:
            row[place] = value
            done += 1
    assert done, key
    write(path, rows)


def drop(path: Path, column: str) -> None:
    rows = rows_of(path)
    place = rows[0].index(column)
    write(path, [row[:place] + row[place + 1 :] for row in rows])


def test_three_waves_are_accepted(project: Path) -> None:
    store: Store = pass_gate(asked(project))
    people = store.frame("survey_respondents")
    assert people["wave_id"].value_counts().to_dict() == {ACTORS: 201, EARLIER: 192, RESIDENTS: 400}
    residents = people[people["wave_id"] == RESIDENTS]
    assert residents[["base_weight", "psu", "answered_on", "sex", "tenure"]].notna().all(axis=None)
    assert people.loc[people["wave_id"] != RESIDENTS, ["base_weight", "sex"]].isna().all(axis=None)
    assert store.frame("survey_margins")["target_total"].sum() == 3 * 52_000
    assert [n for n in store.verdict.notices if "survey" in n] == []


def _unknown_demographic(folder: Path) -> None:
    """A column that no margin names any more is unknown, hence refused."""
    rows = rows_of(folder / MARGINS)
    write(folder / MARGINS, [row for row in rows if "sex" not in row])


def _fourth_and_fifth_variable(folder: Path) -> None:
    rows = rows_of(folder / MARGINS)
    more = [[RESIDENTS, name, "x", "52000"] for name in ("a", "b")]
    write(folder / MARGINS, rows + more)


def _other_category(folder: Path) -> None:
    """« Homme » of the answers has no margin left, and « autre » has nobody."""
    put(folder / MARGINS, "category", "autre", "homme")


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "acteurs tirés au sort": (
        lambda d: put(d / WAVES, "probability_sample", "oui", ACTORS),
        r"survey_waves\.csv, colonne probability_sample, ligne 2 : une enquête d'acteurs de "
        "proximité n'est pas un échantillon probabiliste",
    ),
    "acteurs de 2018 tirés au sort": (
        lambda d: put(d / WAVES, "probability_sample", "oui", EARLIER),
        r"ligne 3 : une enquête d'acteurs de proximité n'est pas un échantillon probabiliste",
    ),
    "tirée au sort, sans poids": (
        lambda d: put(d / RESPONSES, "base_weight", "", RESIDENTS),
        r"survey_responses\.csv, colonne base_weight, ligne 395 : poids de sondage attendu",
    ),
    "tirée au sort, sans colonne de poids": (
        lambda d: drop(d / RESPONSES, "base_weight"),
        r"colonne base_weight, lignes 395, .*400 au total.* : poids de sondage attendu",
    ),
    "poids nul": (
        lambda d: put(d / RESPONSES, "base_weight", "0", RESIDENTS),
        r"colonne base_weight, ligne 395 : poids de sondage supérieur à zéro",
    ),
    "poids dans une vague d'acteurs": (
        lambda d: put(d / RESPONSES, "base_weight", "1,5", ACTORS),
        r"colonne base_weight, ligne 2 : poids de sondage donné dans une vague qui n'est pas tirée",
    ),
    "catégorie d'une autre vague": (
        lambda d: put(d / RESPONSES, "stratum", "EDUC", RESIDENTS),
        r"colonne stratum, ligne 395 : catégorie absente de celles qui ont été invitées dans cette",
    ),
    "plage horaire d'un acteur": (
        lambda d: put(d / RESPONSES, "time_slot", "", ACTORS),
        r"colonne time_slot, ligne 2 : valeur obligatoire pour un acteur de proximité",
    ),
    "unité primaire manquante": (
        lambda d: put(d / RESPONSES, "psu", "", RESIDENTS),
        r"colonne psu, ligne 395 : unité primaire donnée pour une partie de la vague seulement",
    ),
    "une seule unité dans la strate": (
        lambda d: put(d / RESPONSES, "psu", "CENTRE-01", "CENTRE", lines=100),
        r"colonne psu, lignes .* : une seule unité primaire dans la strate",
    ),
    "réponse après le terrain": (
        lambda d: put(d / RESPONSES, "answered_on", "01/06/2023", ACTORS),
        r"colonne answered_on, ligne 2 : réponse datée hors de la période de terrain",
    ),
    "variable sans marge": (
        _unknown_demographic,
        r"colonne sex, .* : colonne inconnue, à retirer ou à renommer",
    ),
    "modalité hors des marges": (
        lambda d: put(d / RESPONSES, "sex", "autre", RESIDENTS),
        r"colonne sex, ligne 395 : valeur hors de la liste admise \(modalités des marges\)",
    ),
    "modalité sans marge": (
        _other_category,
        r"colonne sex, lignes .* : valeur hors de la liste admise \(modalités des marges\)",
    ),
    "modalité absente d'une réponse": (
        lambda d: put(d / RESPONSES, "tenure", "", RESIDENTS),
        r"colonne tenure, ligne 395 : modalité attendue : variable de calage de la vague",
    ),
    "modalité sans répondant": (
        lambda d: put(d / RESPONSES, "tenure", "proprietaire", "locataire_social", lines=99),
        r"survey_margins\.csv, colonne category, ligne 9 : modalité sans répondant dans la vague",
    ),
    "variable absente des réponses": (
        lambda d: drop(d / RESPONSES, "sex"),
        r"survey_margins\.csv, colonne variable, lignes 2 et 3 : variable de calage absente",
    ),
    "totaux inégaux": (
        lambda d: put(d / MARGINS, "target_total", "28000", "femme"),
        r"survey_margins\.csv, colonne target_total, lignes .* : totaux différents d'une variable",
    ),
    "total nul": (
        lambda d: put(d / MARGINS, "target_total", "0", "femme"),
        r"colonne target_total, ligne 2 : total attendu supérieur à zéro",
    ),
    "marge d'une vague d'acteurs": (
        lambda d: put(d / MARGINS, "wave_id", ACTORS, RESIDENTS, lines=8),
        r"survey_margins\.csv, colonne wave_id, lignes 2, .* et 9 : marge donnée pour une vague",
    ),
    "cinq variables": (
        _fourth_and_fifth_variable,
        r"survey_margins\.csv, colonne variable, lignes .* : plus de quatre variables de calage",
    ),
    "nom déjà pris": (
        lambda d: put(d / MARGINS, "variable", "finished", "femme"),
        r"survey_margins\.csv, colonne variable, ligne 2 : nom de colonne déjà employé",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_named(files: Path, name: str) -> None:
    spoil, message = FAULTS[name]
    spoil(files)
    found = said(files)
    assert re.search(message, found), found[:2000]


def test_faults_across_files_are_all_named_and_repeat_no_value(files: Path) -> None:
    path = files / RESPONSES
    put(path, "base_weight", "1,5", ACTORS)
    put(path, "stratum", "EDUC", RESIDENTS)
    put(path, "answered_on", "01/06/2023", ACTORS)
    found = said(files).splitlines()
    assert len(found) == 3
    assert not [line for line in found if "EDUC" in line or "2023" in line or "1,5" in line]


def test_equal_weights_are_written_as_such(files: Path) -> None:
    put(files / RESPONSES, "base_weight", "1", RESIDENTS, lines=400)
    assert said(files) == ""


def test_a_refusal_across_files_stops_the_mission(project: Path) -> None:
    put(demo(project) / RESPONSES, "base_weight", "1,5", ACTORS)
    with pytest.raises(GateRefusal, match="poids de sondage donné dans une vague qui n'est pas"):
        pass_gate(asked(project))


def test_a_mission_may_do_without_margins_weights_and_dates(project: Path) -> None:
    """Waves of actors alone, in a file as it was before: the frame keeps its columns, empty."""
    folder = demo(project)
    (folder / MARGINS).unlink()
    for name in (RESPONSES, WAVES, "survey_strata.csv"):
        rows = rows_of(folder / name)
        write(folder / name, [row for row in rows if RESIDENTS not in row])
    for column in ("sex", "age_band", "tenure", "psu", "base_weight", "answered_on"):
        drop(folder / RESPONSES, column)
    drop(folder / "survey_strata.csv", "declined")
    store = pass_gate(asked(project))
    people = store.frame("survey_respondents")
    assert people[["psu", "base_weight", "answered_on"]].isna().all(axis=None)
    assert "sex" not in people
    assert store.frame("survey_strata")["declined"].isna().all()
    assert not (store.folder / "survey_margins.parquet").exists()


@pytest.mark.parametrize(
    ("column", "value", "item", "notice"),
    [
        ("source", "CVS", "q_fear_day", r"libellé différent de ceux de la banque de questions"),
        (
            "text_fr",
            "Vous sentez-vous en insécurité dans votre quartier ?",
            "q_fear_quartier",
            r"libellé différent de ceux de la banque",
        ),
    ],
)
def test_a_question_that_is_not_that_of_its_source_is_noticed(
    files: Path, column: str, value: str, item: str, notice: str
) -> None:
    put(files / ITEMS, column, value, item)
    assert said(files) == ""
    found = raw_tables(files)["survey_items"].notices
    assert len(found) == 1
    assert re.search(notice, found[0])
    assert "insécurité" not in found[0]
