"""Writers for the tests: one small survey in every format that analysts use, and a coding project.

The .ods and .qdpx files are written by hand, after LibreOffice's output and the REFI-QDA 1.5 schema:
a library to write them would be one more dependency for a hundred lines of XML.
"""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

import pandas as pd
import pyreadstat
import xlsxwriter

Row = Sequence[Any]
Sheets = dict[str, list[Row]]

HEADER = ("Identifiant", "Jour", "Lieu", "Poids", "Fini", "Soirée", "Évolution")
# typed as a spreadsheet keeps them; « nsp » is an answer, an empty cell is not
SURVEY: list[Row] = [
    ("R1", date(2023, 3, 6), "Médiathèque ; « Île »", 1.5, True, 0, -1),
    ("R2", date(2023, 3, 31), "Hôtel de ville", 0.1 + 0.2, True, 3, 1),
    ("R3", date(2023, 12, 1), "Cœur de ville", 1234.25, False, "nsp", 0),
    ("R4", date(2024, 2, 29), "Gare", 2, True, "", ""),
]
COLUMNS = {
    "resp_id": "Identifiant",
    "day": "Jour",
    "place": "Lieu",
    "weight": "Poids",
    "finished": "Fini",
    "q_fear_eve": "Soirée",
    "q_evol": "Évolution",
}


