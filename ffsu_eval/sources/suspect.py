"""What makes a table suspect whatever the program that wrote it, and that no rule of a dataset sees."""

import re
from collections.abc import Iterable

import pandas as pd

from ffsu_eval.french import lines_fr
from ffsu_eval.sources.raw import ROW, RawTable
from ffsu_eval.sources.rich import RichTable

TOTAL = re.compile(
    r"(?:sous[- ]?)?tota(?:l|ux)(?: g[ée]n[ée]ral| global)?\s*:?|somme|moyenne", re.IGNORECASE
)
# errors that a spreadsheet writes into a CSV, in French and in English
ERROR = re.compile(
    r"#(?:N/A|NA|REF|DIV/0|VALEUR|VALUE|NOM|NAME|NUL|NULL|NOMBRE|NUM|####*)[!?]?|Err:\d{3}",
    re.IGNORECASE,
)
WHOLE = re.compile(r"[+-]?\d+")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
NUMERIC_COLUMNS = 2


def whole_table(table: RawTable) -> list[str]:
    """Faults that are seen on the whole file: lines of totals, a second line of headings."""
    cells = table.frame[table.columns]
    if cells.empty:
        return []
    first = cells.replace("", pd.NA).bfill(axis=1).iloc[:, 0].fillna("")
    totals = first.map(lambda cell: bool(TOTAL.fullmatch(cell))).astype(bool)
    faults = []
    if totals.any():
        lines = lines_fr(table.frame.loc[totals, ROW].tolist())
        faults.append(f"{lines} : ligne de total ou de moyenne, à retirer du fichier")
    if _second_heading(cells):
        faults.append(
            f"ligne {table.frame[ROW].iloc[0]} : deuxième ligne d'intitulés ? en garder une, ou dire "
            "où commencent les données (data_line)"
        )
    return faults


def columns_read(table: RawTable, names: Iterable[str], sure: bool) -> list[str]:
    """Faults of these columns: results of a failed formula and, unless ``sure``, ambiguous thousands."""
    faults = []
    for name in names:
        cells = table.frame[name]
        where = f"colonne {table.headings.get(name, name)}"
        errors = cells.map(lambda cell: bool(ERROR.fullmatch(cell))).astype(bool)
        if errors.any():
            lines = lines_fr(table.frame.loc[errors, ROW].tolist())
            faults.append(f"{where}, {lines} : erreur de calcul du tableur, à corriger ou à vider")
        written = table.as_text.get(name, set()) if isinstance(table, RichTable) else set(cells)
        doubt = "" if sure else _doubt(written)
        if doubt:
            faults.append(f"{where} : {doubt} ; dire lequel est décimal (decimal)")
    return faults


def _second_heading(cells: pd.DataFrame) -> bool:
    """The first line holds words where every other line holds numbers, in two columns or more."""
    rest = cells.iloc[1:]
    if len(rest) < NUMERIC_COLUMNS:
        return False
    first = [
        bool(NUMBER.fullmatch(cells[name].iloc[0])) or not cells[name].iloc[0]
        for name in cells
        if (rest[name] != "").any()
        and rest[name].map(lambda cell: not cell or bool(NUMBER.fullmatch(cell))).all()
    ]
    return len(first) >= NUMERIC_COLUMNS and not any(first)


def _doubt(cells: set[str]) -> str:
    """Why « 1,234 » may be a thousand and more or one and a bit; empty when something tells."""
    broken = [cell for cell in cells if NUMBER.fullmatch(cell) and not WHOLE.fullmatch(cell)]
    if any("," in cell for cell in broken) and any("." in cell for cell in broken):
        return "des nombres à virgule, d'autres à point"
    if broken and all(GROUPED.fullmatch(cell) for cell in broken):
        return "trois chiffres après chaque virgule ou point, des milliers peut-être"
    return ""
