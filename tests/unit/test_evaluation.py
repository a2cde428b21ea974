"""Objectives: the share of the way made, its verdict, and what cannot be measured."""

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators.evaluation import attainment_matrix, unmeasurable_share


def objectives(*ids: str, parents: dict[str, str] | None = None) -> pd.DataFrame:
    above = [(parents or {}).get(name) for name in ids]
    columns = {"objective_id": ids, "label_fr": ids, "parent_id": above}
    return pd.DataFrame(columns, dtype="string")


def baselines(*rows: tuple) -> pd.DataFrame:
    """Baselines from (objective, baseline, target, achieved)."""
    frame = pd.DataFrame(
        list(rows), columns=["objective_id", "value", "target_value", "achieved_value"]
    )
    frame["indicator_id"] = [f"I{i}" for i in range(len(rows))]
    frame["label_fr"], frame["unit"] = "Faits", "faits"
    numbers = dict.fromkeys(["value", "target_value", "achieved_value"], "Float64")
    return frame.astype(numbers | dict.fromkeys(["objective_id", "indicator_id"], "string"))


def verdict(base, target, achieved) -> pd.Series:
    found = attainment_matrix(objectives("O1"), baselines(("O1", base, target, achieved)))
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize(
    ("base", "target", "achieved", "value", "expected"),
    [
        (100, 50, 50, 1, "atteint"),
        (100, 50, 55, 0.9, "atteint"),
        (0.1, 0.4, 0.37, 0.9, "atteint"),  # 0.27/0.30 in binary falls just short of .9
        (100, 50, 56, 0.88, "partiellement atteint"),
        (100, 50, 75, 0.5, "partiellement atteint"),
        (100, 50, 76, 0.48, "non atteint"),
        (100, 50, 120, -0.4, "non atteint"),
        (100, 50, 20, 1.6, "atteint"),
        (10, 30, 20, 0.5, "partiellement atteint"),
    ],
)
def test_verdict_on_the_way_made(base, target, achieved, value, expected) -> None:
    row = verdict(base, target, achieved)
    assert row["value"] == pytest.approx(value)
    assert (row["verdict"], row["caveat"]) == (expected, "")


@pytest.mark.parametrize(
    ("base", "target", "achieved", "reason"),
    [
        (None, 50, 40, "sans ligne de base"),
        (100, None, 40, "sans cible"),
        (100, 50, None, "sans valeur atteinte"),
        (None, None, 40, "sans ligne de base ; sans cible"),
        (50, 50, 40, "cible égale à la ligne de base"),
    ],
)
def test_what_cannot_be_measured_says_why(base, target, achieved, reason) -> None:
    row = verdict(base, target, achieved)
    assert pd.isna(row["value"])
    assert (row["verdict"], row["caveat"]) == ("non mesurable", reason)


def test_every_objective_has_a_row_unless_others_stand_for_it() -> None:
    found = attainment_matrix(
        objectives("O1", "O11", "O12", "O2", parents={"O11": "O1", "O12": "O1"}),
        baselines(("O11", 100, 50, 50), ("O11", 100, 50, None), ("O2", 10, 20, 12)),
    )
    assert found["objective_id"].tolist() == ["O11", "O11", "O12", "O2"]
    assert found["verdict"].tolist() == ["atteint", "non mesurable", "non mesurable", "non atteint"]
    assert found["caveat"].iloc[2] == "aucun indicateur"
    share = unmeasurable_share(found).iloc[0]
    assert (share["count"], share["n"]) == (1, 3)
    assert share["value"] == pytest.approx(1 / 3)


def test_an_objective_that_gathers_others_keeps_its_own_indicator() -> None:
    found = attainment_matrix(
        objectives("O1", "O11", parents={"O11": "O1"}),
        baselines(("O1", 100, 50, 50), ("O11", 10, 20, 12)),
    )
    assert found["objective_id"].tolist() == ["O1", "O11"]
    assert found["verdict"].tolist() == ["atteint", "non atteint"]


def test_no_objective_gives_no_share() -> None:
    share = unmeasurable_share(attainment_matrix(objectives(), baselines())).iloc[0]
    assert pd.isna(share["value"])
    assert share["caveat"] == "aucun objectif"


def test_contradictory_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown values O9"):
        attainment_matrix(objectives("O1"), baselines(("O9", 1, 2, 3)))
    with pytest.raises(ValueError, match="several rows"):
        attainment_matrix(objectives("O1", "O1"), baselines())


numbers = st.integers(-1000, 1000)


@settings(deadline=None, max_examples=60)
@given(numbers, numbers, numbers, st.sampled_from([-3, 2, 10]))
def test_the_way_made_does_not_depend_on_the_unit_of_the_indicator(
    base, target, got, factor
) -> None:
    assume(base != target)
    once, scaled = (
        verdict(base, target, got),
        verdict(*(factor * n + 7 for n in (base, target, got))),
    )
    assert once["value"] == pytest.approx(scaled["value"], abs=1e-8)
    assert once["verdict"] == scaled["verdict"]
