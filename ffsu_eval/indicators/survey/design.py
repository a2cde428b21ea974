"""Design-based estimates of a probability sample: means, totals, proportions, and their intervals.

Variance by Taylor linearisation with strata, primary and secondary units and the finite population
correction; calibrated weights count through the residuals of their margins. A group of respondents
is a domain: the units outside it stay in the plan. Computed by the library svy; the results are
those of R's survey package (T. Lumley).
Sources: C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling, Springer, 1992;
T. Lumley, Analysis of complex survey samples, Journal of Statistical Software 9, 2004.
"""

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy import linalg

from ffsu_eval.indicators.frames import WHOLE, floats, need, result
from ffsu_eval.indicators.intervals import LEVEL
from ffsu_eval.indicators.survey.sampling import ProbabilitySample

if TYPE_CHECKING:
    import polars as pl
    import svy

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
NUMERIC = ("weight", "population", "ssu_population")


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
    bound = _in_library(sample, {"value": values, "inside": inside, **groups})
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


def _in_library(sample: ProbabilitySample, columns: dict[str, pd.Series]) -> "svy.Sample":
    """Plan and ``columns`` in the library's form, the columns of the plan under fixed names."""
    import polars as pl
    import svy

    people, plan = sample.respondents, sample.plan
    roles = {role: name for role, name in plan._asdict().items() if name is not None}
    for role, name in roles.items():
        columns[role] = people[name].astype("Float64" if role in NUMERIC else "string")
    table = pl.DataFrame(
        {
            name: values.astype(object).where(values.notna(), None).tolist()
            for name, values in columns.items()
        }
    )
    record, added = _calibration_record(sample)
    design = svy.Design(
        stratum="stratum" if "stratum" in roles else None,
        psu="psu" if "psu" in roles else None,
        ssu="ssu" if "ssu" in roles else None,
        wgt="weight",
        pop_size=svy.PopSize("population", "ssu_population" if "ssu_population" in roles else None)
        if "population" in roles
        else None,
        wgt_adjustment=record,
    )
    return svy.Sample(table.with_columns(**added), design)


def _calibration_record(
    sample: ProbabilitySample,
) -> tuple["svy.WgtAdjustment | None", dict[str, "pl.Series"]]:
    """How the weights were calibrated, and the columns that the library reads it from.

    Residuals of a weighted regression need a basis of what the margins span, whatever it is:
    margins that overlap or nest leave no unused dimension in it.
    """
    import polars as pl
    import svy

    calibration, people = sample.calibration, sample.respondents
    if calibration is None:
        return None, {}
    weighted = calibration.residuals == "weighted"
    if weighted:
        inside = pd.get_dummies(people[list(calibration.variables)].astype("string"))
        values = [pl.Series(column) for column in linalg.orth(inside.to_numpy(dtype=float)).T]
    else:
        codes = [people.groupby(name).ngroup() for name in calibration.variables]
        values = [pl.Series(column.to_list(), dtype=pl.Int32) for column in codes]
    added = {f"margin_{i}": column for i, column in enumerate(values)}
    record = svy.WgtAdjustment(
        kind="calibration" if weighted else "raking",
        prev_wgt="weight_before",
        new_wgt="weight",
        aux=tuple(added) if weighted else None,
        cells=None if weighted else tuple(added),
    )
    before = pl.Series(floats(people[calibration.weight_before]))
    return record, {**added, "weight_before": before}
