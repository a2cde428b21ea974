"""Last pass on a Word file, after either renderer: what Pandoc cannot say in its own document model.

Page header and footer, contents, tables (style, repeated header row, total row), language, fixed
properties, and the same bytes for the same report.
"""

import re
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from ffsu_eval.render.docx_floats import repair_paragraphs, unwrap_floats
from ffsu_eval.render.docx_fonts import embed_fonts
from ffsu_eval.render.docx_zip import rewrite
from ffsu_eval.render.header import Header

CONTENTS_MARK = "sommaire-du-rapport"
CONTENTS_TITLE = "Sommaire"
CONTENTS_LEVELS = 2
# above this number of columns the text of a table is set smaller
DENSE_COLUMNS = 7
# rows of a table that is kept on one page
SHORT_TABLE = 18
NOTES_STYLE = "LectureChampSource"
HEADING_NUMBER = re.compile(r"(\d+(?:\.\d+)*)(?:\.?\s+|(?=\D))")
# tables that lay out a page are no tables of figures
LAYOUT_STYLES = {"GrilleChiffresCles", "CadreEssentiel"}
RULE = '<w:top {} w:val="single" w:sz="8" w:space="0" w:color="8A9694"/>'


def finish_docx(path: Path, header: Header, fonts: Path) -> None:
    """Finish the file in place.

    ``header`` holds the values of the report's YAML header, ``fonts`` the folder of the house font.
    """
    document = docx.Document(str(path))
    repair_paragraphs(document)
    unwrap_floats(document)
    for table in document.element.body.iter(qn("w:tbl")):
        _finish_table(document, table)
    _space_notes(document)
    _number_headings(document)
    _contents(document)
    _page_header(document, header)
    _page_footer(document, header)
    _properties(document, header)
    _settings(document)
    document.save(str(path))
    embed_fonts(path, fonts)
    rewrite(path)


# ---- Tables ----------------------------------------------------------------------------------


def _finish_table(document: Any, table: Any) -> None:
    style = table.tblPr.find(qn("w:tblStyle"))
    if style is not None and style.get(qn("w:val")) in LAYOUT_STYLES:
        return
    rows = table.findall(qn("w:tr"))
    for row in rows:
        properties = row.get_or_add_trPr()
        if properties.find(qn("w:cantSplit")) is None:
            properties.insert(0, OxmlElement("w:cantSplit"))
    look = table.tblPr.find(qn("w:tblLook"))
    if look is not None and rows and rows[0].trPr.find(qn("w:tblHeader")) is not None:
        look.set(qn("w:firstRow"), "1")
        look.set(qn("w:val"), "0020")
    columns = len(table.tblGrid.findall(qn("w:gridCol")))
    name = "Texte de tableau dense" if columns > DENSE_COLUMNS else "Texte de tableau"
    text_style = document.styles[name].style_id
    for paragraph in table.iter(qn("w:p")):
        paragraph.style = text_style
    _keep_together(rows, table.getnext())
    if len(rows) > 2 and _is_bold(rows[-1]):
        for cell in rows[-1].findall(qn("w:tc")):
            borders = OxmlElement("w:tcBorders")
            borders.append(parse_xml(RULE.format(nsdecls("w"))))
            cell.get_or_add_tcPr().append(borders)


def _keep_together(rows: list[Any], following: Any | None) -> None:
    """No header row alone at the foot of a page, no last row at its head, notes under the table."""
    has_notes = following is not None and getattr(following, "style", "") == NOTES_STYLE
    last = len(rows) if has_notes else len(rows) - 1
    kept = rows[:last] if len(rows) <= SHORT_TABLE else [*rows[:2], *rows[-2:last]]
    for row in kept:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().keepNext_val = True


def _is_bold(row: Any) -> bool:
    runs = [run for run in row.iter(qn("w:r")) if run.text.strip()]
    return bool(runs) and all(
        run.rPr is not None and run.rPr.find(qn("w:b")) is not None for run in runs
    )


def _space_notes(document: Any) -> None:
    """Notes stand a little under their figure, and away from the text that follows."""
    notes = [p for p in document.paragraphs if p.style.style_id == NOTES_STYLE]
    for paragraph in notes:
        previous, following = paragraph._p.getprevious(), paragraph._p.getnext()
        if getattr(previous, "style", "") != NOTES_STYLE:
            paragraph.paragraph_format.space_before = Pt(5)
        if getattr(following, "style", "") != NOTES_STYLE:
            paragraph.paragraph_format.space_after = Pt(14)
        else:
            paragraph.paragraph_format.keep_with_next = True


