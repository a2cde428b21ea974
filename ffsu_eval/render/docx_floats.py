"""Figures and tables of a Word file, brought to one shape whichever renderer wrote them.

Quarto puts each of them, with its caption, in a table of one cell, in which Word cannot repeat the
header row of a long table; and it leaves paragraphs with two sets of properties.
"""

import re
from typing import Any

from docx.oxml.ns import qn

FLOAT = re.compile(r"(fig|tbl)-")
CAPTION_STYLES = {"ImageCaption", "TableCaption", "Caption"}
# order that the schema asks of the properties of a paragraph
ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "spacing", "ind",
    "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
]  # fmt: skip


def repair_paragraphs(document: Any) -> None:
    """One set of properties for each paragraph, each property once and in the schema's order."""
    for paragraph in document.element.body.iter(qn("w:p")):
        sets = paragraph.findall(qn("w:pPr"))
        if not sets:
            continue
        kept: dict[str, Any] = {}
        for properties in sets:
            own: dict[str, Any] = {}
            for child in properties:
                own.setdefault(child.tag, child)
            kept |= own
        for properties in sets[1:]:
            paragraph.remove(properties)
        first = sets[0]
        for child in list(first):
            first.remove(child)
        for child in sorted(kept.values(), key=_rank):
            first.append(child)


def _rank(element: Any) -> int:
    name = element.tag.rpartition("}")[2]
    return ORDER.index(name) if name in ORDER else len(ORDER) - 2


def unwrap_floats(document: Any) -> None:
    """Take figures and tables out of the one-cell tables around them; style their paragraphs."""
    for table in list(document.element.body.iter(qn("w:tbl"))):
        cell = _wrapper_cell(table)
        if cell is None:
            continue
        for child in list(cell):
            if child.tag != qn("w:tcPr") and not _is_blank(child):
                table.addprevious(child)
        following = table.getnext()
        if following is not None and _is_blank(following):
            following.getparent().remove(following)
        table.getparent().remove(table)
    _style_floats(document)


def _wrapper_cell(table: Any) -> Any | None:
    cells = list(table.iterfind(f"{qn('w:tr')}/{qn('w:tc')}"))
    if len(cells) != 1:
        return None
    marks = cells[0].findall(qn("w:bookmarkStart"))
    is_float = any(FLOAT.match(mark.get(qn("w:name"), "")) for mark in marks)
    return cells[0] if is_float else None


def _is_blank(element: Any) -> bool:
    """A paragraph that shows nothing."""
    if element.tag != qn("w:p"):
        return False
    shown = (qn("w:drawing"), qn("w:br"), qn("w:bookmarkStart"), qn("w:fldChar"))
    return not "".join(element.itertext()).strip() and not any(True for _ in element.iter(*shown))


def _style_floats(document: Any) -> None:
    caption, figure = document.styles["Caption"].style_id, document.styles["Figure"].style_id
    for paragraph in document.element.body.findall(qn("w:p")):
        if paragraph.style in CAPTION_STYLES:
            _restyle(paragraph, caption)
        elif any(True for _ in paragraph.iter(qn("w:drawing"))):
            _restyle(paragraph, figure)


def _restyle(paragraph: Any, style_id: str) -> None:
    properties = paragraph.get_or_add_pPr()
    for name in ("w:jc", "w:spacing", "w:ind"):
        for element in properties.findall(qn(name)):
            properties.remove(element)
    paragraph.style = style_id
