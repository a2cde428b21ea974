"""Actions: engagement, completion, budget, targets, cost, evaluability."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators import actions as act

OBJECTIVES = pd.DataFrame(
    {
        "objective_id": ["O1", "O2", "O3"],
        "axis_code": ["A1", "A1", "A2"],
        "axis_label_fr": ["Tranquillité", "Tranquillité", "Jeunesse"],
    },
    dtype="string",
)
TYPES = {
    "action_id": "string", "objective_id": "string", "title_fr": "string", "status": "string",
    "budget_planned": "Float64", "budget_spent": "Float64", "output_indicator": "string",
    "indicator_source": "string", "pilot_org_id": "string", "target_value": "Float64",
    "achieved_value": "Float64", "beneficiaries": "Int64",
}  # fmt: skip
STATUSES = ["non_engagee", "engagee", "realisee", "abandonnee", "reconduite"]


def actions(*rows: dict) -> pd.DataFrame:
    """Actions a0, a1…, realised under objective O1 unless the row says otherwise."""
    default = {"objective_id": "O1", "status": "realisee"}
    frame = pd.DataFrame([default | row for row in rows], columns=list(TYPES))
    names = [f"a{i}" for i in range(len(rows))]
    return frame.assign(action_id=names, title_fr=names).astype(TYPES)


def test_engagement_and_completion_by_axis_and_as_a_whole() -> None:
    register = actions(*({"status": status} for status in STATUSES), {"objective_id": "O2"})
    engaged = act.engagement_rate(register, OBJECTIVES)
    assert engaged["axis_code"].tolist() == ["A1", "A2", "ensemble"]
    assert engaged["count"].tolist() == [5, 0, 5]
    assert engaged["n"].tolist() == [6, 0, 6]
    assert engaged["value"].dropna().tolist() == pytest.approx([5 / 6, 5 / 6])
    assert engaged["caveat"].tolist() == ["", "aucune action", ""]
    done = act.completion_rate(register, OBJECTIVES)
    assert done["count"].tolist() == [3, 0, 3]
    assert done["value"].iloc[2] == 0.5


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(["O1", "O2", "O3"])), min_size=1),
    st.randoms(use_true_random=False),
)
def test_what_is_done_was_engaged_whatever_the_order(drawn, random) -> None:
    register = actions(*({"status": status, "objective_id": goal} for status, goal in drawn))
    engaged = act.engagement_rate(register, OBJECTIVES)
    done = act.completion_rate(register, OBJECTIVES)
    assert (done["count"] <= engaged["count"]).all()
    for found in (engaged, done):
        assert found["count"].iloc[:-1].sum() == found["count"].iloc[-1]
        assert found["n"].iloc[-1] == len(drawn)
    order = list(range(len(drawn)))
    random.shuffle(order)
    again = act.completion_rate(register.iloc[order], OBJECTIVES)
    pd.testing.assert_frame_equal(done, again)


def test_budget_is_compared_where_both_amounts_are_known() -> None:
    found = act.budget_execution(
        actions(
            {"budget_planned": 1000.0, "budget_spent": 500.0},
            {"budget_planned": 1000.0, "budget_spent": 1200.0},
            {"budget_planned": 9000.0},
            {"budget_spent": 800.0, "objective_id": "O3"},
        ),
        OBJECTIVES,
    ).set_index("axis_code")
    assert found.loc["A1", ["planned", "spent", "value"]].tolist() == [2000, 1700, 0.85]
    assert found["n"].tolist() == [2, 0, 2]
    assert found["n_missing"].tolist() == [1, 1, 2]
    assert found.loc["A2", ["planned", "spent", "value"]].isna().all()
    assert found.loc["ensemble", "caveat"] == "2 actions sans budget prévu ou dépensé"
    free = act.budget_execution(actions({"budget_planned": 0.0, "budget_spent": 0.0}), OBJECTIVES)
    assert pd.isna(free["value"].iloc[0])
    assert free["caveat"].iloc[0] == "budget prévu nul"


def test_targets_are_capped_and_their_median_is_that_of_the_known() -> None:
    found = act.target_attainment(
        actions(
            {"target_value": 10.0, "achieved_value": 5.0},
            {"target_value": 10.0, "achieved_value": 40.0},
            {"target_value": 10.0, "achieved_value": 9.0},
            {"target_value": 0.0, "achieved_value": 3.0},
            {"target_value": 10.0},
            {"achieved_value": 3.0},
            {"target_value": 10.0, "achieved_value": 0.0},
        )
    )
    assert found["value"].iloc[[0, 1, 2, 6]].tolist() == [0.5, 1.5, 0.9, 0]
    assert found["value"].iloc[3:6].isna().all()
    assert found["caveat"].tolist() == [
        "", "plafonné à 150 %", "", "cible nulle ou négative", "sans valeur atteinte",
        "sans cible", "",
    ]  # fmt: skip
    median = act.median_attainment(found).iloc[0]
    assert median["value"] == pytest.approx(0.7)
    assert (median["n"], median["n_missing"]) == (4, 3)
    assert median["caveat"] == "3 actions sans cible ou sans valeur atteinte"


def test_cost_per_beneficiary_and_what_is_not_known() -> None:
    found = act.cost_per_beneficiary(
        actions(
            {"budget_spent": 1000.0, "beneficiaries": 10},
            {"budget_spent": 3000.0, "beneficiaries": 90},
            {"budget_spent": 500.0},
            {"beneficiaries": 12},
            {"budget_spent": 700.0, "beneficiaries": 0},
        )
    ).set_index("action_id")
    assert found.loc[["a0", "a1"], "value"].tolist() == pytest.approx([100, 100 / 3])
    assert found.loc[["a2", "a3", "a4"], "value"].isna().all()
    assert found.loc["a4", "caveat"] == "aucun bénéficiaire"
    whole = found.loc["ensemble"]
    assert (whole["value"], whole["n"], whole["missing_share"]) == (40, 2, 0.6)
    assert whole["caveat"] == "3 actions sans dépense ou sans bénéficiaires connus"


def test_evaluability_from_nothing_to_five() -> None:
    full = {
        "output_indicator": "jeunes suivis", "indicator_source": "bilan", "pilot_org_id": "ORG1",
        "target_value": 40.0,
    }  # fmt: skip
    register = actions(
        full, full | {"objective_id": "O2"}, {"objective_id": "O3", "pilot_org_id": " "}
    )
    baselines = pd.DataFrame({"objective_id": ["O1", "O2"], "value": [12.0, None]}).astype(
        {"value": "Float64"}
    )
    found = act.evaluability(register, baselines)
    assert found["value"].tolist() == [5, 4, 0]
    assert found["baseline"].tolist() == [True, False, False]
    assert found["caveat"].tolist() == [
        "",
        "manque : ligne de base",
        "manque : indicateur, ligne de base, cible, pilote, source",
    ]
    parts = ["measurable", "baseline", "target", "pilot", "source"]
    assert (found[parts].sum(axis=1) == found["value"]).all()


def test_a_register_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown values perdue"):
        act.engagement_rate(actions({"status": "perdue"}), OBJECTIVES)
    with pytest.raises(ValueError, match="unknown values O9"):
        act.completion_rate(actions({"objective_id": "O9"}), OBJECTIVES)
    twice = pd.concat([actions({}), actions({})])
    for function in (act.target_attainment, act.cost_per_beneficiary):
        with pytest.raises(ValueError, match="several rows"):
            function(twice)


def test_an_empty_register_has_no_rate() -> None:
    none = actions()
    assert act.engagement_rate(none, OBJECTIVES)["value"].isna().all()
    assert act.budget_execution(none, OBJECTIVES)["value"].isna().all()
    assert act.target_attainment(none).empty
    assert pd.isna(act.median_attainment(act.target_attainment(none))["value"].iloc[0])
    assert pd.isna(act.cost_per_beneficiary(none)["value"].iloc[0])
