"""REC06, what the producer publishes: share of the cells that are."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, result, truths
from ffsu_eval.indicators.recorded.rates import RATES

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

    ``rates``: REC01. ``unpublished_years``: « 2016, 2018-2020 », empty when all are published (a
    total of communes that are not all published is not). A row « ensemble » ends each territory: cells
    are counted, never facts. ValueError: missing column.
    Source: SSMSI, rule of diffusion of the communal base.
    """
    need(rates, "rates", RATES)
    rows = []
    for territory, cells in rates.groupby("territory_id", sort=True):
        parts = [(str(name), part) for name, part in cells.groupby("indicator_id", sort=True)]
        rows += [_row(str(territory), name, part) for name, part in [*parts, (WHOLE, cells)]]
    return result(rows, COVERAGE)


def _row(territory: str, indicator: str, cells: pd.DataFrame) -> list[object]:
    published = truths(cells["diffusion"] == "diff")
    hidden = sorted({int(year) for year in cells.loc[~published, "year"]})
    years = "" if indicator == WHOLE else year_ranges(hidden)
    share = 100 * published.sum() / len(cells)
    return [territory, indicator, len(cells), int(published.sum()), share, years]


def year_ranges(years: list[int]) -> str:
    """« 2016, 2018-2020 »: increasing years, runs of three and more shortened."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(
        f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )
