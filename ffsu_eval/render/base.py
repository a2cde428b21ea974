"""What a renderer is: the same Markdown and figures become a web page, a Word file and a PDF."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from ffsu_eval.errors import ParameterError, RenderError
from ffsu_eval.project import find_root
from ffsu_eval.render.header import Header, prepare

FORMATS = ("html", "docx", "pdf")
NAME = "report"
MESSAGE_LINES = 12
# what both tools only warn about
MISSING = re.compile(r"Unable to resolve crossref|Could not fetch resource|Could not load")


class Renderer(Protocol):
    """One way of making the documents; the contract tests run against each."""

    name: str

    def version(self) -> str:
        """Version of the tools that make the documents."""
        ...

    def available(self) -> bool:
        """Whether this machine has what the renderer needs."""
        ...

    def render(
        self, markdown: Path, figures: Path, out_dir: Path, formats: Sequence[str]
    ) -> dict[str, Path]:
        """Make ``formats`` in ``out_dir``; gives the path of each. Raises RenderError."""
        ...


def reports_folder() -> Path:
    """Folder that holds _quarto.yml and style/: the working project's, else that of the package."""
    folders = [Path(__file__).resolve().parents[2] / "reports"]
    with suppress(ParameterError):  # called from outside a project: the package's own style
        folders.insert(0, find_root() / "reports")
    for folder in folders:
        if (folder / "style" / "house.lua").is_file():
            return folder
    raise RenderError("reports/style/ : la charte des rapports est introuvable")


def check_formats(formats: Sequence[str]) -> None:
    """Raise ParameterError for a format that no renderer makes."""
    for name in formats:
        if name not in FORMATS:
            raise ParameterError(f"format « {name} » inconnu : choisir parmi {', '.join(FORMATS)}")


@contextmanager
def workshop(markdown: Path, figures: Path) -> Iterator[tuple[Path, Header]]:
    """A private folder with the prepared Markdown, its figures and the style; removed afterwards.

    Two reports made at the same time can never take each other's figures.
    """
    reports = reports_folder()
    with tempfile.TemporaryDirectory(prefix="ffsu-eval-") as name:
        folder = Path(name)
        text, header = prepare(markdown.read_text(encoding="utf-8"))
        (folder / f"{NAME}.md").write_text(text, encoding="utf-8")
        if figures.is_dir():
            shutil.copytree(figures, folder / "figures")
        shutil.copytree(reports / "style", folder / "style")
        shutil.copy2(reports / "_quarto.yml", folder / "_quarto.yml")
        yield folder, header


def run(command: Sequence[str], folder: Path, tool: str) -> None:
    """Run a tool in ``folder``; raise RenderError if it fails or misses a figure or a reference.

    SOURCE_DATE_EPOCH makes the dates that tools write into documents the same every time.
    """
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RenderError(f"{tool} a échoué :\n{excerpt(done.stderr, folder)}")
    missing = [line for line in done.stderr.splitlines() if MISSING.search(line)]
    if missing:
        message = excerpt("\n".join(missing), folder)
        raise RenderError(f"{tool} : figure ou référence introuvable\n{message}")


def excerpt(message: str, folder: Path) -> str:
    """End of a tool's message, without the path of the private folder."""
    # a tool may name the folder by its whole path or from where the command was started
    named = re.compile(rf"\S*{re.escape(folder.name)}/")
    lines = [line for line in named.sub("", message).splitlines() if line.strip()]
    return "\n".join(lines[-MESSAGE_LINES:])


def deliver(made: Mapping[str, Path], out_dir: Path) -> dict[str, Path]:
    """Move the finished documents to ``out_dir``."""
    out_dir.mkdir(parents=True, exist_ok=True)
    return {
        name: Path(shutil.move(path, out_dir / f"{NAME}.{name}")) for name, path in made.items()
    }
