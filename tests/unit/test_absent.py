"""Data that a mission does not have: the section says so, and the rest stands."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.errors import Undocumented
from ffsu_eval.evidence.logic_model import LogicModel
from ffsu_eval.evidence.register import Register
from ffsu_eval.mission import FieldData
from ffsu_eval.narrative.absent import Absent, block, gathered, opened
from ffsu_eval.narrative.analysis.findings import finding
from ffsu_eval.narrative.blocks import Prose
from ffsu_eval.narrative.chapters import Chapters
from ffsu_eval.narrative.policy import blocks as policy_blocks
from ffsu_eval.narrative.strategy import sheets
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.render.from_notebook import _without_lost_references, _without_repeats
from tests.demo_mission import demo

DOCUMENTS = pd.DataFrame(
    {
        "title": ["Tableau de bord"],
        "producer": ["Bailleur"],
        "dataset": ["local_incidents"],
        "requested_on": pd.to_datetime(["2023-01-10"]),
        "received_on": pd.to_datetime([None]),
        "refused_on": pd.to_datetime(["2023-02-01"]),
    }
)


def mission(**frames: pd.DataFrame) -> Any:
    return SimpleNamespace(data=FieldData(**frames))


def test_an_absent_frame_names_its_kind_in_french() -> None:
    with pytest.raises(Undocumented, match="entretiens"):
        _ = FieldData().segments
    assert not hasattr(FieldData(), "segments")


def test_a_chapter_without_data_is_absent_and_answers_for_its_parts() -> None:
    found = opened(lambda asked: asked.data.interviews, mission())
    assert isinstance(found, Absent)
    assert found.main.whatever is found
    assert list(found.waves[1:]) == [found]
    assert found("EVA-Q1") is found


def test_a_block_of_an_absent_chapter_is_one_sentence() -> None:
    @block
    def told(chapter: Any) -> Prose:
        raise AssertionError("never computed")

    said = told(Absent("incidents locaux", mission(documents=DOCUMENTS)))
    assert isinstance(said, Prose)
    assert "Non documenté : incidents locaux." in said.text
    assert "demandé le 10 janvier 2023 à Bailleur, refus du 1er février 2023" in said.text


def test_a_block_whose_data_lack_half_way_says_so_too() -> None:
    @block
    def told(chapter: Any) -> Prose:
        return Prose(str(chapter.mission.data.meetings))

    said = told(SimpleNamespace(mission=mission()))
    assert "Non documenté : réunions." in said.text


def test_evidence_of_the_parts_that_have_data_is_kept() -> None:
    def without(_: Any) -> list[Any]:
        raise Undocumented("réunions")

    assert gathered(None, without, lambda _: ["item"]) == ["item"]


def test_a_finding_on_absent_data_establishes_nothing() -> None:
    register = Register(absent={"SUR": "enquêtes"})
    row = {"finding_id": "C1", "eq_id": "EVA-Q1", "direction": "hausse",
           "text_fr": "En soirée : {SUR01:soiree}."}  # fmt: skip
    found = finding(row, ["SUR01:soiree"], register, LogicModel())
    assert found.strength == "non établi"
    assert "données absentes (enquêtes)" in found.text


@pytest.mark.parametrize(
    ("frames", "chapter"),
    [
        (("survey_waves", "survey_respondents"), "surveys"),
        (("interviews", "segments", "codings", "codebook"), "interviews"),
        (("objectives", "actions", "baselines"), "policy"),
    ],
)
def test_each_kind_of_data_may_be_missing(frames: tuple[str, ...], chapter: str) -> None:
    assert isinstance(getattr(Chapters(demo(*frames)), chapter), Absent)


def test_a_survey_that_the_parameters_do_not_name_is_absent() -> None:
    assert isinstance(opened(Surveys, demo("survey_waves")), Absent)


def test_the_same_sentence_in_a_row_is_said_once() -> None:
    once = "::: {.undocumented}\nNon documenté : enquêtes.\n:::"
    assert _without_repeats(f"{once}\n\n\n{once}\n\ntexte\n\n{once}").count("Non documenté") == 2


def test_a_reference_to_what_is_not_shown_is_told_in_words() -> None:
    text = "Preuves : enquête (@fig-a, @tbl-b)\n\n::: {#fig-a}\nx\n:::"
    assert "@fig-a" in _without_lost_references(text)
    assert "@tbl-b" not in _without_lost_references(text)
    assert "non repris dans ce rapport" in _without_lost_references(text)


def test_sources_of_incidents_keep_their_identifier_without_organisations() -> None:
    chapter = Chapters(demo("organisations")).incidents
    assert not isinstance(chapter, Absent)
    assert all(name == f"source {code}" for code, name in chapter.sources.items())
    assert chapter.main in chapter.sources


def test_no_known_spending_is_a_sentence() -> None:
    actions = demo().data.actions.assign(budget_spent=pd.NA)
    told = policy_blocks.budget(Chapters(demo(actions=actions)).policy)
    assert isinstance(told, Prose)
    assert "aucune action" in told.text


def test_sheets_of_a_strategy_without_actions_are_one_sentence() -> None:
    (told,) = sheets.sheets(Chapters(demo("actions", "objectives")).strategy)
    assert "Non documenté" in told.markdown()
