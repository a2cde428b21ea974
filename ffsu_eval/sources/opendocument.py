"""OpenDocument sheets (.ods): what their XML says besides the values (OASIS OpenDocument 1.3)."""

import re

from ffsu_eval.sources.archive import PROTECTED
from ffsu_eval.sources.safe_xml import Attributes, walk, whole
from ffsu_eval.sources.sheets import Oddity, Sheet

Members = dict[str, bytes]
CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
MIMETYPES = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
# a sheet of survey codes, the same cell again and again, compresses 250 times (convention)
MAXIMUM_RATIO = 500
# how LibreOffice may keep a logical value that comes from Excel
CONSTANT = re.compile(r"of:=(?:TRUE|FALSE)\(\)")
HIDDEN = ("collapse", "filter")


def refusal(members: Members) -> str:
    """Why the whole document is refused, empty when it is not."""
    if members.get("mimetype", b"").strip() not in MIMETYPES:
        return "archive sans feuille de calcul OpenDocument à l'intérieur"
    if b"encryption-data" in members.get(MANIFEST, b""):
        return PROTECTED
    if any(name.startswith(("Basic/", "Scripts/")) for name in members):
        return "classeur avec macros : l'enregistrer sans macros"
    content = members.get(CONTENT, b"")
    if b"<table:table-source" in content or b"<table:cell-range-source" in content:
        return (
            "classeur lié à un autre fichier : rompre les liens (Édition, Liens), "
            "ses valeurs peuvent être périmées"
        )
    return "" if content else "archive sans feuille de calcul OpenDocument à l'intérieur"


def inspect(members: Members) -> list[Sheet]:
    """Every sheet, in order; ValueError, with a French reason, when the content cannot be read."""
    reader = _Reader()
    walk(members[CONTENT], reader.start, reader.end)
    return reader.sheets


class _Reader:
    """State of the walk: repeated lines and columns are counted without being unrolled."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._inside = False
        self._line = self._column = 0
        self._row: Attributes = {}
        self._cells: list[tuple[Attributes, int, int]] = []
        self._with_text = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            hidden = attributes.get("style-name", "") in self._hidden_styles
            self.sheets.append(Sheet(attributes.get("name", ""), not hidden))
            self._inside, self._line = True, 0
        elif name == "table-row" and self._inside:
            self._row, self._column, self._cells = attributes, 0, []
        elif name in ("table-cell", "covered-table-cell") and self._inside:
            repeated = whole(attributes, "number-columns-repeated", 1)
            self._column += repeated
            self._with_text = False
            self._cells.append((attributes, self._column, repeated))
        elif name == "p" and self._cells:
            self._with_text = True

    def end(self, name: str) -> None:
        if name == "table":
            self._inside = False
        elif name in ("table-cell", "covered-table-cell") and self._cells:
            attributes, _, _ = self._cells[-1]
            if not (self._with_text or "value-type" in attributes or "formula" in attributes):
                self._cells.pop()
        elif name == "table-row" and self._inside:
            self._end_row()

    def _end_row(self) -> None:
        repeated = whole(self._row, "number-rows-repeated", 1)
        sheet, first = self.sheets[-1], self._line + 1
        self._line += repeated
        for attributes, last_column, columns in self._cells:
            sheet.extend(self._line, last_column, repeated, columns)
            _note_merge(sheet, attributes, first, last_column)
            oddity = _oddity(attributes)
            if oddity:
                for column in range(last_column - columns + 1, last_column + 1):
                    for line in range(first, self._line + 1):
                        sheet.note(oddity, line, column)
        if self._cells and self._row.get("visibility") in HIDDEN:
            sheet.hidden_lines += repeated
        self._cells = []


def _note_merge(sheet: Sheet, attributes: Attributes, line: int, column: int) -> None:
    wide = whole(attributes, "number-columns-spanned", 1)
    high = whole(attributes, "number-rows-spanned", 1)
    if wide > 1 or high > 1:
        sheet.merged.append(((line, column), (line + high - 1, column + wide - 1)))


def _oddity(attributes: Attributes) -> Oddity | None:
    # two attributes are called value-type; a local extension marks errors (LibreOffice)
    if attributes.get("value-type") == "error":
        return "error"
    logical = attributes.get("value-type") == "boolean"
    if "formula" in attributes and not (logical and CONSTANT.fullmatch(attributes["formula"])):
        return "formula"
    return "percent" if attributes.get("value-type") == "percentage" else None
