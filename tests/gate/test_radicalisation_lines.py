"""What may never enter a mission on radicalisation: which names and numbers are refused."""

from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.comparators import ComparisonRule
from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.datasets import DATASETS, groups_of
from ffsu_eval.gate.red_lines import LEAST, PERSONS, crossed_by, need_within_red_lines
from ffsu_eval.gate.request import Request
from ffsu_eval.sources.raw import ROW, RawTable

FAITH = "pratique religieuse"
PERSON = "donnée individuelle"
PLACE = "ventilation par quartier"


def asked(root: Path, engagement: str = "radicalisation") -> Request:
    rule = ComparisonRule(2021, 1.5, 20)
    return Request(root, "ville-exemple", engagement, ("99100",), None, rule)


def held(file: str, **columns: list[str]) -> RawTable:
    frame = pd.DataFrame(columns)
    frame[ROW] = range(2, len(frame) + 2)
    return RawTable(file, frame, "")


def refused(root: Path, engagement: str = "radicalisation", **tables: RawTable) -> list[str]:
    (root / "params").mkdir(exist_ok=True)
    try:
        need_within_red_lines(asked(root, engagement), tables)
    except GateRefusal as error:
        return str(error).split("\n")
    return []


@pytest.mark.parametrize(
    ("column", "rule"),
    [
        ("pratique_religieuse", FAITH), ("religion", FAITH), ("Culte", FAITH), ("confession", FAITH),
        ("voile", FAITH), ("porte un voile ?", FAITH), ("Prière", FAITH), ("lieu_de_culte", FAITH),
        ("convertie", FAITH), ("musulman", FAITH), ("catholique", FAITH), ("croyance", FAITH),
        ("nom", PERSON), ("Prénom", PERSON), ("date_naissance", PERSON), ("Date de naissance", PERSON),
        ("cas_id", PERSON), ("signalement_id", PERSON), ("numero_dossier", PERSON), ("id_personne", PERSON),
        ("age_jeune", PERSON), ("téléphone", PERSON), ("courriel", PERSON), ("nom_de_famille", PERSON),
        ("quartier_id", PLACE), ("Quartier", PLACE), ("iris", PLACE), ("beneficiaries_qpv", PLACE),
        ("cell_250m", PLACE), ("adresse", PLACE), ("rue", PLACE),
    ],
)  # fmt: skip
def test_names_of_columns_that_are_refused(column: str, rule: str) -> None:
    assert crossed_by(column).startswith(rule)


def test_no_column_that_the_mission_reads_is_taken_for_another() -> None:
    """The declared columns cross no line, those of priority neighbourhoods excepted."""
    names = {
        column.name
        for group in groups_of("radicalisation")
        for dataset in group.datasets
        if not callable(dataset.columns)
        for column in dataset.columns
    }
    assert len(names) > 100
    assert {name for name in names if crossed_by(name)} <= {"quartier_id", "cell_250m"}
    for innocent in ("nom_commune", "n_trained", "restricted_group", "referent_agent", "laicite"):
        assert not crossed_by(innocent)


def test_a_heading_mapped_to_another_name_is_still_seen(tmp_path: Path) -> None:
    table = held("reponses.xlsx", profession=["education"])
    table.headings = {"profession": "Religion déclarée"}
    assert refused(tmp_path, professional_answers=table) == [
        "reponses.xlsx, colonne Religion déclarée : ligne rouge : pratique religieuse : aucune variable "
        "de cette nature n'est admise"
    ]


def test_a_theme_of_interviews_is_a_variable_too(tmp_path: Path) -> None:
    table = held("codebook.csv", code_id=["circuit", "pratique_religieuse"])
    assert refused(tmp_path, codebook=table) == [
        "codebook.csv, colonne code_id, ligne 3 : ligne rouge : pratique religieuse : aucune variable de "
        "cette nature n'est admise"
    ]


@pytest.mark.parametrize(("dataset", "column"), [(d, c) for d, cs in PERSONS.items() for c in cs])
def test_small_numbers_of_persons_are_refused(tmp_path: Path, dataset: str, column: str) -> None:
    table = held("f.csv", **{column: ["0", "1", "10", "11", ""]})
    found = [
        line for line in refused(tmp_path, **{dataset: table}) if "nombre de personnes" in line
    ]
    assert found == [
        f"f.csv, colonne {column}, lignes 3 et 4 : ligne rouge : nombre de personnes de 1 à 10 : à "
        "regrouper avant remise"
    ]


def test_a_number_that_counts_no_person_is_free(tmp_path: Path) -> None:
    table = held("actions.csv", target_value=["3"], beneficiaries=["0"])
    assert refused(tmp_path, actions=table) == []


@pytest.mark.parametrize("level", ["commune", "quartier", "arrondissement", ""])
def test_prefecture_figures_finer_than_the_departement_are_refused(
    tmp_path: Path, level: str
) -> None:
    table = held("prefecture_figures.csv", area_level=["departement", level], count=["40", "50"])
    (line,) = refused(tmp_path, prefecture_figures=table)
    assert "ligne 3 : ligne rouge : chiffre préfectoral plus fin que le département" in line


@pytest.mark.parametrize("level", ["departement", "region", "france"])
def test_published_figures_of_a_departement_or_more_are_admitted(
    tmp_path: Path, level: str
) -> None:
    table = held("prefecture_figures.csv", area_level=[level], count=["40"])
    assert refused(tmp_path, prefecture_figures=table) == []


def test_a_commune_of_elsewhere_is_refused(tmp_path: Path) -> None:
    table = held("commune_setup.csv", commune_code=["99100", "13055"])
    assert refused(tmp_path, commune_setup=table) == [
        "commune_setup.csv, colonne commune_code, ligne 3 : commune hors du territoire"
    ]


@pytest.mark.parametrize("name", ["quartiers.csv", "local_incidents.csv", "cas.xlsx", "notes.txt"])
def test_a_file_that_the_mission_does_not_read_is_refused(tmp_path: Path, name: str) -> None:
    own = tmp_path / "data" / "demo" / "ville-exemple" / "radicalisation"
    own.mkdir(parents=True)
    (own / name).write_text("a;b\n", encoding="utf-8")
    (own / "commune_setup.csv").write_text("", encoding="utf-8")
    (line,) = refused(tmp_path)
    assert f"{name} : ligne rouge : fichier que ce type de mission ne lit pas" in line


def test_the_other_types_have_no_such_line(tmp_path: Path) -> None:
    assert refused(tmp_path, "dls", responses=held("r.csv", quartier_id=["Q1"])) == []


def test_the_mission_leaves_closed_what_the_others_read() -> None:
    read = {group.label_fr for group in groups_of("radicalisation")}
    closed = set(ENGAGEMENTS["radicalisation"].never_reads)
    assert not read & closed
    assert "quartiers" in closed
    assert {group.label_fr for group in groups_of("dls")} >= {"quartiers", "incidents locaux"}
    assert LEAST == 11
    assert set(PERSONS) <= {dataset.name for dataset in DATASETS}
