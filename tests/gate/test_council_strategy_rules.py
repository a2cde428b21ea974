"""Rules of the files of a council and of a strategy: formations, seats, counts, challenges, frames."""

from collections.abc import Callable

import pandas as pd
import pytest

from ffsu_eval.gate.datasets import council, read_all, strategy
from ffsu_eval.gate.passage import load
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.sources.raw import RawTable
from tests.breaking import said
from tests.gate.test_field_rules import ROOT, asked, both, cell

ALL: tuple[Dataset, ...] = (
    *council.FORMATION_DATASETS, council.SEATS, council.MILESTONES_SET, council.MEMBER_OPINIONS,
    council.FOLLOW_UP_VALUES, council.SITUATION_COUNTS, strategy.ALIGNMENTS, strategy.CAPACITIES,
)  # fmt: skip
BY_NAME = {each.name: each for each in (*ALL, *strategy.DATASETS)}
GOOD = {
    "formations": (
        "F1;Séance plénière;pleniere;CSI, art. D132-8;ORG01;;1;14/05/2018;;;non",
        "F2;Groupe écoles;groupe_thematique;CSI, art. L132-5;ORG03;jeunes;4;;02/07/2018;;oui",
    ),
    "formation_members": ("F1;ORG01;droit", "F2;ORG01;invite", "F2;ORG03;designe"),
    "seats": ("S1;ville;Maire, président;CSI, art. D132-8;oui;ORG01", "S2;etat;Préfet;CSI;oui;"),
    "milestones": ("M1;deliberation;Délibération;26/06/2023;", "M2;arrete;Arrêté;01/09/2023;"),
    "member_opinions": ("A1;ELUS_VILLE;7;oui;4", "A2;SECURITE_JUSTICE;0;parfois;1"),
    "follow_up_values": ("SIG;Signalements;2022-T3;ORG03;81,5", "SIG;Signalements;2022-T4;ORG03;"),
    "situation_counts": ("F2;2022-T1;9;5;0", "F2;2022-T2;0;0;0"),
    "alignments": ("O11;SNPD2020;AXE3", "O12;PNPR2018;M21"),
    "capacities": ("ORG01;1,5;20000", "ORG03;0;"),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawTable]:
    folder = tmp_path_factory.mktemp("council")
    read = dict(read_all(asked(ROOT)))
    for name, lines in GOOD.items():
        path = folder / BY_NAME[name].file
        heading = ";".join(column.name for column in BY_NAME[name].columns_for({}))
        path.write_text("\n".join([heading, *lines]), encoding="utf-8")
        read[name] = BY_NAME[name].reader(path, path.name)
    path = folder / "challenges.yml"
    path.write_text(
        "- challenge_id: J1\n  label_fr: Tenir\n  takes_over:\n    - dls:K1\n", encoding="utf-8"
    )
    for dataset in strategy.DATASETS:
        read[dataset.name] = dataset.reader(path, path.name)
    return read


FAULTS = {
    "unknown kind": ("formations", cell("kind", "commission"), "hors de la liste admise"),
    "unknown pilot": ("formations", cell("pilot_org_id", "ORG99"), "pilot_org_id, ligne 2"),
    "no rules": ("formations", cell("rules_adopted_on", "", row=1), "sans règlement intérieur"),
    "confidential plenary": (
        "formations",
        both(cell("confidential", "oui"), cell("rules_adopted_on", "02/07/2018")),
        "en séance plénière",
    ),
    "a meeting a day": ("formations", cell("frequency_per_year", "365"), "frequency_per_year"),
    "unknown formation": ("formation_members", cell("formation_id", "F9"), "formation_id, ligne 2"),
    "sits twice": ("formation_members", cell("org_id", "ORG03", row=1), "clé répétée"),
    "unknown title": ("formation_members", cell("title", "observateur"), "hors de la liste admise"),
    "unknown college": ("seats", cell("college", "presse"), "collèges"),
    "required in words": ("seats", cell("required", "peut-être"), "required, ligne 2"),
    "unknown step": ("milestones", cell("kind", "fête"), "hors de la liste admise"),
    "step without date": ("milestones", cell("planned_on", ""), "planned_on, ligne 2"),
    "utility of eleven": ("member_opinions", cell("utility", "11"), "utility, ligne 2"),
    "unknown family": ("member_opinions", cell("macro_family", "MAIRE"), "macro_family, ligne 2"),
    "quarter of five": ("follow_up_values", cell("quarter", "2022-T5"), "quarter, ligne 2"),
    "value twice": ("follow_up_values", cell("quarter", "2022-T4"), "clé répétée"),
    "two situations": ("situation_counts", cell("examined", "2", row=1), "de 1 à 4"),
    "four new": ("situation_counts", cell("new", "4"), "à regrouper avant remise"),
    "more new than examined": ("situation_counts", cell("new", "12"), "examinées"),
    "more closed than examined": ("situation_counts", cell("closed", "10"), "examinées"),
    "unknown objective": ("alignments", cell("objective_id", "O99"), "objective_id, ligne 2"),
    "unknown frame": ("alignments", cell("frame_id", "AUTRE"), "cadres"),
    "measure of another frame": ("alignments", cell("measure_id", "M21"), "pas de ce cadre"),
    "negative capacity": ("capacities", cell("fte_available", "-1"), "fte_available, ligne 2"),
    "challenge twice": (
        "challenges",
        lambda frame: pd.concat([frame, frame], ignore_index=True),
        "clé répétée",
    ),
    "challenge of no mission": ("challenge_links", cell("reference", "audit:K1"), "reference"),
    "challenge of a finding": ("challenge_links", cell("reference", "dls:C1"), "reference"),
}  # fmt: skip


def messages(
    name: str, change: Callable[[pd.DataFrame], pd.DataFrame], tables: dict[str, RawTable]
) -> list[str]:
    whole = tables[name]
    spoilt = RawTable(whole.file, change(whole.frame), whole.sha256)
    return said(BY_NAME[name], spoilt, {**tables, name: spoilt})


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_its_message(name: str, tables: dict[str, RawTable]) -> None:
    dataset, change, expected = FAULTS[name]
    found = messages(dataset, change, tables)
    assert any(expected in message for message in found), found
    assert all(message.startswith(tables[dataset].file) for message in found)


@pytest.mark.parametrize("name", BY_NAME)
def test_good_files_break_no_rule(name: str, tables: dict[str, RawTable]) -> None:
    assert said(BY_NAME[name], tables[name], tables) == []


def test_typed_frames(tables: dict[str, RawTable]) -> None:
    frames = {k: f for d in BY_NAME.values() for k, f in load(d, tables).items()}
    assert frames["formations"]["confidential"].tolist() == [False, True]
    assert frames["follow_up_values"]["value"].isna().tolist() == [False, True]
    assert frames["capacities"]["fte_available"].tolist() == [1.5, 0.0]
    assert frames["challenge_links"]["reference"].tolist() == ["dls:K1"]
