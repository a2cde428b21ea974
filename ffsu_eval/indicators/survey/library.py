"""A probability sample in the form of the library svy, which computes its estimates."""

from typing import TYPE_CHECKING

import pandas as pd
from scipy import linalg

from ffsu_eval.indicators.frames import floats
from ffsu_eval.indicators.survey.sampling import ProbabilitySample

if TYPE_CHECKING:
    import polars as pl
    import svy

NUMERIC = ("weight", "population", "ssu_population")


def in_library(sample: ProbabilitySample, columns: dict[str, pd.Series]) -> "svy.Sample":
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
