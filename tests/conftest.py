"""Shared fixtures: a copy of the project in which a test may change anything."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXTERNAL = os.environ.get("FFSU_EVAL_EXTERNAL", "")
COPIED = (
    "params",
    "notebooks",
    "reports/style",
    "reports/_quarto.yml",
    "data/demo/saint-nazaire",
    "data/reference",
    "Makefile",
)

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def no_external_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see no public data unless they ask for them."""
    monkeypatch.setenv("FFSU_EVAL_EXTERNAL", "data/external")


def copy_project(folder: Path) -> Path:
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(
                source, target, ignore=shutil.ignore_patterns("__pycache__", "kernel-ipc-*")
            )
        else:
            shutil.copy2(source, target)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what a report reads, without any published report."""
    return copy_project(tmp_path / "projet")


def run_cli(project: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FFSU_EVAL_EXTERNAL": "data/external", **variables}
    command = [sys.executable, "-m", "ffsu_eval", *words]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def cli(project: Path) -> Command:
    """The command line, run in the copy of the project; keywords are environment variables."""

    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return run_cli(project, *words, **variables)

    return run


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration report of Saint-Nazaire, made once; gives reports/saint-nazaire."""
    project = copy_project(tmp_path_factory.mktemp("publié") / "projet")
    done = run_cli(project, "report", CITY="saint-nazaire", RENDERER="embedded")
    assert done.returncode == 0, done.stderr
    return project / "reports" / "saint-nazaire"


@pytest.fixture(scope="session")
def external() -> Path:
    """Folder of real public data; the test is skipped, and says so, where there is none."""
    folder = ROOT / EXTERNAL if EXTERNAL else ROOT / "data" / "external"
    if not (folder / "ssmsi").is_dir():
        pytest.skip("données publiques absentes : indiquer leur dossier dans FFSU_EVAL_EXTERNAL")
    return folder
