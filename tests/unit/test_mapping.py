"""The mapping that an analyst writes once: read strictly; it renames, recodes and leaves out."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.errors import ParameterError
from ffsu_eval.gate.datasets.incidents import moments
from ffsu_eval.params.load import parse
from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.params.strict_yaml import read_yaml
from ffsu_eval.sources.mapping import mapped
from ffsu_eval.sources.raw import ROW, RawTable
from tests.writers import SURVEY


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
