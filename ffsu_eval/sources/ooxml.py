"""Excel workbooks (.xlsx): what their XML says besides the values (ECMA-376, Office Open XML)."""

import posixpath
import re

from ffsu_eval.sources.safe_xml import Attributes, tree, walk, whole
from ffsu_eval.sources.sheets import Place, Sheet

Members = dict[str, bytes]
CONTENT_TYPES, WORKBOOK, STYLES = "[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"
MACRO_PARTS = re.compile(r"vbaproject|xl/macrosheets/|xl/activex/", re.IGNORECASE)
LINK_PARTS = re.compile(r"^xl/externallinks/", re.IGNORECASE)
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
BUILTIN_PERCENT = {"9", "10"}
# text between quotes, escaped characters and colours are no part of a format
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
TRUE = {"1", "true"}


def refusal(members: Members) -> str:
    """Why the whole workbook is refused, empty when it is not."""
    types = members.get(CONTENT_TYPES, b"")
    if b"macroEnabled" in types or any(MACRO_PARTS.search(name) for name in members):
        return "classeur avec macros : l'enregistrer au format .xlsx, sans macros"
    if b"sheet.binary" in types:
        return "classeur binaire (.xlsb) : l'enregistrer au format .xlsx"
    if any(LINK_PARTS.search(name) for name in members):
        return (
            "classeur lié à un autre fichier : rompre les liaisons (Données, Modifier les liens), "
            "ses valeurs peuvent être périmées"
        )
    return "" if WORKBOOK in members else "archive sans classeur Excel à l'intérieur"


def inspect(members: Members) -> list[Sheet]:
    """Every worksheet, in order; ValueError, with a French reason, for a part that cannot be read."""
    targets = _targets(members)
    percent = _percent_styles(members.get(STYLES, b""))
    sheets = []
    for entry in tree(members[WORKBOOK]).iter("sheet"):
        part = targets.get(entry.get("id", ""), "")
        if "worksheets/" not in part:
            continue  # a chart or a dialog: no cells
        sheet = Sheet(entry.get("name", ""), entry.get("state", "visible") == "visible")
        walk_sheet(members.get(part, b""), sheet, percent)
        sheets.append(sheet)
    return sheets


def _targets(members: Members) -> dict[str, str]:
    relations = tree(members.get("xl/_rels/workbook.xml.rels", b""))
    return {
        entry.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", entry.get("Target", ""))
        ).lstrip("/")
        for entry in relations
    }


def _percent_styles(styles: bytes) -> set[str]:
    """Numbers of the cell styles that show a number as a percentage."""
    if not styles:
        return set()
    root = tree(styles)
    codes = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.iter("numFmt")}
    percent = {name for name, code in codes.items() if "%" in LITERAL.sub("", code)}
    formats = root.find("cellXfs")
    return {
        str(number)
        for number, entry in enumerate(formats if formats is not None else ())
        if entry.get("numFmtId") in percent | (BUILTIN_PERCENT - set(codes))
    }


def walk_sheet(content: bytes, sheet: Sheet, percent: set[str]) -> None:
    """Fill ``sheet`` with what the XML of its part says; a cell without value counts for nothing."""
    place: Place = (0, 0)
    hidden: Attributes = {}
    cell: Attributes = {}
    formula = valued = False
    value: list[str] = []
    inside = ""

    def start(name: str, attributes: Attributes) -> None:
        nonlocal place, hidden, cell, formula, valued, inside
        if name == "row":
            place, hidden = (whole(attributes, "r", place[0] + 1), 0), attributes
        elif name == "c":
            place = _place(attributes.get("r", ""), place)
            cell, formula, valued = attributes, False, False
            value.clear()
        elif name == "f":
            formula = True
        elif name in ("v", "is"):
            valued, inside = True, name
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            sheet.merged.append((_place(first, place), _place(last or first, place)))

    def text(piece: str) -> None:
        if inside == "v":
            value.append(piece)

    def end(name: str) -> None:
        nonlocal inside
        if name in ("v", "is"):
            inside = ""
        elif name == "c" and (valued or formula):
            sheet.extend(*place)
            _note(sheet, place, cell, "".join(value), formula, percent)
        elif name == "row" and hidden.get("hidden") in TRUE and sheet.last_line == place[0]:
            sheet.hidden_lines += 1

    walk(content, start, end, text)


def _note(
    sheet: Sheet, place: Place, cell: Attributes, value: str, formula: bool, percent: set[str]
) -> None:
    kind = cell.get("t", "n")
    if kind == "e":
        sheet.note("error", *place)
    elif formula:
        sheet.note("formula", *place)
    elif kind == "b" and value not in ("0", "1"):
        sheet.note("boolean", *place)
    elif kind == "n" and value and cell.get("s", "") in percent:
        sheet.note("percent", *place)


def _place(reference: str, before: Place) -> Place:
    """Line and column of « C12 »; the cell after ``before`` when the reference is left out."""
    found = REFERENCE.fullmatch(reference)
    if not found:
        return before[0], before[1] + 1
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]), column
