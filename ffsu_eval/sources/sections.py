"""YAML files in sections (« nodes: », « links: »), each a list of records; records may hold others."""

from pathlib import Path
from typing import Any

import pandas as pd

from ffsu_eval.errors import ParameterError
from ffsu_eval.params.strict_yaml import Document, Location, read_yaml
from ffsu_eval.project import file_sha256
from ffsu_eval.sources.raw import ROW, RawTable, unreadable

Record = dict[str, Any]


def read_section(
    path: Path,
    shown_as: str,
    section: str,
    left_out: tuple[str, ...] = (),
    always: tuple[str, ...] = (),
) -> RawTable:
    """One row per record of a section; a list of words becomes one cell, words apart by a space.

    ``left_out``: columns that hold records, which ``read_nested`` reads; ``always``: columns that a
    file without any value may leave out.
    """
    document, fault = _open(path, shown_as)
    if fault or document is None:
        return fault or unreadable(shown_as, "fichier vide")
    table = RawTable(shown_as, pd.DataFrame(), file_sha256(path))
    lines = [
        {name: _cell(value) for name, value in record.items() if name not in left_out}
        | {ROW: document.line(place)}
        for place, record in _records(document, section, table)
    ]
    return _filled(table, lines, always)


def read_nested(
    path: Path,
    shown_as: str,
    section: str,
    key: str,
    column: str,
    always: tuple[str, ...] = (),
) -> RawTable:
    """One row per record of the list ``column``, with the ``key`` of the record that holds it."""
    document, fault = _open(path, shown_as)
    if fault or document is None:
        return fault or unreadable(shown_as, "fichier vide")
    table = RawTable(shown_as, pd.DataFrame(), file_sha256(path))
    lines: list[Record] = []
    for place, record in _records(document, section, table):
        for rank, nested in enumerate(record.get(column) or []):
            line = document.line((*place, column, rank))
            if not isinstance(nested, dict):
                table.faults.append(f"ligne {line} : {column} : groupe « clé : valeur » attendu")
                continue
            cells = {name: _cell(value) for name, value in nested.items()}
            lines.append({key: _cell(record.get(key))} | cells | {ROW: line})
    return _filled(table, lines, (key, *always))


def _filled(table: RawTable, lines: list[Record], always: tuple[str, ...]) -> RawTable:
    names = list(dict.fromkeys([name for line in lines for name in line] + [*always, ROW]))
    whole = [{name: line.get(name, "") for name in names} for line in lines]
    table.frame = pd.DataFrame(whole, columns=names)
    return table


def _open(path: Path, shown_as: str) -> tuple[Document | None, RawTable | None]:
    if not path.is_file():
        return None, unreadable(shown_as, "fichier absent")
    sha256 = file_sha256(path)
    try:
        document = read_yaml(path, shown_as)
    except ParameterError as error:
        return None, unreadable(shown_as, str(error).removeprefix(shown_as).lstrip(" ,:"), sha256)
    if not isinstance(document.content, dict):
        return None, unreadable(shown_as, "sections attendues (« nodes : », « links : »)", sha256)
    return document, None


def _records(document: Document, section: str, table: RawTable) -> list[tuple[Location, Record]]:
    content = document.content.get(section)
    if not isinstance(content, list) or not content:
        table.faults.append(f"{section} : liste attendue, non vide")
        return []
    records: list[tuple[Location, Record]] = []
    for rank, record in enumerate(content):
        if isinstance(record, dict):
            records.append(((section, rank), record))
        else:
            line = document.line((section, rank))
            table.faults.append(f"ligne {line} : groupe « clé : valeur » attendu")
    return records


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(str(item).strip() for item in value)
    return value.strip() if isinstance(value, str) else ""
