"""Builders of broken files: the small survey of the writers, spoilt in one place.

A builder gives the file and the parts of the mapping that differ from the survey's.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ffsu_eval.gate.expectations import validator
from ffsu_eval.gate.schema import Column, Dataset
from ffsu_eval.gate.verdict import DatasetVerdict
from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.sources.raw import RawTable
from ffsu_eval.sources.reading import read_any
from tests import writers
from tests.writers import COLUMNS, HEADER, SURVEY, excel, write_sheet

ENQUETE = Dataset(
    name="enquete",
    label_fr="Enquête",
    file="enquete.csv",
    key=("resp_id",),
    columns=(
        Column("resp_id", pattern=r"R\d"),
        Column("day", "date"),
        Column("place"),
        Column("weight", "decimal", minimum=0),
        Column("finished", "yes_no"),
        Column("q_fear_eve", required=False, allowed=("0", "1", "2", "3", "nsp"), scale="échelle"),
        Column("q_evol", "integer", required=False),
    ),
)
ALL = (HEADER, *SURVEY)
Built = tuple[Path, dict[str, Any]]


def said(dataset: Dataset, table: RawTable, tables: dict[str, RawTable]) -> list[str]:
    """Messages of the gate on one table: its faults, or the rules that it breaks."""
    checks = [] if table.faults else validator().check(dataset, table, tables)
    verdict = DatasetVerdict(
        dataset.name, "", table.file, "", table.sha256, len(table.frame), checks, [],
        faults=table.faults,
    )  # fmt: skip
    return verdict.messages()


def read(path: Path, parts: dict[str, Any]) -> RawTable:
    asked = FileMapping.model_validate({"file": path.name, "columns": COLUMNS} | parts)
    return read_any(path, path.name, asked)


def changed(line: int, column: str, value: Any) -> list[Any]:
    """The survey with one cell changed; lines as in a file, headings first."""
    rows = [list(row) for row in ALL]
    rows[line - 1][HEADER.index(column)] = value
    return rows


def xlsx(rows: Any, **parts: Any) -> Callable[[Path], Built]:
    return lambda folder: (writers.write_xlsx(folder / "f.xlsx", rows), parts)


def book(fill: Callable[[Any], Any], name: str = "f.xlsx", **parts: Any) -> Callable[[Path], Built]:
    return lambda folder: (excel(folder / name, fill), parts)


def on_sheet(change: Callable[[Any, Any], Any], **parts: Any) -> Callable[[Path], Built]:
    """The survey in a workbook, then a change of its sheet (given workbook and sheet)."""
    return book(lambda workbook: change(workbook, write_sheet(workbook, "Réponses")), **parts)


def text(content: str | bytes, name: str = "f.csv", **parts: Any) -> Callable[[Path], Built]:
    def build(folder: Path) -> Built:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path, parts

    return build


def ods(tables: str = "", more: dict[str, str] | None = None) -> Callable[[Path], Built]:
    return lambda folder: (writers.write_ods(folder / "f.ods", tables, more), {})


def repacked(
    change: Callable[[str, bytes], bytes],
    more: dict[str, bytes] | None = None,
    write: Callable[[Path], Path] = writers.write_xlsx,
    name: str = "f.xlsx",
) -> Callable[[Path], Built]:
    """A good file whose parts are changed, or completed, inside the archive."""

    def build(folder: Path) -> Built:
        good = write(folder / f"bon-{name}")
        with zipfile.ZipFile(good) as source:
            parts = {entry: source.read(entry) for entry in source.namelist()}
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as target:
            for entry, content in (parts | (more or {})).items():
                target.writestr(entry, change(entry, content))
        return folder / name, {}

    return build


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(entry: str, content: bytes) -> bytes:
        if "worksheets/" not in entry:
            return content
        assert old in content
        return content.replace(old, new, 1)

    return change


def same(entry: str, content: bytes) -> bytes:
    return content


def truncated(write: Callable[[Path], Path], name: str) -> Callable[[Path], Built]:
    def build(folder: Path) -> Built:
        path = write(folder / name)
        path.write_bytes(path.read_bytes()[: -path.stat().st_size // 3])
        return path, {}

    return build


def patched(offset: int, value: bytes, signature: bytes) -> Callable[[Path], Built]:
    """A good workbook with bytes changed in every header of its archive that has this signature."""

    def build(folder: Path) -> Built:
        path = writers.write_xlsx(folder / "f.xlsx")
        content = bytearray(path.read_bytes())
        place = content.find(signature)
        while place >= 0:
            content[place + offset : place + offset + len(value)] = value
            place = content.find(signature, place + 4)
        path.write_bytes(content)
        return path, {}

    return build


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
