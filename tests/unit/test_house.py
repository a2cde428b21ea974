"""The house keeps its rules: environments agree, generated files are fresh, notebooks thin."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from ffsu_eval.run.generated import generated_texts

ROOT = Path(__file__).parent.parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MODULES = sorted((ROOT / "ffsu_eval").rglob("*.py"))
# names of the same program in the two worlds
CONDA_ONLY = {"python", "make", "pip", "quarto"}


def _requirements(lines: list[str]) -> dict[str, str]:
    pairs = (re.fullmatch(r"([A-Za-z0-9\-]+)\s*(.*)", line) for line in lines)
    return {m[1].lower(): m[2].replace(" ", "") for m in pairs if m}


def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_conda_environment_equals_pyproject() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    lines = environment["dependencies"]
    from_pip = next(line["pip"] for line in lines if isinstance(line, dict))
    conda = _requirements([line for line in lines if isinstance(line, str)])
    pip = _requirements([line for line in from_pip if not line.startswith("-e")])
    asked = _requirements(_project()["dependencies"])
    assert {k: v for k, v in {**conda, **pip}.items() if k not in CONDA_ONLY} == asked
    assert conda["python"] == _project()["requires-python"]
    quarto = _requirements(_project()["optional-dependencies"]["quarto"])["quarto-cli"]
    assert conda["quarto"] == quarto
    assert "-e .[dev]" in from_pip


def test_lock_holds_every_dependency_with_hashes_and_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = re.findall(r"^([a-z0-9\-_.]+)==([^ ;\\]+)[^\n]*\\\n    --hash=sha256:", lock, re.M)
    names = {name for name, _ in pinned}
    asked = _requirements(_project()["dependencies"] + _project()["optional-dependencies"]["dev"])
    assert set(asked) <= names


def test_generated_files_are_fresh() -> None:
    for path, text in generated_texts(ROOT).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} : « make generate »"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_thin_and_without_outputs(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for number, cell in enumerate(cells):
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            continue
        assert not cell["outputs"], f"cellule {number} : sorties"
        assert cell["execution_count"] is None, f"cellule {number} : compteur"
        assert not re.search(r"^\s*(def|class|for|while|with) ", source, re.M), f"cellule {number}"
        assert not re.search(r"\bpd\.|read_csv|\.merge\(|\.groupby\(|\.loc\[", source), number
        lines = [x for x in source.splitlines() if x.strip() and not x.strip().startswith("#")]
        assert len(lines) <= 12, f"cellule {number} : {len(lines)} lignes"
        imported = re.findall(r"^(?:from|import) (\w+)", source, re.M)
        assert set(imported) <= {"ffsu_eval", "IPython"}, f"cellule {number} : {imported}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_prose_holds_no_figure(path: Path) -> None:
    """What a Markdown cell says is not computed: it may name no number but those of the frame."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    allowed = (
        r"\{[^}]*\}|\(#[^)]*\)|EVA-Q\d|Q\d|art(?:icle)?\.? [LRD]?\.? ?\d[\d-]*|\[\^[^\]]+\]|95\s%"
        r"|(?:\d{1,2}\s)?[a-zéû]+\s(?:19|20)\d\d\b"  # a text of law or a charter, by its date
    )
    for cell in cells:
        if cell["cell_type"] == "markdown":
            text = re.sub(allowed, "", "".join(cell["source"]))
            assert not re.search(r"\d", text), text


def test_modules_are_short() -> None:
    long = {
        path.name: count
        for path in MODULES
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_tree_names_no_machine_path_and_no_registry() -> None:
    suffixes = {".md", ".py", ".yml", ".toml", ".ipynb", ".lua", ".lock", ".json"}
    skipped = {".venv", ".cache", ".git", "node_modules"}
    # in two halves, so that this file does not name them
    forbidden = re.compile("py" + "pi\\.org|files\\.python" + "hosted|npm" + "js\\.|/ro" + "ot/")
    for path in ROOT.rglob("*"):
        if path.suffix in suffixes and not skipped & set(path.relative_to(ROOT).parts):
            assert not forbidden.search(path.read_text(encoding="utf-8")), path
