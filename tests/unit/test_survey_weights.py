"""Weights: raking within bounds, what is refused, and what unequal weights cost."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from ffsu_eval.indicators.survey import kish, rake

FOUR_DECIMALS = 5e-5
CELLS = pd.DataFrame(
    {"row": ["a", "a", "b", "b"], "column": ["x", "y", "x", "y"], "weight": [40, 60, 30, 70]}
)


def margins(**totals: dict[str, float]) -> pd.DataFrame:
    rows = [(name, category, total) for name, t in totals.items() for category, total in t.items()]
    return pd.DataFrame(rows, columns=["variable", "category", "target_total"])


KNOWN = margins(row={"a": 110, "b": 90}, column={"x": 85, "y": 115})


def test_effective_size_and_design_effect_of_kish() -> None:
    found = kish(np.repeat([0.5, 1, 2], [50, 80, 60]))
    assert found.n == 190
    assert (found.n_eff, found.deff) == pytest.approx((152.26, 1.248), abs=5e-3)
    assert kish([3.0] * 40).n_eff == pytest.approx(40)


@pytest.mark.parametrize("weights", [[], [1, 0], [1, -1], [1, np.nan], [1, np.inf]])
def test_a_weight_that_is_not_one_is_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        kish(weights)


@pytest.mark.parametrize("bounds", [None, (0.3, 3.0)])
def test_raking_of_the_published_table(bounds: tuple[float, float] | None) -> None:
    found = rake(CELLS, KNOWN, "weight", bounds)
    expected = [52.0532, 57.9468, 32.9468, 57.0532]
    np.testing.assert_allclose(found.weights, expected, atol=FOUR_DECIMALS)
    assert found.converged
    assert found.n_at_bounds == 0


def test_one_margin_is_post_stratification() -> None:
    found = rake(CELLS, margins(row={"a": 300, "b": 100}), "weight", None)
    np.testing.assert_allclose(found.weights, [120, 180, 30, 70])


def test_the_table_shows_unweighted_shares_next_to_weighted_ones() -> None:
    found = rake(CELLS, KNOWN, "weight").margins
    assert found["variable"].tolist() == ["row", "row", "column", "column"]
    assert found["n"].tolist() == [2, 2, 2, 2]
    assert found["unweighted_share"].tolist() == [0.5] * 4
    np.testing.assert_allclose(found["target_share"], [0.55, 0.45, 0.425, 0.575])
    np.testing.assert_allclose(found["weighted_share"], found["target_share"])
    np.testing.assert_allclose(found["gap"], 0, atol=1e-8)


def test_base_weights_are_brought_to_the_total_before_the_bounds_are_read() -> None:
    small = CELLS.assign(weight=CELLS["weight"] / 1000)
    np.testing.assert_allclose(
        rake(small, KNOWN, "weight", (0.9, 1.1)).weights,
        rake(CELLS, KNOWN, "weight", (0.9, 1.1)).weights,
    )


def test_bounds_that_cannot_hold_are_told_and_kept() -> None:
    found = rake(CELLS, margins(row={"a": 180, "b": 20}), "weight", (0.5, 1.5))
    assert not found.converged
    assert found.n_at_bounds == 4
    np.testing.assert_allclose(found.weights / CELLS["weight"], [1.5, 1.5, 0.5, 0.5])
    assert found.margins["gap"].abs().max() > 0.1


def test_a_reached_bound_moves_the_others() -> None:
    people = pd.DataFrame({"age": ["j"] * 10 + ["v"] * 90, "sex": (["f"] * 3 + ["h"] * 7) * 10})
    known = margins(age={"j": 28, "v": 72}, sex={"f": 45, "h": 55})
    free, held = rake(people, known, None, None), rake(people, known, None, (0.3, 3.0))
    assert free.converged
    assert held.converged
    assert free.weights.max() > 3
    assert held.weights.max() == pytest.approx(3)
    assert 0 < held.n_at_bounds < len(people)
    assert held.margins["gap"].abs().max() < 1e-8


@pytest.mark.parametrize(
    ("people", "known", "message"),
    [
        (CELLS, margins(row={"a": 200}), "categories without target: b"),
        (CELLS, margins(row={"a": 90, "b": 90, "c": 20}), "categories without respondent: c"),
        (CELLS, margins(row={"a": 90, "b": 90}, column={"x": 50, "y": 50}), "unequal totals"),
        (CELLS, margins(row={"a": 0, "b": 90}), "above 0"),
        (CELLS, margins(row={"a": 90, "b": np.nan}), "above 0"),
        (CELLS, margins(age={"a": 90, "b": 90}), "missing columns age"),
        (CELLS, pd.concat([KNOWN, KNOWN]), "several rows"),
        (CELLS, KNOWN[:0], "above 0"),
        (CELLS.assign(weight=0), KNOWN, "weight: expected finite numbers above 0"),
        (CELLS.assign(row=["a", None, "b", "b"]), KNOWN, "category not given"),
        (CELLS[:0], KNOWN, "without respondent"),
        (
            CELLS.assign(**{str(i): "k" for i in range(5)}),
            margins(**{str(i): {"k": 10} for i in range(5)}),
            "4 variables or fewer",
        ),
    ],
)
def test_margins_that_mean_nothing_are_refused(people, known, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rake(people, known, "weight")


@pytest.mark.parametrize("bounds", [(1.1, 3), (0.3, 0.9), (-1, 3), (1, 1)])
def test_bounds_that_do_not_hold_one_are_refused(bounds: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="bounds"):
        rake(CELLS, KNOWN, "weight", bounds)


@st.composite
def surveys(draw) -> tuple[pd.DataFrame, pd.DataFrame]:
    """People with one to four variables, and margins not far from theirs."""
    seed, size = draw(st.integers(0, 2**32 - 1)), draw(st.integers(20, 120))
    rng = np.random.default_rng(seed)
    names = [f"v{i}" for i in range(draw(st.integers(1, 4)))]
    people = pd.DataFrame({name: rng.choice(list("abcd"), size) for name in names})
    people["weight"] = rng.lognormal(sigma=0.5, size=size)
    totals = {}
    for name in names:
        now = people.groupby(name)["weight"].sum()
        moved = now * rng.lognormal(sigma=draw(st.sampled_from([0.1, 0.5, 1.5])), size=len(now))
        totals[name] = dict(1000 * moved / moved.sum())
    return people, margins(**totals)


@settings(deadline=None, max_examples=60)
@given(surveys(), st.sampled_from([None, (0.3, 3.0), (0.8, 1.25)]))
def test_margins_are_met_within_the_bounds_or_it_is_said(survey, bounds) -> None:
    people, known = survey
    found = rake(people, known, "weight", bounds)
    base = (people["weight"] * 1000 / people["weight"].sum()).to_numpy()
    assert (found.weights > 0).all()
    if bounds:
        ratio = found.weights / base
        assert ratio.min() >= bounds[0] * (1 - 1e-12)
        assert ratio.max() <= bounds[1] * (1 + 1e-12)
    inside = np.array([people[row.variable] == row.category for row in known.itertuples()])
    met = np.allclose(inside @ found.weights, known["target_total"], rtol=1e-7)
    assert found.converged == met
    # told as met exactly where a linear programme finds weights that do
    possible = linprog(
        np.zeros(len(base)), A_eq=inside * base, b_eq=known["target_total"],
        bounds=bounds or (0, None),
    )  # fmt: skip
    assert found.converged == (possible.status == 0)


@settings(deadline=None, max_examples=30)
@given(surveys(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_of_margins_changes_nothing(survey, random) -> None:
    people, known = survey
    order = list(range(len(people)))
    random.shuffle(order)
    once = rake(people, known, "weight")
    if once.converged:
        mixed = rake(people.iloc[order], known.iloc[::-1], "weight")
        np.testing.assert_allclose(mixed.weights, once.weights[order], rtol=1e-6)
