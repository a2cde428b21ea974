"""One survey of residents in every format: weights, dates, margins and answers, hash for hash."""

import hashlib
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest

from ffsu_eval.gate.datasets import survey
from ffsu_eval.gate.expectations import validator
from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.sources.raw import RawTable
from ffsu_eval.sources.reading import read_any
from tests import writers
from tests.survey_mission import RESIDENTS, raw_tables, typed

BLOCKS = ("-01", "-02")
ITEMS = ("q_hab_eve", "q_serv_pn_eff")
# heading of the analyst's own file → column of the project
HEADINGS = {
    "Identifiant": "resp_id",
    "Vague": "wave_id",
    "Secteur": "stratum",
    "Plage": "time_slot",
    "Ancienneté": "seniority",
    "Fini": "finished",
    "Îlot": "psu",
    "Poids": "base_weight",
    "Répondu le": "answered_on",
    "Sexe": "sex",
    "Âge": "age_band",
    "Logement": "tenure",
    "Soirée": "q_hab_eve",
    "Police": "q_serv_pn_eff",
}
MARGIN_HEADINGS = {
    "Vague": "wave_id", "Variable": "variable", "Modalité": "category", "Effectif": "target_total",
}  # fmt: skip
SHORT = {
    "Identifiant": "ident", "Vague": "vague", "Secteur": "secteur", "Plage": "plage",
    "Ancienneté": "anciennete", "Fini": "fini", "Îlot": "ilot", "Poids": "poids",
    "Répondu le": "jour", "Sexe": "sexe", "Âge": "age", "Logement": "logement",
    "Soirée": "soiree", "Police": "police", "Variable": "variable", "Modalité": "modalite",
    "Effectif": "effectif",
}  # fmt: skip
FRAMES = ("survey_respondents", "survey_answers", "survey_margins")
Cells = list[list[Any]]


def responses() -> Cells:
    """Some eighty residents, each cell of the type that a spreadsheet keeps."""
    raw = raw_tables()["survey_responses"].frame
    kept = raw[(raw["wave_id"] == RESIDENTS) & raw["psu"].str[-3:].isin(BLOCKS)]
    lines = kept[list(HEADINGS.values())].to_numpy().tolist()
    kinds = {"finished": _yes, "base_weight": _number, "answered_on": _day}
    kinds |= dict.fromkeys(ITEMS, _code)
    return [
        [kinds.get(name, str)(cell) for name, cell in zip(HEADINGS.values(), line, strict=True)]
        for line in lines
    ]


def margins() -> Cells:
    raw = raw_tables()["survey_margins"].frame
    lines = raw[list(MARGIN_HEADINGS.values())].to_numpy().tolist()
    return [[*line[:3], round(1.0005 * float(line[3]), 2)] for line in lines]


def _yes(cell: str) -> bool:
    return cell == "oui"


def _number(cell: str) -> float:
    return float(cell.replace(",", "."))


def _day(cell: str) -> date:
    day, month, year = map(int, cell.split("/"))
    return date(year, month, day)


def _code(cell: str) -> Any:
    return int(cell) if cell.lstrip("-").isdigit() else cell


def read(path: Path, headings: dict[str, str], **parts: Any) -> RawTable:
    asked = {"file": path.name, "columns": {name: head for head, name in headings.items()}} | parts
    table = read_any(path, path.name, FileMapping.model_validate(asked))
    assert table.faults == []
    return table


def hashes(answers: RawTable, known: RawTable) -> dict[str, str]:
    """Hash of each typed frame, as the store writes it; the gate must accept both tables."""
    tables = raw_tables()
    items = tables["survey_items"]
    items.frame = items.frame[items.frame["item_id"].isin(ITEMS)]
    tables |= {"survey_responses": answers, "survey_margins": known}
    for dataset in (survey.MARGINS, survey.RESPONSES):
        checks = validator().check(dataset, tables[dataset.name], tables)
        assert [(c.column, c.rule) for c in checks if not c.success] == []
    frames = typed(tables)
    assert frames["survey_respondents"]["base_weight"].notna().all()
    assert frames["survey_respondents"]["answered_on"].notna().all()
    found = {}
    for name in FRAMES:
        stream = io.BytesIO()
        frames[name].reset_index(drop=True).to_parquet(stream, index=False)
        found[name] = hashlib.sha256(stream.getvalue()).hexdigest()
    return found


