"""The same numbers as R's own functions, where R is installed: poisson.test, prop.test, glm, qpois,
p.adjust. ``python -m tests.spec.print_against_r`` shows both side by side."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.indicators.effects import Change, did_irr
from ffsu_eval.indicators.funnel_limits import funnel_limits
from ffsu_eval.indicators.intervals import garwood, rate_ratio, wilson
from ffsu_eval.indicators.parallel import Yearly, drift_p_value, share_dispersion
from ffsu_eval.indicators.signals import adjusted
from ffsu_eval.indicators.trend import quasi_poisson
from tests.conftest import ROOT

RSCRIPT = shutil.which("Rscript")
needs_r = pytest.mark.skipif(RSCRIPT is None, reason="R absent : Rscript n'est pas dans le PATH")
pytestmark = needs_r

COUNTS = [0, 1, 5, 10, 20, 37, 100, 365, 2750]
PAIRS = [(48, 18240, 71, 18100), (0, 5000, 12, 5200), (3, 1500, 20, 1450), (420, 71000, 365, 70100),
         (2750, 310000, 2749, 305000), (25, 40000, 20, 41000)]  # fmt: skip
SERIES = [
    ([112, 120, 118, 131, 97, 110, 125, 134, 141],
     [18100, 18120, 18150, 18170, 18190, 18200, 18220, 18235, 18240]),
    ([20, 22, 19, 25, 30, 28], [5000, 5010, 5020, 5030, 5040, 5050]),
    ([3, 0, 2, 1, 0, 4, 2], [1200, 1210, 1220, 1230, 1240, 1250, 1260]),
    ([900, 300, 880, 310, 905, 290, 870], [70000] * 7),
]  # fmt: skip


class RealSeries(NamedTuple):
    """Counts and denominators of one commune, one element a year."""

    code: str
    counts: list[float]
    sizes: list[float]


# each with the places of the steps that it admits
BROKEN = [
    (*SERIES[0], [5]),
    (*SERIES[0], [3, 7]),
    ([100, 102, 98, 101, 150, 149, 152, 151, 148, 150], [18000 + 10 * t for t in range(10)], [5]),
    (*SERIES[3], [4]),
]
# treated before and after, control before and after, then their denominators
FOUR_CELLS = [
    (89, 65, 102, 100, 1, 1, 1, 1),
    (89, 65, 102, 100, 54000, 72600, 1.6e6, 2.1e6),
    (3, 9, 40, 38, 5000, 5100, 31000, 30500),
    (2750, 2410, 31050, 30200, 209000, 281000, 2.2e6, 3.0e6),
]
# counts and denominators by year, here then there, and number of years before
PANELS = [
    ([112, 120, 118, 131, 97, 110, 125], [18100 + 20 * t for t in range(7)],
     [1520, 1490, 1610, 1585, 1390, 1402, 1455], [251000 + 900 * t for t in range(7)], 4),
    ([30, 10, 44, 36, 20, 41], [5000 + 40 * t for t in range(6)],
     [300, 290, 310, 350, 300, 320], [61000 - 500 * t for t in range(6)], 3),
    ([200, 160, 128, 102, 95, 90, 99, 93], [40000] * 8,
     [2000, 2010, 1990, 2030, 2020, 2000, 1980, 2005], [410000] * 8, 4),
]  # fmt: skip
EXPECTED = [0.8, 7.5, 20, 37.4, 111.264, 365.2, 2750]
P_VALUES = [0.001, 0.2, 0.012, 0.04, 0.04, 0.9, 0.0003, 0.5, 0.07, 1.0, 0.03, 0.6]

# Student's law with T - 2 - number of steps degrees of freedom; s: places of the steps
TREND_SCRIPT = """
t <- seq_along(o)
x <- cbind(t, vapply(s, function(from) as.numeric(t >= from), numeric(length(t))))
m <- glm(o ~ x + offset(log(d)), family = quasipoisson,
         control = glm.control(epsilon = 1e-14, maxit = 100))
phi <- max(1, sum(residuals(m, type = "pearson")^2) / m$df.residual)
se <- sqrt(phi * summary(m, dispersion = 1)$cov.scaled[2, 2])
b <- coef(m)[[2]]
h <- qt(.975, m$df.residual) * se
p <- 2 * pt(-abs(b / se), m$df.residual)
v <- c(100 * expm1(b), 100 * expm1(b - h), 100 * expm1(b + h), phi, se, p)
"""
# interaction of the group and the period, its interval by Wald
DID_SCRIPT = """
treated <- c(1, 1, 0, 0); after <- c(0, 1, 0, 1)
m <- glm(n ~ treated * after + offset(log(d)), family = poisson,
         control = glm.control(epsilon = 1e-14, maxit = 100))
