r"""The YAML header of a report, made safe for Pandoc.

Pandoc reads each value of the header as Markdown: a name such as « A & B \* C » would change on the
way. Values are therefore written again, literally, under one key that the templates read.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from ffsu_eval.errors import RenderError

FENCE = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*\n", re.DOTALL)
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# key of the header → key that the templates read
KEYS = {
    "territory": "territory",
    "mission": "mission",
    "period": "period",
    "subtitle": "subtitle",
    "report_date": "date",
    "version": "version",
    "status_line": "status",
    "banner": "banner",
    "commissioner": "commissioner",
    "contact": "contact",
    "description": "description",
}


@dataclass(frozen=True)
class Header:
    """What the page headers, the footers and the properties of a document need."""

    title: str
    territory: str
    status: str
    version: str
    banner: str
    description: str

    @property
    def running(self) -> str:
        """Line at the head of each page."""
        return " — ".join(part for part in (self.territory, self.status) if part)


def prepare(source: str) -> tuple[str, Header]:
    """The Markdown with a header that Pandoc reads literally, and the header's values."""
    match = FENCE.match(source)
    if match is None:
        raise RenderError("rapport : en-tête YAML absent")
    try:
        values = yaml.safe_load(match[1])
    except yaml.YAMLError as error:
        raise RenderError("rapport : en-tête YAML illisible") from error
    if not isinstance(values, dict) or not str(values.get("title", "")).strip():
        raise RenderError("rapport : l’en-tête YAML doit donner un titre (title)")
    header = _header(values)
    block = yaml.safe_dump(_metadata(values, header), allow_unicode=True, width=10_000)
    return f"---\n{block}---\n\n{source[match.end() :]}", header


def literal(text: object) -> str:
    """Text that Pandoc's Markdown reads as it is written."""
    return PUNCTUATION.sub(r"\\\1", " ".join(str(text).split(" ")).replace("\n", " "))


def _header(values: dict[str, Any]) -> Header:
    def text(key: str) -> str:
        return str(values.get(key) or "")

    return Header(
        title=text("title"),
        territory=text("territory"),
        status=text("status_line"),
        version=text("version"),
        banner=text("banner"),
        description=text("description"),
    )


def _metadata(values: dict[str, Any], header: Header) -> dict[str, Any]:
    report: dict[str, Any] = {
        name: literal(values[key]) for key, name in KEYS.items() if values.get(key)
    }
    report["authors"] = [
        {key: literal(value) for key, value in author.items() if value}
        for author in values.get("authors") or []
    ]
    report["running-header"] = literal(_css_string(header.running))
    page = " – ".join(part for part in (header.title, header.territory) if part)
    return {
        "title": literal(header.title),
        "pagetitle": literal(page),
        "lang": str(values.get("lang") or "fr"),
        "report": report,
    }


def _css_string(text: str) -> str:
    """Text as the content of a CSS string: every sign but letters and spaces by its code point."""
    return "".join(c if c.isalnum() and c.isascii() else f"\\{ord(c):06x}" for c in text)
