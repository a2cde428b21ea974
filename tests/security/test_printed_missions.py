"""Every demonstration mission under a reader who solves for what its report does not print."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from ffsu_eval.disclosure import survey as survey_secrecy
from ffsu_eval.disclosure.printed import Printed
from ffsu_eval.disclosure.suppress import PRIMARY, suppress
from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.narrative.absent import Absent
from ffsu_eval.narrative.chapters import Chapters
from ffsu_eval.narrative.secrecy import kept_of
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.params import load_city
from tests.conftest import ROOT
from tests.printed_survey import SurveyReader

Open = Callable[[str, str], Chapters]
MISSIONS = [
    (path.stem, engagement)
    for path in sorted((ROOT / "params").glob("*.yml"))
    for engagement in load_city(ROOT, path.stem).engagements
]
NAMES = [f"{city}-{engagement}" for city, engagement in MISSIONS]
# the missions of a city share its surveys: one of those that read them
SURVEYED = {c: e for c, e in reversed(MISSIONS) if "enquêtes" not in ENGAGEMENTS[e].never_reads}
# a city whose survey is so small that much of it is withheld
SMALL = ("chennevieres-sur-marne", "evaluation")


def waves_of(chapters: Chapters) -> list[SurveyWave]:
    surveys = chapters.surveys
    if isinstance(surveys, Absent):
        return []
    return [*surveys.waves, *([surveys.earlier] if surveys.earlier is not None else [])]


@pytest.mark.parametrize(("city", "engagement"), SURVEYED.items(), ids=SURVEYED)
def test_no_answer_to_a_survey_is_narrowed(city: str, engagement: str, chapters: Open) -> None:
    for wave in waves_of(chapters(city, engagement)):
        assert SurveyReader(wave).narrowed()[1] == [], wave.wave["wave_id"]


def test_the_same_reader_breaks_a_survey_without_secondary_suppression(
    chapters: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def primary_only(system, former=()):
        return tuple(entry for entry in suppress(system) if entry.kind == PRIMARY)

    monkeypatch.setattr(survey_secrecy, "suppress_after", primary_only)
    mission = chapters(*SMALL).mission
    secrets, betrayed = SurveyReader(SurveyWave(mission, str(mission.wave["wave_id"]))).narrowed()
    assert secrets > 10
    assert len(betrayed) > secrets / 4


def narrowed(printed: Printed) -> list[str]:
    """Secret cells that were printed, or that the printed cells bound inside their interval."""
    names = list(printed.values)
    place = {name: n for n, name in enumerate(names)}
    entries = [
        (weight, row, place[name])
        for row, relation in enumerate(printed.relations)
        for name, weight in relation.items()
    ]
    weights, rows, columns = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(printed.relations), len(names))
    ties = csr_matrix((np.array(weights, dtype=float), (rows, columns)), shape=shape)
    known = [
        (value, value) if value is not None else (None, None) for value in printed.values.values()
    ]
    # counts are not negative, sums of codes may be
    counts = [name in printed.thresholds or name in printed.protect for name in names]
    bounds = [
        (0, None) if low is None and count else (low, high)
        for (low, high), count in zip(known, counts, strict=True)
    ]
    found = []
    for name, (low, high) in printed.protect.items():
        for sign, end in ((1, low), (-1, high)):
            goal = np.zeros(len(names))
            goal[place[name]] = sign
            answer = linprog(
                goal, A_eq=ties, b_eq=np.zeros(shape[0]), bounds=bounds, method="highs"
            )
            assert answer.status in (0, 3), answer.message
            reached = -np.inf if answer.status == 3 else answer.fun
            if reached > sign * end + 1e-6:
                found.append(name)
                break
    return found


@pytest.mark.parametrize(("city", "engagement"), MISSIONS, ids=NAMES)
def test_no_cell_of_any_table_is_narrowed(city: str, engagement: str, chapters: Open) -> None:
    made = chapters(city, engagement)
    tables = kept_of(
        made.surveys, made.incidents, made.interviews, made.workshop, made.evaluation,
        made.radicalisation, made.doctrine, made.nightlife, made.charter,
    )  # fmt: skip
    for kept in tables:
        assert narrowed(kept.released) == [], kept.table
