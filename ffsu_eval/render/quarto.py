"""Renderer that drives Quarto, when it is installed. The notebook was executed before: Quarto only
reads Markdown and never runs code."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from ffsu_eval.errors import RenderError
from ffsu_eval.render.base import FORMATS, NAME, check_formats, deliver, run, workshop
from ffsu_eval.render.header import Header
from ffsu_eval.render.html_finish import finish_html

TARGETS = {"html": "html", "docx": "docx", "pdf": "typst"}


class QuartoRenderer:
    """The `quarto` command found on PATH, with the settings of reports/_quarto.yml."""

    name = "quarto"

    def version(self) -> str:
        """What `quarto --version` says."""
        command = [_quarto(), "--version"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RenderError("la commande « quarto » ne répond pas")
        return done.stdout.strip()

    def available(self) -> bool:
        """Whether `quarto` is on PATH."""
        return shutil.which("quarto") is not None

    def render(
        self, markdown: Path, figures: Path, out_dir: Path, formats: Sequence[str]
    ) -> dict[str, Path]:
        """Make ``formats`` in ``out_dir``; gives the path of each."""
        check_formats(formats)
        with workshop(markdown, figures) as (folder, header):
            # one call for all three costs half of three calls
            targets = ["all"] if set(formats) == set(FORMATS) else [TARGETS[n] for n in formats]
            for target in targets:
                command = [_quarto(), "render", f"{NAME}.md", "--to", target, "--no-execute"]
                run(command, folder, "Quarto")
            made = {name: _finish(name, folder, header) for name in formats}
            return deliver(made, out_dir)


def _quarto() -> str:
    path = shutil.which("quarto")
    if path is None:
        raise RenderError("la commande « quarto » est absente de cette machine")
    return path


def _finish(name: str, folder: Path, header: Header) -> Path:
    made = folder / f"{NAME}.{name}"
    if name == "html":
        finish_html(made)
    elif name == "docx":
        # a slow import, only for those who want a Word file
        from ffsu_eval.render.docx_finish import finish_docx

        finish_docx(made, header, folder / "style" / "fonts")
    return made
