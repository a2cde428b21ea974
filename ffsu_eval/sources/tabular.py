"""Text tables (CSV) in the encodings and separators that French spreadsheets write."""

import csv
import io
from pathlib import Path

import pandas as pd

from ffsu_eval.project import file_sha256
from ffsu_eval.sources.raw import ROW, RawTable, unreadable

MAXIMUM_BYTES = 50 * 1024 * 1024
SEPARATORS = {";": "point-virgule", ",": "virgule", "\t": "tabulation"}
csv.field_size_limit(1_000_000)


def read_table(path: Path, shown_as: str) -> RawTable:
    """Read a CSV file: UTF-8 (with or without mark) or Windows-1252, separator found in the header.

    Anything but UTF-8 and the semicolon is read and said in a notice. Lines whose number of cells
    differs from the header's make the table unreadable: cells would be attributed to wrong columns.
    """
    if not path.is_file():
        return unreadable(shown_as, "fichier absent")
    if path.stat().st_size > MAXIMUM_BYTES:
        return unreadable(shown_as, "fichier de plus de 50 Mio")
    content = path.read_bytes()
    sha256 = file_sha256(path)
    if b"\x00" in content:
        return unreadable(shown_as, "ce n'est pas un fichier texte (octets nuls)", sha256)
    try:
        text, notices = _decode(content)
    except UnicodeDecodeError:
        return unreadable(shown_as, "encodage inconnu (attendu : UTF-8)", sha256)
    if not text.strip():
        return unreadable(shown_as, "fichier vide", sha256)
    separator = _separator(text.splitlines()[0])
    if separator != ";":
        notices.append(f"séparateur lu : {SEPARATORS[separator]} (attendu : point-virgule)")
    return _parse(text, separator, RawTable(shown_as, pd.DataFrame(), sha256, notices=notices))


def _decode(content: bytes) -> tuple[str, list[str]]:
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        notice = "encodage lu : Windows-1252 (attendu : UTF-8)"
        return content.decode("cp1252"), [notice]


def _separator(header: str) -> str:
    return max(SEPARATORS, key=header.count)


def _parse(text: str, separator: str, table: RawTable) -> RawTable:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        header = [name.strip() for name in next(reader)]
        end = reader.line_num
        for cells in reader:
            # a quoted cell may span lines: a row is named by the line where it starts
            line, end = end + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                table.faults.append(
                    f"ligne {line} : {len(cells)} cellules au lieu de {len(header)}"
                )
                continue
            rows.append([cell.strip() for cell in cells])
            lines.append(line)
    except csv.Error:
        table.faults.append(f"ligne {reader.line_num} : guillemets mal fermés")
        header = []
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        table.faults.append(f"ligne 1 : colonne répétée : {', '.join(repeated)}")
    if "" in header:
        table.faults.append("ligne 1 : colonne sans nom")
    if table.faults:
        table.frame = pd.DataFrame({ROW: []})
        return table
    table.frame = pd.DataFrame(rows, columns=header, dtype="str")
    table.frame[ROW] = pd.Series(lines, dtype="int64")
    return table
