"""data/*.csv of a report: the table behind every figure and table, as the notebook published it."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from ffsu_eval.french import NOT_PUBLISHED
from ffsu_eval.narrative import DATA_MIME

# a spreadsheet would run a cell that starts like this; a negative number is left alone
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
SOURCE, EVIDENCE = "Source et statut", "preuves"
NUMBER = re.compile(r"[+-]?\d+(?:,\d+)?(?: %)?")


def published_tables(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    """Data published by the blocks of an executed notebook, in order."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if DATA_MIME in output.get("data", {}):
                yield output["data"][DATA_MIME]


def contents(notebook: NotebookNode) -> dict[str, int]:
    """How many figures, tables and items of evidence an executed notebook holds."""
    tables = list(published_tables(notebook))
    kinds = [str(table["id"]).partition("-")[0] for table in tables]
    evidence = [len(table["rows"]) for table in tables if table["id"] == EVIDENCE]
    return {"figures": kinds.count("fig"), "tableaux": kinds.count("tbl"), "preuves": sum(evidence)}


def write_tables(notebook: NotebookNode, engagement: str, folder: Path) -> list[Path]:
    """Write one CSV (UTF-8, semicolon, decimal comma) per published table; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in published_tables(notebook):
        path = folder / f"{engagement}-{table['id']}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";", lineterminator="\n")
            writer.writerow([cell_text(name) for name in (*table["columns"], SOURCE)])
            # a file that leaves the report keeps saying where its figures are from
            source = cell_text(table["source"])
            writer.writerows(
                [[*(cell_text(value) for value in row), source] for row in table["rows"]]
            )
        paths.append(path)
    return paths


def cell_text(value: Any) -> str:
    """One CSV cell: decimal comma, « n.d. » for what is not published, formulas disarmed."""
    if value is None:
        return NOT_PUBLISHED
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    if isinstance(value, int):
        return str(value)
    text = str(value)
    plain = text.replace("\u202f", "").replace("\u00a0", " ").replace("−", "-")
    if NUMBER.fullmatch(plain):
        # a spreadsheet reads neither thin spaces nor the typographic minus sign
        return plain
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
