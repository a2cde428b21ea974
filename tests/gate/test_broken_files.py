"""Broken files of every kind: each is refused by its own message, and none gives a wrong number."""

import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.datasets.incidents import LOCAL_INCIDENTS, SOURCE_COVERAGE
from ffsu_eval.gate.expectations import validator
from ffsu_eval.gate.schema import Column, Dataset
from ffsu_eval.gate.verdict import DatasetVerdict
from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.sources.raw import ROW, RawTable
from ffsu_eval.sources.reading import read_any
from tests import writers
from tests.writers import COLUMNS, HEADER, SURVEY, csv_text, excel, ods_cell, ods_sheet, write_sheet

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


def _twice(folder: Path) -> Built:
    path = writers.write_xlsx(folder / "f.xlsx")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return path, {}


def _many_entries(folder: Path) -> Built:
    path = writers.write_xlsx(folder / "f.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5_001):
            archive.writestr(f"xl/x{number}.xml", "")
    return path, {}


def _huge(folder: Path) -> Built:
    """Not so well compressed that it is a bomb, but more than can be read."""
    path = writers.write_xlsx(folder / "f.xlsx")
    noise = bytes(range(256)) * 4823
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/theme/a.xml", noise)
    content = bytearray(path.read_bytes())
    # the last entry of the directory: its declared size, then nothing else of it
    entry = content.rfind(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (201 * 1024 * 1024).to_bytes(4, "little")
    content[entry + 20 : entry + 24] = (20 * 1024 * 1024).to_bytes(4, "little")
    path.write_bytes(content)
    return path, {}


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
LIBRARY = {"organisations": RawTable("o.csv", pd.DataFrame({"org_id": ["PM1"]}), "0")}
HTML = "<html><body><table><tr><td>Identifiant</td></tr></table></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
CODES = {"Thème": ("", ""), "favorable": ("", ""), "défavorable": ("", "")}
PASSAGE = "Le soir, la place de la gare se vide. On y passe en courant, ou pas du tout."


def project(
    codings: list[Any],
    part: str = "codages",
    codes: dict[str, tuple[str, str]] | None = None,
    change: Callable[[str], str] = str,
    prolog: str = "",
) -> Callable[[Path], Built]:
    def build(folder: Path) -> Built:
        path = writers.write_qdpx(
            folder / "f.qdpx", codes or CODES, {"Mme X": PASSAGE}, codings, prolog=prolog
        )
        with zipfile.ZipFile(path) as source:
            parts = {entry: source.read(entry).decode() for entry in source.namelist()}
        with zipfile.ZipFile(path, "w") as target:
            for entry, content in parts.items():
                target.writestr(entry, change(content) if entry.endswith(".qde") else content)
        columns = {"code_id": "code_id"} if part != "extraits" else {"position": "position"}
        return path, {"sheet": part, "columns": columns}

    return build


def _percent(workbook: Any, sheet: Any) -> None:
    shown = workbook.add_format({"num_format": '0.0" "%'})
    sheet.write_number(3, 3, 0.45, shown)


def _text_dates(workbook: Any, sheet: Any) -> None:
    for line in (2, 3):
        sheet.write_string(line, 1, "6 mars 2023")


def _ods_with(cell: str) -> str:
    """The survey in a document, the weight of R2 replaced by this XML."""
    cells = [ods_cell(value) for value in SURVEY[1]]
    cells[3] = cell
    row = f"<table:table-row>{''.join(cells)}</table:table-row>"
    return ods_sheet("Réponses", (HEADER, SURVEY[0], row, *SURVEY[2:]))


REFUSED: dict[str, tuple[Callable[[Path], Built], str]] = {
    # headings
    "titre au-dessus des intitulés": (
        xlsx([("Enquête 2023",), HEADER, *SURVEY]),
        "f.xlsx : feuille Réponses, ligne 1 : colonne sans nom (B, C, D, E, F, G) ; si c'est un "
        "titre, indiquer la ligne des intitulés (header_line)",
    ),
    "ligne d'intitulés demandée vide": (
        xlsx([HEADER, (), *SURVEY], header_line=2),
        "f.xlsx : feuille Réponses, ligne 2 : aucun intitulé à la ligne demandée",
    ),
    "deux lignes d'intitulés": (
        xlsx([HEADER, tuple(f"Texte de {name}" for name in HEADER), *SURVEY]),
        "f.xlsx : ligne 2 : deuxième ligne d'intitulés ? en garder une, ou dire où commencent les "
        "données (data_line)",
    ),
    "colonne répétée, classeur": (
        xlsx([(*HEADER, "Poids"), *[(*row, 2) for row in SURVEY]]),
        "f.xlsx : feuille Réponses, ligne 1 : colonne répétée : Poids",
    ),
    "colonne répétée, texte": (
        text(csv_text(header=(*HEADER[:6], "Soirée"))),
        "f.csv : ligne 1 : colonne répétée : Soirée",
    ),
    "intitulé absent": (
        xlsx([(*HEADER[:5], "Soirees", "Évolution"), *SURVEY]),
        "f.xlsx : colonne « Soirée » absente du fichier ; vouliez-vous dire « Soirees » ?",
    ),
    # cells that are no plain value
    "cellules fusionnées": (
        on_sheet(lambda workbook, sheet: sheet.merge_range("C3:C4", "Hôtel de ville")),
        "f.xlsx : feuille Réponses, cellules C3 à C4 : cellules fusionnées, à séparer",
    ),
    "intitulés fusionnés": (
        on_sheet(lambda workbook, sheet: sheet.merge_range("F1:G1", "Soirée")),
        "f.xlsx : feuille Réponses, cellules F1 à G1 : cellules fusionnées, à séparer",
    ),
    "cellules fusionnées, ods": (
        ods(_ods_with(ods_cell(0.3, 'table:number-rows-spanned="2"'))),
        "f.ods : feuille Réponses, cellules D3 à D4 : cellules fusionnées, à séparer",
    ),
    "formule": (
        on_sheet(lambda workbook, sheet: sheet.write_formula("D3", "=1+1", None, 2)),
        "f.xlsx : feuille Réponses, colonne Poids (D), ligne 3 : formule : coller les valeurs "
        "(Collage spécial), un résultat peut être périmé",
    ),
    "formule sans résultat rangé": (
        on_sheet(lambda workbook, sheet: sheet.write_formula("G4", "=NA()", None, "")),
        "f.xlsx : feuille Réponses, colonne Évolution (G), ligne 4 : formule : coller les valeurs "
        "(Collage spécial), un résultat peut être périmé",
    ),
    "formule, ods": (
        ods(_ods_with(ods_cell(0.3, 'table:formula="of:=[.F2]+1"'))),
        "f.ods : feuille Réponses, colonne Poids (D), ligne 3 : formule : coller les valeurs "
        "(Collage spécial), un résultat peut être périmé",
    ),
    "erreur #N/A": (
        on_sheet(lambda workbook, sheet: sheet.write_formula("D3", "=NA()", None, "#N/A")),
        "f.xlsx : feuille Réponses, colonne Poids (D), ligne 3 : erreur de calcul (comme #N/A) : "
        "corriger ou vider la cellule",
    ),
    "erreur, ods": (
        # read as an empty cell by the library: the mark of LibreOffice is what tells
        ods(
            _ods_with(
                '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
                'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
                "</table:table-cell>"
            )
        ),
        "f.ods : feuille Réponses, colonne Poids (D), ligne 3 : erreur de calcul (comme #N/A) : "
        "corriger ou vider la cellule",
    ),
    "erreur dans un texte": (
        text(csv_text(changed(3, "Lieu", "#REF!")[1:])),
        "f.csv : colonne Lieu, ligne 3 : erreur de calcul du tableur, à corriger ou à vider",
    ),
    "pourcentage": (
        on_sheet(_percent),
        "f.xlsx : feuille Réponses, colonne Poids (D), ligne 4 : pourcentage : mettre la colonne au "
        "format Nombre (45 % est rangé comme 0,45)",
    ),
    "pourcentages répétés, ods": (
        ods(
            _ods_with(
                '<table:table-cell office:value-type="percentage" office:value="0.45" '
                'table:number-columns-repeated="2"><text:p>45 %</text:p></table:table-cell>'
            )
        ),
        "f.ods : feuille Réponses, colonne Fini (E), ligne 3 : pourcentage : mettre la colonne au "
        "format Nombre (45 % est rangé comme 0,45)",
    ),
    "pourcentage dans un texte": (
        text(csv_text(changed(3, "Poids", "45 %")[1:])),
        "f.csv, colonne Poids, ligne 3 : nombre attendu",
    ),
    "valeur logique illisible": (
        repacked(in_sheet(b't="b"><v>1</v>', b't="b"><v>false</v>')),
        "f.xlsx : feuille Réponses, colonne Fini (E), ligne 2 : valeur logique illisible : écrire "
        "« oui » ou « non »",
    ),
    # values that are not what they should be
    "dates en toutes lettres": (
        on_sheet(_text_dates),
        "f.xlsx, colonne Jour, lignes 3 et 4 : date attendue (JJ/MM/AAAA)",
    ),
    "dates en numéros de série": (
        xlsx(changed(3, "Jour", 44991)),
        "f.xlsx, colonne Jour, ligne 3 : date attendue (JJ/MM/AAAA)",
    ),
    "types mêlés": (
        xlsx(changed(4, "Poids", "beaucoup")),
        "f.xlsx, colonne Poids, ligne 4 : nombre attendu",
    ),
    "code hors de l'échelle": (
        xlsx(changed(5, "Soirée", 4)),
        "f.xlsx, colonne Soirée, ligne 5 : valeur hors de la liste admise (échelle)",
    ),
    "code que la correspondance ignore": (
        xlsx(ALL, values={"q_fear_eve": {"0": "0", "nsp": "nsp"}}),
        "f.xlsx : colonne Soirée, ligne 3 : valeur sans correspondance (values)",
    ),
    "milliers à l'anglaise": (
        text(csv_text([*[(*row[:3], "1,234", *row[4:]) for row in SURVEY]])),
        "f.csv : colonne Poids : trois chiffres après chaque virgule ou point, des "
        "milliers peut-être ; dire lequel est décimal (decimal)",
    ),
    "milliers à l'anglaise, rangés comme du texte": (
        xlsx(changed(2, "Poids", "12,500")),
        "f.xlsx : colonne Poids : trois chiffres après chaque virgule ou point, des "
        "milliers peut-être ; dire lequel est décimal (decimal)",
    ),
    "virgules et points mêlés": (
        text(csv_text(changed(2, "Poids", "12.5")[1:])),
        "f.csv : colonne Poids : des nombres à virgule, d'autres à point ; dire lequel est décimal "
        "(decimal)",
    ),
    "ligne de total": (
        xlsx([*ALL, ("Total", "", "", 1239, "", "", "")]),
        "f.xlsx : ligne 6 : ligne de total ou de moyenne, à retirer du fichier",
    ),
    "sous-total dans une autre colonne": (
        text(csv_text([*SURVEY[:2], ("", "", "Sous-total", 3, "", "", ""), *SURVEY[2:]])),
        "f.csv : ligne 4 : ligne de total ou de moyenne, à retirer du fichier",
    ),
    "colonne qui peut nommer": (
        text(csv_text(), columns=COLUMNS | {"nom": "Lieu"}),
        "f.csv, colonne Lieu, lignes 2, 3, 4 et 5 : colonne inconnue, à retirer ou à renommer",
    ),
    # which sheet
    "plusieurs feuilles": (
        book(lambda workbook: [write_sheet(workbook, name) for name in ("Vague 1", "Vague 2")]),
        "f.xlsx : plusieurs feuilles remplies, en nommer une (sheet) : Vague 1, Vague 2",
    ),
    "feuille mal nommée": (
        xlsx(ALL, sheet="Reponses"),
        "f.xlsx : feuille « Reponses » absente du classeur ; vouliez-vous dire « Réponses » ?",
    ),
    "feuille masquée seule remplie": (
        ods(ods_sheet("Réponses", ALL, 'table:style-name="masquée"') + ods_sheet("Feuille2", ())),
        "f.ods : aucune feuille remplie visible ; nommer la feuille masquée pour la lire (sheet)",
    ),
    "feuille vide": (
        book(lambda workbook: workbook.add_worksheet()),
        "f.xlsx : aucune feuille remplie",
    ),
    "intitulés seuls": (xlsx([HEADER]), "f.xlsx : au moins une ligne"),
    "cellule au bout de la feuille": (
        on_sheet(lambda workbook, sheet: sheet.write(1_048_575, 16_383, "x")),
        "f.xlsx : feuille Réponses : trop étendue (une cellule remplie très loin ?)",
    ),
    "cellules répétées par milliards, ods": (
        ods(
            ods_sheet(
                "Réponses",
                [
                    '<table:table-row table:number-rows-repeated="1000000">'
                    + ods_cell(1, 'table:number-columns-repeated="1000"')
                    + "</table:table-row>"
                ],
            )
        ),
        "f.ods : feuille Réponses : trop étendue (une cellule remplie très loin ?)",
    ),
    # archives
    "bombe de décompression": (
        repacked(same, {"xl/theme/x.xml": b" " * 50_000_000}),
        "f.xlsx : archive refusée : son contenu est plus de 100 fois plus gros que le fichier",
    ),
    "archive trop grosse": (
        _huge,
        "f.xlsx : archive refusée : plus de 200 Mio une fois décompressée",
    ),
    "trop de fichiers dans l'archive": (
        _many_entries,
        "f.xlsx : archive refusée : plus de 5000 fichiers à l'intérieur",
    ),
    "fichier en double dans l'archive": (
        _twice,
        "f.xlsx : archive refusée : un même fichier y est deux fois",
    ),
    "taille annoncée fausse": (
        patched(24, (40).to_bytes(4, "little"), b"PK\x01\x02"),
        "f.xlsx : fichier illisible : tronqué ou endommagé",
    ),
    "archive chiffrée": (
        patched(8, b"\x01\x00", b"PK\x01\x02"),
        "f.xlsx : fichier protégé par un mot de passe : l'enregistrer sans protection",
    ),
    "classeur chiffré": (
        text(OLE + "EncryptedPackage".encode("utf-16-le"), "f.xlsx"),
        "f.xlsx : fichier protégé par un mot de passe : l'enregistrer sans protection",
    ),
    "document chiffré, ods": (
        ods(more={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}),
        "f.ods : fichier protégé par un mot de passe : l'enregistrer sans protection",
    ),
    "classeur tronqué": (
        truncated(writers.write_xlsx, "f.xlsx"),
        "f.xlsx : fichier illisible : tronqué ou endommagé",
    ),
    "document tronqué, ods": (
        truncated(writers.write_ods, "f.ods"),
        "f.ods : fichier illisible : tronqué ou endommagé",
    ),
    "SPSS tronqué": (
        truncated(writers.write_sav, "f.sav"),
        "f.sav : fichier illisible : tronqué ou endommagé",
    ),
    "Stata tronqué": (
        truncated(writers.write_dta, "f.dta"),
        "f.dta : fichier illisible : tronqué ou endommagé",
    ),
    "binaire sans signature": (
        text(b"abc\x00def" * 100, "f.sav"),
        "f.sav : fichier illisible : tronqué ou endommagé",
    ),
    "XML abîmé dans le classeur": (
        repacked(in_sheet(b"</sheetData>", b"</sheetDat>")),
        "f.xlsx : XML mal formé",
    ),
    "entités dans le classeur": (
        repacked(in_sheet(b"<worksheet", ENTITIES.encode() + b"<worksheet")),
        "f.xlsx : XML refusé : déclaration de type de document (entités)",
    ),
    # macros and links
    "classeur avec macros": (
        book(lambda workbook: write_sheet(workbook, "Réponses"), "f.xlsm"),
        "f.xlsm : classeur avec macros ou binaire : l'enregistrer au format .xlsx",
    ),
    "macros sous l'extension .xlsx": (
        repacked(same, {"xl/vbaProject.bin": b"x"}),
        "f.xlsx : classeur avec macros : l'enregistrer au format .xlsx, sans macros",
    ),
    "macros, ods": (
        ods(more={"Basic/Standard/Module1.xml": "<x/>"}),
        "f.ods : classeur avec macros : l'enregistrer sans macros",
    ),
    "lien externe": (
        repacked(same, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "f.xlsx : classeur lié à un autre fichier : rompre les liaisons (Données, Modifier les "
        "liens), ses valeurs peuvent être périmées",
    ),
    "feuille liée, ods": (
        ods(
            '<table:table table:name="x"><table:table-source/></table:table>'
            + ods_sheet("Réponses", ALL)
        ),
        "f.ods : classeur lié à un autre fichier : rompre les liens (Édition, Liens), ses valeurs "
        "peuvent être périmées",
    ),
    # not what the name says
    "ancien format": (
        text(OLE, "f.xls"),
        "f.xls : ancien format d'Excel (.xls) : l'enregistrer au format .xlsx",
    ),
    "page web sous l'extension .xls": (
        text(HTML, "f.xls"),
        "f.xls : page web : l'ouvrir dans un tableur et l'enregistrer au format .xlsx ou .csv",
    ),
    "document PDF": (
        text(b"%PDF-1.7\n", "f.xlsx"),
        "f.xlsx : document PDF : ce n'est pas un tableau de données",
    ),
    "document Word": (
        repacked(
            same,
            write=lambda path: writers.write_qdpx(path, CODES, {}, []),
            more={"project.qde": b""},
            name="f.zip",
        ),
        "f.zip : partie à nommer (sheet) : codes, extraits, codages",
    ),
    "archive quelconque": (
        lambda folder: (_archive(folder / "f.xlsx", {"word/document.xml": "<x/>"}), {}),
        "f.xlsx : archive qui n'est ni un classeur ni un projet qualitatif",
    ),
    # texts
    "octets nuls": (
        text(csv_text().replace("Gare", "Ga\x00re")),
        "f.csv : ce n'est pas un fichier texte (octets nuls)",
    ),
    "UTF-16 tronqué": (
        text(csv_text().encode("utf-16")[:-1]),
        "f.csv : encodage inconnu (attendu : UTF-8)",
    ),
    "fichier vide": (text(""), "f.csv : fichier vide"),
    "ligne trop courte": (
        text(csv_text() + "R5;01/01/2024\r\n"),
        "f.csv : ligne 6 : 2 cellules au lieu de 7",
    ),
    "guillemet ouvert": (
        text(csv_text() + '"R5;01/01/2024\r\n'),
        "f.csv : ligne 6 : guillemets mal fermés",
    ),
    # qualitative projects
    "bombe d'entités dans un projet": (
        project([], prolog=ENTITIES),
        "f.qdpx : XML refusé : déclaration de type de document (entités)",
    ),
    "projet imbriqué sans fin": (
        project([], change=lambda xml: xml.replace("<Sources>", "<Sources>" + "<a>" * 500)),
        "f.qdpx : XML refusé : imbrication trop profonde",
    ),
    "partie non nommée": (
        project([], part="segments"),
        "f.qdpx : partie à nommer (sheet) : codes, extraits, codages",
    ),
    "passage hors du texte": (
        project([("Mme X", 10, 900, "Thème", "A")]),
        "f.qdpx : source n° 1 : passage hors du texte (10 à 900)",
    ),
    "position qui n'est pas un nombre": (
        project(
            [("Mme X", 0, 7, "Thème", "A")],
            change=lambda xml: xml.replace('startPosition="0"', 'startPosition="-1"'),
        ),
        "f.qdpx : XML refusé : nombre entier attendu",
    ),
    "passage décalé": (
        project(
            [("Mme X", 9, 36, "Thème", "A")],
            change=lambda xml: xml.replace('startPosition="9"', 'startPosition="12"'),
        ),
        "f.qdpx : source n° 1 : passage décalé (12 à 36), ce n'est pas le texte que le projet "
        "annonce ; exporter de nouveau le projet",
    ),
    "texte absent du projet": (
        project([("Mme X", 0, 7, "Thème", "A")], change=lambda xml: xml.replace(".txt", ".docx")),
        "f.qdpx : source n° 1 : son texte n'est pas dans le projet, l'y mettre",
    ),
    "codage sans code": (
        project([("Mme X", 0, 7, "Effacé", "A")]),
        "f.qdpx : source n° 1 : codage par un code absent de la grille",
    ),
    "deux tonalités": (
        project([("Mme X", 0, 7, code, "A") for code in ("favorable", "défavorable")]),
        "f.qdpx : source n° 1 : deux tonalités sur un même passage",
    ),
    "projet tronqué": (
        lambda folder: (
            truncated(lambda path: writers.write_qdpx(path, CODES, {"x": PASSAGE}, []), "f.qdpx")(
                folder
            )[0],
            {"sheet": "codes"},
        ),
        "f.qdpx : fichier illisible : tronqué ou endommagé",
    ),
}


def _archive(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", REFUSED)
def test_broken_file_is_refused_by_its_message(name: str, tmp_path: Path) -> None:
    build, message = REFUSED[name]
    path, parts = build(tmp_path)
    messages = said(ENQUETE, read(path, parts), {})
    assert message in messages, messages


def _numbers_as_text(rows: list[Any]) -> list[Any]:
    return [[str(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell
             for cell in row] for row in rows]  # fmt: skip


def _wide(folder: Path) -> Built:
    """A margin on the left, a column of notes without heading, a formula in a column not asked for."""

    def fill(workbook: Any) -> None:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet = workbook.add_worksheet("Réponses")
        for line, row in enumerate(
            (("", *HEADER, "", "Rang"), *[("", *r, "à voir") for r in SURVEY])
        ):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, pd.Timestamp(value), day)
                elif value != "":
                    sheet.write(line, column, value)
        for line in range(1, 5):
            sheet.write_formula(line, 9, "=ROW()", None, line)

    return excel(folder / "f.xlsx", fill), {}


def _renamed(folder: Path) -> Built:
    path = writers.write_xlsx(folder / "f.xlsx")
    return path.rename(folder / "f.csv"), {}


ADMITTED: dict[str, tuple[Callable[[Path], Built], str]] = {
    "UTF-16 avec marque": (text(csv_text().encode("utf-16")), "encodage lu : UTF-16"),
    "extension trompeuse": (_renamed, "extension .csv, contenu lu : classeur Excel"),
    "lignes vides": (
        xlsx([(), (), HEADER, *SURVEY[:2], (), *SURVEY[2:]]),
        "intitulés lus à la ligne 3",
    ),
    "marge, notes et formule non demandées": (_wide, "écartée : I"),
    "nombres rangés comme du texte": (xlsx(_numbers_as_text(list(ALL))), ""),
    "milliers séparés par une espace insécable": (
        text(csv_text().replace("1234,25", "1\u202f234,25")),
        "",
    ),
    "ligne sep= d'Excel": (text("sep=;\r\n" + csv_text()), ""),
}


@pytest.mark.parametrize("name", ADMITTED)
def test_unusual_file_gives_the_same_numbers(name: str, tmp_path: Path) -> None:
    build, notice = ADMITTED[name]
    path, parts = build(tmp_path)
    table = read(path, parts)
    assert said(ENQUETE, table, {}) == []
    assert notice in "\n".join(table.notices)
    typed = typed_frame(table.frame, ENQUETE.columns_for({}))
    assert typed["weight"].round(9).tolist() == [1.5, 0.3, 1234.25, 2.0]
    assert typed["q_evol"].fillna(9).tolist() == [-1, 1, 0, 9]
    assert typed["day"].dt.day.tolist() == [6, 31, 1, 29]


def test_no_message_repeats_a_value(tmp_path: Path) -> None:
    rows = changed(3, "Poids", "Zébulon Ducreux")
    rows[3][1] = "Zébulon Ducreux"
    path = writers.write_xlsx(tmp_path / "f.xlsx", rows)
    messages = said(ENQUETE, read(path, {"values": {"q_fear_eve": {"0": "0"}}}), {})
    messages += said(ENQUETE, read(path, {}), {})
    assert len(messages) > 2
    assert "Ducreux" not in "\n".join(messages)


DAMAGED: dict[str, Callable[[Path], Path]] = {
    "f.xlsx": writers.write_xlsx,
    "f.ods": writers.write_ods,
    "f.qdpx": lambda path: writers.write_qdpx(
        path, CODES, {"x": PASSAGE}, [("x", 0, 7, "Thème", "A")]
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_at_random_never_escapes_as_an_exception(name: str, tmp_path: Path) -> None:
    """Bytes changed, taken away or added, in the archive and inside its parts."""
    chance = random.Random(20260101)
    good = DAMAGED[name](tmp_path / name).read_bytes()
    with zipfile.ZipFile(tmp_path / name) as source:
        parts = {entry: source.read(entry) for entry in source.namelist()}
    refused = 0
    for turn in range(60):
        path = tmp_path / name
        if turn % 2:
            path.write_bytes(_damaged(good, chance))
        else:
            entry = chance.choice(list(parts))
            changed_parts = parts | {entry: _damaged(parts[entry], chance)}
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
                for each, content in changed_parts.items():
                    target.writestr(each, content)
        asked = {"sheet": "codages", "columns": {"code_id": "code_id"}} if "qdpx" in name else {}
        refused += bool(read(path, asked).faults)
    assert refused > 20


def _damaged(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(max(1, len(spoilt)))
        spoilt[place : place + chance.choice((1, 1, 20))] = chance.randbytes(
            chance.choice((0, 1, 9))
        )
    return bytes(spoilt)


INCIDENT = {
    "incident_id": "I1",
    "source_org_id": "PM1",
    "source_type": "PM",
    "ts_start": "06/03/2023 22:15",
    "ts_end": "",
    "ts_precision": "minute",
    "territory_id": "44184",
    "place_type": "voie_publique",
    "grid_cell_250m": "CRS3035RES250mN2733250E3352000",
    "category_code": "bruit",
    "severity": "2",
    "origin": "appel",
    "outcome_code": "regularise",
    "complaint_filed": "non",
    "duration_min": "25",
    "duplicate_of": "",
}
COVERAGE = {
    "source_org_id": "PM1",
    "month": "2023-03",
    "territory_id": "44184",
    "months_reported": "1",
    "exposure_value": "320,5",
    "exposure_unit": "heures_patrouille",
}


def _incidents(*rows: dict[str, str]) -> dict[str, RawTable]:
    frame = pd.DataFrame(rows, dtype="str")
    frame[ROW] = range(2, 2 + len(rows))
    return LIBRARY | {"local_incidents": RawTable("i.csv", frame, "0")}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, ""),
        ({"ts_start": "06/03/2023", "ts_precision": ""}, ""),
        ({"ts_start": "31/02/2023 10:00"}, "colonne ts_start, ligne 2 : jour qui n'existe pas"),
        ({"ts_start": "2023-03-06T22:15"}, "colonne ts_start, ligne 2 : forme non admise"),
        ({"ts_precision": "jour"}, "colonne ts_precision, ligne 2 : heure donnée si et seulement"),
        ({"ts_end": "06/03/2023 21:00"}, "colonne ts_end, ligne 2 : fin de l'incident avant"),
        ({"grid_cell_250m": "47.27,-2.21"}, "colonne grid_cell_250m, ligne 2 : forme non admise"),
        (
            {"grid_cell_250m": "CRS3035RES250mN2733251E3352000"},
            "colonne grid_cell_250m, ligne 2 : maille qui n'est pas un carré de 250 m",
        ),
        ({"category_code": "divers"}, "colonne category_code, ligne 2 : valeur hors de la liste"),
        ({"severity": "7"}, "colonne severity, ligne 2 : valeur hors des bornes"),
        ({"duplicate_of": "I1"}, "colonne duplicate_of, ligne 2 : incident déclaré doublon"),
        ({"source_org_id": "X"}, "colonne source_org_id, ligne 2 : valeur absente de o.csv"),
        ({"adresse": "1 rue X"}, "colonne adresse, ligne 2 : colonne inconnue"),
    ],
)
def test_incident_is_checked_by_the_gate(change: dict[str, str], message: str) -> None:
    tables = _incidents(INCIDENT | change)
    messages = said(LOCAL_INCIDENTS, tables["local_incidents"], tables)
    assert (messages == []) if not message else any(message in each for each in messages), messages


def test_incidents_are_loaded_with_times_and_the_precision_that_is_written() -> None:
    second = INCIDENT | {"incident_id": "I2", "ts_start": "07/03/2023", "ts_precision": ""}
    tables = _incidents(INCIDENT, second)
    columns = LOCAL_INCIDENTS.columns_for(tables)
    typed = typed_frame(tables["local_incidents"].frame, columns)
    assert LOCAL_INCIDENTS.load is not None
    frame = LOCAL_INCIDENTS.load(typed, tables)["local_incidents"]
    assert frame["ts_start"].tolist() == [
        pd.Timestamp(2023, 3, 6, 22, 15),
        pd.Timestamp(2023, 3, 7),
    ]
    assert frame["ts_precision"].tolist() == ["minute", "jour"]
    assert frame["ts_end"].isna().all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, ""),
        ({"exposure_unit": ""}, "exposition et unité données ensemble"),
        ({"month": "2023-13"}, "forme non admise"),
        ({"months_reported": "2"}, "valeur hors de la liste admise"),
    ],
)
def test_coverage_is_checked_by_the_gate(change: dict[str, str], message: str) -> None:
    frame = pd.DataFrame([COVERAGE | change], dtype="str")
    frame[ROW] = 2
    messages = said(SOURCE_COVERAGE, RawTable("c.csv", frame, "0"), LIBRARY)
    assert (messages == []) if not message else any(message in each for each in messages), messages
