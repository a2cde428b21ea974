"""What is published: one line per report, read from the folders themselves."""

from dataclasses import dataclass
from pathlib import Path

from ffsu_eval import manifest
from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.render.base import FORMATS


@dataclass(frozen=True)
class Report:
    """One published report; ``pages``: those of its PDF, None without one."""

    city: str
    engagement: str
    formats: tuple[str, ...]
    pages: int | None
    figures: int
    tables: int
    evidence: int


def published(root: Path) -> list[Report]:
    """Every report of reports/, by city then in the order of the engagement types."""
    found = []
    for folder in sorted(path.parent for path in (root / "reports").glob(f"*/{manifest.NAME}")):
        entries = manifest.read(folder).get("missions", {})
        for key in (key for key in ENGAGEMENTS if key in entries):
            held = entries[key]["contenu"]
            formats = tuple(name for name in FORMATS if (folder / f"{key}.{name}").is_file())
            counts = (held["figures"], held["tableaux"], held["preuves"])
            found.append(Report(folder.name, key, formats, _pages(folder / f"{key}.pdf"), *counts))
    return found


def _pages(pdf: Path) -> int | None:
    from pypdf import PdfReader

    return len(PdfReader(pdf).pages) if pdf.is_file() else None
