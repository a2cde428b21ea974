"""One way in for every file: the reader follows what the file is, not only what it is called."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.project import file_sha256
from ffsu_eval.sources.archive import DAMAGED, PROTECTED, member_names
from ffsu_eval.sources.grid import Layout, plain
from ffsu_eval.sources.limesurvey import is_limesurvey, limesurvey
from ffsu_eval.sources.mapping import mapped
from ffsu_eval.sources.ooxml import CONTENT_TYPES
from ffsu_eval.sources.raw import FILE, RawTable, unreadable
from ffsu_eval.sources.refi_qda import PROJECT, read_qda
from ffsu_eval.sources.spss_stata import read_statistical
from ffsu_eval.sources.suspect import columns_read, whole_table
from ffsu_eval.sources.tabular import read_table
from ffsu_eval.sources.workbook import read_workbook

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SIGNATURES = {
    OLE: "ancien format d'Excel (.xls) : l'enregistrer au format .xlsx",
    b"%PDF": "document PDF : ce n'est pas un tableau de données",
    b"$FL2": "fichier SPSS",
    b"$FL3": "fichier SPSS",
    b"<stata_dta>": "fichier Stata",
}
WEB = (b"<html", b"<!doctype html", b"<table", b"<head", b"<style")
# first bytes of Stata's files before version 13: version, byte order, kind
OLD_STATA = [bytes([version, order, 1]) for version in range(102, 116) for order in (1, 2)]
USUAL = {
    "classeur Excel": (".xlsx", ".xlsm", ".xltx"),
    "classeur OpenDocument": (".ods", ".ots"),
    "projet REFI-QDA": (".qdpx", ".qdc", ".qde"),
    "fichier SPSS": (".sav", ".zsav"),
    "fichier Stata": (".dta",),
    "texte": (".csv", ".txt", ".tsv"),
}
MACRO_EXTENSIONS = (".xlsm", ".xltm", ".xlsb", ".xlam")
BINARY = (".xlsx", ".xls", ".ods", ".qdpx", ".sav", ".zsav", ".dta", *MACRO_EXTENSIONS)


def read_any(path: Path, shown_as: str, mapping: FileMapping | None = None) -> RawTable:
    """Raw table of any file that analysts use, under the project's names when there is a mapping.

    CSV, Excel (.xlsx), OpenDocument (.ods), SPSS, Stata, LimeSurvey's responses, REFI-QDA. What
    cannot be read without doubt is a fault of the table, never a guess.
    """
    if not path.is_file():
        return unreadable(shown_as, "fichier absent")
    kind = _kind(path)
    if kind not in USUAL:
        return unreadable(shown_as, kind, file_sha256(path))
    table = _read(path, shown_as, kind, _layout(mapping))
    if table.faults:
        return table
    if path.suffix.lower() not in USUAL[kind]:
        table.notices.insert(0, f"extension {path.suffix or 'absente'}, contenu lu : {kind}")
    if is_limesurvey(table):
        table = limesurvey(table)
    asked = _layout(mapping).headings
    sure = mapping is not None and mapping.decimal is not None
    faults = [] if mapping and mapping.data_line else whole_table(table)
    faults += columns_read(table, (n for n in table.columns if not asked or n in asked), sure)
    if mapping is not None:
        table = mapped(table, mapping)
    return replace(table, faults=[*faults, *table.faults])


def read_mapped(
    folder: Path, mappings: Sequence[FileMapping], shown: Callable[[Path], str]
) -> RawTable:
    """One table from the files of several sources, each read by its own mapping.

    ``shown`` gives the name of a file in messages. Lines are named by file as well when there are
    several; a column that one of them lacks is empty there. ValueError without any mapping.
    """
    if not mappings:
        raise ValueError("mappings: at least one")
    paths = [folder / mapping.file for mapping in mappings]
    names = [shown(path) for path in paths]
    tables = [
        read_any(path, name, mapping)
        for path, name, mapping in zip(paths, names, mappings, strict=True)
    ]
    if len(tables) == 1:
        return tables[0]
    frames = [table.frame.assign(**{FILE: table.file}) for table in tables]
    columns = {column for table in tables for column in table.columns}
    # files that call a column differently leave it the project's name
    called = {
        name: {table.headings.get(name, name) for table in tables if name in table.columns}
        for name in columns
    }
    return RawTable(
        file=", ".join(names),
        frame=pd.concat(frames, ignore_index=True).fillna(dict.fromkeys(columns, "")),
        sha256=hashlib.sha256("\n".join(table.sha256 for table in tables).encode()).hexdigest(),
        headings={name: next(iter(given)) for name, given in called.items() if len(given) == 1},
        notices=[f"{table.file} : {notice}" for table in tables for notice in table.notices],
        faults=[f"{table.file} : {fault}" for table in tables for fault in table.faults],
    )


def _layout(mapping: FileMapping | None) -> Layout:
    if mapping is None:
        return Layout()
    asked = {plain(name) for names in mapping.columns.values() for name in names}
    return Layout(
        mapping.sheet or "", mapping.header_line or 0, mapping.data_line or 0, frozenset(asked)
    )


def _read(path: Path, shown_as: str, kind: str, layout: Layout) -> RawTable:
    if kind in ("classeur Excel", "classeur OpenDocument"):
        return read_workbook(path, shown_as, layout)
    if kind == "projet REFI-QDA":
        return read_qda(path, shown_as, layout.sheet or ("codes" if path.suffix == ".qdc" else ""))
    if kind in ("fichier SPSS", "fichier Stata"):
        return read_statistical(path, shown_as)
    return read_table(path, shown_as, layout)


def _kind(path: Path) -> str:
    """Kind of file among those of USUAL; otherwise the French reason why it is none of them."""
    with path.open("rb") as stream:
        start = stream.read(512)
    if start[:4] in ZIP:
        return _kind_of_archive(path)
    if start.startswith(OLE) and ENCRYPTED_OFFICE in path.read_bytes():
        return PROTECTED
    if path.suffix.lower() == ".dta" and start[:3] in OLD_STATA:
        return "fichier Stata"
    known = (kind for signature, kind in SIGNATURES.items() if start.startswith(signature))
    return next(known, "") or _kind_of_text(start, path.suffix.lower())


def _kind_of_text(start: bytes, extension: str) -> str:
    markup = start.removeprefix(BYTE_ORDER_MARK).lstrip().lower()
    if markup.startswith(WEB):
        return "page web : l'ouvrir dans un tableur et l'enregistrer au format .xlsx ou .csv"
    if markup.startswith(b"<?xml") or extension in (".qdc", ".qde"):
        return "projet REFI-QDA"
    return DAMAGED if extension in BINARY and b"\x00" in start else "texte"


def _kind_of_archive(path: Path) -> str:
    try:
        names = set(member_names(path))
    except ValueError as error:
        return str(error)
    if path.suffix.lower() in MACRO_EXTENSIONS:
        return "classeur avec macros ou binaire : l'enregistrer au format .xlsx"
    if CONTENT_TYPES in names and any(name.startswith("xl/") for name in names):
        return "classeur Excel"
    if PROJECT in {name.lower() for name in names}:
        return "projet REFI-QDA"
    if {"mimetype", "content.xml"} <= names:
        return "classeur OpenDocument"
    return "archive qui n'est ni un classeur ni un projet qualitatif"