def french(value: Any) -> str:
    """What a French spreadsheet writes into a CSV."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:.15g}".replace(".", ",") if isinstance(value, float) else str(value)


def csv_text(rows: Sequence[Row] = SURVEY, header: Row = HEADER, separator: str = ";") -> str:
    def cell(value: Any) -> str:
        text = french(value)
        return '"' + text.replace('"', '""') + '"' if separator in text else text

    lines = [separator.join(cell(value) for value in row) for row in (header, *rows)]
    return "\r\n".join(lines) + "\r\n"


def excel(path: Path, fill: Callable[[xlsxwriter.Workbook], None], **options: Any) -> Path:
    """A workbook that ``fill`` completes."""
    workbook = xlsxwriter.Workbook(path, options)
    fill(workbook)
    workbook.close()
    return path


def write_sheet(
    workbook: xlsxwriter.Workbook,
    name: str,
    rows: Sequence[Row] = (HEADER, *SURVEY),
    first: int = 0,
) -> Any:
    """A sheet with typed cells, from line ``first`` (counted from 0)."""
    sheet = workbook.add_worksheet(name)
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for line, row in enumerate(rows, first):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, column, datetime(*value.timetuple()[:3]), day)
            elif value != "":
                sheet.write(line, column, value)
    return sheet


def write_xlsx(path: Path, rows: Sequence[Row] = (HEADER, *SURVEY), first: int = 0) -> Path:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        write_sheet(workbook, "Réponses", rows, first)

    return excel(path, fill)


ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


def ods_cell(value: Any, attributes: str = "") -> str:
    """One cell as LibreOffice writes it: value, and the same as text."""
    if value == "":
        return f"<table:table-cell {attributes}/>"
    kind, key, text = "string", "", french(value)
    if isinstance(value, bool):
        kind, key = "boolean", f'office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, date):
        kind, key = "date", f'office:date-value="{value:%Y-%m-%d}"'
    elif isinstance(value, int | float):
        kind, key = "float", f'office:value="{value!r}"'
    return (
        f'<table:table-cell office:value-type="{kind}" {key} calcext:value-type="{kind}" '
        f"{attributes}><text:p>{escape(text)}</text:p></table:table-cell>"
    )


def ods_sheet(name: str, rows: Sequence[Row | str], style: str = "") -> str:
    """One table; a row that is a text is XML already."""
    lines = (
        row
        if isinstance(row, str)
        else "<table:table-row>" + "".join(map(ods_cell, row)) + "</table:table-row>"
        for row in rows
    )
    tail = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row>'
    )
    return f"<table:table table:name={quoteattr(name)} {style}>{''.join(lines)}{tail}</table:table>"


def write_ods(path: Path, tables: str = "", more: dict[str, str] | None = None) -> Path:
    """A document of these tables; the survey alone unless told."""
    tables = tables or ods_sheet("Réponses", (HEADER, *SURVEY))
    names = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMES.items())
    hidden = (
        '<style:style style:name="masquée" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>'
        f"<office:automatic-styles>{hidden}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_MIME}"/>'
        "</manifest:manifest>"
    )
    parts = {"content.xml": content, "META-INF/manifest.xml": manifest} | (more or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_MIME, zipfile.ZIP_STORED)
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def survey_frame() -> pd.DataFrame:
    """The survey with numeric codes, as the statistical packages hold it: 9 is « ne sait pas »."""
    names = ("ident", "jour", "lieu", "poids", "fini", "soiree", "evol")
    frame = pd.DataFrame(SURVEY, columns=names).replace({"nsp": 9, "": None})
    for name in ("poids", "fini", "soiree", "evol"):
        frame[name] = frame[name].astype("float64")
    return frame


LABELS: dict[str, dict[Any, str]] = {
    "soiree": {0: "jamais", 1: "rarement", 2: "de temps en temps", 3: "souvent", 9: "ne sait pas"},
    "fini": {0: "non", 1: "oui"},
}


def write_sav(path: Path) -> Path:
    pyreadstat.write_sav(
        survey_frame(), path, variable_value_labels=LABELS, missing_ranges={"soiree": [9]}
    )
    return path


def write_dta(path: Path) -> Path:
    frame = survey_frame()
    # in Stata, « ne sait pas » is the extended missing value .b
    frame["soiree"] = pd.Series(["b" if v == 9 else v for v in frame["soiree"]], dtype="object")
    labels = {"soiree": {k: v for k, v in LABELS["soiree"].items() if k != 9}}
    pyreadstat.write_dta(
        frame, path, variable_value_labels=labels, missing_user_values={"soiree": ["b"]}
    )
    return path


def guid(name: str) -> str:
    """The same GUID for the same name."""
    return str(uuid5(NAMESPACE_URL, name)).upper()


def qdc_codes(codes: dict[str, tuple[str, str]]) -> str:
    """Tree of codes: name → (parent or nothing, description)."""

    def below(parent: str) -> str:
        return "".join(
            f'<Code guid="{guid(name)}" name={quoteattr(name)} isCodable="true">'
            f"<Description>{escape(description)}</Description>{below(name)}</Code>"
            for name, (above, description) in codes.items()
            if above == parent
        )

    return f"<CodeBook><Codes>{below('')}</Codes></CodeBook>"


def write_qdc(path: Path, codes: dict[str, tuple[str, str]]) -> Path:
    body = qdc_codes(codes).replace("<CodeBook>", '<CodeBook xmlns="urn:QDA-XML:codebook:1.0">')
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>{body}', encoding="utf-8")
    return path


def _named(text: str, start: int, end: int, origin: str) -> str:
    """First words of a passage, which some programs give as the name of a selection."""
    counted = text.replace("\r\n", "\n") if "ATLAS" in origin else text
    return counted[start:end][:40]


def write_qdpx(
    path: Path,
    codes: dict[str, tuple[str, str]],
    sources: dict[str, str],
    codings: Sequence[tuple[str, int, int, str, str]],
    more: str = "",
    prolog: str = "",
    origin: str = "essai",
) -> Path:
    """A project: texts by title, and codings (title, start, end, code, coder).

    One selection per coding, as QualCoder and NVivo write them.
    """
    coders = list(dict.fromkeys(coding[4] for coding in codings))
    users = "".join(f'<User guid="{guid(coder)}" name={quoteattr(coder)}/>' for coder in coders)

    def selections(title: str, text: str) -> str:
        return "".join(
            f'<PlainTextSelection guid="{guid(f"{title}{start}{end}{code}{coder}")}" '
            f'name={quoteattr(_named(text, start, end, origin))} startPosition="{start}" '
            f'endPosition="{end}" creatingUser="{guid(coder)}">'
            f'<Coding guid="{guid(f"c{title}{start}{end}{code}{coder}")}" '
            f'creatingUser="{guid(coder).lower()}">'
            f'<CodeRef targetGUID="{guid(code)}"/></Coding></PlainTextSelection>'
            for at, start, end, code, coder in codings
            if at == title
        )

    texts = "".join(
        f'<TextSource guid="{guid(title)}" name={quoteattr(title)} '
        f'plainTextPath="internal://{guid(title)}.txt">{selections(title, text)}</TextSource>'
        for title, text in sources.items()
    )
    project = (
        f'<?xml version="1.0" encoding="utf-8"?>{prolog}'
        f'<Project name="essai" origin="{origin}" xmlns="urn:QDA-XML:project:1.0"><Users>{users}</Users>'
        f"{qdc_codes(codes)}<Sources>{texts}{more}</Sources></Project>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", project)
        for title, text in sources.items():
            archive.writestr(f"Sources/{guid(title)}.txt", text)
    return path
