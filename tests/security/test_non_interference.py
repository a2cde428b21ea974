"""Data that differ only in what is withheld give the same report: no channel depends on it."""

from types import SimpleNamespace

import pandas as pd
import pytest
from matplotlib import pyplot as plt

from ffsu_eval.charts import survey as survey_charts
from ffsu_eval.disclosure.survey import SurveySecrecy
from ffsu_eval.indicators import survey
from ffsu_eval.narrative.blocks import Figure, Notes, Table
from ffsu_eval.narrative.incidents import evidence, figures, tables
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.narrative.interviews import blocks as interview_blocks
from ffsu_eval.narrative.interviews.results import Interviews
from ffsu_eval.narrative.secrecy import kept_of
from ffsu_eval.params.model import SecrecyThresholds
from ffsu_eval.reference import table
from tests.demo_incidents import chapter_of
from tests.unit.test_survey_secrecy import ITEMS, answered, people

CITY = "saint-nazaire"
INCIDENT_BLOCKS = (
    figures.week, figures.densities, figures.months, figures.cells, tables.sources, tables.moments,
    tables.nights, tables.quotients, tables.signals,
)  # fmt: skip


def channels(block: Figure | Table) -> dict[str, object]:
    """What a block gives to every channel: HTML, Markdown (alt text, prose), SVG, PNG, data."""
    bundle, _ = block._repr_mimebundle_()
    plt.close("all")
    return bundle


def swapped(chapter: LocalIncidents) -> LocalIncidents:
    """The same incidents, one exchanged for another between four withheld cells of the mix."""
    hidden = [
        dict(part.split("=") for part in entry.cell.split("|")[1:])
        for entry in chapter.secrecy.log
        if "category=" in entry.cell and "place=" in entry.cell
    ]
    places = sorted({cell["place"] for cell in hidden})
    kinds = sorted({cell["category"] for cell in hidden})
    assert len(hidden) == 4
    assert (len(places), len(kinds)) == (2, 2)
    frame = chapter.mission.data.local_incidents.copy()
    linked = set(frame["duplicate_of"].dropna())
    alone = frame["duplicate_of"].isna() & ~frame["incident_id"].isin(linked)
    for place, (old, new) in zip(places, (kinds, kinds[::-1]), strict=True):
        chosen = frame.index[
            alone & (frame["territory_id"] == place) & (frame["category_code"] == old)
        ]
        frame.loc[chosen[0], "category_code"] = new
    data = SimpleNamespace(**{**vars(chapter.mission.data), "local_incidents": frame})
    return LocalIncidents(SimpleNamespace(**{**vars(chapter.mission), "data": data}))


@pytest.fixture(scope="module")
def pair() -> tuple[LocalIncidents, LocalIncidents]:
    chapter = chapter_of(CITY)
    return chapter, swapped(chapter)


@pytest.mark.parametrize("block", INCIDENT_BLOCKS, ids=lambda b: b.__name__)
def test_blocks_of_incidents_do_not_depend_on_withheld_counts(block, pair) -> None:
    first, second = pair
    assert channels(block(first)) == channels(block(second))


def test_evidence_log_and_memory_do_not_either(pair) -> None:
    first, second = pair
    changed = first.frame["category_code"] != second.frame["category_code"]
    assert changed.sum() == 2
    assert evidence.items(first) == evidence.items(second)
    assert first.secrecy.log == second.secrecy.log
    assert first.secrecy.released == second.secrecy.released


def test_a_count_that_is_printed_does_show(pair) -> None:
    """The comparison can fail: an incident more in a printed cell changes the blocks."""
    first, _ = pair
    frame = first.mission.data.local_incidents
    data = SimpleNamespace(**{**vars(first.mission.data), "local_incidents": frame.iloc[:-1]})
    other = LocalIncidents(SimpleNamespace(**{**vars(first.mission), "data": data}))
    assert channels(figures.months(first)) != channels(figures.months(other))


def test_a_survey_does_not_depend_on_a_cell_of_three_people() -> None:
    told = []
    for three in (3, 2):
        answers = answered(q1=[3] * three + [2] * (43 - three) + [1] * 40 + [0] * 37)
        own = SurveySecrecy(answers, ITEMS, people(), 5, 11)
        frame = own.hide(survey.distribution(answers, ITEMS, table("survey_scales"), "insecurity"))
        assert frame["count"].isna().sum() == 2
        shares = own.hide(survey.insecurity_share(answers, ITEMS, people()))
        data = survey_charts.likert_data(frame)
        figure = Figure(
            "f", survey_charts.likert(frame), "t", "s", Notes("", "", ""),
            survey_charts.likert_alt(frame), data,
        )  # fmt: skip
        told.append((channels(figure), frame.to_csv(), shares.to_csv(), own.log, own.released))
    assert told[0] == told[1]


def test_interviews_do_not_depend_on_a_family_of_two() -> None:
    told = []
    for two in (2, 1):
        families = ["ELUS_VILLE"] * two + ["SECURITE_JUSTICE"] * (11 - two) + ["SOCIETE_CIVILE"] * 4
        frame = pd.DataFrame({"interview_id": range(len(families)), "macro_family": families})
        empty = pd.DataFrame()
        mission = SimpleNamespace(
            data=SimpleNamespace(interviews=frame, segments=empty, codings=empty, codebook=empty),
            parameters=SimpleNamespace(secrecy=SecrecyThresholds()),
            status_words=lambda dataset: "données de terrain",
        )
        interviews = Interviews(mission)
        assert len(interviews.secrecy.log) == 2
        kept = kept_of(interviews)
        told.append((channels(interview_blocks.families(interviews)), kept))
    assert told[0] == told[1]
