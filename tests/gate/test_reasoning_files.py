"""The gate on the logic model and the waivers: refused by a named rule, or done without."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ffsu_eval.gate.datasets import reasoning
from ffsu_eval.gate.datasets.analysis import FINDINGS
from ffsu_eval.gate.expectations import validator
from tests.gate.test_gate import demo, verdict_of

DEMO = Path(__file__).parent.parent.parent / "data" / "demo" / "saint-nazaire"
READ = (FINDINGS, *reasoning.DATASETS)

Change = Callable[[str], str]

SPOILT: dict[str, tuple[str, Change, str]] = {
    "niveau inconnu": (
        "logic_model.yml", lambda t: t.replace("level: moyens", "level: entrée"),
        "valeur hors de la liste admise (niveaux)",
    ),
    "étape inexistante": (
        "logic_model.yml", lambda t: t.replace("to_node: S1", "to_node: S9"),
        "valeur absente de",
    ),
    "preuve mal formée": (
        "logic_model.yml", lambda t: t.replace("- EVA01:O11", "- objectif"), "forme non admise",
    ),
    "verdict sans examen": (
        "logic_model.yml", lambda t: t.replace("examined: oui", "examined: non", 1),
        "verdict donné si et seulement si l'explication est examinée",
    ),
    "clé inconnue": (
        "logic_model.yml", lambda t: t.replace("assumption_fr:", "hypothese:"), "colonne inconnue",
    ),
    "lien répété": (
        "logic_model.yml", lambda t: t.replace("link_id: L2", "link_id: L1"), "clé répétée",
    ),
    "sans section": (
        "logic_model.yml", lambda t: t.replace("links:", "liens:"), "links : liste attendue",
    ),
    "dérogation sans justification": (
        "waivers.yml", lambda t: t[: t.index("  justification")] + t[t.index("  by:") :],
        "colonne obligatoire",
    ),
    "justification d'un mot": (
        "waivers.yml",
        lambda t: t[: t.index("  justification")] + "  justification: ok\n" + t[t.index("  by:") :],
        "au moins 20 caractères",
    ),
    "règle inconnue": ("waivers.yml", lambda t: t.replace("L4", "L9"), "forme non admise"),
    "échelon inconnu": (
        "findings.yml",
        lambda t: t.replace("  direction: descriptif\n", "  direction: descriptif\n  rung: prouvé\n", 1),
        "valeur hors de la liste admise (échelons)",
    ),
}  # fmt: skip


def faults(folder: Path) -> list[str]:
    """What the gate says of the analyst's files alone."""
    tables = {each.name: each.reader(folder / each.file, each.file) for each in READ}
    said = [fault for table in tables.values() for fault in table.faults]
    sound = [each for each in READ if not tables[each.name].faults]
    checks = [c for each in sound for c in validator().check(each, tables[each.name], tables)]
    return said + [check.rule for check in checks if not check.success]


def test_files_of_the_demonstration_are_accepted() -> None:
    assert faults(DEMO) == []


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_file_is_refused_by_its_rule(tmp_path: Path, name: str) -> None:
    for each in READ:
        shutil.copy2(DEMO / each.file, tmp_path / each.file)
    file, change, rule = SPOILT[name]
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert change(text) != text
    (tmp_path / file).write_text(change(text), encoding="utf-8")
    assert any(rule in fault for fault in faults(tmp_path)), faults(tmp_path)


def test_a_mission_does_without_model_and_waivers(project: Path) -> None:
    for file in ("logic_model.yml", "waivers.yml"):
        (demo(project) / file).unlink()
    findings = demo(project) / "findings.yml"
    lines = findings.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("  link_id", "  theme_fr"))]
    findings.write_text("\n".join(kept) + "\n", encoding="utf-8")
    verdict = verdict_of(project)
    assert verdict.messages == []
    assert not {"logic_links", "waivers"} & {dataset.name for dataset in verdict.datasets}
