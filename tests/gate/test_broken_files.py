"""Broken tables of every kind: each is refused by its own message, and none gives a wrong number."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.gate.convert import typed_frame
from tests import writers
from tests.breaking import (
    ALL,
    ENQUETE,
    Built,
    book,
    changed,
    in_sheet,
    ods,
    on_sheet,
    read,
    repacked,
    said,
    text,
    xlsx,
)
from tests.writers import COLUMNS, HEADER, SURVEY, csv_text, excel, ods_cell, ods_sheet, write_sheet


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
}


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
