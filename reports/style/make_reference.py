"""Make reference.docx, the Word styles of the reports, from Pandoc's own reference document.

Run `python reports/style/make_reference.py` after a change; the same code gives the same bytes.
"""

import subprocess
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import docx
import pypandoc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from ffsu_eval.render.docx_zip import rewrite

FONT = "IBM Plex Sans"
INK, QUIET, ACCENT = "1D2625", "55615F", "1F5C57"
RULE, RULE_STRONG, SOFT = "D5DBDA", "8A9694", "F2F5F4"
WARN, WARN_SOFT, WARN_LINE = "6B4200", "FDF3E0", "D9A441"
SMALL = 8.0

# paragraph styles: name → (based on, size in points, bold, colour, space before, space after)
PARAGRAPHS: dict[str, tuple[str, float, bool, str, float, float]] = {
    "Mission": ("Normal", 11.5, True, ACCENT, 90, 6),
    "Page de titre": ("Normal", 10, False, INK, 0, 4),
    "Bandeau": ("Normal", 9, True, WARN, 14, 12),
    "Bandeau d’en-tête": ("Normal", 7.5, True, WARN, 2, 0),
    "Essentiel": ("Normal", 10, False, INK, 0, 5),
    "Essentiel titre": ("Essentiel", 13, True, INK, 0, 6),
    "Réponse": ("Normal", 10.5, False, INK, 4, 8),
    "Constat": ("Normal", 10, False, INK, 0, 4),
    "Sources du constat": ("Constat", SMALL, False, QUIET, 0, 8),
    "Conclusion": ("Normal", 10, False, INK, 0, 8),
    "Recommandation": ("Normal", 10, False, INK, 0, 8),
    "Encadré": ("Normal", 9.5, False, INK, 0, 6),
    "Encadré titre": ("Encadré", 9.5, True, INK, 6, 2),
    "Verbatim": ("Normal", 10, False, INK, 0, 4),
    "Lecture Champ Source": ("Normal", SMALL, False, QUIET, 0, 1),
    "Figure": ("Normal", 10, False, INK, 0, 4),
    "Texte de tableau": ("Normal", 8.5, False, INK, 1.5, 1.5),
    "Texte de tableau dense": ("Texte de tableau", 7, False, INK, 1.5, 1.5),
    "Chiffre clé libellé": ("Normal", 9, True, INK, 4, 0),
    "Chiffre clé": ("Normal", 20, True, ACCENT, 0, 0),
    "Chiffre clé détail": ("Normal", 8.5, False, INK, 0, 0),
    "Chiffre clé sens": ("Normal", 8.5, True, INK, 0, 0),
    "Chiffre clé source": ("Normal", SMALL, False, QUIET, 2, 6),
}
# character styles: name → (bold, colour, size in points or 0 for the paragraph's)
CHARACTERS: dict[str, tuple[bool, str, float]] = {
    "Repère": (True, ACCENT, 0),
    "Force de la preuve": (False, ACCENT, 8.5),
    "Sous-titre de légende": (False, QUIET, 9),
    "Locuteur": (False, QUIET, 9),
}
# built-in styles that take the house's form: name → (size, bold, colour, before, after)
BUILT_IN: dict[str, tuple[float, bool, str, float, float]] = {
    "Normal": (10, False, INK, 0, 6),
    "Body Text": (10, False, INK, 0, 6),
    "First Paragraph": (10, False, INK, 0, 6),
    "Compact": (10, False, INK, 0, 3),
    "Title": (26, True, INK, 0, 8),
    "Subtitle": (13, False, QUIET, 0, 30),
    "Heading 1": (16, True, INK, 24, 8),
    "Heading 2": (12.5, True, INK, 18, 6),
    "Heading 3": (10.5, True, INK, 12, 4),
    "Caption": (10, True, INK, 14, 5),
    "Header": (7.5, False, QUIET, 0, 0),
    "Footer": (7.5, False, QUIET, 0, 0),
    "TOC Heading": (13, True, INK, 18, 8),
    "toc 1": (10, True, INK, 6, 2),
    "toc 2": (10, False, INK, 0, 2),
    "Definition Term": (10, True, INK, 6, 0),
    "Definition": (10, False, INK, 0, 6),
    "Footnote Text": (SMALL, False, QUIET, 0, 2),
}
# bar at the left of a block: style → (width in eighths of a point, colour, type)
BARS = {
    "Constat": (18, ACCENT, "single"),
    "Sources du constat": (18, ACCENT, "single"),
    "Conclusion": (24, ACCENT, "double"),
    "Recommandation": (36, ACCENT, "single"),
    "Encadré": (24, RULE_STRONG, "single"),
    "Encadré titre": (24, RULE_STRONG, "single"),
    "Verbatim": (6, RULE_STRONG, "single"),
}
BAR_INDENT = Mm(4)
KEEP_WITH_NEXT = (
    "Caption",
    "Figure",
    "Mission",
    "Essentiel titre",
    "Encadré titre",
    "Chiffre clé libellé",
    "Chiffre clé",
)


