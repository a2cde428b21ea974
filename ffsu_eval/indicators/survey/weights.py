"""Weights of a survey: raking to known margins within bounds, and what weights cost in precision.

Raking multiplies base weights, margin after margin, until every margin is met. Within bounds, each
step looks for the multiplier that meets its target once the product is brought back between them:
the same iteration, which is that of raking as long as no bound is reached.
Sources: W. E. Deming, F. F. Stephan, On a least squares adjustment of a sampled frequency table,
Annals of Mathematical Statistics 11, 1940; J.-C. Deville, C.-E. Särndal, O. Sautory, Generalized
raking procedures in survey sampling, Journal of the American Statistical Association 88, 1993
(multiplicative distance, truncated: ``calibrate(calfun = "raking", bounds = …)`` of R's survey).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ffsu_eval.indicators.frames import FloatArray, floats, need, need_unique, result

BOUNDS = (0.3, 3.0)
UNBOUNDED = (0.0, np.inf)
MAXIMUM_MARGINS = 4
MAXIMUM_PASSES = 2000
STABLE = 1e-13
MARGIN_MET = 1e-8
DRIFT = (1e-50, 1e50)  # margins that cannot be met push the products apart without end

MARGINS = {
    "variable": "string",
    "category": "string",
    "n": "Int64",
    "unweighted_share": "Float64",
    "target_share": "Float64",
    "weighted_share": "Float64",
    "gap": "Float64",
}


class Precision(NamedTuple):
    """Answers, effective size and design effect of unequal weights."""

    n: int
    n_eff: float
    deff: float


class Raked(NamedTuple):
    """Weights in the order of the respondents, and how far the margins are met.

    ``margins``: one row per variable × category, shares 0-1 and ``gap``, relative to the target.
    ``converged``: every gap under 10⁻⁸; ``n_at_bounds``: respondents whose weight is at a bound.
    """

    weights: FloatArray
    margins: pd.DataFrame
    converged: bool
    passes: int
    n_at_bounds: int


def kish(weights: npt.ArrayLike) -> Precision:
    """Effective size (Σw)²/Σw² and design effect n/n_eff of unequal weights, each above 0.

    ValueError when a weight is missing, not finite or not above 0, or there is none.
    Source: L. Kish, Survey Sampling, Wiley, 1965.
    """
    w = positive(np.asarray(weights, dtype=float), "weights")
    n_eff = float(w.sum() ** 2 / (w**2).sum())
    return Precision(len(w), n_eff, len(w) / n_eff)


def rake(
    respondents: pd.DataFrame,
    margins: pd.DataFrame,
    base_weight: str | None = None,
    bounds: tuple[float, float] | None = BOUNDS,
) -> Raked:
    """Weights that meet up to four margins (``margins``: variable, category, target_total).

    ``respondents``: one row each, with a column per variable; ``base_weight``: column of base
    weights, equal ones without it, brought to the total of the margins. ``bounds``: of weight over
    base weight, None without bound; one margin without bound is post-stratification. Margins that
    cannot be met together, or not within the bounds, give ``converged`` False and the last weights.
    ValueError: missing column or category, category of a respondent without target, category
    without respondent, margins of unequal totals, more than four, a target or base weight not above
    0, bounds that do not hold 1.
    """
    low, high = UNBOUNDED if bounds is None else bounds
    if not 0 <= low < 1 < high:
        raise ValueError("bounds: expected 0 ≤ low < 1 < high")
    targets = _targets(respondents, margins)
    base = np.ones(len(respondents))
    if base_weight is not None:
        need(respondents, "respondents", (base_weight,))
        base = positive(floats(respondents[base_weight]), base_weight)
    variables = list(dict.fromkeys(target.variable for target in targets))
    base = base * (sum(t.total for t in targets if t.variable == variables[0]) / base.sum())
    # respondents alike on every margin share one multiplier: the iteration runs on their cells
    answers = respondents[variables].astype("string")
    place = answers.groupby(variables, sort=False).ngroup().to_numpy()
    cells = answers.drop_duplicates()
    size = np.bincount(place, base).astype(float)
    steps = [
        ((cells[target.variable] == target.category).to_numpy(dtype=bool), target.total)
        for target in targets
    ]
    product, ratio, passes, moving = np.ones(len(cells)), np.ones(len(cells)), 0, True
    while moving and passes < MAXIMUM_PASSES:
        for inside, total in steps:
            step = _multiplier(size[inside], product[inside], total, low, high)
            product[inside] = np.clip(product[inside] * step, *DRIFT)
        before, ratio = ratio, np.clip(product, low, high)
        moving = bool(np.max(np.abs(ratio - before)) > STABLE)
        passes += 1
    weights, bound = base * ratio[place], np.isin(ratio, (low, high))[place]
    table = _margins(answers, targets, weights)
    met = bool((table["gap"].abs() <= MARGIN_MET).all())
    return Raked(weights, table, met, passes, int(bound.sum()))


def positive(values: FloatArray, name: str) -> FloatArray:
    """The same values; ValueError when there is none or one is not a finite number above 0."""
    if not len(values) or not np.all(np.isfinite(values) & (values > 0)):
        raise ValueError(f"{name}: expected finite numbers above 0")
    return values


def _multiplier(
    size: FloatArray, product: FloatArray, target: float, low: float, high: float
) -> float:
    """m such that Σ size·clip(m·product) = target, or the nearest one that the bounds allow.

    The sum is linear in m between the values at which one of the products meets a bound.
    """
    if high == np.inf:
        return float(target / (size @ product))
    kinks = np.sort(np.concatenate([low / product, high / product]))
    sums = np.clip(np.outer(kinks, product), low, high) @ size
    return float(np.interp(target, sums, kinks))


class _Target(NamedTuple):
    variable: str
    category: str
    total: float


def _targets(respondents: pd.DataFrame, margins: pd.DataFrame) -> list[_Target]:
    """Targets, checked against one another and against what the respondents are."""
    need(margins, "margins", ("variable", "category", "target_total"))
    need_unique(margins, "margins", ("variable", "category"))
    totals = positive(floats(margins["target_total"]), "margins.target_total")
    targets = [
        _Target(str(variable), str(category), float(total))
        for variable, category, total in zip(
            margins["variable"], margins["category"], totals, strict=True
        )
    ]
    sums: dict[str, float] = {}
    for target in targets:
        sums[target.variable] = sums.get(target.variable, 0.0) + target.total
    if len(sums) > MAXIMUM_MARGINS:
        raise ValueError(f"margins: expected {MAXIMUM_MARGINS} variables or fewer")
    need(respondents, "respondents", sums)
    for name in sums:
        if respondents[name].isna().any():
            raise ValueError(f"respondents.{name}: category not given")
        found = set(respondents[name].astype("string"))
        asked = {target.category for target in targets if target.variable == name}
        for fault, names in (
            ("categories without target", found - asked),
            ("categories without respondent", asked - found),
        ):
            if names:
                raise ValueError(f"{name}: {fault}: {', '.join(sorted(names))}")
    if max(sums.values()) - min(sums.values()) > MARGIN_MET * max(sums.values()):
        listed = ", ".join(f"{name} {total:g}" for name, total in sums.items())
        raise ValueError(f"margins: unequal totals ({listed})")
    return targets


def _margins(answers: pd.DataFrame, targets: list[_Target], weights: FloatArray) -> pd.DataFrame:
    """Unweighted and weighted shares of each category beside its target."""
    rows = []
    for target in targets:
        inside = (answers[target.variable] == target.category).to_numpy(dtype=bool)
        rows.append(
            {
                "variable": target.variable,
                "category": target.category,
                "n": inside.sum(),
                "unweighted_share": inside.mean(),
                "target_share": target.total / weights.sum(),
                "weighted_share": weights[inside].sum() / weights.sum(),
                "gap": weights[inside].sum() / target.total - 1,
            }
        )
    table = result(rows, MARGINS)
    whole = table.groupby("variable")["target_share"].transform("sum")
    return table.assign(target_share=table["target_share"] / whole)
