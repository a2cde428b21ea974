"""A waiver accepts one fault, says why, and is printed."""

import dataclasses
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from ffsu_eval.errors import LintError, NotebookError
from ffsu_eval.evidence.lint import Fault
from ffsu_eval.evidence.waivers import Waiver, apply, read_waivers
from ffsu_eval.tables.evidence import waivers_table

FAULT = Fault("L3", "C7", "findings.yml", "L’action a permis un recul net.", "« a permis »")
OTHER = dataclasses.replace(FAULT, sentence="L'action a permis un report.")


def waiver(**changes: Any) -> Waiver:
    made = Waiver(
        "L3", "C7", "L'action a permis un recul", "Formule de la loi, citée telle quelle.",
        "Responsable de mission", date(2023, 9, 15),
    )  # fmt: skip
    return dataclasses.replace(made, **changes)


def test_a_waiver_accepts_its_fault_whatever_the_apostrophe() -> None:
    outcome = apply([FAULT, OTHER], [waiver()])
    assert outcome.refused == (OTHER,)
    assert outcome.accepted == ((waiver(), FAULT),)
    assert outcome.notices == ()


def test_a_fingerprint_names_a_sentence() -> None:
    assert apply([FAULT], [waiver(quote=FAULT.fingerprint)]).refused == ()


@pytest.mark.parametrize("changes", [{"rule": "L4"}, {"target": "C8"}, {"quote": "Autre phrase…"}])
def test_an_unused_waiver_is_a_notice(changes: dict[str, str]) -> None:
    outcome = apply([FAULT], [waiver(**changes)])
    assert outcome.refused == (FAULT,)
    assert "sans objet" in outcome.notices[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"justification": ""}, "sans justification"),
        ({"justification": "ok"}, "sans justification"),
        ({"quote": "L'action"}, "trop courte"),
    ],
)
def test_a_waiver_that_says_too_little_is_refused(changes: dict[str, str], said: str) -> None:
    outcome = apply([FAULT], [waiver(**changes)])
    assert outcome.accepted == ()
    assert [fault.file for fault in outcome.refused] == ["findings.yml", "waivers.yml"]
    assert said in outcome.refused[1].reason


def test_a_waiver_names_one_fault_only() -> None:
    outcome = apply([FAULT, OTHER], [waiver(quote="L'action a permis un")])
    assert outcome.accepted == ()
    assert "2 fautes" in outcome.refused[-1].reason


def test_one_fault_needs_one_waiver() -> None:
    outcome = apply([FAULT], [waiver(), waiver()])
    assert len(outcome.accepted) == 1
    assert len(outcome.notices) == 1


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(LintError) as caught:
        apply([FAULT, OTHER], []).stop_if_refused()
    lines = str(caught.value).splitlines()
    assert lines[0] == "texte de l'analyste : 2 fautes"
    assert len(lines) == 4
    assert issubclass(LintError, NotebookError)
    assert LintError.exit_code == 4
    apply([], []).stop_if_refused()


def test_accepted_faults_are_printed_without_codes() -> None:
    cited = dataclasses.replace(FAULT, sentence="L'action a permis un recul ({SUR01:x}).")
    table = waivers_table([(waiver(), cited)])
    assert table["Phrase"][0] == "L'action a permis un recul (…)."
    assert table["Date"][0] == "15/09/2023"
    assert table["Règle"][0].startswith("L3")


def test_a_mission_may_have_no_waiver() -> None:
    assert read_waivers(SimpleNamespace()) == []
