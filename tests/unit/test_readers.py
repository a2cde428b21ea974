"""Every tool of the analyst gives the same table; the mapping renames, recodes and leaves out."""

import hashlib
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.errors import ParameterError
from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.datasets.incidents import moments
from ffsu_eval.gate.schema import Column
from ffsu_eval.params.load import parse
from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.params.strict_yaml import read_yaml
from ffsu_eval.sources import spss_stata
from ffsu_eval.sources.limesurvey import limesurvey
from ffsu_eval.sources.mapping import mapped
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


def _table(**columns: list[str]) -> RawTable:
    frame = pd.DataFrame(columns, dtype="str")
    frame[ROW] = range(2, 2 + len(frame))
    return RawTable("f.csv", frame, "0")


def test_mapping_leaves_out_what_is_not_asked_and_says_it() -> None:
    table = _table(Nom=["Zébulon"], Q1=["A"], Q2=["b"])
    asked = FileMapping.model_validate({"file": "f.csv", "columns": {"q": "Q1"}})
    result = mapped(table, asked)
    assert result.columns == ["q"]
    assert result.headings == {"q": "Q1"}
    assert result.notices == ["colonnes non demandées, non lues : Nom, Q2"]


def test_value_without_correspondence_is_refused_never_passed_on() -> None:
    """Their 2 is not ours: a code that the mapping forgets must not pass for one of the project."""
    parts = {"columns": {"q": "Q1"}, "values": {"q": {"1": "0", "2": "1"}}, "missing": ["99"]}
    asked = FileMapping.model_validate({"file": "f.csv", **parts})
    good = mapped(_table(Q1=["1", "2", "99", ""]), asked)
    assert good.frame["q"].tolist() == ["0", "1", "", ""]
    bad = mapped(_table(Q1=["1", "3", "2", "3"]), asked)
    assert bad.faults == ["colonne Q1, lignes 3 et 5 : valeur sans correspondance (values)"]


def test_mapping_joins_recodes_everywhere_and_gives_constants() -> None:
    table = _table(Date=["05/03/2023", "06/03/2023"], Heure=["22:15", ""], q=["NR", "oui"])
    asked = FileMapping.model_validate(
        {
            "file": "f.csv",
            "columns": {"ts_start": ["Date", "Heure"], "q": "q"},
            "values": {"*": {"NR": "nsp"}},
            "constants": {"wave_id": "v1"},
        }
    )
    result = mapped(table, asked)
    assert result.frame["ts_start"].tolist() == ["05/03/2023 22:15", "06/03/2023"]
    assert result.frame["q"].tolist() == ["nsp", "oui"]
    assert result.frame["wave_id"].tolist() == ["v1", "v1"]
    assert result.headings["ts_start"] == "Date + Heure"
    assert moments(result.frame["ts_start"]).dt.hour.tolist() == [22, 0]


def test_heading_that_is_absent_is_named_with_its_neighbour() -> None:
    asked = FileMapping.model_validate({"file": "f.csv", "columns": {"q": "Soirées"}})
    assert mapped(_table(Soirée=["1"]), asked).faults == [
        "colonne « Soirées » absente du fichier ; vouliez-vous dire « Soirée » ?"
    ]


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
    twice = limesurvey(_table(**{"submitdate": [""], "Q1": [""], "Q1. Texte": [""]}))
    assert twice.faults == ["question répétée : Q1"]


CODES = {
    "Tranquillité": ("", "Thème"),
    "Insécurité en soirée": (
        "Tranquillité",
        "Évitement après 20 heures\nInclure : lieu évité\nExclure : faits de nuit",
    ),
    "Autre": ("Tranquillité", ""),
    "Gouvernance": ("", ""),
    "Autre ": ("Gouvernance", ""),
    "défavorable": ("", ""),
}
TEXT = "Le soir 🌙, personne ne passe\r\npar la gare. Le reste va bien, on se parle."
CODINGS = [
    ("Entretien 01", 0, 28, "Insécurité en soirée", "Camille D."),
    ("Entretien 01", 0, 28, "défavorable", "Camille D."),
    ("Entretien 01", 0, 28, "Insécurité en soirée", "Sacha L."),
    ("Entretien 01", 43, len(TEXT), "Autre ", "Sacha L."),
]


def _part(path: Path, part: str) -> RawTable:
    columns = {
        "codes": ["code_id", "parent_id", "label_fr", "definition", "include_rule", "exclude_rule"],
        "extraits": ["segment_id", "source", "position", "start", "end", "text_redacted"],
        "codages": ["segment_id", "code_id", "coder_id", "valence"],
    }[part]
    return read_any(path, path.name, mapping(path, sheet=part, columns={c: c for c in columns}))


