"""L7: the sections that a report may not do without, looked for in the notebook's own Markdown."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ffsu_eval.evidence.lint.faults import Fault
from ffsu_eval.reference import table
from ffsu_eval.rows import rows

HEADING = re.compile(r"^(#{1,6})\s+\S.*?(?:\{[^}]*#(?P<anchor>[\w-]+)[^}]*\})?\s*$")
EVERY = "*"

Cell = tuple[str, str]


def notebook_cells(path: Path) -> list[Cell]:
    """Kind and text of each cell of a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]


def filled_sections(cells: Sequence[Cell]) -> set[str]:
    """Anchors of the headings under which there is something: text or code, sub-sections too."""
    filled: set[str] = set()
    above: list[tuple[int, str]] = []
    for kind, text in cells:
        for line in text.splitlines():
            heading = HEADING.match(line) if kind == "markdown" else None
            if heading:
                level = len(heading[1])
                above = [each for each in above if each[0] < level]
                above.append((level, heading["anchor"] or ""))
            elif line.strip():
                filled |= {anchor for _, anchor in above}
    return filled - {""}


def section_faults(cells: Sequence[Cell], engagement: str, file: str) -> Iterator[Fault]:
    """L7: mandatory sections of this kind of mission that the notebook lacks, or leaves empty."""
    filled = filled_sections(cells)
    wanted = table("mandatory_sections")
    for row in rows(wanted[wanted["engagement"].isin([EVERY, engagement])]):
        if row["anchor"] not in filled:
            reason = f"section absente ou vide, attendue sous l'ancre #{row['anchor']}"
            yield Fault("L7", row["anchor"], file, row["title_fr"], reason)
