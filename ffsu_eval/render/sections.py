"""Sections on a question that the mission does not ask, and that show nothing, are left out.

A notebook has a section for each question of its type, so that an analyst sees them all; a reader
is only given those that say something.
"""

import re

from ffsu_eval.narrative.absent import CLASS as UNDOCUMENTED
from ffsu_eval.narrative.analysis.analysis import UNASKED

HEADING = re.compile(r"^(?=#{1,6} )", re.MULTILINE)
QUESTION = re.compile(r"^\*[^*\n]+\*$", re.MULTILINE)
EMPTY = re.compile(
    rf"^::: \{{(?:\.answer )?\.(?:{UNASKED}|{UNDOCUMENTED})\}}\n[^\n]*\n:::$", re.MULTILINE
)


def without_unasked_sections(markdown: str) -> str:
    """The report without the sections that only say that their question is not asked."""
    parts = HEADING.split(markdown)
    following = [*parts[1:], ""]
    return "".join(
        part
        for part, after in zip(parts, following, strict=True)
        if _depth(after) > _depth(part) or not _says_nothing(part)
    )


def _depth(part: str) -> int:
    """Level of its heading, 0 without one."""
    return len(part) - len(part.lstrip("#"))


def _says_nothing(section: str) -> bool:
    _, _, body = section.partition("\n")
    left = EMPTY.sub("", QUESTION.sub("", body))
    return f".{UNASKED}" in body and not left.strip()