def test_project_gives_back_codes_segments_and_coders(tmp_path: Path) -> None:
    path = writers.write_qdpx(tmp_path / "p.qdpx", CODES, {"Entretien 01": TEXT}, CODINGS)
    codes = _part(path, "codes").frame.set_index("code_id")
    assert list(codes.index) == [
        "tranquillite",
        "insecurite_en_soiree",
        "tranquillite.autre",
        "gouvernance",
        "gouvernance.autre",
    ]
    assert codes.loc["insecurite_en_soiree", "parent_id"] == "tranquillite"
    assert codes.loc["insecurite_en_soiree", "definition"] == "Évitement après 20 heures"
    assert codes.loc["insecurite_en_soiree", "include_rule"] == "lieu évité"
    assert codes.loc["insecurite_en_soiree", "exclude_rule"] == "faits de nuit"
    segments = _part(path, "extraits").frame
    assert segments["text_redacted"].tolist() == [
        "Le soir 🌙, personne ne passe",
        "Le reste va bien, on se parle.",
    ]
    assert segments["position"].tolist() == ["1", "2"]
    assert segments[["start", "end"]].astype(int).values.tolist() == [[0, 28], [43, len(TEXT)]]
    codings = _part(path, "codages")
    first, second = segments["segment_id"]
    assert (first, second) == ("S01-0-28", f"S01-43-{len(TEXT)}")
    assert codings.frame[["segment_id", "code_id", "coder_id", "valence"]].values.tolist() == [
        [first, "insecurite_en_soiree", "codeur_1", "-1"],
        [first, "insecurite_en_soiree", "codeur_2", ""],
        [second, "gouvernance.autre", "codeur_2", ""],
    ]
    said = " ".join(codings.notices) + codings.frame.to_csv()
    assert "Camille" not in said
    assert "deux codeurs" in said


def test_codes_of_the_same_name_are_told_apart_by_their_guid(tmp_path: Path) -> None:
    codes = {"Bruit": ("", ""), "bruit": ("", ""), "Très " * 12: ("", ""), "?": ("", "")}
    path = writers.write_qdc(tmp_path / "grille.qdc", codes)
    found = read_any(path, path.name).frame["code_id"].tolist()
    endings = [writers.guid(name)[-8:].lower() for name in codes]
    starts = ["bruit", "bruit", "tres_tres_tres_tres_tres_tres_t", "code"]
    assert found == [f"{start}_{end}" for start, end in zip(starts, endings, strict=True)]


def test_line_ends_of_atlas_count_for_one(tmp_path: Path) -> None:
    start, end = TEXT.index("Le reste") - 1, len(TEXT) - 1
    codings = [("E", start, end, "Autre ", "A")]
    path = writers.write_qdpx(
        tmp_path / "p.qdpx", CODES, {"E": TEXT}, codings, origin="ATLAS.ti 24"
    )
    assert _part(path, "extraits").frame["text_redacted"].tolist() == [
        "Le reste va bien, on se parle."
    ]


def test_codebook_alone_is_read(tmp_path: Path) -> None:
    path = writers.write_qdc(tmp_path / "grille.qdc", CODES)
    table = read_any(path, path.name)
    assert table.faults == []
    assert len(table.frame) == 5


def test_what_is_no_text_is_counted_not_read(tmp_path: Path) -> None:
    picture = '<PictureSource guid="x"><PictureSelection guid="y"/></PictureSource>'
    path = writers.write_qdpx(tmp_path / "p.qdpx", CODES, {"E": TEXT}, [], picture)
    assert _part(path, "extraits").notices[0] == "un passage non lu : image, page PDF, son ou vidéo"


YAML = """file: enquête.xlsx
sheet: Réponses
header_line: 3
columns:
  resp_id: Identifiant
  ts_start: [Date, Heure]
values:
  resp_id: {"A": B}
missing: ["NR"]
constants: {wave_id: v1}
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("sheet:", "shet:", 2, "vouliez-vous dire « sheet »"),
        ("columns:", "colonnes:", 4, "vouliez-vous dire « columns »"),
        ("header_line: 3", "header_line: trois", 3, "nombre entier attendu"),
        ("header_line: 3", "header_line: 0", 3, "valeur trop petite"),
        ("header_line: 3", "header_line: 3\ndata_line: 2", 1, "data_line doit suivre header_line"),
        ("header_line: 3", 'decimal: ";"', 3, "valeur hors de la liste admise"),
        ("enquête.xlsx", "../x.xlsx", 1, "chemin relatif attendu"),
        ("enquête.xlsx", "/x.xlsx", 1, "chemin relatif attendu"),
        ("  resp_id: {", "  res_id: {", 1, "vouliez-vous dire « resp_id »"),
        ("  resp_id: Identifiant", "  resp_id:", 5, "intitulé attendu"),
        ("[Date, Heure]", "[]", 6, "liste vide"),
        ("{wave_id", "{resp_id", 1, "colonne lue et constante à la fois : resp_id"),
        ("  resp_id: Identifiant", "  resp id: Identifiant", 5, "forme non admise"),
        ('["NR"]', "NR", 9, "liste attendue"),
        ("file: enquête.xlsx\n", "", 1, "clé obligatoire absente"),
    ],
)
def test_fault_of_a_mapping_names_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    path = tmp_path / "m.yml"
    assert old in YAML
    path.write_text(YAML.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParameterError) as caught:
        parse(FileMapping, read_yaml(path, "m.yml"))
    said = str(caught.value).splitlines()
    assert any(text.startswith(f"m.yml, ligne {line} :") and words in text for text in said), said


def test_mapping_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "m.yml"
    path.write_text(YAML, encoding="utf-8")
    read = parse(FileMapping, read_yaml(path, "m.yml"))
    assert read.columns == {"resp_id": ("Identifiant",), "ts_start": ("Date", "Heure")}
    assert read.header_line == 3
    assert isinstance(SURVEY[0][1], date)
