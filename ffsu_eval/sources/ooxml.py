"""Excel workbooks (.xlsx): what their XML says besides the values (ECMA-376, Office Open XML)."""

import posixpath
import re

from ffsu_eval.sources.safe_xml import Attributes, tree, walk, whole
from ffsu_eval.sources.sheets import Oddity, Place, Sheet

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
        reader = _Reader(sheet, percent)
        walk(members.get(part, b""), reader.start, reader.end, reader.text)
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


class _Reader:
    """State of the walk over one sheet; a cell without value counts for nothing."""

    def __init__(self, sheet: Sheet, percent: set[str]) -> None:
        self._sheet, self._percent = sheet, percent
        self._place: Place = (0, 0)
        self._row: Attributes = {}
        self._cell: Attributes = {}
        self._inside = ""
        self._texts: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row = attributes
            self._place = (whole(attributes, "r", self._place[0] + 1), 0)
        elif name == "c":
            self._cell, self._texts = attributes, {}
            self._place = _place(attributes.get("r", ""), self._place)
        elif name in ("f", "v", "is"):
            self._inside, self._texts[name] = name, ""
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            corners = _place(first, self._place), _place(last or first, self._place)
            self._sheet.merged.append(corners)

    def text(self, piece: str) -> None:
        if self._inside:
            self._texts[self._inside] += piece

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""
        elif name == "c" and self._texts:
            self._sheet.extend(*self._place)
            oddity = _oddity(self._cell, self._texts, self._percent)
            if oddity:
                self._sheet.note(oddity, *self._place)
        elif name == "row" and self._row.get("hidden") in TRUE:
            self._sheet.hidden_lines += self._sheet.last_line == self._place[0]


def _oddity(cell: Attributes, texts: dict[str, str], percent: set[str]) -> Oddity | None:
    kind, value = cell.get("t", "n"), texts.get("v", "")
    if kind == "e":
        return "error"
    # LibreOffice may keep a logical value as a constant formula
    if texts.get("f", "TRUE()") not in ("TRUE()", "FALSE()"):
        return "formula"
    if kind == "b" and value not in ("0", "1"):
        return "boolean"
    return "percent" if kind == "n" and value and cell.get("s", "") in percent else None


def _place(reference: str, before: Place) -> Place:
    """Line and column of « C12 »; the cell after ``before`` when the reference is left out."""
    found = REFERENCE.fullmatch(reference)
    if not found:
        return before[0], before[1] + 1
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]), column
