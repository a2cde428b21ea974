"""Small pieces of Pandoc Markdown, and their preview for JupyterLab."""

import re
from collections.abc import Iterable, Sequence

import mistune
import pandas as pd

from ffsu_eval.french import NOT_PUBLISHED, is_missing

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#$@|~^])")
FENCE = re.compile(r"^:{3,}\s*(?:\{([^}]*)\})?\s*$", re.MULTILINE)
SPAN = re.compile(r"\[([^\]]+)\]\{\.([\w-]+)[^}]*\}")
REFERENCE = re.compile(r"@((?:fig|tbl|sec)-[\w-]+)")
ATTRIBUTES = re.compile(r"\s*\{[#.][^}]*\}\s*$", re.MULTILINE)


def escape(text: str) -> str:
    """Text of the data, so that it is read literally by Pandoc; line ends become spaces."""
    return SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def div(content: str, classes: str = "", identifier: str = "", **attributes: str) -> str:
    """A fenced div; nested divs are told apart by their own fences, which Pandoc matches."""
    marks = [f"#{identifier}"] if identifier else []
    marks += [f".{name}" for name in classes.split()]
    marks += [f'{name}="{_attribute(value)}"' for name, value in attributes.items()]
    return f"::: {{{' '.join(marks)}}}\n{content.strip()}\n:::"


def span(content: str, name: str) -> str:
    """A span of one class."""
    return f"[{content}]{{.{name}}}"


def _attribute(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', "”")


def pipe_table(
    frame: pd.DataFrame,
    right: Iterable[str] = (),
    total_row: bool = False,
) -> str:
    """A pipe table; cells are text already formatted for a reader, escaped here.

    ``right``: columns of figures; ``total_row``: the last row is a total, set in bold. The house
    filter gives the columns their widths from what they hold.
    """
    aligned_right = set(right)
    header = _row([escape(name) for name in frame.columns])
    marks = ["---:" if name in aligned_right else ":---" for name in frame.columns]
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    if total_row and rows:
        rows[-1] = [f"**{cell}**" for cell in rows[-1]]
    return "\n".join([header, _row(marks), *map(_row, rows)])


def _cell(value: object) -> str:
    return escape(NOT_PUBLISHED if is_missing(value) or value == "" else str(value))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def preview(markdown: str) -> str:
    """HTML of a block for JupyterLab: fences become frames, references a plain name."""
    text = REFERENCE.sub(lambda match: f"« {match[1][4:].replace('-', ' ')} »", markdown)
    text = SPAN.sub(r"<strong>\1</strong>", text)
    text = FENCE.sub(_frame, text)
    text = ATTRIBUTES.sub("", text)
    return str(mistune.create_markdown(escape=False, plugins=["table"])(text))


def _frame(match: re.Match[str]) -> str:
    if match[1] is None:
        return "\n</div>\n"
    return '\n<div style="border-left:3px solid #8a9a98;padding-left:.8em;margin:.6em 0">\n'
