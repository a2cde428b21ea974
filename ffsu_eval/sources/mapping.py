"""A table of the analyst's file becomes a table of the project: names, values, what is left out."""

import re
from dataclasses import replace
from difflib import get_close_matches

import pandas as pd

from ffsu_eval.french import lines_fr
from ffsu_eval.params.mapping import EVERY, FileMapping
from ffsu_eval.sources.grid import plain
from ffsu_eval.sources.raw import FILE, ROW, RawTable
from ffsu_eval.sources.rich import RichTable

GROUPED = {
    ",": re.compile(r"(?<=\d)\.(?=\d{3}(?:\D|$))"),
    ".": re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))"),
}
NUMBER = re.compile(r"[+-]?\d[\d.,]*")


def mapped(table: RawTable, mapping: FileMapping) -> RawTable:
    """The columns that the mapping asks for, under the project's names, recoded; lines are kept.

    A column that is not asked for is left out, and said: it may name persons. In a column that has
    values of its own, a value without correspondence is a fault: left as it is, it could pass for
    another. Values are compared after Unicode normalisation, as a code or as its label (SPSS,
    Stata); ``missing`` empties a cell. Faults name heading and lines, never what a cell holds.
    """
    if table.faults:
        return table
    found = {plain(name): name for name in table.columns}
    faults = _absent(mapping, found)
    if faults:
        return replace(table, faults=faults)
    columns: dict[str, pd.Series] = {}
    headings: dict[str, str] = {}
    for column, asked in mapping.columns.items():
        names = [found[plain(heading)] for heading in asked]
        headings[column] = " + ".join(table.headings.get(name, name) for name in names)
        cells = (
            table.frame[names].agg(" ".join, axis=1).str.strip()
            if len(names) > 1
            else table.frame[names[0]]
        )
        labels = table.labels.get(names[0], {}) if isinstance(table, RichTable) else {}
        columns[column], unknown = _recoded(cells, column, mapping, labels)
        if unknown.any():
            lines = lines_fr(table.frame.loc[unknown, ROW].tolist())
            faults.append(
                f"colonne {headings[column]}, {lines} : valeur sans correspondance (values)"
            )
    for column, value in mapping.constants.items():
        columns[column] = pd.Series(value, index=table.frame.index)
    kept = {name: table.frame[name] for name in (ROW, FILE) if name in table.frame}
    frame = pd.DataFrame(columns, dtype="str").assign(**kept)
    return RawTable(
        table.file, frame, table.sha256, headings, _notices(table, mapping, found), faults
    )


def _absent(mapping: FileMapping, found: dict[str, str]) -> list[str]:
    """One fault per heading that the file does not have, with the nearest one."""
    asked = [heading for names in mapping.columns.values() for heading in names]
    faults = []
    for heading in dict.fromkeys(asked):
        if plain(heading) not in found:
            near = get_close_matches(plain(heading), found, n=1)
            hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else ""
            faults.append(f"colonne « {heading} » absente du fichier{hint}")
    return faults


def _recoded(
    cells: pd.Series, column: str, mapping: FileMapping, labels: dict[str, str]
) -> tuple[pd.Series, pd.Series]:
    """Recoded cells, and which of them have a value that the mapping does not know."""
    own = {plain(theirs): ours for theirs, ours in mapping.values.get(column, {}).items()}
    common = {plain(theirs): ours for theirs, ours in mapping.values.get(EVERY, {}).items()}
    empty = {plain(value): "" for value in mapping.missing}
    strict = bool(own)
    answers: dict[str, str | None] = {}
    for cell in cells.unique():
        written = [plain(text) for text in (cell, labels.get(cell, cell))]
        known = [table[text] for table in (own, empty, common) for text in written if text in table]
        other = None if strict and cell else _decimal(cell, mapping.decimal)
        answers[cell] = known[0] if known else other
    unknown = cells.map(lambda cell: answers[cell] is None).astype(bool)
    return cells.map(lambda cell: answers[cell] or "").astype("str"), unknown


def _decimal(cell: str, separator: str | None) -> str:
    """A number without the separators of its thousands, once the file says which one is decimal."""
    if separator and NUMBER.fullmatch(cell):
        return GROUPED[separator].sub("", cell)
    return cell


def _notices(table: RawTable, mapping: FileMapping, found: dict[str, str]) -> list[str]:
    asked = {plain(heading) for names in mapping.columns.values() for heading in names}
    left_out = [table.headings.get(name, name) for key, name in found.items() if key not in asked]
    if not left_out:
        return table.notices
    return [*table.notices, f"colonnes non demandées, non lues : {', '.join(left_out)}"]
