"""PRI01 to PRI04: hand-worked votes, reference values, properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators import priorities
from ffsu_eval.indicators.priorities.ballots import weighted
from ffsu_eval.indicators.survey.concordance import kendall_w

WEIGHTS = {
    "gravite": 0.3, "frequence": 0.2, "evolution": 0.15, "prise_locale": 0.2, "faisabilite": 0.15,
}  # fmt: skip
FAMILIES = ["ELUS_VILLE", "ELUS_VILLE", "ELUS_VILLE", "SOCIETE_CIVILE", "SOCIETE_CIVILE"]


def votes(scores: list[list[int]], rounds: int = 1) -> pd.DataFrame:
    """Every participant (row) gives each item (column) the same score for all the criteria."""
    lines = [
        ("w", f"P{p}", FAMILIES[p % len(FAMILIES)], f"i{i}", criterion, score, n)
        for n in range(1, rounds + 1)
        for p, own in enumerate(scores)
        for i, score in enumerate(own)
        for criterion in WEIGHTS
    ]
    columns = ["workshop_id", "participant_code", "macro_family", "item_id", "criterion", "score"]
    return pd.DataFrame(lines, columns=[*columns, "round"])


def ballots(scores: list[list[int]]) -> pd.DataFrame:
    return priorities.ballots(votes(scores), "w", 1)


def test_score_is_the_weighted_mean_of_the_criteria() -> None:
    given_scores = votes([[5, 1]])
    given_scores.loc[given_scores["criterion"] == "gravite", "score"] = 3
    frame = priorities.priority_scores(priorities.ballots(given_scores, "w", 1), WEIGHTS)
    assert frame["item_id"].tolist() == ["i0", "i1"]
    assert frame["value"].tolist() == pytest.approx([0.3 * 3 + 0.7 * 5, 0.3 * 3 + 0.7 * 1])
    assert frame["rank_low"].isna().all()
    assert frame["caveat"].str.contains("moins de cinq participants").all()


def test_items_with_the_same_votes_share_their_ranks() -> None:
    scores = [[5, 3, 3], [5, 2, 4], [5, 4, 2], [5, 3, 3], [5, 2, 4], [5, 4, 2]]
    frame = priorities.priority_scores(ballots(scores), WEIGHTS, top=1).set_index("item_id")
    assert (frame.loc["i0", ["rank_low", "rank_high"]] == 1).all()
    assert frame.loc["i1", "rank_low"] == frame.loc["i2", "rank_low"] == 2
    assert frame.loc["i0", "robustness"] == 1
    assert priorities.undecided(frame.reset_index()) == [("i1", "i2")]


def test_weights_that_decide_are_seen() -> None:
    """An item first on one criterion only is among the first according to the weights."""
    frame = votes([[3, 3]] * 6)
    frame.loc[(frame["item_id"] == "i0") & (frame["criterion"] == "gravite"), "score"] = 5
    others = (frame["item_id"] == "i1") & (frame["criterion"].isin(["frequence", "prise_locale"]))
    frame.loc[others, "score"] = 5
    found = priorities.priority_scores(priorities.ballots(frame, "w", 1), WEIGHTS, top=1)
    assert found["robustness"].between(0.05, 0.95).all()
    assert found["robustness"].sum() == pytest.approx(1)


def test_an_incomplete_ballot_is_left_out_whole() -> None:
    frame = votes([[5, 1], [4, 2], [3, 3]])
    frame = frame.drop(index=frame.index[frame["participant_code"] == "P2"][0])
    assert set(priorities.ballots(frame, "w", 1)["participant_code"]) == {"P0", "P1"}


def test_consensus_follows_its_three_conditions() -> None:
    agreed = priorities.consensus(ballots([[5], [5], [4], [4], [5]]), WEIGHTS).iloc[0]
    assert bool(agreed["consensus"])
    assert agreed["value"] == 1
    # a fifth on the other side of the middle
    split = priorities.consensus(ballots([[4], [4], [4], [4], [2]]), WEIGHTS).iloc[0]
    assert not bool(split["consensus"])
    assert split["opposite"] == pytest.approx(0.2)
    spread = priorities.consensus(ballots([[5], [1], [3], [5], [1]]), WEIGHTS).iloc[0]
    assert not bool(spread["consensus"])
    assert spread["iqr"] == pytest.approx(4)


def test_the_middle_of_the_scale_is_on_no_side() -> None:
    """Weights of decimals add up to 3 give or take the last digit: it is still the middle."""
    frame = priorities.consensus(ballots([[2], [2], [2], [2], [3]]), WEIGHTS).iloc[0]
    assert frame["opposite"] == 0
    even = dict.fromkeys(WEIGHTS, 0.2)
    assert priorities.consensus(ballots([[2], [2], [2], [2], [3]]), even)["opposite"].iloc[0] == 0
    # a median in the middle hides no opposition
    torn = priorities.consensus(ballots([[1], [1], [3], [5], [5]]), WEIGHTS).iloc[0]
    assert torn["opposite"] == pytest.approx(0.4)
    assert not bool(torn["consensus"])


def test_concordance_is_that_of_the_reference() -> None:
    """Five judges, four objects: W = .776, χ² = 11.64 (R, package irr)."""
    ranks = [[1, 2, 3, 4], [1, 3, 2, 4], [2, 1, 3, 4], [1, 2, 4, 3], [1, 2, 3, 4]]
    assert kendall_w(ranks).w == pytest.approx(0.776, abs=5e-4)
    row = priorities.concordance(ballots([[5 - r for r in judge] for judge in ranks]), WEIGHTS)
    assert row["value"].iloc[0] == pytest.approx(0.776, abs=5e-4)
    assert row["chi2"].iloc[0] == pytest.approx(11.64, abs=5e-3)
    assert row["p_value"].iloc[0] == pytest.approx(0.0087, abs=5e-5)


def test_concordance_needs_two_participants_and_three_items() -> None:
    row = priorities.concordance(ballots([[5, 1], [4, 2]]), WEIGHTS).iloc[0]
    assert pd.isna(row["value"])
    assert "trois sujets" in row["caveat"]


def test_minority_needs_three_participants() -> None:
    five = ballots([[5], [5], [5], [1], [1]])
    assert priorities.minority_views(five, WEIGHTS).empty
    # ten participants: four of the « société civile », all of the other view
    ten = ballots([[5], [5], [5], [1], [1]] * 2)
    found = priorities.minority_views(ten, WEIGHTS)
    assert found["macro_family"].tolist() == ["SOCIETE_CIVILE"]
    assert found["n"].tolist() == [4]


def test_stability_of_equal_rounds_is_full() -> None:
    same = ballots([[5, 1], [4, 2], [3, 4]])
    frame = priorities.stability(same, same, WEIGHTS)
    assert frame["value"].abs().max() == 0
    assert (frame["kappa"] == 1).all()
    moved = ballots([[4, 1], [4, 2], [4, 4]])
    frame = priorities.stability(same, moved, WEIGHTS).set_index("item_id")
    assert frame.loc["i0", "value"] == pytest.approx(0)
    assert frame.loc["i0", "kappa"] < 0.5
    assert frame["n"].tolist() == [3, 3]


def test_cohen_kappa_is_that_of_the_reference() -> None:
    """κ = .400 on [[20, 5], [10, 15]]; the weights change nothing with two categories."""
    first = [[1]] * 25 + [[2]] * 25
    second = [[1]] * 20 + [[2]] * 5 + [[1]] * 10 + [[2]] * 15
    frame = priorities.stability(ballots(first), ballots(second), WEIGHTS)
    assert frame["kappa"].iloc[0] == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda v: v.assign(score=7), "score"),
        (lambda v: v.assign(criterion="autre"), "criterion"),
        (lambda v: pd.concat([v, v]), "several rows"),
        (lambda v: v.drop(columns="score"), "missing columns"),
    ],
)
def test_wrong_votes_are_refused(change, message) -> None:
    with pytest.raises(ValueError, match=message):
        priorities.ballots(change(votes([[5, 1]])), "w", 1)


def test_wrong_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="adding up to 1"):
        weighted(ballots([[5, 1]]), WEIGHTS | {"gravite": 0.5})


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=5, max_size=12))
def test_intervals_hold_the_rank_and_do_not_depend_on_who_is_named_first(scores) -> None:
    frame = priorities.priority_scores(ballots(scores), WEIGHTS).set_index("item_id")
    assert (frame["rank_low"] <= frame["rank_high"]).all()
    assert frame["rank_low"].min() >= 1
    assert frame["rank_high"].max() <= 4
    again = priorities.priority_scores(ballots(scores[::-1]), WEIGHTS).set_index("item_id")
    assert np.allclose(frame["value"], again.loc[frame.index, "value"])
