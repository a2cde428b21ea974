"""The missions of a city read the same files: what is wrong with one of them is said once."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_project, run_cli

CITY = "les-lilas"  # three missions
INTERVIEWS = Path("data") / "demo" / CITY / "interviews.csv"


@pytest.mark.parametrize("verb", ["validate", "report"])
def test_a_fault_of_a_shared_file_is_told_once(tmp_path: Path, verb: str) -> None:
    project = copy_project(tmp_path / "projet")
    shutil.copytree(ROOT / INTERVIEWS.parent, project / INTERVIEWS.parent)
    header, *lines = (project / INTERVIEWS).read_text(encoding="utf-8").splitlines()
    told = [f"{header};remarque", *(f"{line};x" for line in lines)]
    (project / INTERVIEWS).write_text("\n".join(told) + "\n", encoding="utf-8")
    outcome = run_cli(project, verb, CITY=CITY)
    said = outcome.stdout + outcome.stderr
    assert outcome.returncode == 3, said
    assert said.count("colonne remarque") == 1, said
