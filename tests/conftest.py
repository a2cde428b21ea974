"""Shared fixtures: a copy of the project in which a test may change anything."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from ffsu_eval.mission import open_mission
from ffsu_eval.narrative.chapters import Chapters
from ffsu_eval.params import load_city

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


@pytest.fixture(scope="module")
def chapters(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str, str], Chapters]]:
    """Chapters of a mission of the demonstration; neither public nor private data are seen."""
    root = tmp_path_factory.mktemp("verites")
    left_out = shutil.ignore_patterns("__pycache__", "kernel-ipc-*")
    for name in ("params", "notebooks", "data/demo"):
        shutil.copytree(ROOT / name, root / name, ignore=left_out)
    # a store is addressed by its content: one that exists spares the gate a second passage
    (ROOT / ".cache").mkdir(exist_ok=True)
    (root / ".cache").symlink_to(ROOT / ".cache")

    @cache
    def opened(city: str, engagement: str) -> Chapters:
        asked = load_city(root, city).engagements[engagement]
        values = {name: getattr(asked, name) for name in type(asked).model_fields}
        return Chapters(open_mission({"city": city, "engagement": engagement, **values}))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FFSU_EVAL_EXTERNAL", "data/external")
        patch.chdir(root)
        yield opened
