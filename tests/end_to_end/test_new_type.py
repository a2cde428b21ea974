"""The worked example of docs/new-engagement-type.md: a ninth type, written and rendered as told."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT, copy_project

PAGE = (ROOT / "docs" / "new-engagement-type.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(?P<kind>\w+)\n# (?P<path>\S+)\n(?P<text>.*?)```", re.DOTALL)
BLOCKS = {match["path"]: (match["kind"], match["text"]) for match in BLOCK.finditer(PAGE)}
OWN = ("ffsu_eval/extensions/mediation/", "data/reference/mediation/", "notebooks/mediation.ipynb")
MISSION = ("params/les-lilas.yml", "data/private/les-lilas/")


def notebook_of(text: str) -> nbformat.NotebookNode:
    """A notebook from its cells: « %% » opens each, with its kind."""
    cells = []
    for number, part in enumerate(re.split(r"^%% ", text, flags=re.MULTILINE)[1:]):
        kind, _, source = part.partition("\n")
        if kind == "markdown":
            cell = nbformat.v4.new_markdown_cell(source.strip())
        else:
            tags = {"tags": ["parameters"]} if kind == "parameters" else {}
            cell = nbformat.v4.new_code_cell(source.strip(), metadata=tags)
        cell["id"] = f"cellule-{number:03d}"
        cells.append(cell)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, its package included, to which the page's files are added."""
    made = copy_project(tmp_path_factory.mktemp("type") / "projet")
    left_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "ffsu_eval", made / "ffsu_eval", ignore=left_out)
    for path, (kind, text) in BLOCKS.items():
        target = made / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if kind == "notebook":
            nbformat.write(notebook_of(text), target)
        else:
            target.write_text(text, encoding="utf-8")
    return made


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "PYTHONPATH": str(project), "FFSU_EVAL_EXTERNAL": "data/external",
        "CITY": "les-lilas", "FORMATS": "html", "RENDERER": "embedded",
    }  # fmt: skip
    command = [sys.executable, "-m", "ffsu_eval", *words]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def test_nothing_else_is_touched() -> None:
    assert len(BLOCKS) > 10
    for path in BLOCKS:
        assert path.startswith((*OWN, *MISSION)), path
        assert not (ROOT / path).exists() or path.startswith(MISSION), path


def test_the_report_is_made(project: Path) -> None:
    generated = run(project, "generate")
    assert generated.returncode == 0, generated.stderr
    done = run(project, "report")
    assert done.returncode == 0, done.stderr
    text = (project / "reports" / "les-lilas" / "mediation.html").read_text(encoding="utf-8")
    plain = re.sub(r"<[^>]+>|\s+", " ", text.replace("\u202f", " ").replace("\u00a0", " "))
    # 19 people in 5 hours: 3.8 per hour; 16 in 3 hours by night: 5.3 [3.0; 8.7] (Garwood)
    assert "3,8 personnes rencontrées par heure de présence" in plain
    assert "5,3 [3,0 ; 8,7]" in plain
    assert "La médiation rencontre surtout les habitants le soir." in plain
    assert "MED01" in plain


def test_its_gate_refuses_what_it_should(project: Path) -> None:
    path = project / "data" / "private" / "les-lilas" / "street_rounds.csv"
    whole = path.read_text(encoding="utf-8")
    try:
        path.write_text(whole.replace("soiree;1;7", "nuit;1;7"), encoding="utf-8")
        done = run(project, "validate")
    finally:
        path.write_text(whole, encoding="utf-8")
    assert done.returncode == 3
    assert "street_rounds.csv, colonne moment, ligne 4" in done.stderr


def test_without_its_data_the_section_says_so(project: Path) -> None:
    path = project / "data" / "private" / "les-lilas" / "street_rounds.csv"
    whole = path.read_text(encoding="utf-8")
    path.unlink()
    try:
        done = run(project, "report")
    finally:
        path.write_text(whole, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    text = (project / "reports" / "les-lilas" / "mediation.html").read_text(encoding="utf-8")
    assert "tournées du service" in text
    assert "Non documenté" in text


def test_the_other_types_do_not_know_it(project: Path) -> None:
    found = run(project, "report", "--engagement", "evaluation")
    assert found.returncode == 2
