"""Design-based estimates of a probability sample: means, totals, proportions, and their intervals.

Variance by Taylor linearisation with strata, primary and secondary units and the finite population
correction; calibrated weights count through the residuals of their margins. A group of respondents
is a domain: the units outside it stay in the plan. Computed by the library svy; the results are
those of R's survey package (T. Lumley).
Sources: C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling, Springer, 1992;
T. Lumley, Analysis of complex survey samples, Journal of Statistical Software 9, 2004.
"""

from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import WHOLE, floats, need, need_unique, result
from ffsu_eval.indicators.intervals import LEVEL
from ffsu_eval.indicators.survey.library import in_library
from ffsu_eval.indicators.survey.sampling import ProbabilitySample

# simple random sampling with replacement needs no population size: right for any weights
Reference = Literal["wr", "wor"]

ESTIMATE = {
    "variable": "string",
    "group": "string",
    "category": "string",
    "value": "Float64",
    "se": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "deff": "Float64",
    "n": "Int64",
    "df": "Int64",
}
OF_ESTIMATE = ["variable", "group", "category"]


def mean(
    sample: ProbabilitySample,
    variable: str,
    by: str | None = None,
    level: float = LEVEL,
    reference: Reference = "wr",
) -> pd.DataFrame:
    """Mean of a numeric variable, one row, or one per value of ``by`` (in their order).

    ``value`` ± t·``se`` in the variable's unit, t with ``df`` = primary units − strata of the
    group; ``deff``: variance over that of a simple random sample, with replacement ("wr") or
    without ("wor"). ``n``: respondents with a value; others are outside of the domain. Interval and
    ``deff`` are NA for a group of one primary unit.
    ValueError: not a probability sample, missing column, nobody with a value, level outside ]0, 1[.
    """
    return _estimate(sample, "mean", variable, by, level, reference)


def total(
    sample: ProbabilitySample,
    variable: str,
    by: str | None = None,
    level: float = LEVEL,
    reference: Reference = "wr",
) -> pd.DataFrame:
    """Total of a numeric variable over the population; rows, columns and errors as ``mean``."""
    return _estimate(sample, "total", variable, by, level, reference)


def proportion(
    sample: ProbabilitySample,
    variable: str,
    by: str | None = None,
    level: float = LEVEL,
    reference: Reference = "wr",
) -> pd.DataFrame:
    """Share 0-1 of each ``category`` of a variable, with its logit interval; otherwise as ``mean``.

    The interval is that of log(p/(1−p)), brought back: always between 0 and 1. At 0 and 1 it is not
    defined, and the design effect neither: NA (R's ``svyciprop`` gives an interval of no width).
    """
    return _estimate(sample, "prop", variable, by, level, reference)


def difference(before: pd.DataFrame, after: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Change between the estimates of two samples drawn independently of each other.

    ``before``, ``after``: results of one function above; one row per variable, group and category
    of both, ``value`` after − before, its ``se``, and t with the degrees of freedom of Welch and
    Satterthwaite (not whole: ``df`` is NA); ``n``: the smaller base. Interval NA where one has none.
    ValueError: missing column, an estimate given twice, level outside ]0, 1[.
    Source: B. L. Welch, The generalization of "Student's" problem, Biometrika 34, 1947.
    """
    if not 0 < level < 1:
        raise ValueError("level: expected between 0 and 1")
    for frame, name in ((before, "before"), (after, "after")):
        need(frame, name, ESTIMATE)
        need_unique(frame, name, OF_ESTIMATE)
    both = before.merge(after, on=OF_ESTIMATE, suffixes=("_0", "_1"))
    v0, v1, df0, df1 = (
        floats(both[name]) ** power
        for name, power in (("se_0", 2), ("se_1", 2), ("df_0", 1), ("df_1", 1))
    )
    known = (both["ci_low_0"].notna() & both["ci_low_1"].notna() & (v0 + v1 > 0)).to_numpy(bool)
    v0, v1, df0, df1 = (np.where(known, values, np.nan) for values in (v0, v1, df0, df1))
    df = (v0 + v1) ** 2 / (v0**2 / df0 + v1**2 / df1)
    change, error = floats(both["value_1"] - both["value_0"]), np.sqrt(v0 + v1)
    half = stats.t.ppf((1 + level) / 2, df) * error
    measures = {"value": change, "se": error, "ci_low": change - half, "ci_high": change + half}
    n = both[["n_0", "n_1"]].min(axis=1)
    return result(both[OF_ESTIMATE].assign(**measures, n=n), ESTIMATE)


def _estimate(
    sample: ProbabilitySample,
    method: str,
    variable: str,
    by: str | None,
    level: float,
    reference: Reference,
) -> pd.DataFrame:
    if not isinstance(sample, ProbabilitySample):
        raise ValueError("sample: expected a probability sample")
    if not 0 < level < 1:
        raise ValueError("level: expected between 0 and 1")
    people = sample.respondents
    need(people, "respondents", [variable, *([by] if by else [])])
    inside = people[variable].notna() & (people[by].notna() if by else True)
    if not inside.any():
        raise ValueError(f"respondents.{variable}: nobody with a value")
    import svy

    values = people[variable].astype("string" if method == "prop" else "Float64")
    groups = {"group": people[by].astype("string")} if by else {}
    bound = in_library(sample, {"value": values, "inside": inside, **groups})
    try:
        found = getattr(bound.estimation, method)(
            "value",
            by="group" if by else None,
            where=svy.col("inside"),
            deff=reference,
            alpha=1 - level,
        )
    except svy.SvyError as error:
        raise ValueError(f"respondents.{variable}: {error}") from error
    table = pd.DataFrame(found.to_polars().to_dict(as_series=False))
    named = {"value": "category", "est": "value", "lci": "ci_low", "uci": "ci_high"}
    table = table.rename(columns=named).assign(variable=variable)
    # one unit alone, or a share of 0 or 1, does not vary: the library then gives an effect of 0
    table["deff"] = table["deff"].where(table["ci_low"].notna())
    if not by:
        table["group"] = WHOLE
    return result(table.replace([np.inf, -np.inf], np.nan), ESTIMATE)
