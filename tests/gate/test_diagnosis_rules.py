"""Rules of the files of a diagnosis: responses, walks, social data, keys of the findings."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.gate.datasets import analysis, diagnosis, read_all
from ffsu_eval.gate.passage import load
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.reference import labels, table, values
from ffsu_eval.sources.raw import RawTable
from tests.breaking import said
from tests.gate.test_field_rules import asked, both, cell

ROOT = Path(__file__).parent.parent.parent
BY_NAME: dict[str, Dataset] = {each.name: each for each in diagnosis.DATASETS}
GOOD = {
    "responses": (
        "RP01;Permanence d'accès au droit;ORG03;aide_victimes;victimes;violences_intrafamiliales;"
        "tertiaire;;12;suivis;jour",
        "RP02;Médiation en pied d'immeuble;ORG04;mediation;jeunes_majeurs;halls;secondaire;Q1;35,5;"
        "heures_semaine;soiree",
    ),
    "walk_observations": (
        "O1;W1;14/03/2023;jour;Q1;P1;eclairage;3;",
        "O2;W1;14/03/2023;jour;Q1;P2;eclairage;2;lampadaire masqué",
        "O3;W2;16/03/2023;soir;Q2;P1;eclairage;1;",
        "O4;W2;16/03/2023;soir;Q2;P1;entretien;4;",
    ),
    "socio": (
        "94028;2019;13,2;18,4;21;14,1;36;données fictives",
        "94028;2020;13,5;;22;;37;données fictives",
    ),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawTable]:
    folder = tmp_path_factory.mktemp("diagnostic")
    read = dict(read_all(asked(ROOT)))
    for name, lines in GOOD.items():
        path = folder / BY_NAME[name].file
        heading = ";".join(column.name for column in BY_NAME[name].columns_for({}))
        path.write_text("\n".join([heading, *lines]), encoding="utf-8")
        read[name] = BY_NAME[name].reader(path, path.name)
    return read


def messages(name: str, change: Callable[[pd.DataFrame], pd.DataFrame], tables: dict) -> list[str]:
    whole = tables[name]
    spoilt = RawTable(whole.file, change(whole.frame), whole.sha256)
    return said(BY_NAME[name], spoilt, {**tables, name: spoilt})


FAULTS = {
    "response identifier": ("responses", cell("response_id", "R1"), "response_id, ligne 2"),
    "unknown organisation": ("responses", cell("org_id", "ORG99"), "org_id, ligne 2"),
    "unknown public": ("responses", cell("public", "tous"), "publics"),
    "unknown phenomenon": ("responses", cell("phenomenon", "soirees"), "phénomènes de l'enquête"),
    "unknown type": ("responses", cell("response_type", "autre"), "hors de la liste admise"),
    "unknown neighbourhood": ("responses", cell("quartier_id", "Q99", row=1), "quartier_id, ligne 3"),
    "negative capacity": ("responses", cell("capacity", "-1"), "capacity, ligne 2"),
    "capacity in words": ("responses", cell("capacity", "douze"), "capacity, ligne 2"),
    "unknown slot": ("responses", cell("slots", "matin"), "hors de la liste admise"),
    "score of five": ("walk_observations", cell("score", "5"), "score, ligne 2"),
    "score of zero": ("walk_observations", cell("score", "0"), "score, ligne 2"),
    "address as a point": ("walk_observations", cell("point", "3 rue des Lilas"), "point, ligne 2"),
    "walk without place": ("walk_observations", cell("quartier_id", ""), "quartier_id, ligne 2"),
    "two days": ("walk_observations", cell("date", "15/03/2023"), "une seule date"),
    "two periods": ("walk_observations", cell("period", "soir"), "le jour ou le soir"),
    "two places": (
        "walk_observations",
        both(cell("quartier_id", "Q1", row=2), cell("quartier_id", "Q2", row=3)),
        "un seul quartier",
    ),
    "scored twice": ("walk_observations", cell("dimension", "eclairage", row=3), "deux fois au même point"),
    "rate above 100": ("socio", cell("poverty_rate", "101"), "poverty_rate, ligne 2"),
    "commune in words": ("socio", cell("commune_code", "Créteil"), "commune_code, ligne 2"),
    "same year twice": ("socio", cell("year", "2020"), "clé répétée"),
    "no rate at all": (
        "socio",
        both(*(cell(name, "", row=1) for name in diagnosis.RATES)),
        "au moins un taux",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_its_message_and_no_value(name: str, tables: dict[str, RawTable]) -> None:
    dataset, change, expected = FAULTS[name]
    found = messages(dataset, change, tables)
    assert any(expected in message for message in found), found
    assert all(message.startswith(tables[dataset].file) for message in found)
    assert not any("Lilas" in message or "Créteil" in message for message in found)


@pytest.mark.parametrize("name", GOOD)
def test_good_files_break_no_rule(name: str, tables: dict[str, RawTable]) -> None:
    assert said(BY_NAME[name], tables[name], tables) == []


def test_typed_frames(tables: dict[str, RawTable]) -> None:
    frames = {k: f for d in diagnosis.DATASETS for k, f in load(d, tables).items()}
    assert frames["responses"]["capacity"].tolist() == [12, 35.5]
    assert frames["responses"]["quartier_id"].isna().tolist() == [True, False]
    assert frames["walk_observations"]["score"].tolist() == [3, 2, 1, 4]
    assert frames["socio"]["single_parent_share"].isna().tolist() == [False, True]


def test_responses_need_no_list_of_neighbourhoods(tables: dict[str, RawTable]) -> None:
    without = {name: each for name, each in tables.items() if name != "quartiers"}
    assert said(BY_NAME["responses"], without["responses"], without) == []


def test_a_finding_may_say_whom_and_what_it_is_about(tables: dict[str, RawTable]) -> None:
    whole = tables["findings"]
    about = whole.frame.assign(public="femmes", phenomenon="harcelement_rue")
    told = RawTable(whole.file, about, whole.sha256)
    assert said(analysis.FINDINGS, told, {**tables, "findings": told}) == []
    frame = load(analysis.FINDINGS, {**tables, "findings": told})["findings"]
    assert set(frame["public"]) == {"femmes"}
    # a mission that says nothing of it has empty columns
    assert load(analysis.FINDINGS, tables)["findings"]["phenomenon"].isna().all()
    wrong = RawTable(whole.file, about.assign(public="tout le monde"), whole.sha256)
    found = said(analysis.FINDINGS, wrong, {**tables, "findings": wrong})
    assert any("publics" in message for message in found)


def test_reference_tables_hold_together() -> None:
    mapping = table("phenomena_crime")
    assert set(mapping["phenomenon"]) <= set(diagnosis.PHENOMENA)
    assert set(mapping["indicator_id"]) <= set(values("ssmsi_indicators", "indicator_id"))
    assert not mapping.duplicated(["phenomenon", "indicator_id"]).any()
    assert all(labels("publics", "public").values())