# ---- Headings and contents -------------------------------------------------------------------


def _headings(document: Any) -> list[tuple[int, Any]]:
    found = []
    for paragraph in document.paragraphs:
        match = re.fullmatch(r"Heading (\d)", paragraph.style.name)
        if match:
            found.append((int(match[1]), paragraph))
    return found


def _number_headings(document: Any) -> None:
    """« 1. Titre » or « 1⇥Titre » becomes « 1 Titre », as in the other formats."""
    for _, paragraph in _headings(document):
        for tab in list(paragraph._p.iter(qn("w:tab"))):
            if tab.getparent().tag == qn("w:r"):
                tab.getparent().getparent().remove(tab.getparent())
        match = HEADING_NUMBER.match(paragraph.text)
        if not match or not paragraph.runs:
            continue
        first = paragraph.runs[0]
        rest = first.text[len(match[0]) :]
        first.text, first.style = f"{match[1]}\u2002", "Section Number"
        if rest:
            following = OxmlElement("w:r")
            following.text = rest
            first._r.addnext(following)


def _contents(document: Any) -> None:
    """Contents as a Word field, filled in: links to the headings; F9 adds the page numbers."""
    body = document.element.body
    mark = next(
        (m for m in body.iter(qn("w:bookmarkStart")) if m.get(qn("w:name")) == CONTENTS_MARK), None
    )
    if mark is None:
        return
    headings = [(level, p) for level, p in _headings(document) if level <= CONTENTS_LEVELS]
    if not headings:
        return
    title = document.add_paragraph(CONTENTS_TITLE, style="TOC Heading")
    mark.addprevious(title._p)
    for index, (level, heading) in enumerate(headings):
        entry = document.add_paragraph(style=f"toc {level}")
        if index == 0:
            _field_start(entry, f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u')
        entry._p.append(_link(_bookmark(heading), heading.text))
        if index == len(headings) - 1:
            entry._p.append(_field_character("end"))
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
    link.append(_run(text))
    return link


def _run(text: str) -> Any:
    run = OxmlElement("w:r")
    run.text = text
    return run


def _field_character(kind: str) -> Any:
    run = OxmlElement("w:r")
    character = OxmlElement("w:fldChar")
    character.set(qn("w:fldCharType"), kind)
    run.append(character)
    return run


def _field_start(paragraph: Any, instruction: str) -> None:
    code = OxmlElement("w:r")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    code.append(text)
    for element in (_field_character("begin"), code, _field_character("separate")):
        paragraph._p.append(element)


# ---- Page header, footer, properties ---------------------------------------------------------


def _page_header(document: Any, header: Header) -> None:
    area = document.sections[0].header
    area.is_linked_to_previous = False
    line = area.paragraphs[0]
    line.style, line.text = "Header", header.running
    if header.banner:
        area.add_paragraph(header.banner, style="Bandeau d’en-tête")


def _page_footer(document: Any, header: Header) -> None:
    section = document.sections[0]
    section.footer.is_linked_to_previous = False
    line = section.footer.paragraphs[0]
    line.style = "Footer"
    line.text = f"Version {header.version}\tpage " if header.version else "\tpage "
    tabs = line.paragraph_format.tab_stops
    width = section.page_width - section.left_margin - section.right_margin
    tabs.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    _computed(line, "PAGE")
    line.add_run(" / ")
    _computed(line, "NUMPAGES")


def _computed(paragraph: Any, instruction: str) -> None:
    _field_start(paragraph, instruction)
    paragraph._p.append(_run("1"))
    paragraph._p.append(_field_character("end"))


def _properties(document: Any, header: Header) -> None:
    """Title and language; no author, no date: they would change the bytes or name a machine."""
    properties = document.core_properties
    element = properties._element
    for child in list(element):
        element.remove(child)
    properties.title = header.title
    properties.subject = header.running
    properties.comments = header.banner
    properties.language = "fr-FR"


def _settings(document: Any) -> None:
    """French conventions, and the font that the file carries."""
    settings = document.settings.element
    values = {"themeFontLang": "fr-FR", "decimalSymbol": ",", "listSeparator": ";"}
    for name, value in values.items():
        for element in settings.findall(qn(f"w:{name}")):
            element.set(qn("w:val"), value)
    zoom = settings.find(qn("w:zoom"))
    zoom.addnext(OxmlElement("w:embedTrueTypeFonts"))
