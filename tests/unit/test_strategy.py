"""STS01 to STS08 on strategies small enough to be counted by hand."""

import pandas as pd
import pytest

from ffsu_eval.indicators import strategy

OBJECTIVES = pd.DataFrame(
    {
        "objective_id": ["O1", "O2", "O3"],
        "label_fr": ["Un", "Deux", "Trois"],
        "challenge_ids": ["J1 J2", "J1", None],
    }
)
CHALLENGES = pd.DataFrame({"challenge_id": ["J1", "J2", "J3"], "label_fr": ["a", "b", "c"]})
ACTIONS = pd.DataFrame(
    {
        "action_id": ["A1", "A2", "A3", "A4"],
        "title_fr": ["w", "x", "y", "z"],
        "rests_on": ["dls:C1 dls:C2", "dls:C2", None, "dls:C3"],
        "prevention_level": ["primaire", "primaire", "secondaire", "tertiaire"],
        "budget_planned": [100.0, 300.0, None, 100.0],
        "pilot_org_id": ["P", "P", "Q", "R"],
        "fte": [1.0, 0.5, 2.0, None],
        "mechanism_fr": ["oui", "oui", None, "oui"],
        "effect_direction": ["baisse", None, "baisse", "hausse"],
        "intervention_type": ["eclairage", "mediation", None, "eclairage"],
    }
)


def test_a_challenge_without_objective_is_not_covered() -> None:
    frame = strategy.challenge_coverage(CHALLENGES, OBJECTIVES).set_index("challenge_id")
    assert frame.loc["J1", "objectives"] == "O1, O2"
    assert frame.loc["J3", "count"] == 0
    assert frame.loc["J3", "caveat"] == "aucun objectif n'y répond"
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [2, 3]
    assert frame.loc["ensemble", "value"] == pytest.approx(2 / 3)


def test_an_unknown_challenge_is_an_error() -> None:
    wrong = OBJECTIVES.assign(challenge_ids=["J9", None, None])
    with pytest.raises(ValueError, match="J9"):
        strategy.challenge_coverage(CHALLENGES, wrong)


def test_an_action_is_anchored_by_its_strongest_finding() -> None:
    strengths = pd.DataFrame(
        {"reference": ["dls:C1", "dls:C2", "dls:C3"], "strength": ["modérée", "faible", "forte"]}
    )
    frame = strategy.anchoring(ACTIONS, strengths).set_index("action_id")
    assert frame["strongest"].tolist()[:4] == ["modérée", "faible", "", "forte"]
    assert frame["anchored"].tolist()[:4] == [True, False, False, True]
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [2, 4]


def test_a_finding_that_no_mission_has_is_an_error() -> None:
    with pytest.raises(ValueError, match="dls:C3"):
        strategy.anchoring(
            ACTIONS, pd.DataFrame({"reference": ["dls:C1", "dls:C2"], "strength": "forte"})
        )


def test_alignment_counts_objectives_not_measures() -> None:
    alignments = pd.DataFrame(
        {"objective_id": ["O1", "O1"], "frame_id": ["F", "F"], "measure_id": ["M2", "M1"]}
    )
    frame = strategy.alignment(OBJECTIVES, alignments).set_index("objective_id")
    assert frame.loc["O1", "measures"] == "F M1, F M2"
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [1, 3]


def test_load_is_unknown_when_a_part_of_it_is() -> None:
    organisations = pd.DataFrame({"org_id": ["P", "Q", "R"], "label_fr": ["p", "q", "r"]})
    capacities = pd.DataFrame({"org_id": ["P", "R"], "fte_available": [1.0, 5.0]})
    frame = strategy.pilot_load(ACTIONS, organisations, capacities).set_index("org_id")
    assert frame.loc["P", "value"] == pytest.approx(1.5)
    assert pd.isna(frame.loc["Q", "value"])  # no capacity
    assert pd.isna(frame.loc["R", "value"])  # an action does not say what it asks for
    assert frame.index[0] == "P"


def test_balance_counts_levels_and_the_budget_that_is_known() -> None:
    frame = strategy.prevention_balance(ACTIONS).set_index("prevention_level")
    assert frame["count"].tolist() == [2, 1, 1]
    assert frame["value"].tolist() == [0.5, 0.25, 0.25]
    assert frame.loc["primaire", "budget_share"] == pytest.approx(0.8)
    assert frame.loc["secondaire", "n_missing"] == 1


def test_a_mechanism_needs_a_direction_and_only_read_sources_are_told() -> None:
    base = pd.DataFrame(
        {
            "intervention_type": ["eclairage", "mediation"],
            "effect": ["baisse", "baisse"],
            "verified": ["oui", "non"],
        }
    )
    frame = strategy.documented_mechanism(ACTIONS, base).set_index("action_id")
    assert frame["documented"].tolist()[:4] == [True, False, False, True]
    assert frame["known_effect"].tolist()[:4] == ["baisse", "", "", "baisse"]
    assert frame.loc["A1", "agrees"]
    assert not frame.loc["A4", "agrees"]
    assert pd.isna(frame.loc["A2", "agrees"])
    assert frame.loc["ensemble", "count"] == 2


def test_measurable_needs_a_baseline_and_a_target() -> None:
    baselines = pd.DataFrame(
        {"objective_id": ["O1", "O2"], "value": [1.0, 2.0], "target_value": [2.0, None]}
    )
    frame = strategy.measurable(OBJECTIVES, baselines).set_index("objective_id")
    assert frame.loc["O2", "caveat"] == "manque : cible"
    assert frame.loc["O3", "caveat"] == "manque : ligne de base, cible"
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [1, 3]
