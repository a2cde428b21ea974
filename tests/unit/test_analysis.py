"""Findings, conclusions and recommendations: only what the mission asks, in the analyst's words."""

from types import SimpleNamespace

import pandas as pd
import pytest

from ffsu_eval.errors import NotebookError
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.register import Register
from ffsu_eval.narrative.analysis import analyse


def register() -> Register:
    filled = Register()
    filled.add(
        Evidence(f"SUR01:{name}", "libellé", "46 %", "46 %", "SUR", "B", "descriptif", "enquête",
                 "terrain", "tbl-x")
        for name in ("jour", "soir")
    )  # fmt: skip
    return filled


def mission(questions: tuple[str, ...], evidence: tuple[str, str] = ("SUR01:jour", "SUR01:soir")):
    data = SimpleNamespace(
        findings=pd.DataFrame(
            {
                "finding_id": ["C1", "C2"],
                "eq_id": ["EVA-Q1", "EVA-Q2"],
                "text_fr": ["En journée, {SUR01:jour}. Le reste suit.", "Le soir, {SUR01:soir}."],
                "direction": ["descriptif", "descriptif"],
            }
        ),
        finding_evidence=pd.DataFrame({"finding_id": ["C1", "C2"], "evidence_id": evidence}),
        conclusions=pd.DataFrame(
            {
                "conclusion_id": ["K1", "K2"],
                "eq_id": ["EVA-Q1", "EVA-Q2"],
                "text_fr": ["un", "deux"],
            }
        ),
        conclusion_findings=pd.DataFrame(
            {"conclusion_id": ["K1", "K2"], "finding_id": ["C1", "C2"]}
        ),
        recommendations=pd.DataFrame(
            {
                "reco_id": ["R10", "R2", "R1"],
                "text_fr": ["dix", "deux", "un"],
                "priority": pd.array([1, 1, 2], dtype="Int64"),
            }
        ),
        recommendation_conclusions=pd.DataFrame(
            {"reco_id": ["R10", "R2", "R1"], "conclusion_id": ["K1", "K1", "K2"]}
        ),
    )
    return SimpleNamespace(data=data, parameters=SimpleNamespace(questions=questions))


def test_text_is_filled_and_summary_keeps_the_first_sentence() -> None:
    analysis = analyse(mission(("EVA-Q1", "EVA-Q2")), register())  # type: ignore[arg-type]
    assert analysis.findings[0].text == "En journée, 46 %. Le reste suit."
    essential = analysis.essential(["rien"]).text
    assert "En journée, 46 %." in essential
    assert "Le reste suit" not in essential


def test_recommendations_come_by_priority_then_number() -> None:
    analysis = analyse(mission(("EVA-Q1", "EVA-Q2")), register())  # type: ignore[arg-type]
    assert list(analysis.recommendations["reco_id"]) == ["R2", "R10", "R1"]


def test_question_that_is_not_asked_brings_nothing_in() -> None:
    analysis = analyse(mission(("EVA-Q1",)), register())  # type: ignore[arg-type]
    assert [f.identifier for f in analysis.findings] == ["C1"]
    assert list(analysis.recommendations["reco_id"]) == ["R2", "R10"]
    assert "non retenue" in analysis.answer("EVA-Q2").text
    assert "C2" not in analysis.closing().text


def test_missing_evidence_is_named() -> None:
    asked = mission(("EVA-Q1", "EVA-Q2"), ("SUR01:jour", "SUR01:nuit"))
    with pytest.raises(NotebookError, match="C2 cite une preuve qui n'existe pas : SUR01:nuit"):
        analyse(asked, register())  # type: ignore[arg-type]
