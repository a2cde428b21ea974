"""Survey estimates equal to those of R's survey package to six digits, where R is installed."""

import subprocess
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.indicators.survey.concordance import kendall_w
from ffsu_eval.indicators.survey.polychoric import polychoric
from ffsu_eval.indicators.survey.reliability import cronbach_alpha
from tests.spec.survey_in_r import ABSENT, RSCRIPT, SIX_DIGITS, comparison, r_has

TABLES = [
    [[13, 6, 2], [8, 14, 9], [3, 11, 34]],
    [[40, 5, 0, 1], [9, 30, 12, 2], [1, 8, 25, 16]],
    [[10, 30], [45, 15]],
]


@pytest.fixture(scope="module")
def both() -> pd.DataFrame:
    """The comparison, made once; skipped, and said, where R or its package is missing."""
    if not r_has("survey"):
        pytest.skip(ABSENT)
    return comparison()


@pytest.mark.parametrize(
    "data",
    ["apistrat", "apiclus1", "apiclus2", "apiclus2 avec remise", "nhanes"],
)
def test_estimates_of_a_plan_are_those_of_r(both: pd.DataFrame, data: str) -> None:
    plain = both[both["case"].str.match(f"{data}(, (stype|awards|race) .*)?$")]
    assert set(plain["estimate"].str.split().str[0]) == {"mean", "total", "proportion"}
    assert {"value", "se", "ci_low", "ci_high", "deff", "deff_wor"} <= set(plain["quantity"])
    assert plain["relative"].max() < SIX_DIGITS, plain.nlargest(5, "relative")


@pytest.mark.parametrize("method", ["postStratify", "rake", "calibrate", "calibrate 0.6-1.6"])
def test_calibrated_weights_and_their_estimates_are_those_of_r(
    both: pd.DataFrame, method: str
) -> None:
    found = both[both["case"].str.match(f"[a-z0-9]+, {method}(, stype .*)?$")]
    assert {"weight", "mean api00", "total api00", "proportion comp.imp"} == set(found["estimate"])
    assert found["relative"].max() < SIX_DIGITS, found.nlargest(5, "relative")


def r_numbers(script: str) -> list[float]:
    assert RSCRIPT is not None
    printed = f'{script}\ncat(sprintf("%.15g", v))'
    done = subprocess.run([RSCRIPT, "-e", printed], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [float(number) for number in done.stdout.split()]


def r_matrix(rows: Sequence[Sequence[float]]) -> str:
    values = ",".join(str(value) for row in rows for value in row)
    return f"matrix(c({values}), nrow = {len(rows)}, byrow = TRUE)"


@pytest.mark.skipif(RSCRIPT is None, reason=ABSENT)
def test_concordance_is_that_of_friedman_s_test_with_ties() -> None:
    scores = np.random.default_rng(7).integers(0, 4, (9, 12))
    script = f"m <- {r_matrix(scores.tolist())}; v <- friedman.test(m)$statistic"
    chi2 = r_numbers(script)[0]
    assert kendall_w(scores) == pytest.approx((chi2 / (9 * 11), chi2), rel=1e-12)


@pytest.mark.skipif(RSCRIPT is None, reason=ABSENT)
def test_cronbach_s_alpha_is_that_of_its_definition_in_r() -> None:
    codes = np.random.default_rng(8).integers(1, 6, (40, 4)) + np.arange(40)[:, None] // 10
    script = f"m <- {r_matrix(codes.tolist())}; s <- var(m); v <- 4/3*(1 - sum(diag(s))/sum(s))"
    assert cronbach_alpha(codes) == pytest.approx(r_numbers(script)[0], rel=1e-12)


@pytest.mark.parametrize("table", TABLES)
def test_polychoric_correlation_is_that_of_polycor(table: list[list[int]]) -> None:
    """polycor stops its search near 10⁻⁴; its likelihood, searched further, gives six digits."""
    if not r_has("polycor"):
        pytest.skip("R absent : le paquet polycor ne répond pas")
    script = f"""suppressMessages(library(polycor)); t <- {r_matrix(table)}; n <- sum(t)
r <- qnorm(cumsum(rowSums(t))[-nrow(t)]/n); c <- qnorm(cumsum(colSums(t))[-ncol(t)]/n)
f <- function(rho) -sum(t * log(pmax(polycor:::binBvn(rho, r, c), 1e-300)))
v <- c(polychor(t), optimise(f, c(-.9999, .9999), tol = 1e-10)$minimum)"""
    published, further = r_numbers(script)
    found = polychoric(pd.DataFrame(table))
    assert found == pytest.approx(published, abs=1e-4)
    assert found == pytest.approx(further, abs=SIX_DIGITS)
