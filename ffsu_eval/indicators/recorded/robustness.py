"""What a yearly trend (REC03) rests on: marked years left out, residuals year by year."""

from collections.abc import Collection

import pandas as pd

from ffsu_eval.french import join_fr
from ffsu_eval.indicators.frames import floats, need, result
from ffsu_eval.indicators.recorded.rates import NO_DIRECTION, RATES, SERIES
from ffsu_eval.indicators.recorded.yearly import annual_trend
from ffsu_eval.indicators.trend import trend_fit

SENSITIVITY = {
    "territory_id": "string",
    "indicator_id": "string",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "direction": "string",
    "value_without": "Float64",
    "ci_low_without": "Float64",
    "ci_high_without": "Float64",
    "direction_without": "string",
    "robust": "boolean",
    "caveat": "string",
}
RESIDUALS = {
    "territory_id": "string",
    "indicator_id": "string",
    "year": "Int64",
    "fitted": "Float64",
    "residual": "Float64",
    "dispersion": "Float64",
}


def trend_sensitivity(
    rates: pd.DataFrame, first_year: int, last_year: int, marked_years: Collection[int]
) -> pd.DataFrame:
    """REC03 with and without years out of the ordinary (2020 and 2021: lockdowns).

    One row per territory × indicator: yearly change in per cent and its interval on all years, then
    ``…_without`` the marked ones; ``robust``: same direction both ways, missing when one of them is
    not computed; ``caveat`` says when the trend rests on the marked years, or why it is not known.
    Arguments and errors as ``annual_trend``.
    """
    with_all = annual_trend(rates, first_year, last_year)
    without = annual_trend(rates, first_year, last_year, marked_years)
    both = with_all.merge(without, on=SERIES, suffixes=("", "_without"))
    unknown = (both["direction"] == NO_DIRECTION) | (both["direction_without"] == NO_DIRECTION)
    same = (both["direction"] == both["direction_without"]).mask(unknown)
    named = join_fr([str(year) for year in sorted(set(marked_years))])
    caveats = [
        _said(agree, row_caveat, named)
        for agree, row_caveat in zip(same, both["caveat_without"], strict=True)
    ]
    return result(both.assign(robust=same, caveat=caveats), SENSITIVITY)


def _said(agree: bool | None, caveat: str, named: str) -> str:
    if pd.isna(agree):
        return f"non comparée ({caveat})"
    return "" if agree else f"tendance qui tient aux années {named}"


def trend_residuals(rates: pd.DataFrame, first_year: int, last_year: int) -> pd.DataFrame:
    """Fitted rate per 1,000 and Pearson residual of each year, for the series that have a trend.

    ``dispersion``: φ of REC03. Residuals beyond ±2 in a series with a large φ show which years the line
    does not describe. ValueError: missing column, first year that does not come before the last.
    Source: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989.
    """
    need(rates, "rates", RATES)
    trends = annual_trend(rates, first_year, last_year)
    trends = trends.loc[trends["value"].notna(), [*SERIES, "dispersion"]]
    inside = rates[rates["year"].between(first_year, last_year) & rates["value"].notna()]
    parts: list[pd.DataFrame] = []
    for _, series in inside.merge(trends, on=SERIES).sort_values("year").groupby(SERIES):
        size = floats(series["denominator"])
        fit = trend_fit(floats(series["count"]), size, floats(series["year"]))
        parts.append(series.assign(fitted=1000 * fit.fitted / size, residual=fit.pearson))
    return result(pd.concat(parts) if parts else [], RESIDUALS)
