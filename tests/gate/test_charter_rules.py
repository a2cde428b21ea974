"""Red lines and rules of the files of a charter: what is refused (code 3), what is only said."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.datasets import charter, read_all
from ffsu_eval.gate.datasets.charter_red_lines import nominative
from ffsu_eval.gate.passage import load
from ffsu_eval.gate.request import Request
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.mission import request
from ffsu_eval.params import load_city
from ffsu_eval.sources.raw import RawTable
from ffsu_eval.territories import territory
from tests.breaking import said
from tests.conftest import Command
from tests.gate.test_field_rules import both, cell
from tests.gate.test_gate import edit

ROOT = Path(__file__).parent.parent.parent
CITY = "ville-exemple"
DATASETS: dict[str, Dataset] = {
    each.name: each
    for each in (
        charter.INFO_FLOWS, charter.FLOW_CONTROLS, charter.EXCHANGE_INSTANCES, charter.SIGNATORIES,
        charter.TRUST_ANSWERS, charter.CONFIDENTIALITY_INCIDENTS, charter.ANNUAL_REVIEWS,
        charter.CHARTER_TASKS,
    )
}  # fmt: skip


def asked(root: Path) -> Request:
    city = load_city(root, CITY)
    return request(root, CITY, "charte", city.engagements["charte"], territory(city.territory))


@pytest.fixture(scope="module")
def tables() -> dict[str, RawTable]:
    return read_all(asked(ROOT))


def spoilt(
    name: str, change: Callable[[pd.DataFrame], pd.DataFrame], tables: dict[str, RawTable]
) -> dict[str, RawTable]:
    whole = tables[name]
    return {**tables, name: RawTable(whole.file, change(whole.frame), whole.sha256)}


FAULTS = {
    "secret without an exception": (
        "info_flows", both(cell("info_class", "secrete"), cell("legal_exception", "")),
        "legal_exception, ligne 2 : information secrète sans exception légale écrite",
    ),
    "a case in the purpose": (
        "info_flows", cell("purpose_fr", "examiner le dossier n° 2023-114"),
        "purpose_fr, ligne 2 : texte qui désigne une personne ou un cas",
    ),
    "a person in the purpose": (
        "info_flows", cell("purpose_fr", "parler de M. Durand"), "qui désigne une personne",
    ),
    "a telephone in the basis": (
        "info_flows", cell("legal_basis", "voir 06 12 34 56 78"), "qui désigne une personne",
    ),
    "an address in an exception": (
        "info_flows", cell("legal_exception", "12 rue des Lilas"), "qui désigne une personne",
    ),
    "a person in what is public": (
        "info_flows", cell("info_class", "statistique"), "dans une information publique",
    ),
    "an offence of nobody": (
        "info_flows",
        both(cell("personal_data", "non"), cell("person_informed", "sans_objet")),
        "infraction sans donnée personnelle",
    ),
    "no object for a person": ("info_flows", cell("person_informed", "sans_objet"), "« sans_objet »"),
    "to itself": ("info_flows", cell("to_org", "ORG09"), "vers lui-même"),
    "unknown class": ("info_flows", cell("info_class", "sensible"), "hors de la liste admise"),
    "unknown instance": ("info_flows", cell("instance_id", "F99"), "instance_id, ligne 2"),
    "unknown organisation": ("info_flows", cell("from_org", "ORG99"), "from_org, ligne 2"),
    "negative term": ("info_flows", cell("retention_days", "-1"), "retention_days, ligne 2"),
    "a name as a function": (
        "signatories", cell("role_fr", "Claire Martin"), "role_fr, ligne 2 : nom de personne",
    ),
    "signed without a version": ("signatories", cell("version", ""), "version donnée si et seulement"),
    "a computed control ticked": (
        "flow_controls", cell("control_id", "HORS-PLENIERE"), "contrôles à constater",
    ),
    "unknown status": ("flow_controls", cell("status", "oui"), "hors de la liste admise"),
    "answer of six": ("trust_answers", cell("confiance", "6"), "confiance, ligne 2"),
    "unknown breach": (
        "confidentiality_incidents", cell("breach_class", "vol"), "hors de la liste admise",
    ),
    "no breach at all": ("confidentiality_incidents", cell("count", "0"), "count, ligne 2"),
    "a case in a review": (
        "annual_reviews", cell("changes_fr", "après l'affaire n° 12"), "qui désigne une personne",
    ),
    "same year twice": ("annual_reviews", cell("year", "2022"), "clé répétée"),
    "two accountable": ("charter_tasks", cell("role", "A", row=1), "et un seul"),
    "nobody does it": ("charter_tasks", cell("role", "C", row=1), "au moins un organisme qui la fait"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_its_message_and_no_value(name: str, tables: dict[str, RawTable]) -> None:
    dataset, change, expected = FAULTS[name]
    held = spoilt(dataset, change, tables)
    found = said(DATASETS[dataset], held[dataset], held)
    assert any(expected in message for message in found), found
    assert all(message.startswith(tables[dataset].file) for message in found)
    words = ("Durand", "Martin", "06 12", "Lilas", "2023-114")
    assert not any(word in message for word in words for message in found)


@pytest.mark.parametrize("name", DATASETS)
def test_demonstration_files_break_no_rule(name: str, tables: dict[str, RawTable]) -> None:
    assert said(DATASETS[name], tables[name], tables) == []


def test_a_control_is_never_without_object_on_what_it_is_about(tables: dict[str, RawTable]) -> None:
    frame = tables["flow_controls"].frame
    row = list(frame["control_id"]).index("SECRET")
    held = spoilt("flow_controls", cell("status", "so", row=row), tables)
    with pytest.raises(
        GateRefusal, match=rf"colonne status, ligne {row + 2} : contrôle « sans objet »"
    ):
        load(charter.FLOW_CONTROLS, held)
    assert len(load(charter.FLOW_CONTROLS, tables)["flow_controls"]) == len(frame)


@pytest.mark.parametrize(
    "heading",
    ["nom", "Prénom", "date_naissance", "dateNaissance", "dossier", "N° de dossier", "situation_id",
     "id_situation", "nom_famille", "victime", "person_id", "numeroDossier", "adresse mail", "NIR"],
)  # fmt: skip
def test_headings_of_persons_and_cases_are_known(heading: str) -> None:
    assert nominative(heading)


@pytest.mark.parametrize("name", DATASETS)
def test_no_heading_of_ours_is_one_of_them(name: str) -> None:
    columns = [column.name for column in DATASETS[name].columns_for({})]
    assert not [column for column in columns if nominative(column)]


# ---- Through the command line ----------------------------------------------------------------


@pytest.fixture
def own(project: Path) -> Path:
    """The files of the charter, in a copy of the project where they may be spoilt."""
    shutil.copytree(ROOT / "data" / "demo" / CITY, project / "data" / "demo" / CITY)
    return project / "data" / "demo" / CITY / "charte"


@pytest.mark.parametrize("column", ["nom", "situation_id"])
def test_a_flow_never_carries_a_person_or_a_case(own: Path, cli: Command, column: str) -> None:
    edit(own / "info_flows.csv",
         lambda lines: [f"{lines[0]};{column}", *(f"{line};Kerbrat" for line in lines[1:])])  # fmt: skip
    done = cli("validate", CITY=CITY, ENGAGEMENT="charte")
    assert done.returncode == 3
    assert f"ligne 1, colonne {column} : colonne qui désigne une personne ou un cas" in done.stderr
    assert "Kerbrat" not in done.stdout + done.stderr


def test_secret_information_without_an_exception_is_refused(own: Path, cli: Command) -> None:
    edit(own / "info_flows.csv",
         lambda lines: [line.replace("loi du 5 mars 2007, art. 8", "") for line in lines])  # fmt: skip
    done = cli("validate", CITY=CITY, ENGAGEMENT="charte")
    assert done.returncode == 3
    assert (
        "legal_exception, lignes 15, 16 et 26 : information secrète sans exception" in done.stderr
    )


def test_personal_data_in_a_plenary_or_without_a_term_are_said_not_refused(
    own: Path, cli: Command
) -> None:
    done = cli("validate", CITY=CITY, ENGAGEMENT="charte")
    assert done.returncode == 0, done.stderr
    said_of = done.stdout + done.stderr
    assert (
        "donnée personnelle sans durée de conservation : contrôle critique non satisfait" in said_of
    )
    # the flow of the plenary is on line 16
    assert (own / "info_flows.csv").read_text(encoding="utf-8").splitlines()[15].split(";")[
        3
    ] == "F1"
