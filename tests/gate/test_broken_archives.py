"""Broken archives and projects: bombs, encryption, macros, links, false names, damage at random."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import writers
from tests.breaking import (
    ALL,
    ENQUETE,
    ENTITIES,
    Built,
    book,
    in_sheet,
    ods,
    patched,
    read,
    repacked,
    said,
    same,
    text,
    truncated,
)
from tests.writers import ods_sheet, write_sheet


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


def _archive(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


REFUSED: dict[str, tuple[Callable[[Path], Built], str]] = {
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
        lambda folder: (_archive(folder / "f.xlsx", {"word/document.xml": "<x/>"}), {}),
        "f.xlsx : archive qui n'est ni un classeur ni un projet qualitatif",
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


@pytest.mark.parametrize("name", REFUSED)
def test_broken_file_is_refused_by_its_message(name: str, tmp_path: Path) -> None:
    build, message = REFUSED[name]
    path, parts = build(tmp_path)
    messages = said(ENQUETE, read(path, parts), {})
    assert message in messages, messages


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
