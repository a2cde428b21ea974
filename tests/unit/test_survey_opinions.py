"""Top two answers and balances, weighted or not; reliability of several items."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from ffsu_eval.indicators import survey
from ffsu_eval.indicators.survey.polychoric import bivariate_normal, polychoric
from ffsu_eval.indicators.survey.reliability import cronbach_alpha, ordinal_alpha
from tests.survey_frames import SCALES, answers, items, people

# R. D. Bock, M. Lieberman, Psychometrika 35, 1970: LSAT section 6, answers 00000, 00001 … 11111
LSAT_6 = [3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15,
          10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298]  # fmt: skip


def lsat() -> np.ndarray:
    patterns = [[int(bit) for bit in f"{i:05b}"] for i in range(32)]
    return np.repeat(patterns, LSAT_6, axis=0)


def test_top_two_is_sur01_on_its_scale() -> None:
    asked, codes = items("insecurity", "soiree"), answers({"q_soiree": [0, 1, 2, 3, None] * 20})
    row = survey.top_two(codes, asked, SCALES, "insecurity").iloc[0]
    share = survey.insecurity_share(codes, asked, people(100)).iloc[0]
    assert (row["value"], row["n"]) == (share["value"], share["n"]) == (0.5, 80)
    assert row[["weighted", "n_eff"]].isna().all()


@pytest.mark.parametrize(
    ("construct", "scale", "code", "named"),
    [
        ("evolution", "evolution", st.integers(-1, 1), survey.evolution_balance),
        ("effectiveness", "efficacite", st.integers(1, 4), survey.effectiveness_balance),
    ],
)
def test_balance_is_that_of_sur03_and_sur05(construct, scale, code, named) -> None:
    asked = items(construct, "bruit", scale=scale)

    @settings(deadline=None, max_examples=15)
    @given(st.lists(code, min_size=1, max_size=60))
    def same(codes: list[int]) -> None:
        found = survey.balance(answers({"q_bruit": codes}), asked, SCALES, construct)
        expected = named(answers({"q_bruit": codes}), asked)
        pd.testing.assert_series_equal(found["value"], expected["value"])

    same()


def test_the_middle_step_is_in_the_base_only() -> None:
    asked = items("nuisance", "bruit", scale="gene")
    codes = answers({"q_bruit": [3] * 20 + [4, 5] * 15 + [1] * 10})
    found = survey.balance(codes, asked, SCALES, "nuisance").iloc[0]
    assert found["value"] == pytest.approx(100 * (30 - 10) / 60)


def test_weighted_next_to_unweighted_with_its_effective_size() -> None:
    asked, codes = items("insecurity", "soiree"), answers({"q_soiree": [3] * 30 + [0] * 30})
    weights = pd.DataFrame({"resp_id": people(60)["resp_id"], "weight": [3.0] * 30 + [1.0] * 30})
    row = survey.top_two(codes, asked, SCALES, "insecurity", weights).iloc[0]
    assert (row["value"], row["weighted"]) == (0.5, 0.75)
    assert row["n_eff"] == pytest.approx(survey.kish(weights["weight"]).n_eff)
    few = survey.top_two(codes[:29], asked, SCALES, "insecurity", weights).iloc[0]
    assert few[["value", "weighted", "n_eff"]].isna().all()
    with pytest.raises(ValueError, match="above 0"):
        survey.top_two(codes, asked, SCALES, "insecurity", weights[:50])


def test_codes_and_scales_that_do_not_fit_are_refused() -> None:
    short = items("evolution", "bruit", scale="evolution")
    with pytest.raises(ValueError, match="4 steps"):
        survey.top_two(answers({"q_bruit": [1]}), short, SCALES, "evolution")
    with pytest.raises(ValueError, match="outside"):
        survey.balance(answers({"q_bruit": [2]}), short, SCALES, "evolution")
    with pytest.raises(ValueError, match="unknown values autre"):
        survey.balance(answers({}), short.assign(scale_id="autre"), SCALES, "evolution")
    assert survey.balance(answers({}), items("evolution"), SCALES, "evolution").empty


def test_reliability_of_the_published_items() -> None:
    """Alpha: ltm of R; tetrachoric correlations: manual of psych (R), two decimals."""
    codes = lsat()
    assert len(codes) == 1000
    assert cronbach_alpha(codes) == pytest.approx(0.2949972, abs=5e-8)
    found = [
        round(polychoric(pd.crosstab(codes[:, i], codes[:, j])), 2)
        for i in range(5)
        for j in range(i)
    ]
    assert found == [0.17, 0.23, 0.19, 0.11, 0.11, 0.19, 0.07, 0.17, 0.11, 0.20]
    mean = np.mean([0.1703, 0.2275, 0.1891, 0.1072, 0.1111, 0.1867, 0.0665, 0.1724, 0.1055, 0.2009])
    assert ordinal_alpha(codes) == pytest.approx(5 * mean / (1 + 4 * mean), abs=1e-4)


@pytest.mark.parametrize("rho", [-0.9999, -0.95, -0.3, 0, 0.5, 0.9, 0.9999])
def test_normal_distribution_of_two_variables(rho: float) -> None:
    rest = np.sqrt(1 - rho**2)
    for h, k in ((0, 0), (1, -0.5), (0.3, 0.31), (-2, 1.5), (2.5, 2.5)):

        def slice_at(x: float, k: float = k) -> float:
            return float(stats.norm.pdf(x) * stats.norm.cdf((k - rho * x) / rest))

        bend = [k / rho] if rho and -9 < k / rho < h else None
        expected = integrate.quad(slice_at, -9, h, points=bend, epsabs=1e-13, limit=1000)[0]
        found = bivariate_normal(np.array(float(h)), np.array(float(k)), rho)
        assert float(found) == pytest.approx(expected, abs=1e-10)


def test_polychoric_correlation_finds_the_one_behind_the_classes() -> None:
    rng = np.random.default_rng(11)
    x, y = rng.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 40_000).T
    table = pd.crosstab(np.digitize(x, [-1, 0.2, 1]), np.digitize(y, [-0.5, 0.8]))
    assert polychoric(table) == pytest.approx(0.6, abs=0.015)
    assert polychoric(table.to_numpy()[::-1]) == pytest.approx(-polychoric(table), abs=1e-6)
    assert polychoric(table.T) == pytest.approx(polychoric(table), abs=1e-6)
    empty_class = np.insert(table.to_numpy(), 1, 0, axis=0)
    assert polychoric(empty_class) == pytest.approx(polychoric(table), abs=1e-9)
    assert np.isnan(polychoric([[3, 4, 5]]))
    for wrong in ([[0, 0], [0, 0]], [[1, -1], [1, 1]], [1, 2], [[1, np.nan], [1, 1]]):
        with pytest.raises(ValueError, match="table"):
            polychoric(wrong)


def test_alpha_at_its_limits() -> None:
    same = np.tile(np.arange(1, 6).repeat(8)[:, None], 3)
    assert cronbach_alpha(same) == pytest.approx(1)
    assert ordinal_alpha(same) == pytest.approx(1, abs=1e-3)
    constant = same.copy()
    constant[:, 0] = 3
    assert np.isnan(ordinal_alpha(constant))
    assert np.isnan(cronbach_alpha(np.ones((30, 3))))
    assert np.isnan(cronbach_alpha(same[:, :1]))
    assert np.isnan(ordinal_alpha(same[:, :1]))
    with pytest.raises(ValueError, match="complete answers"):
        cronbach_alpha([[1, np.nan], [2, 3]])


def test_reliability_by_construct_under_the_base_rules() -> None:
    rng = np.random.default_rng(2)
    trait = rng.normal(size=60)
    codes = {
        f"q_{name}": [int(c) for c in np.digitize(trait + rng.normal(size=60) * noise, [-1, 0, 1])]
        for name, noise in (("a", 0.3), ("b", 0.3), ("c", 9), ("d", 9))
    }
    good, weak = items("insecurity", "a", "b"), items("frequency", "c", "d")
    mixed = items("nuisance", "e", "f").assign(scale_id=["gene", "frequence_cvs"])
    asked = pd.concat([good, weak, mixed], ignore_index=True)
    found = survey.reliability(answers(codes), asked, ["insecurity", "frequency", "nuisance"])
    assert found["construct"].tolist() == ["insecurity", "frequency", "nuisance"]
    assert found["n"].tolist() == [60, 60, 0]
    assert found["value"][0] > found["cronbach"][0] > 0.7
    assert found["caveat"][0] == ""
    assert found["caveat"][1].startswith("alpha inférieur à 0,70")
    assert "plusieurs échelles" in found["caveat"][2]
    incomplete = answers(codes | {"q_b": [*codes["q_b"][:29], *[None] * 31]})
    row = survey.reliability(incomplete, asked, ["insecurity"]).iloc[0]
    assert (row["n"], row["display"]) == (29, "effectifs seuls")
    assert row[["value", "cronbach"]].isna().all()
