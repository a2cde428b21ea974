"""REC03, yearly trend of a recorded rate."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import BoolArray, floats, joined, need, result, truths
from ffsu_eval.indicators.recorded.rates import (
    CELL,
    FRAGILE,
    FRAGILE_BELOW,
    NO_DIRECTION,
    NOT_COMPUTED,
    RATES,
    SERIES,
    UNPUBLISHED,
    direction_words,
)
from ffsu_eval.indicators.trend import MINIMUM_YEARS, estimable, quasi_poisson

STRONG_DISPERSION = 3

TREND = {
    "commune_code": "string",
    "indicator_id": "string",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "dispersion": "Float64",
    "n_years": "Int64",
    "p_value": "Float64",
    "direction": "string",
    "caveat": "string",
}


def annual_trend(
    rates: pd.DataFrame, first_year: int, last_year: int, exclude_years: Collection[int] = ()
) -> pd.DataFrame:
    """REC03, yearly trend in per cent: 100(e^β−1), quasi-Poisson regression, offset log D.

    ``rates``: result of ``recorded_rates``. Result: one row per commune × indicator; ``value`` and
    bounds in % a year (95 %, Student's law with T−2 degrees of freedom), ``dispersion`` φ =
    max(1, Pearson χ²/(T−2)), ``n_years`` T. At least 6 published years in the window, else "non
    calculable", as for a series of two releases or with too few facts for a slope; unpublished or
    absent years are left out, never filled, and named in ``caveat``. ``exclude_years`` leaves years
    out on purpose (2020 and 2021, to see what lockdowns change). "stable": 0 is in the interval.
    ``caveat`` also says "fragile" (a year under 20 facts) and a φ above 3.
    ValueError: missing column, or first year that does not come before the last.
    Source: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989; the floor of φ, the 6 years
    and the thresholds are house rules.
    """
    need(rates, "rates", RATES)
    if first_year >= last_year:
        raise ValueError("first_year: expected before last_year")
    window = [year for year in range(first_year, last_year + 1) if year not in exclude_years]
    excluded = sorted(set(exclude_years) & set(range(first_year, last_year + 1)))
    note = f"hors {', '.join(map(str, excluded))}" if excluded else ""
    ordered = rates.sort_values(CELL)
    rows = [
        {"commune_code": commune, "indicator_id": indicator, **_trend_of(series, window, note)}
        for (commune, indicator), series in ordered.groupby(SERIES, sort=True)
    ]
    return result(rows, TREND)


def _trend_of(series: pd.DataFrame, window: list[int], note: str) -> dict[str, object]:
    """Trend of one commune and indicator, or the reason why there is none."""
    inside = series[series["year"].isin(window)]
    count, denominator, years = (floats(inside[c]) for c in ("count", "denominator", "year"))
    used: BoolArray = ~np.isnan(floats(inside["value"]))
    empty = {"n_years": int(used.sum()), "direction": NO_DIRECTION}
    gaps = joined(note, _unseen(inside, used, window))
    reason = ""
    if used.sum() < MINIMUM_YEARS:
        reason = f"moins de {MINIMUM_YEARS} années diffusées"
    elif inside.loc[used, "edition"].nunique() > 1:
        reason = "éditions différentes"
    elif not estimable(count[used], years[used]):
        reason = "trop peu de faits"
    if reason:
        return {**empty, "caveat": joined(reason, gaps)}
    fit = quasi_poisson(count[used], denominator[used], years[used])
    low, high = np.array([fit.low]), np.array([fit.high])
    words = direction_words(low, high, 0, ("hausse", "baisse", "stable"))
    phi = f"{fit.dispersion:.1f}".replace(".", ",")
    return {
        "value": fit.percent,
        "ci_low": fit.low,
        "ci_high": fit.high,
        "dispersion": fit.dispersion,
        "n_years": int(used.sum()),
        "p_value": fit.p_value,
        "direction": str(words[0]),
        "caveat": joined(
            FRAGILE if np.any(count[used] < FRAGILE_BELOW) else "",
            f"forte surdispersion (φ = {phi})" if fit.dispersion > STRONG_DISPERSION else "",
            gaps,
        ),
    }


def _unseen(inside: pd.DataFrame, used: BoolArray, window: list[int]) -> str:
    """French text naming the years of the window that were left out, by reason."""
    unused = inside[~used]
    texts = []
    for label in (UNPUBLISHED, NOT_COMPUTED):
        years = unused.loc[truths(unused["caveat"] == label), "year"]
        texts.append(f"{label} en {', '.join(map(str, years))}" if len(years) else "")
    absent = sorted(set(window) - set(inside["year"]))
    texts.append(f"absent de la base en {', '.join(map(str, absent))}" if absent else "")
    return joined(*texts)
