"""Bootstrap by day: what other days of the same kind could have given, drawn with one seed.

Activities and calls of one day depend on each other (weather, events, who is there): whole days are
drawn again, with replacement, and not rows. Percentile interval at 95 %.
Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapters 8 and 13.
"""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import FloatArray
from ffsu_eval.indicators.intervals import LEVEL, Interval

SEED = 20_238
DRAWS = 1_000
FEWEST_DAYS = 10
TOO_FEW_DAYS = "moins de dix jours : pas d'intervalle"


def day_weights(count: int) -> FloatArray:
    """How many times each of ``count`` days is drawn, one row per draw; the same at every call."""
    rng = np.random.default_rng(SEED)
    if not count:
        return np.zeros((DRAWS, 0))
    return np.asarray(rng.multinomial(count, np.full(count, 1 / count), DRAWS), dtype=float)


def ends(draws: FloatArray) -> Interval:
    """Percentile bounds of each column of draws; NaN for a column with none."""
    with np.errstate(all="ignore"):
        known = np.where(np.isfinite(draws), draws, np.nan)
        if known.ndim == 1:
            known = known[:, None]
        empty = np.isnan(known).all(axis=0)
        filled = np.where(empty, 0.0, known)
        low, high = np.nanquantile(filled, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return Interval(np.where(empty, np.nan, low), np.where(empty, np.nan, high))


def day_table(days: pd.Series, keys: pd.Series, values: pd.Series | FloatArray) -> pd.DataFrame:
    """Sums by day (rows, sorted) and key (columns, sorted); nothing on a day is 0."""
    frame = pd.DataFrame(
        {"day": days.to_numpy(), "key": keys.to_numpy(), "value": np.asarray(values, dtype=float)}
    )
    return frame.pivot_table(
        index="day", columns="key", values="value", aggfunc="sum", fill_value=0.0
    ).astype(float)


def share_ends(part: FloatArray, whole: FloatArray) -> Interval:
    """Bounds of Σ part / Σ whole when days are drawn again; ``part`` days × items, ``whole`` by day.

    No bounds under ten days.
    """
    part = part if part.ndim == 2 else part[:, None]
    if len(whole) < FEWEST_DAYS:
        nothing = np.full(part.shape[1], np.nan)
        return Interval(nothing, nothing)
    weights = day_weights(len(whole))
    with np.errstate(all="ignore"):
        return ends((weights @ part) / (weights @ whole)[:, None])


def quantile_ends(values: FloatArray, days: FloatArray, quantile: float) -> Interval:
    """Bounds of a quantile of ``values`` when days are drawn again; ``days``: number of the day."""
    names, place = np.unique(days, return_inverse=True)
    if len(names) < FEWEST_DAYS:
        return Interval(np.array(np.nan), np.array(np.nan))
    order = np.argsort(values, kind="stable")
    weights = day_weights(len(names))[:, place[order]]
    reached = np.cumsum(weights, axis=1)
    total = reached[:, -1:]
    found = np.argmax(reached >= quantile * total - 1e-9, axis=1)
    draws = np.where(total[:, 0] > 0, values[order][found], np.nan)
    bounds = ends(draws)
    return Interval(bounds.low[0], bounds.high[0])


def inverted(values: FloatArray, quantile: float) -> float:
    """The smallest value that a share ``quantile`` of the values does not exceed."""
    return float(np.quantile(values, quantile, method="inverted_cdf"))
