"""REC06, what the producer publishes: share of the cells that are."""

from collections.abc import Iterable

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, result, truths
from ffsu_eval.indicators.recorded.rates import CELL, RATES, SERIES

COVERAGE = {
    "territory_id": "string",
    "indicator_id": "string",
    "n_cells": "Int64",
    "n_published": "Int64",
    "value": "Float64",
    "unpublished_years": "string",
}


def diffusion_coverage(rates: pd.DataFrame) -> pd.DataFrame:
    """REC06, coverage: published cells over all cells, in per cent, by territory and indicator.

    ``rates``: result of ``recorded_rates``. ``unpublished_years``: « 2016, 2018-2020 », empty when
    all are published; a total of communes that are not all published is not. A row « ensemble »
    ends each territory, without years: it counts cells, never facts. ValueError: missing column,
    cell given twice.
    Source: SSMSI, rule of diffusion of the communal base (more than five facts, three years
    running).
    """
    need(rates, "rates", RATES)
    need_unique(rates, "rates", CELL)
    cells = rates.assign(n_published=truths(rates["diffusion"] == "diff"), n_cells=1)
    hidden = cells[~cells["n_published"]].groupby(SERIES)["year"].agg(year_ranges).astype("string")
    numbers = ["n_cells", "n_published"]
    series = cells.groupby(SERIES)[numbers].sum()
    series["unpublished_years"] = hidden.reindex(series.index).fillna("")
    whole = cells.groupby("territory_id")[numbers].sum().assign(unpublished_years="")
    found = pd.concat([series.reset_index(), whole.assign(indicator_id=WHOLE).reset_index()])
    found["value"] = 100 * found["n_published"] / found["n_cells"]
    # the sort is stable: series are in the order of their names, the whole comes after them
    return result(found.sort_values("territory_id", kind="stable"), COVERAGE)


def year_ranges(years: Iterable[int]) -> str:
    """« 2016, 2018-2020 »: years in order, runs of three and more shortened."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(
        f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )
