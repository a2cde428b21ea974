"""From a figure or a table back to the findings that it supports.

Figures are made by chapters that know nothing of findings; once a report is one Markdown text, the
findings say which figures they rest on, and each figure can say the reverse under its notes.
"""

import re

from ffsu_eval.narrative.analysis.chain import links, number

FINDING = re.compile(r"^::: \{#constat-(c\d+) \.finding\}$", re.MULTILINE)
FLOAT = re.compile(r"^::: \{#((?:fig|tbl)-[\w-]+)\}$", re.MULTILINE)
REFERENCE = re.compile(r"@((?:fig|tbl)-[\w-]+)")
SOURCE = re.compile(r"^\*\*Source[ \u00a0]:\*\* .*$", re.MULTILINE)
# the table of the chain shows every figure, and no finding rests on it
END_OF_FINDING = "\n:::\n:::"


def with_back_links(markdown: str) -> str:
    """The report with, after the Source of each figure or table, the findings that rest on it.

    A text already treated, or without findings, is given back as it is.
    """
    cited = _cited(markdown)
    parts, done = [], 0
    floats = list(FLOAT.finditer(markdown))
    for rank, match in enumerate(floats):
        after = floats[rank + 1].start() if rank + 1 < len(floats) else len(markdown)
        source = SOURCE.search(markdown, match.end(), after)
        found = cited.get(match[1], [])
        if source and found:
            line = f"↑ {_words(found)} : {links(found)}"
            parts.append(markdown[done : source.end()])
            if not markdown.startswith(f"\n\n{line}", source.end()):
                parts.append(f"\n\n{line}")
            done = source.end()
    return "".join([*parts, markdown[done:]])


def _cited(markdown: str) -> dict[str, list[str]]:
    """Findings, in order, of each figure and table that they refer to."""
    cited: dict[str, list[str]] = {}
    for match in FINDING.finditer(markdown):
        end = markdown.find(END_OF_FINDING, match.end())
        for name in dict.fromkeys(REFERENCE.findall(markdown, match.end(), end)):
            cited.setdefault(name, []).append(match[1].upper())
    return {name: sorted(found, key=number) for name, found in cited.items()}


def _words(found: list[str]) -> str:
    return "Constat qui s'y appuie" if len(found) == 1 else "Constats qui s'y appuient"
