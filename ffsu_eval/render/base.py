"""What a renderer is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

FORMATS = ("html", "docx", "pdf")


class Renderer(Protocol):
    """Turns one Markdown text and its figures into documents."""

    name: str

    def version(self) -> str:
        """Version of the programs that do the work."""
        ...

    def available(self) -> bool:
        """Can it run on this machine?"""
        ...

    def render(
        self, markdown: Path, figures: Path, out_dir: Path, formats: Sequence[str]
    ) -> dict[str, Path]:
        """Documents by format; raises RenderError."""
        ...