def make(target: Path) -> None:
    """Write the reference document at ``target``."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base.docx"
        command = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
        base.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
        document = docx.Document(str(base))
        _page(document)
        _built_in(document)
        _house(document)
        _tables(document)
        _empty(document)
        document.save(str(target))
    rewrite(target)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(23)
    section.top_margin, section.bottom_margin = Mm(26), Mm(22)
    section.header_distance, section.footer_distance = Mm(11), Mm(11)


def _built_in(document: Any) -> None:
    for element in document.styles.element.iter(qn("w:name")):
        if element.get(qn("w:val")) == "Caption":
            element.set(qn("w:val"), "caption")  # Word's own name of « Légende »
    for name, (size, bold, colour, before, after) in BUILT_IN.items():
        style = _style(document, name, WD_STYLE_TYPE.PARAGRAPH)
        _form(style, size, bold, colour, before, after)
        style.font.italic = False
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    document.styles["Subtitle"].base_style = document.styles["Normal"]
    for name in ("Hyperlink", "Footnote Reference"):
        document.styles[name].font.color.rgb = RGBColor.from_string(ACCENT)
    document.styles["Section Number"].font.color.rgb = RGBColor.from_string(ACCENT)
    for style in document.styles:
        _set_font(style)
    _default_font(document)


def _house(document: Any) -> None:
    for name, (base, *form) in PARAGRAPHS.items():
        style = _style(document, name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[base]
        _form(style, *form)
        style.quick_style = True
        _set_font(style)
    for name, (bold, colour, size) in CHARACTERS.items():
        style = _style(document, name, WD_STYLE_TYPE.CHARACTER)
        style.font.bold, style.font.color.rgb = bold, RGBColor.from_string(colour)
        if size:
            style.font.size = Pt(size)
        style.quick_style = True
        _set_font(style)
    for name, (width, colour, kind) in BARS.items():
        style = document.styles[name]
        style.paragraph_format.left_indent = BAR_INDENT
        _borders(style, f'<w:left w:val="{kind}" w:sz="{width}" w:space="8" w:color="{colour}"/>')
    for name in KEEP_WITH_NEXT:
        document.styles[name].paragraph_format.keep_with_next = True
    for name in ("Réponse", "Constat", "Conclusion", "Recommandation", "Verbatim", "Caption"):
        document.styles[name].paragraph_format.keep_together = True
    pad = f'<w:{{}} w:val="single" w:sz="48" w:space="1" w:color="{SOFT}"/>'
    sides = ("top", "left", "bottom", "right")
    _borders(document.styles["Réponse"], "".join(pad.format(side) for side in sides))
    _shade(document.styles["Réponse"], SOFT)
    document.styles["Réponse"].paragraph_format.left_indent = Mm(2)
    document.styles["Réponse"].paragraph_format.right_indent = Mm(2)
    edge = '<w:{} w:val="single" w:sz="4" w:space="4" w:color="' + WARN_LINE + '"/>'
    for name in ("Bandeau", "Bandeau d’en-tête"):
        _borders(document.styles[name], "".join(edge.format(side) for side in sides))
        _shade(document.styles[name], WARN_SOFT)
    document.styles["TOC Heading"].paragraph_format.page_break_before = True
    toc2 = document.styles["toc 2"].paragraph_format
    toc2.left_indent = Mm(6)


def _tables(document: Any) -> None:
    """Tables without vertical rules; grid of key figures; frame of L'essentiel."""
    line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    ruled = (
        line.format("top", 12, ACCENT)
        + line.format("bottom", 6, RULE_STRONG)
        + line.format("insideH", 4, RULE)
    )
    # Pandoc writes the name that a filter gives to a table as the identifier of its style
    _table_style(document, "Table", "Table", ruled, header=True)
    grid = line.format("top", 12, ACCENT) + line.format("insideH", 12, ACCENT)
    _table_style(document, "GrilleChiffresCles", "Grille de chiffres clés", grid)
    shade = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{SOFT}"/></w:tcPr>'
    top = line.format("top", 24, ACCENT)
    _table_style(document, "CadreEssentiel", "Cadre de l’essentiel", top, shade, 170, 60)


