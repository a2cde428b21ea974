"""Last pass on a Word file, after either renderer: what Pandoc cannot say in its own document model.

Page header and footer, contents, tables (style, repeated header row, total row), language, fixed
properties, and the same bytes for the same report.
"""

from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from ffsu_eval.render.docx_contents import number_headings, write_contents
from ffsu_eval.render.docx_floats import repair_paragraphs, unwrap_floats
from ffsu_eval.render.docx_fonts import embed_fonts
from ffsu_eval.render.docx_page import set_language, set_properties, write_footer, write_header
from ffsu_eval.render.docx_zip import rewrite
from ffsu_eval.render.header import Header

# above this number of columns the text of a table is set smaller
DENSE_COLUMNS = 7
# rows and characters of a table that is kept on one page
SHORT_TABLE, SHORT_TEXT = 18, 1200
NOTES_STYLE = "LectureChampSource"
TEXT_STYLES = {"BodyText", "FirstParagraph"}
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
    _space_text_under_tables(document)
    number_headings(document)
    write_contents(document)
    write_header(document, header)
    write_footer(document, header)
    set_properties(document, header)
    set_language(document)
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
    characters = sum(len("".join(row.itertext())) for row in rows)
    short = len(rows) <= SHORT_TABLE and characters <= SHORT_TEXT
    kept = rows[:last] if short else [*rows[:2], *rows[-2:last]]
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


def _space_text_under_tables(document: Any) -> None:
    """Text that follows a table at once does not hang on its last rule."""
    for paragraph in document.paragraphs:
        under = getattr(paragraph._p.getprevious(), "tag", "") == qn("w:tbl")
        if under and paragraph.style.style_id in TEXT_STYLES:
            paragraph.paragraph_format.space_before = Pt(8)
