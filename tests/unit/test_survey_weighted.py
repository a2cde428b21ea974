"""Weights of a drawn sample in the scores and distributions, by hand; without them nothing moves."""

from collections.abc import Callable

import pandas as pd
import pytest

from ffsu_eval.indicators import survey
from ffsu_eval.reference import table
from tests.survey_frames import answers, items

# thirty people of weight 1 answer the first code, thirty of weight 3 the second
TWO = [30, 30]
WEIGHTS = pd.DataFrame({"resp_id": [f"r{i}" for i in range(60)], "weight": [1.0] * 30 + [3.0] * 30})
Score = Callable[..., pd.DataFrame]
CASES: dict[str, tuple[Score, str, str, tuple[int, int], float, float]] = {
    # (0 + 3)/2 of 3 → 50 ; (30·0 + 90·3)/120 = 2.25 of 3 → 75
    "SUR02": (survey.frequency_score, "frequency", "frequence_phenomene", (0, 3), 50.0, 75.0),
    # half up, half down → 0 ; 90/120 − 30/120 → +50
    "SUR03": (survey.evolution_balance, "evolution", "evolution", (-1, 1), 0.0, 50.0),
    "SUR04": (survey.nuisance, "nuisance", "gene", (1, 5), 3.0, 4.0),
    "SUR05": (survey.effectiveness_balance, "effectiveness", "efficacite", (1, 4), 0.0, 50.0),
}


@pytest.mark.parametrize("name", CASES)
def test_score_with_and_without_weights(name: str) -> None:
    score, construct, scale, codes, plain, weighted = CASES[name]
    asked = items(construct, "bruit", scale=scale)
    given = answers({"q_bruit": [codes[0]] * 30 + [codes[1]] * 30})
    assert score(given, asked)["value"].tolist() == pytest.approx([plain])
    found = score(given, asked, WEIGHTS)
    assert found["value"].tolist() == pytest.approx([weighted])
    assert found["n"].tolist() == [60]


def test_equal_weights_change_nothing() -> None:
    asked = items("frequency", "bruit", "halls", scale="frequence_phenomene")
    given = answers({"q_bruit": [0, 1, 2] * 20, "q_halls": [3, None, 1] * 20})
    same = WEIGHTS.assign(weight=7.5)
    pd.testing.assert_frame_equal(
        survey.frequency_score(given, asked), survey.frequency_score(given, asked, same)
    )


def test_distribution_is_weighted_and_its_counts_are_not() -> None:
    asked = items("insecurity", "soiree")
    given = answers({"q_soiree": [0] * 30 + [3] * 30})
    found = survey.distribution(given, asked, table("survey_scales"), "insecurity", WEIGHTS)
    assert found["value"].tolist() == pytest.approx([0.25, 0, 0, 0.75])
    assert found["count"].tolist() == [30, 0, 0, 30]
    assert found["n"].tolist() == [60] * 4


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (WEIGHTS.head(59), "above 0"),
        (WEIGHTS.assign(weight=0.0), "above 0"),
        (pd.concat([WEIGHTS, WEIGHTS]), "several rows"),
        (WEIGHTS.rename(columns={"weight": "poids"}), "missing columns weight"),
    ],
)
def test_weights_that_are_none_are_refused(weights: pd.DataFrame, message: str) -> None:
    asked = items("insecurity", "soiree")
    given = answers({"q_soiree": [0] * 30 + [3] * 30})
    with pytest.raises(ValueError, match=message):
        survey.distribution(given, asked, table("survey_scales"), "insecurity", weights)
