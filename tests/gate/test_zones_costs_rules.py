"""Rules of the files of an evaluation: zones, counts by zone, costs, past priorities."""

from collections.abc import Callable

import pandas as pd
import pytest

from ffsu_eval.gate.datasets import costs, read_all, zones
from ffsu_eval.gate.passage import load
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.sources.raw import RawTable
from tests.breaking import said
from tests.gate.test_diagnosis_rules import ROOT
from tests.gate.test_field_rules import asked, both, cell

BY_NAME: dict[str, Dataset] = {each.name: each for each in (*zones.DATASETS, *costs.DATASETS)}
GOOD = {
    "zones": (
        "Z1;Secteur d'Aval;action;A01;02/07/2018",
        "Z2;Secteur d'Amont;temoin;A01;02/07/2018",
        "Z3;Parc;action;A05;01/01/2019",
        "Z4;Jardins;temoin;;01/03/2019",
    ),
    "zone_counts": tuple(
        f"{zone};cambriolages;{period};24;{count}"
        for zone, before, after in (("Z1", 89, 65), ("Z2", 102, 100), ("Z3", 40, 3), ("Z4", 38, 0))
        for period, count in (("avant", before), ("apres", after))
    ),
    "costs": (
        "A01;2019;personnel;52000",
        "A01;2020;personnel;54000,50",
        "A02;2019;equipement;139800",
    ),
    "past_priorities": ("cambriolages;1", "trafic;2", "halls;2"),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawTable]:
    folder = tmp_path_factory.mktemp("evaluation")
    read = dict(read_all(asked(ROOT)))
    for name, lines in GOOD.items():
        path = folder / BY_NAME[name].file
        heading = ";".join(column.name for column in BY_NAME[name].columns_for({}))
        path.write_text("\n".join([heading, *lines]), encoding="utf-8")
        read[name] = BY_NAME[name].reader(path, path.name)
    return read


FAULTS = {
    "unknown role": ("zones", cell("role", "controle"), "hors de la liste admise"),
    "unknown action": ("zones", cell("action_id", "A99"), "action_id, ligne 2"),
    "zone twice": ("zones", cell("zone_id", "Z2"), "clé répétée"),
    "two starts": ("zones", cell("start_date", "01/01/2020"), "dates différentes"),
    "no control": (
        "zones",
        both(cell("role", "tampon", row=1), cell("role", "tampon", row=3)),
        "sans zone témoin",
    ),
    "unknown zone": ("zone_counts", cell("zone_id", "Z9"), "zone_id, ligne 2"),
    "unknown period": ("zone_counts", cell("period", "pendant"), "hors de la liste admise"),
    "negative count": ("zone_counts", cell("count", "-3"), "count, ligne 2"),
    "count with a decimal": ("zone_counts", cell("count", "3,5"), "count, ligne 2"),
    "no month": ("zone_counts", cell("months", "0"), "months, ligne 2"),
    "before without after": (
        "zone_counts",
        cell("category", "tags"),
        "sans l'être après",
    ),
    "two lengths": (
        "zone_counts",
        lambda frame: pd.concat(
            [frame, frame.head(2).assign(category="tags", months="12")], ignore_index=True
        ),
        "durées différentes",
    ),
    "cost of an unknown action": ("costs", cell("action_id", "A99"), "action_id, ligne 2"),
    "unknown cost": ("costs", cell("cost_type", "salaires"), "types de coût"),
    "negative cost": ("costs", cell("amount", "-10"), "amount, ligne 2"),
    "same line twice": ("costs", cell("year", "2020"), "clé répétée"),
    "unknown priority": ("past_priorities", cell("phenomenon", "soirees"), "phénomènes de l'enquête"),
    "rank of zero": ("past_priorities", cell("rank", "0"), "rank, ligne 2"),
    "rank beyond": ("past_priorities", cell("rank", "4"), "nombre de priorités"),
    "priority twice": ("past_priorities", cell("phenomenon", "trafic"), "clé répétée"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_its_message_and_no_value(name: str, tables: dict[str, RawTable]) -> None:
    dataset, change, expected = FAULTS[name]
    found = messages(dataset, change, tables)
    assert any(expected in message for message in found), found
    assert all(message.startswith(tables[dataset].file) for message in found)


def messages(
    name: str, change: Callable[[pd.DataFrame], pd.DataFrame], tables: dict[str, RawTable]
) -> list[str]:
    whole = tables[name]
    spoilt = RawTable(whole.file, change(whole.frame), whole.sha256)
    return said(BY_NAME[name], spoilt, {**tables, name: spoilt})


@pytest.mark.parametrize("name", GOOD)
def test_good_files_break_no_rule(name: str, tables: dict[str, RawTable]) -> None:
    assert said(BY_NAME[name], tables[name], tables) == []


def test_a_control_for_all_is_enough(tables: dict[str, RawTable]) -> None:
    """Without its own control, an action is compared with the zones that name no action."""
    assert messages("zones", cell("role", "tampon", row=1), tables) == []


def test_zones_need_no_register_of_actions(tables: dict[str, RawTable]) -> None:
    without = {name: each for name, each in tables.items() if name != "actions"}
    assert said(BY_NAME["zones"], without["zones"], without) == []


def test_typed_frames(tables: dict[str, RawTable]) -> None:
    frames = {k: f for d in BY_NAME.values() for k, f in load(d, tables).items()}
    assert frames["zones"]["action_id"].isna().tolist() == [False, False, False, True]
    assert frames["zone_counts"]["count"].sum() == 437
    assert frames["costs"]["amount"].tolist() == [52_000, 54_000.5, 139_800]
    assert frames["past_priorities"]["rank"].tolist() == [1, 2, 2]
