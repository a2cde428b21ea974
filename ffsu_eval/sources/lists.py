"""The analyst's own texts (findings, conclusions, recommendations): YAML lists of records."""

from pathlib import Path
from typing import Any

import pandas as pd

from ffsu_eval.errors import ParameterError
from ffsu_eval.params.strict_yaml import Document, read_yaml
from ffsu_eval.project import file_sha256
from ffsu_eval.sources.raw import ROW, RawTable, unreadable


def read_records(path: Path, shown_as: str, links: dict[str, str]) -> RawTable:
    """One row per record; the columns named in ``links`` hold lists and are left out."""
    document, fault = _open(path, shown_as)
    if fault or document is None:
        return fault or unreadable(shown_as, "fichier vide")
    names = list(dict.fromkeys(key for record in document.content for key in record))
    rows = [
        {name: _text(record.get(name)) for name in names if name not in links}
        | {ROW: document.line((index,))}
        for index, record in enumerate(document.content)
    ]
    return RawTable(shown_as, pd.DataFrame(rows), file_sha256(path))


def read_links(path: Path, shown_as: str, key: str, list_column: str, target: str) -> RawTable:
    """One row per item of ``list_column``: the record's ``key``, and the item as ``target``."""
    document, fault = _open(path, shown_as)
    if fault or document is None:
        return fault or unreadable(shown_as, "fichier vide")
    table = RawTable(shown_as, pd.DataFrame(), file_sha256(path))
    rows: list[dict[str, Any]] = []
    for index, record in enumerate(document.content):
        line = document.line((index, list_column))
        items = record.get(list_column)
        if not isinstance(items, list) or not items:
            table.faults.append(f"ligne {line} : {list_column} : liste attendue, non vide")
            continue
        rows += [{key: _text(record.get(key)), target: _text(item), ROW: line} for item in items]
    table.frame = pd.DataFrame(rows, columns=[key, target, ROW])
    return table


def _open(path: Path, shown_as: str) -> tuple[Document | None, RawTable | None]:
    if not path.is_file():
        return None, unreadable(shown_as, "fichier absent")
    sha256 = file_sha256(path)
    try:
        document = read_yaml(path, shown_as)
    except ParameterError as error:
        return None, unreadable(shown_as, str(error).removeprefix(shown_as).lstrip(" ,:"), sha256)
    records = document.content
    if not isinstance(records, list) or not records:
        return None, unreadable(shown_as, "liste attendue (« - clé : valeur »), non vide", sha256)
    wrong = [i for i, record in enumerate(records) if not isinstance(record, dict)]
    if wrong:
        line = document.line((wrong[0],))
        return None, unreadable(shown_as, f"ligne {line} : groupe « clé : valeur » attendu", sha256)
    return document, None


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
