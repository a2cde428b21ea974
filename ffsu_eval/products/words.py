"""Words of the templates: what comes from the data is read literally, what is missing is asked."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ffsu_eval.narrative.markup import escape

# sign of a cell that an agent fills by hand
TO_FILL = "…"
# character style of what is left to an agent (reports/style/make_reference.py)
MARKED = "Repère"


class Markdown(str):
    """Text that is Markdown already; any other text of a template is escaped."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> "Markdown":
        """Plain text made safe."""
        return cls(escape(text))


def blank(what: str) -> Markdown:
    """« [à compléter : date de la séance] », set apart from the text."""
    return _marked(f"à compléter : {what}")


def to_check(what: str) -> Markdown:
    """« [à vérifier : article D132-9] », set apart from the text."""
    return _marked(f"à vérifier : {what}")


def _marked(text: str) -> Markdown:
    return Markdown(f'[\\[{escape(text)}\\]]{{custom-style="{MARKED}"}}')


def _literal(value: Any) -> str:
    return value if isinstance(value, Markdown) else escape(str(value))


@cache
def environment(folder: Path) -> Environment:
    """Templates of ``folder``; a value that a template does not have is an error."""
    made = Environment(
        loader=FileSystemLoader(folder),
        finalize=_literal,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # not HTML: ``finalize`` escapes for Pandoc
    )
    made.globals.update(blank=blank, to_check=to_check, to_fill=TO_FILL)
    return made
