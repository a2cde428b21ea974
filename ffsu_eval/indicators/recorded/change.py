"""REC02, change of a recorded rate between two years."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, joined, need, need_unique, result, truths
from ffsu_eval.indicators.intervals import rate_ratio
from ffsu_eval.indicators.recorded.rates import (
    CELL,
    FRAGILE,
    FRAGILE_BELOW,
    NOT_ADDED,
    NOT_COMPUTED,
    RATES,
    SERIES,
    TWO_RELEASES,
    UNPUBLISHED,
    direction_words,
)
from ffsu_eval.indicators.signals import with_signals

ABSENT = "absent de la base"

CHANGE = {
    "territory_id": "string",
    "indicator_id": "string",
    "base_year": "Int64",
    "end_year": "Int64",
    "count_base": "Int64",
    "count_end": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "p_value": "Float64",
    "q_value": "Float64",
    "signal": "boolean",
    "direction": "string",
    "caveat": "string",
}


def rate_change(rates: pd.DataFrame, base_year: int, end_year: int) -> pd.DataFrame:
    """REC02, change between two years: rate ratio (n1/D1)/(n0/D0), exact conditional interval.

    ``rates``: result of ``recorded_rates``. Result: one row per commune × indicator; ``value``,
    bounds and ``p_value`` of the ratio (1 = no change); ``direction`` is "hausse" or "baisse" when
    the 95 % interval excludes 1, else "stable"; "non calculable", with no value and the reason in
    ``caveat``, when a year is absent, unpublished or not computed, when the two years come from two
    releases, or when the base year has fewer than 20 facts. A last year under 20 is "fragile".
    ``q_value``, ``signal``: across the indicators of each commune, see ``signals.with_signals``.
    ValueError: missing column, cell given twice, or base year that does not come before the last.
    Sources: as ``intervals.rate_ratio`` and ``signals.adjusted``; 20 facts: house rule.
    """
    need(rates, "rates", RATES)
    need_unique(rates, "rates", CELL)
    if base_year >= end_year:
        raise ValueError("base_year: expected before end_year")
    series = rates[SERIES].drop_duplicates().sort_values(SERIES, ignore_index=True)
    base, end = _year(rates, series, base_year), _year(rates, series, end_year)
    count_0, count_1 = floats(base["count"]), floats(end["count"])
    reasons = [
        joined(
            _unusable(caveat_0, base_year),
            _unusable(caveat_1, end_year),
            TWO_RELEASES if two_releases else "",
        )
        or (f"moins de {FRAGILE_BELOW} faits en {base_year}" if few else "")
        for caveat_0, caveat_1, two_releases, few in zip(
            base["caveat"],
            end["caveat"],
            truths(base["release"] != end["release"]),
            count_0 < FRAGILE_BELOW,
            strict=True,
        )
    ]
    usable = np.array([not reason for reason in reasons], dtype=bool)
    ratio, low, high, p_value = rate_ratio(
        np.where(usable, count_1, np.nan),
        floats(end["denominator"]),
        np.where(usable, count_0, np.nan),
        floats(base["denominator"]),
    )
    few_at_end = np.where(count_1 < FRAGILE_BELOW, FRAGILE, "")
    changes = result(
        {
            "territory_id": series["territory_id"],
            "indicator_id": series["indicator_id"],
            "base_year": base_year,
            "end_year": end_year,
            "count_base": count_0,
            "count_end": count_1,
            "value": ratio,
            "ci_low": low,
            "ci_high": high,
            "p_value": p_value,
            "direction": direction_words(low, high, 1, ("hausse", "baisse", "stable")),
            "caveat": np.where(usable, few_at_end, np.array(reasons, dtype=object)),
        },
        CHANGE,
    )
    return result(with_signals(changes), CHANGE)


def _year(rates: pd.DataFrame, series: pd.DataFrame, year: int) -> pd.DataFrame:
    """Cells of one year, one row per series in its order; the caveat says where it is absent."""
    cells = rates[truths(rates["year"] == year)]
    found = series.merge(cells, on=SERIES, how="left", validate="one_to_one")
    return found.assign(caveat=found["caveat"].fillna(ABSENT))


def _unusable(caveat: str, year: int) -> str:
    """Why the cell of that year gives no rate, or "" when it does."""
    without = (UNPUBLISHED, NOT_COMPUTED, NOT_ADDED, ABSENT)
    return f"{caveat} en {year}" if caveat.startswith(without) else ""