v <- c(exp(coef(m)[["treated:after"]]), exp(confint.default(m)["treated:after", ]),
       summary(m)$coefficients["treated:after", 4])
"""
# slope of the share before the policy; normal law at the floor of the dispersion
DRIFT_SCRIPT = """
y <- seq_along(t)
m <- glm(cbind(t, c) ~ y + offset(log(dt / dc)), family = binomial,
         control = glm.control(epsilon = 1e-14, maxit = 100))
phi <- max(1, sum(residuals(m, type = "pearson")^2) / m$df.residual)
z <- abs(coef(m)[["y"]]) / sqrt(phi * vcov(m)["y", "y"])
v <- if (phi > 1) 2 * pt(-z, m$df.residual) else 2 * pnorm(-z)
"""
# dispersion of the share around its period; equal denominators make the share of a period constant
SHARE_SCRIPT = """
period <- factor(seq_along(t) > before)
m <- glm(cbind(t, c) ~ period, family = quasibinomial,
         control = glm.control(epsilon = 1e-14, maxit = 100))
v <- summary(m)$dispersion
"""


def run_r(script: str) -> Any:
    """What an R script prints, read as JSON."""
    assert RSCRIPT is not None
    # by the standard input: an argument of Rscript is cut at ten thousand characters
    command = [RSCRIPT, "--vanilla", "-"]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_json(rows: list[str]) -> str:
    """R script that prints one JSON list a row; each row is R code giving the vector ``v``."""
    line = (
        'cat("[", paste(format(v, digits = 15, scientific = TRUE), collapse = ","), "]", sep = "")'
    )
    parts = '\ncat(",")\n'.join(f"{row}\n{line}" for row in rows)
    return f'cat("[")\n{parts}\ncat("]")'


def vector(values: Sequence[float]) -> str:
    return "c(" + ",".join(repr(float(value)) for value in values) + ")"


def trend_script(o: Sequence[float], d: Sequence[float], steps: Sequence[float] = ()) -> str:
    return f"o <- {vector(o)}; d <- {vector(d)}; s <- {vector(steps)}; {TREND_SCRIPT}"


def did_script(counts: Sequence[float], sizes: Sequence[float]) -> str:
    return f"n <- {vector(counts)}; d <- {vector(sizes)}; {DID_SCRIPT}"


def compare_trends(series: list[tuple[list[float], list[float], list[float]]]) -> None:
    expected = np.array(run_r(as_json([trend_script(*each) for each in series])))
    found = [quasi_poisson(o, d, range(1, len(o) + 1), breaks=s) for o, d, s in series]
    np.testing.assert_allclose(np.array(found), expected, rtol=1e-7, atol=1e-9)


def test_exact_interval_of_a_count_is_that_of_poisson_test() -> None:
    expected = run_r(as_json([f"v <- poisson.test({count})$conf.int" for count in COUNTS]))
    np.testing.assert_allclose(np.array(garwood(COUNTS)).T, expected, rtol=1e-9, atol=1e-12)


def test_wilson_is_prop_test_without_continuity_correction() -> None:
    cases = [(52, 190), (3, 12), (0, 15), (15, 15), (1, 1000)]
    scripts = [
        f"v <- suppressWarnings(prop.test({x}, {n}, correct = FALSE)$conf.int)" for x, n in cases
    ]
    found = np.array(wilson(*np.array(cases).T)).T
    np.testing.assert_allclose(found, run_r(as_json(scripts)), rtol=1e-9, atol=1e-12)


def test_rate_ratio_is_that_of_poisson_test() -> None:
    scripts = [
        f"r <- poisson.test(c({o1},{o0}), c({d1},{d0})); v <- c(r$estimate, r$conf.int, r$p.value)"
        for o1, d1, o0, d0 in PAIRS
    ]
    found = rate_ratio(*np.array(PAIRS).T)
    np.testing.assert_allclose(np.array(found).T, run_r(as_json(scripts)), rtol=1e-7, atol=1e-12)


def test_trend_is_that_of_glm_with_the_floor_of_dispersion() -> None:
    compare_trends([(o, d, []) for o, d in SERIES])


def test_trend_with_declared_breaks_is_that_of_glm_with_steps() -> None:
    compare_trends(BROKEN)


def test_difference_in_differences_is_the_interaction_of_a_poisson_glm() -> None:
    expected = run_r(as_json([did_script(case[:4], case[4:]) for case in FOUR_CELLS]))
    found = [
        did_irr(Change(t0, t1), Change(c0, c1), 1, Change(dt0, dt1), Change(dc0, dc1))
        for t0, t1, c0, c1, dt0, dt1, dc0, dc1 in FOUR_CELLS
    ]
    np.testing.assert_allclose(np.array(found), expected, rtol=1e-7, atol=1e-12)


def test_drift_of_the_ratio_is_the_slope_of_a_binomial_glm() -> None:
    scripts = [
        f"t <- {vector(t)}; dt <- {vector(dt)}; c <- {vector(c)}; dc <- {vector(dc)}; {DRIFT_SCRIPT}"
        for t, dt, c, dc, _ in PANELS
    ]
    found = [
        [drift_p_value(Yearly(np.array(t), np.array(dt)), Yearly(np.array(c), np.array(dc)))]
        for t, dt, c, dc, _ in PANELS
    ]
    np.testing.assert_allclose(found, run_r(as_json(scripts)), rtol=1e-7, atol=1e-12)


def test_dispersion_of_the_share_is_that_of_a_quasibinomial_glm() -> None:
    scripts = [
        f"t <- {vector(t)}; c <- {vector(c)}; before <- {n}; {SHARE_SCRIPT}"
        for t, _, c, _, n in PANELS
    ]
    same = np.full(8, 1000.0)
    found = [
        share_dispersion(
            Yearly(np.array(t), same[: len(t)]),
            Yearly(np.array(c), same[: len(t)]),
            (slice(0, n), slice(n, None)),
        ).phi
        for t, _, c, _, n in PANELS
    ]
    expected = np.maximum(np.ravel(run_r(as_json(scripts))), 1)
    assert expected.max() > 1
    np.testing.assert_allclose(found, expected, rtol=1e-7)


def test_limits_of_the_funnel_are_the_quantiles_of_qpois() -> None:
    levels = "c(.025, .975, .001, .999)"
    expected = np.array(run_r(as_json([f"v <- qpois({levels}, {e!r})" for e in EXPECTED])))
    np.testing.assert_allclose(np.array(funnel_limits(EXPECTED)).T, expected, atol=1e-9)


def test_correction_for_multiple_comparisons_is_that_of_p_adjust() -> None:
    expected = run_r(as_json([f'v <- p.adjust({vector(P_VALUES)}, method = "BH")']))[0]
    np.testing.assert_allclose(adjusted(P_VALUES), expected, rtol=1e-12)


def test_both_are_printed_side_by_side() -> None:
    """Without public data, the reference values alone, and it says so."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.spec.print_against_r"],
        cwd=ROOT,
        env={**os.environ, "FFSU_EVAL_EXTERNAL": "data/absent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "données publiques absentes" in done.stdout
    assert done.stdout.count(" Atelier | ") == 1
    label, largest = done.stdout.splitlines()[-1].split(" : ")
    assert label == "Plus grand écart relatif"
    assert 0 < float(largest) < 1e-6


def real_series(external: Path) -> list[RealSeries]:
    """Thefts without violence in the ten largest communes of one département, where they are."""
    file = external / "ssmsi" / "communes-2022" / "44-data.gouv-2022.csv.gz"
    if not file.is_file():
        return []
    table = pd.read_csv(file, sep=";", decimal=",", dtype={"CODGEO_2022": "string"})
    thefts = table[table["classe"] == "Vols sans violence contre des personnes"]
    complete = thefts.groupby("CODGEO_2022")["faits"].transform("count") == 7
    largest = thefts[complete].sort_values("POP", ascending=False)["CODGEO_2022"].unique()[:10]
    return [
        RealSeries(str(code), part["faits"].tolist(), part["POP"].tolist())
        for code, part in thefts[thefts["CODGEO_2022"].isin(largest)]
        .sort_values("annee")
        .groupby("CODGEO_2022")
    ]


def test_trend_of_ten_real_communes_is_that_of_glm(external: Path) -> None:
    series = real_series(external)
    if not series:
        pytest.skip("base communale du SSMSI (département 44) absente des données publiques")
    assert len(series) == 10
    compare_trends([(each.counts, each.sizes, []) for each in series])


def test_ten_real_communes_give_what_r_gives(external: Path) -> None:
    """Rate, ratio to the nine others, trend, limits and effect: every line that is printed."""
    from tests.spec.print_against_r import real

    series = real_series(external)
    if not series:
        pytest.skip("base communale du SSMSI (département 44) absente des données publiques")
    compared = list(real(series))
    assert len(compared) == 10 * 5
    theirs = run_r(as_json([both.script for both in compared]))
    for both, expected in zip(compared, theirs, strict=True):
        np.testing.assert_allclose(both.ours, expected, 1e-7, 1e-12, err_msg=both.title)
