"""Headings and contents of a Word file."""

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ffsu_eval.render.docx_fields import field_character, field_start, run

MARK = "sommaire-du-rapport"
TITLE = "Sommaire"
LEVELS = 2
# « 1. » or « 1.1 »; an unnumbered heading may well start with « 2022 » or « 10 »
QUARTO_NUMBER = re.compile(r"(\d+)\.\s+|(\d+(?:\.\d+)+)\.?\s+")
GAP = "\u2002"


def _headings(document: Any) -> list[tuple[int, Any]]:
    found = []
    for paragraph in document.paragraphs:
        match = re.fullmatch(r"Heading (\d)", paragraph.style.name)
        if match:
            found.append((int(match[1]), paragraph))
    return found


def number_headings(document: Any) -> None:
    """« 1. Titre » (Quarto) or « 1⇥Titre » (Pandoc) becomes « 1 Titre », as in the other formats."""
    for _, paragraph in _headings(document):
        tabs = [t for t in paragraph._p.iter(qn("w:tab")) if t.getparent().tag == qn("w:r")]
        for tab in tabs:
            tab.getparent().text = GAP
        match = QUARTO_NUMBER.match(paragraph.text)
        if tabs or not match or not paragraph.runs:
            continue
        first = paragraph.runs[0]
        rest = first.text[len(match[0]) :]
        first.text, first.style = (match[1] or match[2]) + GAP, "Section Number"
        if rest:
            first._r.addnext(run(rest))


def write_contents(document: Any) -> None:
    """Contents as a Word field, filled in: links to the headings; F9 adds the page numbers."""
    body = document.element.body
    mark = next((m for m in body.iter(qn("w:bookmarkStart")) if m.get(qn("w:name")) == MARK), None)
    if mark is None:
        return
    headings = [(level, p) for level, p in _headings(document) if level <= LEVELS]
    if not headings:
        return
    title = document.add_paragraph(TITLE, style="TOC Heading")
    mark.addprevious(title._p)
    for index, (level, heading) in enumerate(headings):
        entry = document.add_paragraph(style=f"toc {level}")
        if index == 0:
            field_start(entry, f'TOC \\o "1-{LEVELS}" \\h \\z \\u')
        entry._p.append(_link(_bookmark(heading), heading.text))
        if index == len(headings) - 1:
            entry._p.append(field_character("end"))
        mark.addprevious(entry._p)
    headings[0][1].paragraph_format.page_break_before = True


def _bookmark(heading: Any) -> str:
    """Name of the bookmark that stands before a heading."""
    previous = heading._p.getprevious()
    while previous is not None and previous.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        if previous.tag == qn("w:bookmarkStart"):
            return str(previous.get(qn("w:name")))
        previous = previous.getprevious()
    return ""


def _link(anchor: str, text: str) -> Any:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.append(run(text))
    return link
