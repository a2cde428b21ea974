"""What may not be printed of a survey is not, in any frame, and cannot be deduced."""

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.charts import survey as charts
from ffsu_eval.disclosure.attack import unprotected
from ffsu_eval.disclosure.cells import System
from ffsu_eval.disclosure.survey import CAVEAT, SurveySecrecy
from ffsu_eval.indicators import survey
from ffsu_eval.reference import table

SCALES = table("survey_scales")
ITEMS = pd.DataFrame(
    [
        ("q1", "insecurity", "soiree", "en soirée", "frequence_cvs"),
        ("q2", "effectiveness", "pm", "police municipale", "efficacite"),
        ("q3", "victimisation", "agression", "agression", "oui_non"),
    ],
    columns=["item_id", "construct", "theme", "theme_label_fr", "scale_id"],
)
# answers behind the printed shares of each question
RESULTS = {"q1": [{2, 3}], "q2": [{3, 4}, {1, 2}]}
STRATA = ("a", "b", "c")


def people(size: int = 120) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "resp_id": [f"r{n}" for n in range(size)],
            "wave_id": "w",
            "stratum": [STRATA[n % len(STRATA)] for n in range(size)],
            "finished": True,
        }
    )


def answered(**codes: list[int]) -> pd.DataFrame:
    lines = [
        (f"r{n}", item, code, "valide") for item, own in codes.items() for n, code in enumerate(own)
    ]
    return pd.DataFrame(lines, columns=["resp_id", "item_id", "code", "answer_status"])


def secrecy(answers: pd.DataFrame, **more) -> SurveySecrecy:
    return SurveySecrecy(answers, ITEMS, people(), 5, 11, **more)


def test_a_small_answer_is_withheld_with_another() -> None:
    answers = answered(q1=[3] * 3 + [2] * 40 + [1] * 40 + [0] * 37)
    own = secrecy(answers)
    frame = own.hide(survey.distribution(answers, ITEMS, SCALES, "insecurity"))
    shown = frame.set_index("code")
    assert pd.isna(shown.loc[3, "count"])
    assert pd.isna(shown.loc[3, "value"])
    assert frame["count"].isna().sum() == 2
    assert (frame["n"] == 120).all()
    figure = charts.likert(frame)
    assert figure.axes
    assert "3" not in charts.likert_data(frame).to_numpy().ravel().tolist()


def test_a_small_share_of_a_category_is_withheld_in_value_and_count() -> None:
    codes = [0] * 120
    for n in (0, 3, 6):  # three of stratum a feel unsafe
        codes[n] = 3
    for n in [*range(1, 90, 3), *range(2, 60, 3)]:
        codes[n] = 2
    answers = answered(q1=codes)
    own = secrecy(answers)
    frame = survey.insecurity_share(answers, ITEMS, people(), by="stratum")
    hidden = own.hide(frame).set_index("group")
    assert hidden["value"].isna().to_dict()["a"]
    assert hidden["count"].isna().to_dict()["a"]
    assert hidden.loc["a", "display"] == "non affiché"
    assert CAVEAT in hidden.loc["a", "caveat"]
    # the whole is printed, so a second category must be withheld too
    assert hidden["value"].isna().sum() == 2
    entries = {entry.cell for entry in own.log}
    assert all("3" not in entry.rule for entry in own.log)
    assert entries


def test_sensitive_subjects_have_a_higher_threshold_and_hide_zero() -> None:
    ten = secrecy(answered(q3=[1] * 10 + [0] * 110))
    assert {entry.rule for entry in ten.log if entry.kind == "primaire"} == {
        "moins de 11 répondants"
    }
    assert secrecy(answered(q3=[1] * 12 + [0] * 108)).log == ()
    assert secrecy(answered(q2=[3] * 10 + [2] * 110)).log == ()


@pytest.mark.parametrize("seed", range(15))
def test_no_secret_of_a_random_survey_is_narrowed(seed: int) -> None:
    rng = np.random.default_rng(seed)
    probabilities = rng.dirichlet([1.2, 0.5, 0.3, 0.1])
    answers = answered(
        q1=list(rng.choice(4, 120, p=probabilities)),
        q2=list(1 + rng.choice(4, 120, p=probabilities[::-1])),
        q3=list(rng.choice(2, 120, p=(0.93, 0.07))),
    )
    own = secrecy(answers, split=("insecurity", "effectiveness"))
    withheld = {entry.cell for entry in own.log}
    for item in ITEMS["item_id"]:
        cells = tuple(cell for cell in own.cells if cell.id.startswith(item))
        ties = _ties(cells, answers[answers["item_id"] == item])
        assert not unprotected(System(cells, ties), withheld)


def _ties(cells, answers: pd.DataFrame) -> tuple[dict[str, float], ...]:
    """Relations between the printed cells of a question, written from their names alone."""
    names = {cell.id for cell in cells}
    codes = sorted(set(answers["code"]))
    item = answers["item_id"].iloc[0]
    groups = ["", *[f"|group={s}" for s in STRATA if f"{item}|group={s}" in names]]
    ties = []
    for group in groups:
        base = f"{item}{group}"
        parts = [f"{item}|code={c}{group}" for c in codes if f"{item}|code={c}{group}" in names]
        if parts:
            ties.append({base: -1.0} | dict.fromkeys(parts, 1.0))
    for what in [f"|code={c}" for c in codes] + [""]:
        split = [f"{item}{what}|group={s}" for s in STRATA]
        if set(split) <= names:
            ties.append({f"{item}{what}": -1.0} | dict.fromkeys(split, 1.0))
    for group in groups:
        for rank, among in enumerate(RESULTS.get(item, ())):
            for word, own in (("résultat", among), ("reste", set(codes) - among)):
                name = f"{item}|code={word} {rank}{group}"
                parts = [f"{item}|code={c}{group}" for c in codes if c in own]
                ties.append({name: -1.0} | dict.fromkeys(parts, 1.0))
    return tuple(ties)


def test_two_releases_do_not_tell_who_came_in_between() -> None:
    first = answered(q1=[3] * 40 + [0] * 60)
    second = answered(q1=[3] * 42 + [0] * 60)
    before = secrecy(first).released
    alone = secrecy(second)
    assert alone.log == ()
    together = secrecy(second, former=[before])
    assert {e.rule for e in together.log if e.kind == "primaire"} == {
        "trop peu de différence avec la version précédente"
    }
    frame = together.hide(survey.insecurity_share(second, ITEMS, people()))
    own = frame[frame["item_id"] == "q1"]
    assert own["value"].isna().all()
