"""Rules of the files on radicalisation: accepted as they are, refused with a message and no value."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.gate.datasets import radicalisation
from ffsu_eval.gate.passage import load
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.reference import table, values
from ffsu_eval.sources.raw import RawTable
from tests.breaking import said
from tests.gate.test_field_rules import both, cell

BY_NAME: dict[str, Dataset] = {
    dataset.name: dataset for _, datasets, _ in radicalisation.GROUPED for dataset in datasets
}
GOOD = {
    "commune_setup": (
        "93005;Aulnay-sous-Bois;87600;oui;oui;non;oui;oui;non;12/01/2023",
        "93007;Le Blanc-Mesnil;62400;;;;;;;",
    ),
    "circuit_steps": ("93005;reperage;ecrit", "93005;retour;absent", "93007;reperage;"),
    "training_log": (
        "SE1;12/01/2023;sensibilisation;3;EDUC;grandes;24;40",
        "SE2;13/01/2023;relais;12,5;ELUS;petites;0;30",
    ),
    "professional_answers": (
        "P1;education;oui;oui;non;4;2;oui;parfois",
        "P2;sante;non;non;non;1;5;non;",
    ),
    "vignettes": ("V1;Une situation;referent", "V2;Une autre;aucune"),
    "vignette_answers": ("P1;V1;referent", "P2;V1;nsp"),
    "resources": (
        "RS1;Point d'écoute;psychologie;93005;familles;secondaire;12,5",
        "RS2;Référents;laicite;;professionnels;primaire;4",
    ),
    "action_scales": ("A1;mineurs;commune;Au plus près;02/10/2023", "A2;familles;;;"),
    "prefecture_figures": ("P1;Suivis;2022;departement;93;48;Communiqué;01/03/2023",),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawTable]:
    folder = tmp_path_factory.mktemp("prevention")
    read: dict[str, RawTable] = {
        "actions": RawTable("actions.csv", pd.DataFrame({"action_id": ["A1", "A2"]}), "")
    }
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
    "unknown step": ("circuit_steps", cell("step", "ecoute"), "étapes du circuit"),
    "unknown commune": ("circuit_steps", cell("commune_code", "93999"), "commune_code, ligne 2"),
    "unknown state": ("circuit_steps", cell("state", "partiel"), "hors de la liste admise"),
    "no inhabitant": ("commune_setup", cell("population", "0"), "population, ligne 2"),
    "neither yes nor no": ("commune_setup", cell("clspd", "peut-être"), "« oui » ou « non »"),
    "unknown size": ("training_log", cell("population_band", "rurales"), "tranches de population"),
    "more trained": ("training_log", cell("n_trained", "41"), "plus de personnes formées"),
    "unknown job": ("professional_answers", cell("profession", "imam"), "métiers"),
    "confidence of six": ("professional_answers", cell("confidence", "6"), "confidence, ligne 2"),
    "return without signal": (
        "professional_answers", cell("information_return", "oui", row=1), "si et seulement si",
    ),
    "signal without return": (
        "professional_answers", cell("information_return", ""), "si et seulement si",
    ),
    "unknown situation": ("vignette_answers", cell("vignette_id", "V9"), "vignettes.csv"),
    "answer of nobody": ("vignette_answers", cell("answer_id", "P9"), "professional_answers.csv"),
    "expected « does not know »": ("vignettes", cell("expected", "nsp"), "hors de la liste admise"),
    "worship as a resource": (
        "resources", cell("resource_type", "cultuel"), "types de ressource",
    ),
    "negative hours": ("resources", cell("hours_per_week", "-1"), "hours_per_week, ligne 2"),
    "unknown scale": ("action_scales", cell("scale", "quartier"), "échelles d'action"),
    "unknown action": ("action_scales", cell("action_id", "A9"), "actions.csv"),
    "figure of a commune": (
        "prefecture_figures",
        both(cell("area_level", "commune"), cell("area_code", "93005")),
        "area_level, ligne 2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_its_message_and_no_value(name: str, tables: dict[str, RawTable]) -> None:
    dataset, change, expected = FAULTS[name]
    found = messages(dataset, change, tables)
    assert any(expected in message for message in found), found
    assert all(message.startswith(tables[dataset].file) for message in found)
    assert not any("imam" in message or "peut-être" in message for message in found)


@pytest.mark.parametrize("name", GOOD)
def test_good_files_break_no_rule(name: str, tables: dict[str, RawTable]) -> None:
    assert said(BY_NAME[name], tables[name], tables) == []


def test_silence_is_missing_never_no(tables: dict[str, RawTable]) -> None:
    frame = load(BY_NAME["commune_setup"], tables)["commune_setup"]
    assert frame["clspd"].isna().tolist() == [False, True]
    assert frame["prefect_convention"][0] == False  # noqa: E712
    assert load(BY_NAME["circuit_steps"], tables)["circuit_steps"]["state"].isna().sum() == 1


def test_vocabularies_hold_together(tmp_path: Path) -> None:
    bands = table("population_bands")
    assert bands["band"].tolist()[:3] == ["petites", "moyennes", "grandes"]
    # the limits are those of the law on local councils
    assert bands["up_to"].tolist()[:2] == ["5000", "15000"]
    assert len(values("radicalisation_steps", "step")) == 6
    assert "cultuel" not in values("radicalisation_resources", "resource_type")
