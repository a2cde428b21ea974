"""Spreadsheets (.xlsx, .ods): one sheet as the text that a CSV would hold, or the reason why not.

Values are read by calamine, from a copy in memory of the parts that were inspected. What a value
alone does not say is refused, cell named: a formula (its stored result may be stale, and programs
that write workbooks store none: it would read as an empty cell), an error, a percentage (stored a
hundred times smaller than it is shown), merged cells (the value belongs to the first one only).
"""

import io
import zipfile
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from ffsu_eval.french import count_words, lines_fr
from ffsu_eval.project import file_sha256
from ffsu_eval.sources import ooxml, opendocument
from ffsu_eval.sources.archive import DAMAGED, MAXIMUM_RATIO, member_names, read_members
from ffsu_eval.sources.cells import cell_text
from ffsu_eval.sources.grid import Layout, Line, fill, letter, plain, split_header
from ffsu_eval.sources.raw import RawTable, unreadable
from ffsu_eval.sources.rich import RichTable
from ffsu_eval.sources.sheets import Oddity, Sheet
from ffsu_eval.sources.suspect import NUMBER
from ffsu_eval.sources.tabular import MAXIMUM_BYTES

Members = dict[str, bytes]
REASONS: dict[Oddity, str] = {
    "formula": "formule : coller les valeurs (Collage spécial), un résultat peut être périmé",
    "error": "erreur de calcul (comme #N/A) : corriger ou vider la cellule",
    "percent": "pourcentage : mettre la colonne au format Nombre (45 % est rangé comme 0,45)",
    "boolean": "valeur logique illisible : écrire « oui » ou « non »",
}


def read_workbook(path: Path, shown_as: str, layout: Layout | None = None) -> RawTable:
    """One sheet of an .xlsx or .ods file: the one named in ``layout``, or the only one with cells.

    Dates are written JJ/MM/AAAA, decimals with a comma, logical values « oui » and « non ».
    """
    if path.stat().st_size > MAXIMUM_BYTES:
        return unreadable(shown_as, "fichier de plus de 50 Mio")
    sha256 = file_sha256(path)
    layout = layout or Layout()
    try:
        kind = ooxml if ooxml.CONTENT_TYPES in member_names(path) else opendocument
        ratio = MAXIMUM_RATIO if kind is ooxml else opendocument.MAXIMUM_RATIO
        members = read_members(path, lambda name: "media/" not in name.lower(), ratio)
        refused = kind.refusal(members)
        if refused:
            return unreadable(shown_as, refused, sha256)
        sheets = kind.inspect(members)
        table = RichTable(shown_as, pd.DataFrame(), sha256)
        sheet = _chosen(sheets, layout, table)
        lines, as_text = _values(members, sheet)
    except ValueError as error:
        return unreadable(shown_as, str(error), sha256)
    header, data = split_header(lines, layout, table)
    _check(sheet, header, data, layout, table)
    fill(table, header, data, layout)
    names = enumerate(header[1])
    table.as_text = {plain(name): as_text[place] for place, name in names if place in as_text}
    table.faults = [f"feuille {sheet.name}, {fault}" for fault in table.faults]
    return table


def _chosen(sheets: list[Sheet], layout: Layout, table: RawTable) -> Sheet:
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise ValueError("deux feuilles du même nom : en renommer une")
    if layout.sheet:
        named = {sheet.name: sheet for sheet in sheets}
        if layout.sheet not in named:
            near = get_close_matches(layout.sheet, named, n=1)
            hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else ""
            raise ValueError(f"feuille « {layout.sheet} » absente du classeur{hint}")
        return named[layout.sheet]
    filled = [sheet for sheet in sheets if sheet.cells]
    shown = [sheet for sheet in filled if sheet.visible]
    if len(shown) > 1:
        names = ", ".join(sheet.name for sheet in shown)
        raise ValueError(f"plusieurs feuilles remplies, en nommer une (sheet) : {names}")
    if not shown:
        hidden = " visible ; nommer la feuille masquée pour la lire (sheet)" if filled else ""
        raise ValueError(f"aucune feuille remplie{hidden}")
    unread = [sheet.name for sheet in filled if not sheet.visible]
    if unread:
        table.notices.append(f"feuille masquée non lue : {', '.join(unread)}")
    return shown[0]


def _values(members: Members, sheet: Sheet) -> tuple[list[Line], dict[int, set[str]]]:
    """Text of every line and, by column (from 0), the numbers that are kept as text."""
    from python_calamine import CalamineError, load_workbook

    try:
        rows = load_workbook(_copy(members)).get_sheet_by_name(sheet.name)
        cells = rows.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise ValueError(DAMAGED) from error
    texts = [(line, [cell_text(cell) for cell in row]) for line, row in enumerate(cells, 1)]
    as_text: dict[int, set[str]] = {}
    for row in cells:
        for place, cell in enumerate(row):
            if isinstance(cell, str) and NUMBER.fullmatch(cell.strip()):
                as_text.setdefault(place, set()).add(cell.strip())
    return texts, as_text


def _copy(members: Members) -> io.BytesIO:
    """An archive of exactly what was inspected: a second reader of the file could read otherwise."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def _check(sheet: Sheet, header: Line, data: list[Line], layout: Layout, table: RawTable) -> None:
    """Say every cell asked for whose value is not what it shows, and the merged ones."""
    line, names = header[0], [plain(name) for name in header[1]]
    layout = layout.for_headings(names)
    read = {line, *(number for number, _ in data)}
    last = max(read)

    def asked(column: int) -> bool:
        return column <= len(names) and layout.asks(names[column - 1])

    named = {n: f"{name} ({letter(n)})".strip() for n, name in enumerate(names, 1)}
    for oddity, places in sheet.oddities.items():
        for column in sorted({column for _, column in places if asked(column)}):
            lines = sorted({each for each, other in places if other == column and each in read})
            if lines:
                where = f"colonne {named[column]}, {lines_fr(lines)}"
                table.faults.append(f"{where} : {REASONS[oddity]}")
    for (top, left), (bottom, right) in sheet.merged:
        if top <= last and bottom >= line and any(map(asked, range(left, right + 1))):
            where = f"cellules {letter(left)}{top} à {letter(right)}{bottom}"
            table.faults.append(f"{where} : cellules fusionnées, à séparer")
    if sheet.hidden_lines:
        hidden = count_words(sheet.hidden_lines, "ligne masquée", "lignes masquées", True)
        table.notices.append(f"feuille {sheet.name} : {hidden} (filtre ?), rien n'est écarté")
