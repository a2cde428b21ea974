"""Open one file of a base: format, compression, encoding, separator, and the SQL that reads it."""

import codecs
import csv
import gzip
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ffsu_eval.french import lines_fr
from ffsu_eval.sources.ssmsi.layout import Layout, layout_of
from ffsu_eval.sources.tabular import SEPARATORS

SNIFFED_BYTES = 1 << 18
GZIP, PARQUET, ZIP = b"\x1f\x8b", b"PAR1", b"PK"
REASONS = {
    "MISSING COLUMNS": "moins de cellules que l'en-tête",
    "TOO MANY COLUMNS": "plus de cellules que l'en-tête",
    "UNQUOTED VALUE": "guillemets mal fermés",
    "INVALID ENCODING": "encodage inconnu (attendu : UTF-8)",
    "INVALID STATE": "guillemets mal fermés",
    "LINE SIZE OVER MAXIMUM": "ligne trop longue",
}


class Unreadable(Exception):
    """A file that cannot be read; the message is the reason, in French."""


@dataclass
class Opened:
    """One file ready to be read by DuckDB; ``path`` is its own, ``readable`` what is read."""

    path: Path
    readable: Path
    layout: Layout
    separator: str = ""
    numbers: tuple[int, ...] = ()
    width: int = 0
    names: tuple[str, ...] = ()
    notices: list[str] = field(default_factory=list)

    def cell(self, name: str) -> str:
        """SQL of one column as trimmed text, empty for a missing cell, « NA » or an absent column."""
        if name not in self.layout.places:
            return "''"
        place = self.layout.places[name]
        column = f"c{place}" if self.separator else _quoted(self.names[place])
        if place in self.numbers:
            # a program that saves counts as decimal numbers turns 12 into 12.0
            column = (
                f"CASE WHEN isnan({column}) THEN NULL WHEN {column} = trunc({column}) "
                f"THEN {column}::BIGINT::VARCHAR ELSE {column}::VARCHAR END"
            )
        return f"coalesce(nullif(trim(({column})::VARCHAR), 'NA'), '')"

    def source(self, rejects: str) -> str:
        """SQL of the table; lines that do not fit the header go to the table ``rejects``."""
        if not self.separator:
            return f"read_parquet({_text(str(self.readable))})"
        columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(self.width))
        compression = "gzip" if _starts_with(self.readable, GZIP) else "none"
        return (
            f"read_csv({_text(str(self.readable))}, columns={{{columns}}}, auto_detect=false, "
            f"header=true, delim={_text(self.separator)}, quote='\"', escape='\"', "
            f"compression='{compression}', store_rejects=true, rejects_table='{rejects}', "
            f"rejects_scan='{rejects}_scan', rejects_limit=1000)"
        )

    def rejection(self, reason: str, lines: Sequence[int]) -> str:
        """French fault for the lines that were rejected for this reason."""
        return (
            f"{self.path.name}, {lines_fr(list(lines))} : {REASONS.get(reason, 'ligne illisible')}"
        )


def open_file(path: Path, workshop: Path) -> Opened:
    """Open one file, Parquet or text (gzip or not); Unreadable when it is neither."""
    if path.stat().st_size == 0:
        raise Unreadable("fichier vide")
    if _starts_with(path, PARQUET):
        return _open_parquet(path)
    if _starts_with(path, ZIP):
        raise Unreadable("classeur ou archive ; enregistrer la table en CSV")
    return _open_text(path, workshop)


def _open_parquet(path: Path) -> Opened:
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise Unreadable("fichier illisible : tronqué ou endommagé") from error
    numbers = tuple(n for n, each in enumerate(schema) if pa.types.is_floating(each.type))
    return Opened(path, path, layout_of(schema.names), numbers=numbers, names=tuple(schema.names))


def _open_text(path: Path, workshop: Path) -> Opened:
    notices: list[str] = []
    readable = path
    sample = _sample(path)
    if b"\x00" in sample:
        raise Unreadable("ce n'est pas un fichier texte (octets nuls)")
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(sample)
    except UnicodeDecodeError:
        readable = _transcoded(path, workshop)
        text = sample.decode("cp1252", errors="replace")
        notices.append("encodage lu : Windows-1252 (attendu : UTF-8)")
    if not text.strip():
        raise Unreadable("fichier vide")
    header = text.splitlines()[0]
    separator = max(SEPARATORS, key=header.count)
    if separator != ";":
        notices.append(f"séparateur lu : {SEPARATORS[separator]} (attendu : point-virgule)")
    names = next(csv.reader([header], delimiter=separator))
    layout = layout_of(names)
    return Opened(path, readable, layout, separator, width=len(names), notices=notices)


def _sample(path: Path) -> bytes:
    """First bytes of the text, decompressed."""
    try:
        if _starts_with(path, GZIP):
            with gzip.open(path) as stream:
                return stream.read(SNIFFED_BYTES)
        with path.open("rb") as stream:
            return stream.read(SNIFFED_BYTES)
    except (OSError, EOFError) as error:
        raise Unreadable("fichier illisible : tronqué ou endommagé") from error


def _transcoded(path: Path, workshop: Path) -> Path:
    """UTF-8 copy of a Windows-1252 file."""
    copy = workshop / f"{path.name}.utf-8"
    opener = gzip.open if _starts_with(path, GZIP) else open
    try:
        with (
            opener(path, "rt", encoding="cp1252", newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as target,
        ):
            shutil.copyfileobj(source, target)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise Unreadable("fichier illisible : tronqué ou d'un encodage inconnu") from error
    return copy


def _starts_with(path: Path, magic: bytes) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(magic)) == magic


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
