"""Every tool of the analyst gives the same table."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.schema import Column
from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.sources import spss_stata
from ffsu_eval.sources.limesurvey import limesurvey
from ffsu_eval.sources.raw import FILE, ROW, RawTable
from ffsu_eval.sources.reading import read_any, read_mapped
from ffsu_eval.sources.tabular import read_table
from tests import writers
from tests.writers import COLUMNS, HEADER, SURVEY, csv_text, excel, write_sheet

TYPES = (
    Column("resp_id"),
    Column("day", "date"),
    Column("place"),
    Column("weight", "decimal"),
    Column("finished", "yes_no"),
    Column("q_fear_eve"),
    Column("q_evol", "integer"),
)
PLAIN: dict[str, Any] = {"columns": COLUMNS}
PACKAGE: dict[str, Any] = {
    "columns": dict(
        zip(COLUMNS, ("ident", "jour", "lieu", "poids", "fini", "soiree", "evol"), strict=True)
    ),
    "values": {"finished": {"1": "oui", "0": "non"}},
}
SCALE = {"jamais": "0", "rarement": "1", "de temps en temps": "2", "souvent": "3"}


def mapping(path: Path, **parts: Any) -> FileMapping:
    return FileMapping.model_validate({"file": path.name, **parts})


def digest(frame: pd.DataFrame) -> str:
    """Hash of the typed frame, as the store would write it."""
    stream = io.BytesIO()
    typed_frame(frame, TYPES).to_parquet(stream, index=False)
    return hashlib.sha256(stream.getvalue()).hexdigest()


@pytest.fixture
def reference(tmp_path: Path) -> str:
    path = tmp_path / "reference.csv"
    path.write_text(csv_text(), encoding="utf-8", newline="")
    table = read_any(path, path.name, mapping(path, **PLAIN))
    assert (table.faults, table.notices) == ([], [])
    typed = typed_frame(table.frame, TYPES)
    assert typed["weight"].tolist() == [1.5, 0.3, 1234.25, 2.0]
    assert typed["day"].iloc[3] == pd.Timestamp(2024, 2, 29)
    assert typed["q_fear_eve"].fillna("").tolist() == ["0", "3", "nsp", ""]
    assert typed["place"].iloc[0] == "Médiathèque ; « Île »"
    return digest(table.frame)


def _csv(encoding: str, separator: str = ";") -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "enquete.csv"
        path.write_bytes(csv_text(separator=separator).encode(encoding))
        return path

    return write


def _limesurvey(folder: Path, code_and_text: bool) -> Path:
    """An export of responses: technical and personal columns, sub-questions, a question not shown."""
    path = folder / "results-survey12345.csv"
    header = [
        "id", "submitdate", "lastpage", "startlanguage", "seed", "ipaddr", "token", "jour", "lieu",
        "poids", "Q1[SQ001]", "Q1[SQ002]", "Q2[other]",
    ]  # fmt: skip
    if code_and_text:
        header = [f"{name}. Texte de « {name} », en entier" for name in header]
    answers = {0: "A1", 3: "A4", "nsp": "A9", "": "N/A"}
    rows = [
        [
            row[0], "1980-01-01 00:00:00" if row[4] else "", 3, "fr", 84, "192.0.2.1", "x7Yz",
            row[1], row[2], row[3], answers[row[5]], row[6], "texte libre",
        ]
        for row in SURVEY
    ]  # fmt: skip
    lines = [
        ",".join('"' + writers.french(value).replace('"', '""') + '"' for value in row)
        for row in (header, *rows)
    ]
    path.write_text("\r\n".join(lines), encoding="utf-8-sig", newline="")
    return path


LIMESURVEY: dict[str, Any] = {
    "columns": {
        "resp_id": "id",
        "day": "jour",
        "place": "lieu",
        "weight": "poids",
        "finished": "submitdate",
        "q_fear_eve": "Q1[SQ001]",
        "q_evol": "Q1[SQ002]",
    },
    "values": {"q_fear_eve": {"A1": "0", "A2": "1", "A3": "2", "A4": "3", "A9": "nsp"}},
}
LABELLED = PACKAGE | {
    "values": PACKAGE["values"] | {"q_fear_eve": SCALE | {"ne sait pas": "nsp", ".b": "nsp"}}
}
CODED = PACKAGE | {
    "values": PACKAGE["values"] | {"q_fear_eve": {"0": "0", "3": "3", "9": "nsp", ".b": "nsp"}}
}
FORMATS: dict[str, tuple[Callable[[Path], Path], dict[str, Any]]] = {
    "csv UTF-8 avec marque": (_csv("utf-8-sig"), PLAIN),
    "csv Windows-1252": (_csv("cp1252"), PLAIN),
    "csv Mac Roman": (_csv("mac_roman"), PLAIN),
    "csv UTF-16 (« texte Unicode »)": (_csv("utf-16", "\t"), PLAIN),
    "csv tabulations": (_csv("utf-8", "\t"), PLAIN),
    "csv virgules": (_csv("utf-8", ","), PLAIN),
    "csv barres": (_csv("utf-8", "|"), PLAIN),
    "xlsx": (lambda folder: writers.write_xlsx(folder / "enquete.xlsx"), PLAIN),
    "ods": (lambda folder: writers.write_ods(folder / "enquete.ods"), PLAIN),
    "sav par codes": (lambda folder: writers.write_sav(folder / "enquete.sav"), CODED),
    "sav par libellés": (lambda folder: writers.write_sav(folder / "enquete.sav"), LABELLED),
    "zsav": (lambda folder: writers.write_sav(folder / "enquete.zsav"), CODED),
    "dta par codes": (lambda folder: writers.write_dta(folder / "enquete.dta"), CODED),
    "dta par libellés": (lambda folder: writers.write_dta(folder / "enquete.dta"), LABELLED),
    "LimeSurvey": (lambda folder: _limesurvey(folder, False), LIMESURVEY),
    "LimeSurvey, code et texte": (lambda folder: _limesurvey(folder, True), LIMESURVEY),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_tool_gives_the_same_typed_frame(name: str, tmp_path: Path, reference: str) -> None:
    write, parts = FORMATS[name]
    path = write(tmp_path)
    table = read_any(path, path.name, mapping(path, **parts))
    assert table.faults == []
    assert digest(table.frame) == reference


def test_codes_stay_codes_and_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = writers.write_sav(tmp_path / "enquete.sav")
    table = read_any(path, "enquete.sav")
    assert table.frame["soiree"].tolist() == ["0", "3", "9", ""]
    assert table.frame[ROW].tolist() == [1, 2, 3, 4]
    assert table.labels["soiree"]["9"] == "ne sait pas"  # type: ignore[attr-defined]
    shifted = writers.write_xlsx(tmp_path / "bas.xlsx", first=3)
    below = read_any(shifted, "bas.xlsx")
    assert below.frame[ROW].tolist() == [5, 6, 7, 8]
    assert below.notices == ["intitulés lus à la ligne 4 : lignes vides au-dessus"]


def test_old_stata_file_in_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "ancien.dta"
    pd.DataFrame({"lieu": ["Médiathèque"], "n": [3]}).to_stata(path, version=114, write_index=False)
    table = read_any(path, path.name)
    assert table.faults == []
    assert table.frame[["lieu", "n"]].iloc[0].tolist() == ["Médiathèque", "3"]


@pytest.mark.parametrize(
    ("ending", "damaged"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", True),
        (f"sys.exit({spss_stata.REFUSED})", True),
        ("sys.exit(1)", False),
    ],
)
def test_crash_of_the_library_is_a_damaged_file_a_bug_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, damaged: bool
) -> None:
    (tmp_path / "reader.py").write_text(f"import os, signal, sys\n{ending}\n")
    monkeypatch.setattr(spss_stata, "PACKAGE", tmp_path)
    monkeypatch.setattr(spss_stata, "PROCESS", "reader")
    path = writers.write_sav(tmp_path / "enquete.sav")
    if damaged:
        assert read_any(path, "x").faults == ["fichier illisible : tronqué ou endommagé"]
    else:
        with pytest.raises(RuntimeError):
            read_any(path, "x")


def test_dates_hours_and_durations_of_a_workbook(tmp_path: Path) -> None:
    moments_ = {
        "dd/mm/yyyy": (44991, "06/03/2023"),
        "[$-40C]d mmmm yyyy;@": (44991, "06/03/2023"),
        "dd/mm/yyyy hh:mm": (44991 + 22.25 / 24, "06/03/2023 22:15"),
        "hh:mm": (22.25 / 24, "22:15"),
        "[h]:mm": (26.5 / 24, "26:30"),
        '0" jours"': (44991, "44991"),
        "#,##0.00\\ [$€-40C]": (1234.5, "1234,5"),
        "General": (1e15 + 1, "1e+15"),
    }

    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet()
        for column, (code, (value, _)) in enumerate(moments_.items()):
            sheet.write(0, column, f"c{column}")
            sheet.write_number(1, column, value, workbook.add_format({"num_format": code}))

    path = excel(tmp_path / "formats.xlsx", fill)
    table = read_any(path, path.name)
    assert table.faults == []
    read = [table.frame[name].iloc[0] for name in table.columns]
    assert read == [text for _, text in moments_.values()]


def test_logical_values_that_libreoffice_keeps_as_formulas(tmp_path: Path) -> None:
    """LibreOffice turns a logical value of Excel into =TRUE(), and a long duration into PT36H00M00S."""
    formula = 'table:formula="of:=TRUE()"'
    duration = (
        '<table:table-cell office:value-type="time" office:time-value="PT36H00M00S">'
        "<text:p>36:00</text:p></table:table-cell>"
    )
    row = f"<table:table-row>{writers.ods_cell(True, formula)}{duration}</table:table-row>"
    path = writers.write_ods(tmp_path / "lo.ods", writers.ods_sheet("F", [("a", "b"), row]))
    table = read_any(path, path.name)
    assert table.faults == []
    assert table.frame[["a", "b"]].iloc[0].tolist() == ["oui", "36:00"]

    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write_formula(1, 0, "=FALSE()", None, False)

    path = excel(tmp_path / "lo.xlsx", fill)
    assert read_any(path, path.name).frame["a"].tolist() == ["non"]


def test_sheet_is_the_one_named_or_the_only_one_filled(tmp_path: Path) -> None:
    def fill(workbook: Any) -> None:
        write_sheet(workbook, "Réponses")
        workbook.add_worksheet("Feuil2")
        write_sheet(workbook, "Noms", [("Nom",), ("X",)]).hide()

    path = excel(tmp_path / "feuilles.xlsx", fill)
    assert read_any(path, path.name).notices == ["feuille masquée non lue : Noms"]
    hidden = read_any(path, path.name, mapping(path, sheet="Noms", columns={"nom": "Nom"}))
    assert hidden.frame["nom"].tolist() == ["X"]


def test_title_above_the_headings_is_skipped_when_their_line_is_given(tmp_path: Path) -> None:
    rows = [("Enquête 2023",), (), HEADER, ("texte", "de", "la", "question", "", "", ""), *SURVEY]
    path = writers.write_xlsx(tmp_path / "titre.xlsx", rows)
    table = read_any(path, path.name, mapping(path, header_line=3, data_line=5, **PLAIN))
    assert table.faults == []
    assert table.frame[ROW].tolist() == [5, 6, 7, 8]
    text = tmp_path / "titre.csv"
    text.write_text("Enquête 2023;;\n\n" + csv_text(), encoding="utf-8")
    assert read_any(text, text.name, mapping(text, header_line=3, **PLAIN)).frame.shape == (4, 8)
    excel_csv = tmp_path / "excel.csv"
    excel_csv.write_bytes(b"sep=|\r\n" + csv_text(separator="|").encode())
    assert read_table(excel_csv, "x").frame[ROW].tolist() == [3, 4, 5, 6]


def test_hidden_lines_are_read_and_said(tmp_path: Path) -> None:
    def fill(workbook: Any) -> None:
        sheet = write_sheet(workbook, "Réponses")
        sheet.set_row(2, None, None, {"hidden": True})

    table = read_any(excel(tmp_path / "filtre.xlsx", fill), "filtre.xlsx")
    assert len(table.frame) == len(SURVEY)
    assert table.notices == ["feuille Réponses : une ligne masquée (filtre ?), rien n'est écarté"]


def test_several_files_make_one_table_whose_lines_name_their_file(tmp_path: Path) -> None:
    writers.write_xlsx(tmp_path / "pm.xlsx", [("N°", "Motif", "Agent"), ("I1", "tapage", "X")])
    (tmp_path / "bailleur.csv").write_text("ref;motif;etage\nB7;hall;2\n", encoding="utf-8")
    parts = [
        {"columns": {"id": "N°", "code": "Motif"}, "values": {"code": {"tapage": "bruit"}}},
        {"columns": {"id": "ref", "code": "motif", "floor": "etage"}},
    ]
    files = ("pm.xlsx", "bailleur.csv")
    asked = [mapping(tmp_path / file, **part) for file, part in zip(files, parts, strict=True)]
    table = read_mapped(tmp_path, asked, lambda path: path.name)
    assert table.faults == []
    assert table.frame[["id", "code", "floor", ROW, FILE]].values.tolist() == [
        ["I1", "bruit", "", 2, "pm.xlsx"],
        ["B7", "hall", "2", 2, "bailleur.csv"],
    ]
    assert table.headings == {"floor": "etage"}
    assert "pm.xlsx : colonnes non demandées, non lues : Agent" in table.notices
    (tmp_path / "bailleur.csv").write_text("ref;motif\nB7;hall\n", encoding="utf-8")
    broken = read_mapped(tmp_path, asked, lambda path: path.name)
    assert broken.faults == ["bailleur.csv : colonne « etage » absente du fichier"]


def test_decimal_separator_that_is_said_settles_thousands(tmp_path: Path) -> None:
    path = tmp_path / "milliers.csv"
    path.write_text("n;p\n1,234;2\n987;3\n", encoding="utf-8")
    columns = {"n": "n"}
    doubtful = read_any(path, "milliers.csv", mapping(path, columns=columns))
    assert any("milliers peut-être" in fault for fault in doubtful.faults)
    for decimal, expected in ((".", ["1234", "987"]), (",", ["1,234", "987"])):
        table = read_any(path, "milliers.csv", mapping(path, columns=columns, decimal=decimal))
        assert (table.faults, table.frame["n"].tolist()) == ([], expected)


def test_three_decimals_kept_as_numbers_are_no_thousands(tmp_path: Path) -> None:
    path = writers.write_xlsx(tmp_path / "poids.xlsx", [("p",), (1.234,), (2.345,)])
    table = read_any(path, "poids.xlsx")
    assert (table.faults, table.frame["p"].tolist()) == ([], ["1,234", "2,345"])


def test_limesurvey_leaves_out_who_answered(tmp_path: Path) -> None:
    path = _limesurvey(tmp_path, False)
    table = read_any(path, path.name)
    assert not {"ipaddr", "token"} & set(table.columns)
    assert table.frame["submitdate"].tolist() == ["oui", "oui", "non", "oui"]
    assert any("ipaddr, token" in notice for notice in table.notices)
    frame = pd.DataFrame({"submitdate": [""], "Q1": [""], "Q1. Texte": [""]})
    twice = limesurvey(RawTable("f.csv", frame, "0"))
    assert twice.faults == ["question répétée : Q1"]
