"""From lines of text cells to a raw table: where the headings are, what a heading must be."""

import unicodedata
from dataclasses import dataclass, replace

import pandas as pd

from ffsu_eval.sources.raw import ROW, RawTable

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Layout:
    """Where a table lies in its file, when that has to be said.

    ``sheet``: sheet of a workbook or part of a project; ``header_line`` and ``data_line``: lines of
    the file, 0 when they are to be found; ``headings``: headings asked for, none for all of them.
    """

    sheet: str = ""
    header_line: int = 0
    data_line: int = 0
    headings: frozenset[str] = frozenset()

    def for_headings(self, headings: list[str]) -> "Layout":
        """The same layout, asking for every column unless all those asked for are there by name."""
        return self if self.headings <= set(headings) else replace(self, headings=frozenset())

    def asks(self, heading: str) -> bool:
        """True when this column is read: the faults of the others matter to nobody."""
        return not self.headings or heading in self.headings


def plain(text: str) -> str:
    """A heading on one line, with single spaces and composed accents: programs wrap and pad them."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def letter(column: int) -> str:
    """Letter of a column in a spreadsheet, from 1: A, B, … Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def split_header(lines: list[Line], layout: Layout, table: RawTable) -> tuple[Line, list[Line]]:
    """Line of headings and lines of data; empty lines are left out, those above are said.

    (0, []) and a fault of ``table`` when there is no heading.
    """
    filled = [(line, cells) for line, cells in lines if any(cells)]
    body = [each for each in filled if each[0] >= layout.header_line]
    if layout.header_line and (not body or body[0][0] != layout.header_line):
        table.faults.append(f"ligne {layout.header_line} : aucun intitulé à la ligne demandée")
        return (0, []), []
    if not body:
        table.faults.append("aucune cellule remplie")
        return (0, []), []
    header, data = body[0], body[1:]
    if header[0] > 1 and not layout.header_line:
        table.notices.append(f"intitulés lus à la ligne {header[0]} : lignes vides au-dessus")
    return header, [each for each in data if each[0] >= layout.data_line]


def fill(table: RawTable, header: Line, data: list[Line], layout: Layout) -> RawTable:
    """Give the table its frame, unless its headings are missing or repeated.

    Margins (neither heading nor value) are left out; so are, with a notice, columns without heading
    or with a repeated one when only named columns are asked for.
    """
    line, cells = header
    names = [plain(name) for name in cells]
    layout = layout.for_headings(names)
    filled = [bool(name) or any(row[place] for _, row in data) for place, name in enumerate(names)]
    repeated = {name for name in names if name and names.count(name) > 1}
    unclear = [not name or name in repeated for name in names]
    if layout.headings:
        spared = [at and not layout.asks(name) for at, name in zip(unclear, names, strict=True)]
        left_out = [
            letter(n) for n, (a, b) in enumerate(zip(spared, filled, strict=True), 1) if a and b
        ]
        if left_out:
            table.notices.append(
                f"colonne sans nom ou répétée, non demandée, écartée : {', '.join(left_out)}"
            )
        filled = [a and not b for a, b in zip(filled, spared, strict=True)]
    kept = [place for place, keep in enumerate(filled) if keep]
    _refuse_unclear(table, line, [(place + 1, names[place]) for place in kept], repeated)
    if table.faults:
        table.frame = pd.DataFrame({ROW: []})
        return table
    rows = [[row[place] for place in kept] for _, row in data]
    table.frame = pd.DataFrame(rows, columns=[names[place] for place in kept], dtype="str")
    table.frame[ROW] = pd.Series([number for number, _ in data], dtype="int64")
    return table


def _refuse_unclear(
    table: RawTable, line: int, headings: list[tuple[int, str]], repeated: set[str]
) -> None:
    twice = sorted(repeated & {name for _, name in headings})
    if twice:
        table.faults.append(f"ligne {line} : colonne répétée : {', '.join(twice)}")
    nameless = [letter(column) for column, name in headings if not name]
    if nameless:
        fault = f"ligne {line} : colonne sans nom ({', '.join(nameless)})"
        if len(nameless) > len(headings) / 2:
            fault += " ; si c'est un titre, indiquer la ligne des intitulés (header_line)"
        table.faults.append(fault)
