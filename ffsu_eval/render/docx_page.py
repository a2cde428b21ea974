"""Page header and footer, properties and language of a Word file."""

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ffsu_eval.render.docx_fields import computed
from ffsu_eval.render.header import Header

LANGUAGE = "fr-FR"


def write_header(document: Any, header: Header) -> None:
    """Territory and status, then the banner when some of the data are fictitious."""
    area = document.sections[0].header
    area.is_linked_to_previous = False
    line = area.paragraphs[0]
    line.style, line.text = "Header", header.running
    if header.banner:
        area.add_paragraph(header.banner, style="Bandeau d’en-tête")


def write_footer(document: Any, header: Header) -> None:
    """Version at the left, page and number of pages at the right."""
    section = document.sections[0]
    section.footer.is_linked_to_previous = False
    line = section.footer.paragraphs[0]
    line.style = "Footer"
    line.text = f"Version {header.version}\tpage " if header.version else "\tpage "
    tabs = line.paragraph_format.tab_stops
    width = section.page_width - section.left_margin - section.right_margin
    tabs.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    computed(line, "PAGE")
    line.add_run(" / ")
    computed(line, "NUMPAGES")


def set_properties(document: Any, header: Header) -> None:
    """Title and language; no author, no date: they would change the bytes or name a machine."""
    properties = document.core_properties
    element = properties._element
    for child in list(element):
        element.remove(child)
    properties.title = header.title
    properties.subject = header.running
    properties.comments = header.banner
    properties.language = LANGUAGE


def set_language(document: Any) -> None:
    """French conventions, and the font that the file carries."""
    settings = document.settings.element
    values = {"themeFontLang": LANGUAGE, "decimalSymbol": ",", "listSeparator": ";"}
    for name, value in values.items():
        for element in settings.findall(qn(f"w:{name}")):
            element.set(qn("w:val"), value)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)
    zoom = settings.find(qn("w:zoom"))
    zoom.addnext(OxmlElement("w:embedTrueTypeFonts"))