def text(folder: Path, name: str, header: Any, rows: Cells, encoding: str, separator: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_bytes(writers.csv_text(rows, header, separator).encode(encoding))
    return path


def _text(encoding: str, separator: str = ";") -> Callable[..., Path]:
    return lambda folder, name, header, rows: text(folder, name, header, rows, encoding, separator)


def _xlsx(folder: Path, name: str, header: Any, rows: Cells) -> Path:
    return writers.write_xlsx(folder / f"{name}.xlsx", [header, *rows])


def _ods(folder: Path, name: str, header: Any, rows: Cells) -> Path:
    return writers.write_ods(folder / f"{name}.ods", writers.ods_sheet("Feuille", [header, *rows]))


def _package(folder: Path, name: str, header: Any, rows: Cells, extension: str) -> Path:
    """Numbers as numbers, « ne sait pas » a code 9, as the statistical packages keep them."""
    frame = pd.DataFrame(rows, columns=[SHORT[head] for head in header])
    for column in ("poids", "fini", "soiree", "police", "effectif"):
        if column in frame:
            frame[column] = frame[column].replace({"nsp": 9}).astype("float64")
    write = pyreadstat.write_sav if extension == "sav" else pyreadstat.write_dta
    write(frame, folder / f"{name}.{extension}")
    return folder / f"{name}.{extension}"


def _statistical(extension: str) -> Callable[..., Path]:
    return lambda folder, name, header, rows: _package(folder, name, header, rows, extension)


def _limesurvey(folder: Path, name: str, header: Any, rows: Cells) -> Path:
    """The answers as LimeSurvey exports them; margins have no questionnaire: a plain CSV."""
    if name == "marges":
        return text(folder, name, header, rows, "utf-8", ";")
    heads = ["submitdate" if head == "Fini" else SHORT[head] for head in header]
    place = list(header).index("Fini")
    codes = {0: "A0", 1: "A1", 2: "A2", 3: "A3", 4: "A4", "nsp": "A9"}
    lines = []
    for row in rows:
        day = row[list(header).index("Répondu le")]
        cells = [*row[:-2], *(codes[cell] for cell in row[-2:])]
        cells[place] = f"{day:%Y-%m-%d} 10:00:00" if row[place] else ""
        lines.append([*cells, 3, "192.0.2.1"])
    return text(folder, name, [*heads, "lastpage", "ipaddr"], lines, "utf-8-sig", ",")


YES = {"values": {"finished": {"1": "oui", "0": "non"}}}
NOT_KNOWN = {item: {**{str(i): str(i) for i in range(5)}, "9": "nsp"} for item in ITEMS}
CODED = {"values": YES["values"] | NOT_KNOWN}
# weights of three decimals: the reader asks which sign is the decimal one rather than guess
COMMA = {"decimal": ","}
ANSWERED = COMMA | {
    "values": {item: {**{f"A{i}": str(i) for i in range(5)}, "A9": "nsp"} for item in ITEMS}
}
SHORTENED = {SHORT[head]: name for head, name in HEADINGS.items()}
SHORT_MARGINS = {SHORT[head]: name for head, name in MARGIN_HEADINGS.items()}
LIME = {("submitdate" if head == "fini" else head): name for head, name in SHORTENED.items()}
Format = tuple[Callable[..., Path], dict[str, str], dict[str, str], dict[str, Any]]
FORMATS: dict[str, Format] = {
    "csv UTF-8 avec marque": (_text("utf-8-sig"), HEADINGS, MARGIN_HEADINGS, COMMA),
    "csv Windows-1252": (_text("cp1252"), HEADINGS, MARGIN_HEADINGS, COMMA),
    "csv virgules": (_text("utf-8", ","), HEADINGS, MARGIN_HEADINGS, COMMA),
    "xlsx": (_xlsx, HEADINGS, MARGIN_HEADINGS, {}),
    "ods": (_ods, HEADINGS, MARGIN_HEADINGS, {}),
    "sav": (_statistical("sav"), SHORTENED, SHORT_MARGINS, CODED),
    "dta": (_statistical("dta"), SHORTENED, SHORT_MARGINS, CODED),
    "LimeSurvey": (_limesurvey, LIME, MARGIN_HEADINGS, ANSWERED),
}


def tables_of(name: str, folder: Path) -> tuple[RawTable, RawTable]:
    write, headings, of_margins, parts = FORMATS[name]
    answers = write(folder, "reponses", list(HEADINGS), responses())
    known = write(folder, "marges", list(MARGIN_HEADINGS), margins())
    return read(answers, headings, **parts), read(known, of_margins)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("référence")
    write = _text("utf-8")
    answers = write(folder, "reponses", list(HEADINGS), responses())
    known = write(folder, "marges", list(MARGIN_HEADINGS), margins())
    return hashes(read(answers, HEADINGS, **COMMA), read(known, MARGIN_HEADINGS))


@pytest.mark.parametrize("name", FORMATS)
def test_every_tool_gives_the_same_frames(
    name: str, tmp_path: Path, reference: dict[str, str]
) -> None:
    assert hashes(*tables_of(name, tmp_path)) == reference


def test_the_hash_sees_a_weight_a_date_and_a_margin(
    tmp_path: Path, reference: dict[str, str]
) -> None:
    """What is compared above does change with the data."""
    answers, known = tables_of("xlsx", tmp_path)
    answers.frame.loc[0, "base_weight"] = "1,5"
    known.frame.loc[[0, 1], "target_total"] = ["27574.78", "24451.22"]
    found = hashes(answers, known)
    assert found["survey_respondents"] != reference["survey_respondents"]
    assert found["survey_margins"] != reference["survey_margins"]
    assert found["survey_answers"] == reference["survey_answers"]