def _table_style(
    document: Any,
    style_id: str,
    name: str,
    borders: str,
    cell: str = "",
    side: int = 0,
    margin: int = 0,
    header: bool = False,
) -> None:
    if name in [style.name for style in document.styles]:
        document.styles.element.remove(document.styles[name].element)
    rule = f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{RULE_STRONG}"/>'
    first = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'{rule}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    sides = {"top": margin, "left": side, "bottom": margin, "right": side or 115}
    margins = "".join(f'<w:{side} w:w="{w}" w:type="dxa"/>' for side, w in sides.items())
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{style_id}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>"
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
            f"{cell}{first if header else ''}</w:style>"
        )
    )


def _style(document: Any, name: str, kind: Any) -> Any:
    """The style of that name; an absent one is added, and replaces a namesake of another kind."""
    if name in [style.name for style in document.styles]:
        style = document.styles[name]
        if style.type == kind:
            return style
        document.styles.element.remove(style.element)
    style = document.styles.add_style(name, kind, builtin=name in BUILT_IN)
    plain = unicodedata.normalize("NFD", name)
    style.element.styleId = "".join(c for c in plain if c.isascii() and c.isalnum())
    return style


def _form(style: Any, size: float, bold: bool, colour: str, before: float, after: float) -> None:
    # not bold is said by silence, so that a table's header row can make its text bold
    style.font.size, style.font.bold = Pt(size), bold or None
    style.font.color.rgb = RGBColor.from_string(colour)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), 1.15


def _set_font(style: Any) -> None:
    if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER):
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{key}"), FONT)


def _default_font(document: Any) -> None:
    """Font and language of the document defaults."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for tag in ("w:rFonts", "w:lang"):
        for element in properties.findall(qn(tag)):
            properties.remove(element)
    face = " ".join(f'w:{key}="{FONT}"' for key in ("ascii", "hAnsi", "cs", "eastAsia"))
    properties.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {face}/>"))
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="fr-FR" w:eastAsia="fr-FR"/>'))


def _borders(style: Any, borders: str) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    _insert(properties, parse_xml(f"<w:pBdr {nsdecls('w')}>{borders}</w:pBdr>"))


def _shade(style: Any, colour: str) -> None:
    element = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'
    _insert(style.element.get_or_add_pPr(), parse_xml(element))


def _insert(properties: Any, element: Any) -> None:
    """Put borders and shading where the schema wants them: before spacing and what follows it."""
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    successors = [qn(name) for name in later if qn(name) != element.tag]
    for child in properties:
        if child.tag in successors:
            child.addprevious(element)
            return
    properties.append(element)


def _empty(document: Any) -> None:
    """Remove the sample text of Pandoc's document: only the styles are wanted."""
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


if __name__ == "__main__":
    make(Path(__file__).with_name("reference.docx"))
