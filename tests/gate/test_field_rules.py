"""Rules of workshops, legal checks, actions, documents and the coding grid: each with its message."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.datasets import DATASETS, read_all
from ffsu_eval.gate.passage import pass_gate
from ffsu_eval.gate.request import Request
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.mission import request
from ffsu_eval.params import load_city
from ffsu_eval.sources.raw import RawTable
from ffsu_eval.territories import territory
from tests.breaking import said
from tests.gate.test_gate import demo, edit

ROOT = Path(__file__).parent.parent.parent
BY_NAME: dict[str, Dataset] = {dataset.name: dataset for dataset in DATASETS}


def asked(root: Path) -> Request:
    city = load_city(root, "saint-nazaire")
    mission = city.engagements["evaluation"]
    return request(root, "saint-nazaire", "evaluation", mission, territory(city.territory))


@pytest.fixture(scope="module")
def tables() -> dict[str, RawTable]:
    return read_all(asked(ROOT))


def cell(column: str, value: str, row: int = 0) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        spoilt = frame.copy()
        spoilt.iloc[row, spoilt.columns.get_loc(column)] = value
        return spoilt

    return change


def both(
    *changes: Callable[[pd.DataFrame], pd.DataFrame],
) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        for one in changes:
            frame = one(frame)
        return frame

    return change


FAULTS = {
    "weights": ("workshops", cell("weight_gravite", "0,5"), "somme n'est pas 1"),
    "two families": ("workshop_votes", cell("macro_family", "SOCIETE_CIVILE"), "deux grandes familles"),
    "score of six": ("workshop_votes", cell("score", "6"), "score, ligne 2"),
    "unknown criterion": ("workshop_votes", cell("criterion", "gravité"), "hors de la liste admise"),
    "item not put to the vote": ("workshop_votes", cell("item_id", "autre"), "item_id, ligne 2"),
    "unknown requirement": ("legal_checks", cell("requirement_id", "AUTRE"), "exigences légales"),
    "status in words": ("legal_checks", cell("status", "conforme"), "hors de la liste admise"),
    "ends before it starts": ("actions", cell("actual_end", "01/01/2010"), "avant le début prévu"),
    "ends and goes on": ("actions", cell("actual_end", "01/01/2022", row=2), "action inachevée"),
    "more in part": ("actions", cell("beneficiaries_qpv", "99999"), "qu'en tout"),
    "refused and received": (
        "documents", cell("refused_on", "01/03/2023"), "à la fois reçu et refusé",
    ),
    "refused too early": (
        "documents", cell("refused_on", "01/03/2020", row=13), "refusé avant d'avoir été demandé",
    ),
    "replaced in a circle": (
        "codebook",
        lambda frame: frame.assign(replaced_by=["", "deplacement", *[""] * (len(frame) - 2)]).pipe(
            cell("replaced_by", "partenariat", row=list(frame["code_id"]).index("deplacement"))
        ),
        "désigner le dernier",
    ),
    "same version twice": (
        "codebook", cell("version", "2023-06"), "clé répétée",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_its_message_and_no_value(name: str, tables: dict[str, RawTable]) -> None:
    dataset, change, expected = FAULTS[name]
    whole = tables[dataset]
    spoilt = RawTable(whole.file, change(whole.frame), whole.sha256)
    messages = said(BY_NAME[dataset], spoilt, {**tables, dataset: spoilt})
    assert any(expected in message for message in messages), messages
    assert all(message.startswith(whole.file) for message in messages)


def test_demonstration_tables_break_no_rule(tables: dict[str, RawTable]) -> None:
    for name in ("workshops", "workshop_votes", "legal_checks", "actions", "documents", "codebook"):
        assert said(BY_NAME[name], tables[name], tables) == []


def test_a_register_may_lack_the_later_columns(project: Path) -> None:
    for file, lost in {"actions": 2, "documents": 1}.items():
        path = demo(project) / f"{file}.csv"
        edit(path, lambda lines, n=lost: [line.rsplit(";", n)[0] for line in lines])
    for file in ("workshops", "workshop_items", "workshop_votes", "legal_checks"):
        (demo(project) / f"{file}.csv").unlink()
    frames = pass_gate(asked(project)).frames()
    assert frames["actions"]["actual_end"].isna().all()
    assert frames["documents"]["refused_on"].isna().all()
    assert "workshops" not in frames


def _with_column(path: Path, value: Callable[[str], str], name: str) -> None:
    edit(path, lambda lines: [f"{lines[0]};{name}", *(f"{x};{value(x)}" for x in lines[1:])])


def test_a_dropped_code_that_nothing_replaces_is_refused(project: Path) -> None:
    path = demo(project) / "codebook.csv"
    _with_column(path, lambda line: "oui" if line.startswith("deplacement;") else "", "dropped")
    with pytest.raises(
        GateRefusal, match=r"codings\.csv, colonne code_id, lignes? .* : code abandonné"
    ):
        pass_gate(asked(project))


def test_the_last_version_of_a_code_is_read_by_number(project: Path) -> None:
    path = demo(project) / "codebook.csv"
    edit(path, lambda lines: [x.replace("2023-03", "9").replace("2023-06", "10") for x in lines])
    grid = pass_gate(asked(project)).frames()["codebook"].set_index("code_id")
    assert grid.loc["deplacement", "version"] == "10"


def test_codings_of_a_replaced_code_are_read_under_the_new_one(project: Path) -> None:
    before = pass_gate(asked(project)).frames()
    path = demo(project) / "codebook.csv"
    _with_column(
        path,
        lambda line: "partenariat" if line.startswith("deplacement;") else "",
        "replaced_by",
    )
    after = pass_gate(asked(project)).frames()
    moved = before["codings"]["code_id"].isin(["deplacement", "partenariat"])
    assert "deplacement" not in set(after["codings"]["code_id"])
    assert "deplacement" not in set(after["codebook"]["code_id"])
    kept = after["codings"]["code_id"] == "partenariat"
    key = ["segment_id", "coder_id", "round"]
    assert kept.sum() == len(before["codings"][moved].drop_duplicates(key))
    assert len(after["codebook_history"]) == len(before["codebook_history"])
