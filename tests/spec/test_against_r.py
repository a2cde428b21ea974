"""The same numbers as R's own functions, where R is installed: poisson.test, prop.test, glm."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.indicators.intervals import garwood, rate_ratio, wilson
from ffsu_eval.indicators.trend import quasi_poisson

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

TREND_SCRIPT = """
t <- seq_along(o)
m <- glm(o ~ t + offset(log(d)), family = quasipoisson,
         control = glm.control(epsilon = 1e-14, maxit = 100))
phi <- max(1, sum(residuals(m, type = "pearson")^2) / (length(o) - 2))
se <- sqrt(phi * summary(m, dispersion = 1)$cov.scaled[2, 2])
b <- coef(m)[[2]]
h <- qt(.975, length(o) - 2) * se
p <- 2 * pt(-abs(b / se), length(o) - 2)
v <- c(100 * expm1(b), 100 * expm1(b - h), 100 * expm1(b + h), phi, se, p)
"""


def run_r(script: str) -> Any:
    """What an R script prints, read as JSON."""
    assert RSCRIPT is not None
    command = [RSCRIPT, "--vanilla", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_json(rows: list[str]) -> str:
    """R script that prints one JSON list a row; each row is R code giving the vector ``v``."""
    line = (
        'cat("[", paste(format(v, digits = 15, scientific = TRUE), collapse = ","), "]", sep = "")'
    )
    parts = '\ncat(",")\n'.join(f"{row}\n{line}" for row in rows)
    return f'cat("[")\n{parts}\ncat("]")'


def vector(values: list[float]) -> str:
    return "c(" + ",".join(repr(float(value)) for value in values) + ")"


def compare_trends(series: list[tuple[list[float], list[float]]]) -> None:
    scripts = [f"o <- {vector(o)}; d <- {vector(d)}; {TREND_SCRIPT}" for o, d in series]
    expected = np.array(run_r(as_json(scripts)))
    found = np.array([quasi_poisson(o, d, range(1, len(o) + 1)) for o, d in series])
    np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-9)


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
    compare_trends(SERIES)


def test_trend_of_ten_real_communes_is_that_of_glm(external: Path) -> None:
    file = external / "ssmsi" / "communes-2022" / "44-data.gouv-2022.csv.gz"
    if not file.is_file():
        pytest.skip("base communale du SSMSI (département 44) absente des données publiques")
    table = pd.read_csv(file, sep=";", decimal=",", dtype={"CODGEO_2022": "string"})
    thefts = table[table["classe"] == "Vols sans violence contre des personnes"]
    complete = thefts.groupby("CODGEO_2022")["faits"].transform("count") == 7
    largest = thefts[complete].sort_values("POP", ascending=False)["CODGEO_2022"].unique()[:10]
    series = [
        (part["faits"].tolist(), part["POP"].tolist())
        for _, part in thefts[thefts["CODGEO_2022"].isin(largest)]
        .sort_values("annee")
        .groupby("CODGEO_2022")
    ]
    assert len(series) == 10
    compare_trends(series)
