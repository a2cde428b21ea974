"""Text tables (CSV) in the encodings and separators that French spreadsheets write."""

import csv
import io
import re
from pathlib import Path

import pandas as pd

from ffsu_eval.project import file_sha256
from ffsu_eval.sources.grid import Layout, Line, fill, split_header
from ffsu_eval.sources.raw import RawTable, unreadable

MAXIMUM_BYTES = 50 * 1024 * 1024
SEPARATORS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# what accented French and its punctuation are made of: the right encoding gives little else
FRENCH = set("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»°’‘“”–—…€²³·\u00a0\u202f")
ONE_BYTE = {
    "cp1252": "Windows-1252",
    "iso8859_15": "ISO-8859-15",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (850)",
}
EXCEL_SEPARATOR = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)
csv.field_size_limit(1_000_000)


def read_table(path: Path, shown_as: str, layout: Layout | None = None) -> RawTable:
    """Read a CSV file: UTF-8 (with or without mark), UTF-16 with its mark, or a one-byte encoding.

    Anything but UTF-8 and the semicolon is read and said in a notice; the separator is found in the
    line of headings. Lines whose number of cells differs from the headings' make the table
    unreadable: cells would be attributed to wrong columns.
    """
    if not path.is_file():
        return unreadable(shown_as, "fichier absent")
    if path.stat().st_size > MAXIMUM_BYTES:
        return unreadable(shown_as, "fichier de plus de 50 Mio")
    content = path.read_bytes()
    sha256 = file_sha256(path)
    try:
        text, notices = _decode(content)
    except UnicodeDecodeError:
        return unreadable(shown_as, "encodage inconnu (attendu : UTF-8)", sha256)
    if "\x00" in text:
        return unreadable(shown_as, "ce n'est pas un fichier texte (octets nuls)", sha256)
    if not text.strip():
        return unreadable(shown_as, "fichier vide", sha256)
    layout = layout or Layout()
    table = RawTable(shown_as, pd.DataFrame(), sha256, notices=notices)
    said = EXCEL_SEPARATOR.match(text)
    separator = said[1] if said else _separator(_heading_line(text, layout))
    if separator != ";":
        notices.append(f"séparateur lu : {SEPARATORS[separator]} (attendu : point-virgule)")
    lines = _lines(text, separator, table)
    return _fill(lines[1:] if said else lines, layout, table)


def _decode(content: bytes) -> tuple[str, list[str]]:
    if content[:2] in UTF_16:
        return content[2:].decode(UTF_16[content[:2]]), ["encodage lu : UTF-16 (attendu : UTF-8)"]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        encoding = max(ONE_BYTE, key=lambda name: _french_share(content, name))
        return content.decode(encoding), [f"encodage lu : {ONE_BYTE[encoding]} (attendu : UTF-8)"]


def _french_share(content: bytes, encoding: str) -> float:
    """Share of the letters outside ASCII that French uses; the first encoding wins a tie."""
    try:
        beyond = [letter for letter in content.decode(encoding) if letter > "\x7f"]
    except UnicodeDecodeError:
        return -1.0
    return sum(letter in FRENCH for letter in beyond) / max(1, len(beyond))


def _heading_line(text: str, layout: Layout) -> str:
    lines = text.splitlines()
    if layout.header_line:
        return lines[layout.header_line - 1] if layout.header_line <= len(lines) else ""
    return next(line for line in lines if line.strip())


def _separator(header: str) -> str:
    unquoted = re.sub(r'"(?:[^"]|"")*"', "", header)
    return max(SEPARATORS, key=unquoted.count)


def _lines(text: str, separator: str, table: RawTable) -> list[Line]:
    """Cells of each line, named by the line where it starts: a quoted cell may span lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[Line] = []
    end = 0
    try:
        for cells in reader:
            line, end = end + 1, reader.line_num
            lines.append((line, [cell.strip() for cell in cells]))
    except csv.Error:
        table.faults.append(f"ligne {reader.line_num} : guillemets mal fermés")
    return lines


def _fill(lines: list[Line], layout: Layout, table: RawTable) -> RawTable:
    if table.faults:
        return unreadable(table.file, table.faults[0], table.sha256)
    header, data = split_header(lines, layout, table)
    for line, cells in data:
        if len(cells) != len(header[1]):
            table.faults.append(f"ligne {line} : {len(cells)} cellules au lieu de {len(header[1])}")
    if table.faults:
        data = []
    return fill(table, header, data, layout)
