"""The gate on decisions about free text: read as written, or refused by a named rule."""

from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.disclosure.decisions import ALLOW, apply
from ffsu_eval.disclosure.screening import find
from ffsu_eval.gate.datasets.screening import SCREENING_DECISIONS
from ffsu_eval.gate.passage import load
from ffsu_eval.sources.raw import RawTable
from tests.breaking import said

TEXTS = pd.DataFrame(
    [("segments", "S1", "text_redacted", "Mme Durand a parlé.")],
    columns=["dataset", "key", "column", "text"],
)
FINDING = find(TEXTS).iloc[0]
GOOD = f"""- finding: {FINDING["finding_id"]}.{FINDING["seal"]}
  decision: autoriser
  reason: Propos tenu en séance publique, déjà imprimé.
  by: responsable de l'étude
  date: 01/03/2024
"""


def read(folder: Path, text: str) -> RawTable:
    path = folder / SCREENING_DECISIONS.file
    path.write_text(text, encoding="utf-8")
    return SCREENING_DECISIONS.reader(path, path.name)


def test_decision_goes_from_the_file_to_the_log(tmp_path: Path) -> None:
    table = read(tmp_path, GOOD)
    tables = {SCREENING_DECISIONS.name: table}
    assert said(SCREENING_DECISIONS, table, tables) == []
    decisions = load(SCREENING_DECISIONS, tables)[SCREENING_DECISIONS.name]
    printed, log = apply(TEXTS, find(TEXTS), decisions)
    assert printed["text"].tolist() == TEXTS["text"].tolist()
    assert log["decision"].tolist() == [ALLOW]
    assert log["date"].tolist() == [pd.Timestamp("2024-03-01")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("autoriser", "garder", "décisions"),
        ("Propos tenu en séance publique, déjà imprimé.", "Oui", "motif d'au moins 15 caractères"),
        (FINDING["finding_id"], "S1", "forme non admise"),
        ("responsable de l'étude", '""', "by"),
        ("01/03/2024", "mars", "date"),
    ],
)
def test_faulty_decision_is_refused(tmp_path: Path, old: str, new: str, expected: str) -> None:
    table = read(tmp_path, GOOD.replace(old, new))
    messages = said(SCREENING_DECISIONS, table, {SCREENING_DECISIONS.name: table})
    assert any("screening.yml" in message and expected in message for message in messages), messages


def test_same_finding_twice_is_refused(tmp_path: Path) -> None:
    table = read(tmp_path, GOOD + GOOD)
    assert said(SCREENING_DECISIONS, table, {SCREENING_DECISIONS.name: table})
