"""Findings, conclusions and recommendations: only what the mission asks, in the analyst's words."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from ffsu_eval.errors import LintError, NotebookError
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.register import Register
from ffsu_eval.narrative import DATA_MIME
from ffsu_eval.narrative.analysis import Analysis, analyse, blocks
from ffsu_eval.narrative.analysis.backlinks import with_back_links
from ffsu_eval.narrative.triangulation import (
    by_question,
    by_theme,
    themes,
    triangulated,
    triangulated_themes,
)
from ffsu_eval.reference import table


def register() -> Register:
    filled = Register()
    filled.add(
        Evidence(f"SUR01:{name}", "libellé", "46 %", "46 %", "SUR", "B", "descriptif", "enquête",
                 "terrain", "tbl-x")
        for name in ("jour", "soir")
    )  # fmt: skip
    return filled


@pytest.fixture(autouse=True)
def notebook(tmp_path: Path) -> Path:
    """A notebook that has every mandatory section."""
    cells = [
        {"cell_type": "markdown", "source": [f"# Titre {{#{anchor}}}\n\ntexte"]}
        for anchor in table("mandatory_sections")["anchor"]
    ]
    path = tmp_path / "notebooks" / "evaluation.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    mission.root = tmp_path  # type: ignore[attr-defined]
    return path


def mission(
    questions: tuple[str, ...] = ("EVA-Q1", "EVA-Q2"),
    evidence: tuple[str, str] = ("SUR01:jour", "SUR01:soir"),
    **frames: pd.DataFrame,
):
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
    vars(data).update(frames)
    return SimpleNamespace(
        data=data,
        parameters=SimpleNamespace(questions=questions),
        root=mission.root,  # type: ignore[attr-defined]
        engagement="evaluation",
    )


def findings(**columns: list[str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "finding_id": ["C1", "C2"],
            "eq_id": ["EVA-Q1", "EVA-Q2"],
            "text_fr": ["En journée, {SUR01:jour}.", "Le soir, {SUR01:soir}."],
            "direction": ["descriptif", "descriptif"],
        }
    )
    return frame.assign(**columns)


def analysis(**frames: pd.DataFrame) -> Analysis:
    return analyse(mission(**frames), register())  # type: ignore[arg-type]


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


def test_chain_is_followed_both_ways() -> None:
    made = analysis()
    section, closing, advice = made.section("EVA-Q1").text, made.closing().text, made.advice().text
    assert "↑ Conclusion qui s'appuie sur ce constat : [K1](#conclusion-k1)" in section
    assert "recommandations : [R2](#recommandation-r2), [R10](#recommandation-r10)" in section
    assert "Constats : [C1](#constat-c1)" in closing
    assert "↑ Recommandation : [R1](#recommandation-r1)" in closing
    assert "Conclusions : [K1](#conclusion-k1) ; constats : [C1](#constat-c1)" in advice
    whole = section + made.section("EVA-Q2").text + closing + advice
    assert set(re.findall(r"\(#([\w-]+)\)", whole)) <= set(re.findall(r"\{#([\w-]+)", whole))


def test_finding_without_conclusion_says_so() -> None:
    none = pd.DataFrame({"conclusion_id": ["K1", "K2"], "finding_id": ["C1", "C1"]})
    with pytest.raises(LintError, match="K2, règle L2"):
        analysis(conclusion_findings=none.head(1))
    made = analysis(conclusion_findings=none, conclusions=pd.DataFrame(
        {"conclusion_id": ["K1", "K2"], "eq_id": ["EVA-Q1"] * 2, "text_fr": ["un", "deux"]}
    ))  # fmt: skip
    assert "Aucune conclusion ne s'appuie sur ce constat." in made.section("EVA-Q2").text


def test_every_fault_of_the_texts_stops_the_analysis_at_once() -> None:
    wrong = findings(text_fr=["L'action a réduit les faits de 12 %.", "La commune est classée 3e."])
    with pytest.raises(LintError) as caught:
        analysis(findings=wrong)
    said = str(caught.value)
    assert said.startswith("texte de l'analyste : 3 fautes")
    assert all(f"règle {rule}" in said for rule in ("L3", "L4", "L6"))
    assert "« L'action a réduit les faits de 12 %. »" in said


def test_recommendation_on_nothing_is_refused_and_one_on_another_question_is_left_out() -> None:
    pairs = pd.DataFrame({"reco_id": ["R10", "R2"], "conclusion_id": ["K1", "K1"]})
    with pytest.raises(LintError, match="R1, règle L2"):
        analysis(recommendation_conclusions=pairs)
    asked = analyse(mission(("EVA-Q2",)), register())  # type: ignore[arg-type]
    assert list(asked.recommendations["reco_id"]) == ["R1"]


def test_missing_section_of_the_notebook_is_refused(notebook: Path) -> None:
    notebook.write_text(json.dumps({"cells": []}), encoding="utf-8")
    with pytest.raises(LintError, match="sec-limites, règle L7"):
        analysis()


def test_claimed_rung_is_shown_and_checked() -> None:
    assert analysis(findings=findings(rung=["descriptif", None])).findings[0].rung == "descriptif"
    with pytest.raises(LintError, match="échelon revendiqué « effet estimé »"):
        analysis(findings=findings(rung=["effet estimé", None]))


def test_link_of_a_finding_must_exist() -> None:
    with pytest.raises(NotebookError, match="C1 cite un lien absent du modèle logique : L9"):
        analysis(findings=findings(link_id=["L9", None]))


def waivers(justification: str = "Chiffre lu dans une pièce confidentielle.") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rule": ["L4"],
            "target": ["C1"],
            "quote": ["Sur douze mois"],
            "justification": [justification],
            "by": ["Responsable"],
            "date": pd.to_datetime(["2023-09-15"]),
        }
    )


def test_waiver_is_accepted_and_printed() -> None:
    typed = findings(text_fr=["Sur douze mois, rien.", "Le soir."])
    with pytest.raises(LintError, match="C1, règle L4"):
        analysis(findings=typed)
    made = analysis(findings=typed, waivers=waivers())
    printed = blocks.waivers(made).markdown()
    assert "Sur douze mois, rien." in printed
    assert "Chiffre lu dans une pièce confidentielle." in printed
    assert "Aucune dérogation" in blocks.waivers(analysis()).markdown()
    with pytest.raises(LintError, match="sans justification"):
        analysis(findings=typed, waivers=waivers(""))


def test_notices_are_for_the_analyst_and_never_for_the_report() -> None:
    made = analysis(findings=findings(text_fr=["Une hausse inquiétante.", "Le soir."]))
    bundle, _ = made._repr_mimebundle_()
    assert list(bundle) == ["text/html"]
    assert "inquiétante" in bundle["text/html"]


def test_chain_table_links_every_step_and_publishes_plain_text() -> None:
    table_ = blocks.chain(analysis())
    bundle, _ = table_._repr_mimebundle_()
    markdown, data = bundle["text/markdown"], bundle[DATA_MIME]
    row = "[C1](#constat-c1) (faible)"
    assert row in markdown
    assert "@tbl-x" in markdown
    assert "[K1](#conclusion-k1)" in markdown
    assert data["columns"][:5] == ["Question", "Critère", "Constat", "Force", "Preuve"]
    first = dict(zip(data["columns"], data["rows"][0], strict=True))
    assert first["Preuve"] == "SUR01:jour"
    assert first["Conclusions"] == "K1"
    assert first["Recommandations"] == "R2, R10"
    assert not any("#" in str(cell) for line in data["rows"] for cell in line)


FLOATS = """::: {#tbl-x}
| a |

Légende
:::

::: {.notes}
**Source :** enquête.
:::

::: {#fig-y}
![](figures/fig-y)

Légende
:::

::: {.notes}
**Source :** enquête.
:::
"""


def test_figures_lead_back_to_their_findings() -> None:
    made = analysis()
    sections = "\n\n".join(made.section(question).text for question in made.asked)
    report = with_back_links(f"{FLOATS}\n{sections}\n")
    line = "**Source :** enquête.\n\n↑ Constats qui s'y appuient : [C1](#constat-c1), [C2](#constat-c2)"
    assert line in report
    # no finding rests on the other figure
    assert report.count("↑ Constat") == 1
    assert with_back_links(report) == report
    assert with_back_links(FLOATS) == FLOATS


def test_triangulation_by_question_and_by_theme() -> None:
    asked = mission(findings=findings(theme_fr=["Soirée", None]))
    assert list(triangulated(asked, register())["SUR"]) == ["appui", "appui"]  # type: ignore[arg-type]
    assert themes(asked) == {"Soirée": "Soirée"}  # type: ignore[arg-type]
    matrix = triangulated_themes(asked, register())  # type: ignore[arg-type]
    assert matrix.to_dict("list") == {
        "theme": ["Soirée"], "DOC": ["silence"], "REC": ["silence"], "SUR": ["appui"],
        "INT": ["silence"],
    }  # fmt: skip
    assert themes(mission()) == {}  # type: ignore[arg-type]


def test_triangulation_leaves_out_the_questions_that_are_not_asked() -> None:
    asked = mission(("EVA-Q2",), findings=findings(theme_fr=["Soirée", "Soirée"]))
    assert themes(asked) == {"Soirée": "Soirée"}  # type: ignore[arg-type]
    assert list(triangulated(asked, register())["theme"]) == ["EVA-Q2"]  # type: ignore[arg-type]


def test_triangulation_figures_read_one_cell_aloud() -> None:
    asked = mission(findings=findings(theme_fr=["Soirée", None]))
    figure = by_theme(asked, register())  # type: ignore[arg-type]
    assert "sur « Soirée », la famille « enquête » appuie les constats." in figure.markdown()
    assert "Q1 Pertinence" in by_question(asked, register()).markdown()  # type: ignore[arg-type]
    assert "pas été rangés" in by_theme(mission(), register()).markdown()  # type: ignore[arg-type]


def test_explanation_of_a_contradiction_is_printed_and_checked() -> None:
    said = findings(explained_fr=["Les deux sources n'ont pas le même champ.", None])
    assert (
        "Contradiction expliquée : Les deux sources"
        in analysis(findings=said).section("EVA-Q1").text
    )
    with pytest.raises(LintError, match="C1, règle L3.*L'écart est dû à la période"):
        analysis(findings=findings(explained_fr=["L'écart est dû à la période.", None]))


def test_what_rests_on_absent_data_only_is_told_not_documented_and_never_refused() -> None:
    """C2 rests on incidents that the mission does not have, so do K2 and R1; the rest stands."""
    asked = mission(evidence=("SUR01:jour", "INC01:jour"))
    asked.data.conclusions = asked.data.conclusions.assign(headline=[False, True])
    known = register()
    known.absent = {"INC": "incidents locaux"}
    made = analyse(asked, known)  # type: ignore[arg-type]
    assert made.silent == {"K2", "R1"}
    assert "données absentes (incidents locaux)" in made.section("EVA-Q2").text
    assert "Non documenté" in made.answer("EVA-Q2").text
    assert "deux" not in made.closing().text
    assert "dix" in made.advice().text
    assert "un" not in made.advice().text.split("R1", 1)[1].split(".", 1)[0]
    essential = made.essential([]).text
    assert "[K2]" not in essential
    assert "[R1]" not in essential


def test_a_conclusion_with_one_ground_left_is_still_checked() -> None:
    asked = mission(
        evidence=("SUR01:jour", "INC01:jour"),
        conclusion_findings=pd.DataFrame(
            {"conclusion_id": ["K1", "K2", "K2"], "finding_id": ["C1", "C1", "C2"]}
        ),
    )
    asked.data.conclusions = asked.data.conclusions.assign(
        text_fr=["un", "La médiation a réduit les incidents."]
    )
    known = register()
    known.absent = {"INC": "incidents locaux"}
    with pytest.raises(LintError, match="K2, règle L3"):
        analyse(asked, known)  # type: ignore[arg-type]
