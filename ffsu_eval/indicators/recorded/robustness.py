"""What a yearly trend (REC03) rests on: marked years left out, residuals year by year."""

from collections.abc import Collection

import pandas as pd

from ffsu_eval.french import join_fr
from ffsu_eval.indicators.frames import floats, need, result
from ffsu_eval.indicators.recorded.rates import NO_DIRECTION, RATES, SERIES
from ffsu_eval.indicators.recorded.yearly import annual_trend, steps_of
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
    rates: pd.DataFrame,
    first_year: int,
    last_year: int,
    marked_years: Collection[int],
    breaks: Collection[int] = (),
) -> pd.DataFrame:
    """REC03 with and without years out of the ordinary (2020 and 2021: lockdowns).

    One row per territory × indicator: yearly change in per cent and its interval on all years, then
    ``…_without`` the marked ones; ``robust``: same direction both ways, missing when one of them is
    not computed; ``caveat`` says when the trend rests on the marked years, or why it is not known.
    Arguments and errors as ``annual_trend``. House rule.
    """
    with_all = annual_trend(rates, first_year, last_year, breaks=breaks)
    without = annual_trend(rates, first_year, last_year, marked_years, breaks)
    both = with_all.merge(without, on=SERIES, suffixes=("", "_without"))
    unknown = (both["direction"] == NO_DIRECTION) | (both["direction_without"] == NO_DIRECTION)
    same = (both["direction"] == both["direction_without"]).mask(unknown)
    reasons = both["caveat"].where(both["direction"] == NO_DIRECTION, both["caveat_without"])
    resting = _resting([year for year in marked_years if first_year <= year <= last_year])
    caveats = [
        f"non comparée ({reason})" if pd.isna(agree) else "" if agree else resting
        for agree, reason in zip(same, reasons, strict=True)
    ]
    return result(both.assign(robust=same, caveat=caveats), SENSITIVITY)


def _resting(years: Collection[int]) -> str:
    named = [str(year) for year in sorted(set(years))]
    to_them = "aux années" if len(named) > 1 else "à l'année"
    return f"tendance qui tient {to_them} {join_fr(named)}"


def trend_residuals(
    rates: pd.DataFrame, first_year: int, last_year: int, breaks: Collection[int] = ()
) -> pd.DataFrame:
    """Fitted rate per 1,000 and Pearson residual of each year, for the series that have a trend.

    ``dispersion``: φ of REC03. Residuals beyond ±2 in a series with a large φ show which years the
    line does not describe. Errors as ``annual_trend``.
    Source: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989.
    """
    need(rates, "rates", RATES)
    trends = annual_trend(rates, first_year, last_year, breaks=breaks)
    trends = trends.loc[trends["value"].notna(), [*SERIES, "dispersion"]]
    inside = rates[rates["year"].between(first_year, last_year) & rates["value"].notna()]
    parts: list[pd.DataFrame] = []
    for _, series in inside.merge(trends, on=SERIES).sort_values("year").groupby(SERIES):
        size, years = floats(series["denominator"]), floats(series["year"])
        fit = trend_fit(floats(series["count"]), size, years, steps_of(breaks, years))
        parts.append(series.assign(fitted=1000 * fit.fitted / size, residual=fit.pearson))
    return result(pd.concat(parts) if parts else [], RESIDUALS)
