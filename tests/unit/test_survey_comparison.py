"""Comparisons: categories between them (SUR06), actors and residents (SUR07), two waves, two moments."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators import survey
from ffsu_eval.indicators.survey.concordance import kendall_w
from ffsu_eval.indicators.survey.wording import same_words
from tests.survey_frames import DRAWN, SCALES, answers, items, people, wave

PHENOMENA = items("frequency", "bruit", "halls", "rodeos", "tags")
THREE = ["EDUC"] * 20 + ["ASSO"] * 20 + ["BAILLEURS"] * 20
RANKED = {"q_bruit": 0, "q_halls": 1, "q_rodeos": 2, "q_tags": 3}


def ranked(n: int, **changes: list[int | None]) -> pd.DataFrame:
    """Everybody meets the four phenomena ever more often, but for the items of ``changes``."""
    return answers({item: [code] * n for item, code in RANKED.items()} | changes)


def test_concordance_of_the_published_judges() -> None:
    rows = [[1, 2, 3, 4], [1, 3, 2, 4], [2, 1, 3, 4], [1, 2, 4, 3], [1, 2, 3, 4]]
    found = kendall_w(rows)
    assert found.w == pytest.approx(0.776, abs=5e-4)
    assert found.chi2 == pytest.approx(11.64, abs=5e-3)


def test_concordance_at_its_limits() -> None:
    assert kendall_w([[1, 2, 3]] * 4).w == pytest.approx(1)
    assert kendall_w([[1, 2, 3], [3, 2, 1]]).w == pytest.approx(0)
    assert np.isnan(kendall_w([[2, 2, 2], [1, 1, 1]]).w)
    for wrong in ([[1, 2, 3]], [[1, 2], [2, 1]], [[1, 2, np.nan], [1, 2, 3]]):
        with pytest.raises(ValueError, match="scores"):
            kendall_w(wrong)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.lists(st.integers(0, 5), min_size=5, max_size=5), min_size=2, max_size=8),
    st.permutations(range(5)),
)
def test_concordance_lies_between_0_and_1_whatever_the_order(scores, order) -> None:
    found = kendall_w(scores)
    if not np.isnan(found.w):
        assert -1e-12 <= found.w <= 1 + 1e-12
        assert kendall_w(np.array(scores)[:, list(order)]).w == pytest.approx(found.w)
        assert kendall_w(scores[::-1]).w == pytest.approx(found.w)


def test_categories_that_rank_alike_agree_and_small_ones_are_left_out() -> None:
    people_of = people([*THREE, *["PREV"] * 9])
    row = survey.rank_agreement(ranked(69), PHENOMENA, people_of).iloc[0]
    assert row["value"] == pytest.approx(1)
    assert row["chi2"] == pytest.approx(9)
    assert (row["categories"], row["phenomena"], row["left_out"]) == (3, 4, "PREV")
    assert row["caveat"] == ""
    assert not {"p_value", "ci_low", "ci_high"} & set(row.index)
    unknown = ranked(69, q_tags=[None] * 15 + [3] * 54)  # EDUC: five valid answers to one item
    assert survey.rank_agreement(unknown, PHENOMENA, people_of)["left_out"][0] == "EDUC, PREV"


def test_no_concordance_without_three_categories_or_with_ties_everywhere() -> None:
    two = survey.rank_agreement(ranked(40), PHENOMENA, people(THREE[:40])).iloc[0]
    assert pd.isna(two["value"])
    assert "moins de trois" in two["caveat"]
    tied = answers({item: [1] * 60 for item in RANKED})
    row = survey.rank_agreement(tied, PHENOMENA, people(THREE)).iloc[0]
    assert pd.isna(row["value"])
    assert "égalité" in row["caveat"]
    none = survey.rank_agreement(answers({}), PHENOMENA, people(THREE)).iloc[0]
    assert (none["categories"], none["left_out"]) == (0, "ASSO, BAILLEURS, EDUC")


PLACES = items("insecurity", "soiree", "transports")
BOTH = {"q_soiree": [3] * 45 + [0] * 45, "q_transports": [3] * 30 + [0] * 60}


def actors(codes=BOTH, spread: bool = False) -> pd.DataFrame:
    sample = survey.purposive_sample(wave(), people(len(codes["q_soiree"])))
    return survey.purposive_shares(sample, answers(codes), PLACES, spread=spread)


def residents(codes=BOTH) -> pd.DataFrame:
    respondents = people(len(codes["q_soiree"]))
    sample = survey.probability_sample(DRAWN, respondents, survey.Plan())
    return survey.insecurity_estimate(sample, answers(codes), PLACES)


def test_the_gap_takes_its_interval_from_the_residents_alone() -> None:
    theirs = residents({"q_soiree": [3] * 18 + [0] * 72, "q_transports": [3] * 9 + [0] * 81})
    found = survey.actors_residents_gap(actors(spread=True), theirs, PLACES, PLACES)
    assert found["value"].tolist() == pytest.approx([30, 100 * (1 / 3 - 0.1)])
    assert found["ci_low"].tolist() == pytest.approx([100 * (0.5 - theirs["ci_high"][0]),
                                                      100 * (1 / 3 - theirs["ci_high"][1])])  # fmt: skip
    assert (found["ci_low"] < found["value"]).all()
    assert (found["value"] < found["ci_high"]).all()
    assert found["caveat"].str.contains("tirage des habitants seulement").all()
    assert found["n_actors"].tolist() == [90, 90]


def test_the_gap_between_two_purposive_surveys_has_no_interval() -> None:
    found = survey.actors_residents_gap(actors(), actors(), PLACES, PLACES)
    assert found["value"].tolist() == [0, 0]
    assert found[["ci_low", "ci_high"]].isna().all(axis=None)
    assert found["caveat"].str.contains("pas de marge d'erreur").all()


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (PLACES.assign(text_fr="Autre question ?"), "libellés différents"),
        (PLACES.assign(scale_id="gene"), "échelles différentes"),
        (PLACES.assign(theme=["domicile", "quartier"]), "question absente"),
        (PLACES[:0], "question absente"),
    ],
)
def test_another_question_is_not_compared_and_the_reason_is_said(asked, reason: str) -> None:
    found = survey.actors_residents_gap(actors(), residents(), PLACES, asked)
    assert found["theme"].tolist() == ["soiree", "transports"]
    assert found[["value", "ci_low", "ci_high", "residents"]].isna().all(axis=None)
    assert found["caveat"].str.startswith(reason).all()


def test_no_gap_without_both_waves_nor_on_small_bases() -> None:
    assert survey.actors_residents_gap(actors(), residents()[:0], PLACES, PLACES).empty
    small = actors({"q_soiree": [3] * 20, "q_transports": [3] * 20})
    found = survey.actors_residents_gap(small, residents(), PLACES, PLACES)
    assert found[["value", "ci_low"]].isna().all(axis=None)
    assert found["caveat"].str.startswith("acteurs : effectifs seuls").all()


def test_wording_is_compared_for_its_words() -> None:
    assert same_words("Vous  sentez‑vous en\u00a0sécurité ?") == same_words(
        "vous sentez‑vous en sécurité?"
    )
    assert same_words("l’été") == same_words("L'été")
    assert same_words("en soirée") != same_words("en journée")


def of(codes: list[int | None], strata: list[str] | int, asked=PLACES[:1], **said) -> survey.Wave:
    return survey.Wave(wave(**said), asked, people(strata), answers({"q_soiree": codes}))


STEADY = of([3] * 30 + [0] * 30, 60)


def test_a_change_between_two_waves_of_the_same_mix() -> None:
    row = survey.wave_change(STEADY, of([3] * 45 + [0] * 15, 60), SCALES).iloc[0]
    assert (row["before"], row["after"], row["value"]) == (0.5, 0.75, 25)
    assert pd.isna(row["after_standardised"])
    assert row["caveat"] == "enquête non probabiliste : pas de marge d'erreur"
    assert not {"ci_low", "ci_high"} & set(row.index)


def test_a_change_of_mix_alone_is_no_change() -> None:
    """Each category answers the same in both waves: only their shares moved."""
    before = of([3] * 30 + [0] * 30, ["A"] * 30 + ["B"] * 30)
    after = of([3] * 60 + [0] * 30, ["A"] * 60 + ["B"] * 30)
    row = survey.wave_change(before, after, SCALES).iloc[0]
    assert row["after"] == pytest.approx(2 / 3)
    assert row["after_standardised"] == pytest.approx(0.5)
    assert row["value"] == pytest.approx(0)
    assert "redressée sur la composition" in row["caveat"]


def test_a_category_of_the_second_wave_alone_is_left_out_and_said() -> None:
    before = of([3] * 30 + [0] * 30, ["A"] * 30 + ["B"] * 30)
    after = of([3] * 30 + [0] * 30 + [3] * 40, ["A"] * 30 + ["B"] * 30 + ["C"] * 40)
    row = survey.wave_change(before, after, SCALES).iloc[0]
    assert row["value"] == pytest.approx(0)
    assert row["n_after"] == 60
    assert "catégories nouvelles écartées" in row["caveat"]


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (of([3] * 60, 60, mode="téléphone"), "modes de collecte différents"),
        (of([3] * 60, 60, population="habitants"), "populations différentes"),
        (of([3] * 60, 60, probability_sample=True), "vague tirée au sort"),
        (of([3] * 60, 60, PLACES[:1].assign(text_fr="Autre ?")), "libellés différents"),
        (of([3] * 60, 60, PLACES[:1].assign(scale_id="gene")), "échelles différentes"),
        (of([3] * 60, 60, PLACES[1:]), "question absente : seconde vague"),
        (of([3] * 60, ["A"] * 60), "catégorie absente de la seconde vague"),
    ],
)
def test_waves_that_differ_are_not_compared_and_the_reason_is_said(after, reason: str) -> None:
    row = survey.wave_change(STEADY, after, SCALES).iloc[0]
    assert reason in row["caveat"]
    assert row[["value", "after", "after_standardised", "n_after"]].isna().all()
    assert row["before"] == 0.5


def test_too_few_people_of_the_first_mix_are_not_shown() -> None:
    after = of([3] * 60, ["EDUC"] * 20 + ["A"] * 40)
    row = survey.wave_change(STEADY, after, SCALES).iloc[0]
    assert row["n_after"] == 20
    assert row[["value", "after", "after_standardised"]].isna().all()
    assert row["caveat"].startswith("seconde vague : effectifs seuls")


def test_a_mix_too_far_from_the_first_is_not_standardised() -> None:
    before = of([3] * 60, ["A"] * 54 + ["B"] * 6)
    after = of([3] * 60, ["A"] * 6 + ["B"] * 54)
    row = survey.wave_change(before, after, SCALES).iloc[0]
    assert pd.isna(row["value"])
    assert "trop différente" in row["caveat"]


def test_late_respondents_beside_the_early_ones() -> None:
    days = pd.to_datetime(["2023-03-06"] * 40 + ["2023-04-01"] * 40 + [None] * 5)
    respondents = people(85, answered_on=days)
    codes = answers({"q_soiree": [3] * 10 + [0] * 30 + [3] * 30 + [0] * 10 + [3] * 5})
    reminder = pd.Timestamp("2023-04-01")
    row = survey.early_late(codes, PLACES[:1], SCALES, respondents, reminder=reminder).iloc[0]
    assert (row["early"], row["late"], row["value"]) == (0.25, 0.75, 50)
    assert (row["n_early"], row["n_late"]) == (40, 40)
    assert row["caveat"] == "premiers : effectif faible ; derniers : effectif faible"
    assert not {"ci_low", "ci_high"} & set(row.index)
    few = respondents.iloc[:60]
    row = survey.early_late(codes, PLACES[:1], SCALES, few, reminder=reminder).iloc[0]
    assert pd.isna(row["value"])
    assert row["caveat"].endswith("derniers : effectifs seuls : moins de 30 réponses")


def test_without_a_reminder_the_median_day_parts_them() -> None:
    days = pd.date_range("2023-03-01", periods=80, freq="D")
    codes = answers({"q_soiree": [0] * 40 + [3] * 40})
    row = survey.early_late(codes, PLACES[:1], SCALES, people(80, answered_on=days)).iloc[0]
    assert (row["n_early"], row["n_late"], row["value"]) == (40, 40, 100)


def test_the_mix_of_answers_beside_that_of_invitations() -> None:
    waves = pd.DataFrame({"wave_id": ["v1"], "invited": [100]})
    strata = pd.DataFrame(
        {"wave_id": "v1", "stratum": ["A", "B"], "label_fr": ["a", "b"], "invited": [50, 50]}
    )
    response = survey.response_rate(people(["A"] * 30 + ["B"] * 10), waves, strata)
    found = survey.response_mix(response)
    assert found["stratum"].tolist() == ["A", "B"]
    assert found["value"].tolist() == pytest.approx([25, -25])
    nobody = survey.response_mix(survey.response_rate(people(0), waves, strata))
    assert nobody["value"].isna().all()
    assert nobody["invited_share"].tolist() == [0.5, 0.5]
