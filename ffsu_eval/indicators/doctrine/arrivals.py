"""Time from a call to the arrival of the municipal police (DOC06), as quantiles and as a curve."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.doctrine.clock import BAND_NAMES, band_of, local
from ffsu_eval.indicators.doctrine.resample import inverted, quantile_ends
from ffsu_eval.indicators.frames import WHOLE, joined, need, need_unique, plural, result
from ffsu_eval.indicators.incidents.base import FRAGILE_BELOW, LOCAL_MINIMUM, SUPPRESSED

HANDED = "transmis"
DIMENSIONS = ("priority", "sector_id", "band")
ARRIVAL = {
    "dimension": "string",
    "item": "string",
    "n": "Int64",
    "left_out": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "p90": "Float64",
    "p90_low": "Float64",
    "p90_high": "Float64",
    "caveat": "string",
}
CURVE = {
    "item": "string",
    "minute": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "at_risk": "Int64",
    "caveat": "string",
}
SMALL_BASE = 30
AT_RISK = 10
LONGEST = 60
NEEDED = ("call_id", "ts_call", "ts_arrival", "ts_close", "sector_id", "priority", "outcome")


def timed_calls(calls: pd.DataFrame) -> pd.DataFrame:
    """Calls that the service kept, with ``band``, ``day``, ``minutes`` to arrival and to the close.

    A call handed to another service is not one of them. ``minutes`` is missing for a call that nobody
    reached, or at a time that a change of clock repeats. ValueError: missing column, call given twice.
    """
    need(calls, "calls", NEEDED)
    need_unique(calls, "calls", ("call_id",))
    kept = calls[calls["outcome"] != HANDED]
    begun, reached, closed = (local(kept[name]) for name in ("ts_call", "ts_arrival", "ts_close"))
    clock = pd.to_datetime(kept["ts_call"])
    return kept.assign(
        band=band_of(clock.dt.hour),
        day=clock.dt.normalize(),
        minutes=(reached - begun).dt.total_seconds() / 60,
        open_minutes=(closed - begun).dt.total_seconds() / 60,
    )


def arrival_times(calls: pd.DataFrame) -> pd.DataFrame:
    """DOC06, minutes from the call to the arrival: median ``value`` and ninth decile ``p90``.

    Rows by priority, by sector, by part of the day, then « ensemble ». ``n``: calls reached;
    ``left_out``: kept but not reached,
    of the whole only. A quantile is the smallest delay that this share of the calls
    does not exceed. Intervals: bootstrap by day (``resample``), none under ten days. Under six calls
    reached nothing is told; under twenty: fragile; under thirty: small base. Elapsed minutes.
    ValueError: as ``timed_calls``. Source of the interval: Efron and Tibshirani, 1993.
    """
    kept = timed_calls(calls)
    rows = []
    for dimension in DIMENSIONS:
        names = BAND_NAMES if dimension == "band" else sorted(set(map(str, kept[dimension])))
        for name in names:
            own = kept[kept[dimension].astype(str) == name]
            if len(own):
                rows.append(_times(dimension, name, own))
    return result([*rows, _times("ensemble", WHOLE, kept)], ARRIVAL)


def _times(dimension: str, item: str, own: pd.DataFrame) -> dict[str, object]:
    known = own[own["minutes"].notna()]
    n, left = len(known), len(own) - len(known)
    # what was left out is told of the whole only: by item it could be a handful of calls
    left = left if item == WHOLE else 0
    row: dict[str, object] = {"dimension": dimension, "item": item}
    if n < LOCAL_MINIMUM:
        return {**row, "caveat": SUPPRESSED}
    minutes = known["minutes"].to_numpy(dtype=float)
    days = known["day"].to_numpy(dtype="datetime64[D]").astype(float)
    median, decile = (quantile_ends(minutes, days, share) for share in (0.5, 0.9))
    small = "fragile" if n < FRAGILE_BELOW else "effectif faible" if n < SMALL_BASE else ""
    return {
        **row,
        "n": n,
        "left_out": left if item == WHOLE else None,
        "value": inverted(minutes, 0.5),
        "ci_low": float(median.low),
        "ci_high": float(median.high),
        "p90": inverted(minutes, 0.9),
        "p90_low": float(decile.low),
        "p90_high": float(decile.high),
        "caveat": joined(small, f"{plural(left, 'appel', 'appels')} sans arrivée" * (left > 0)),
    }


def waiting_curve(calls: pd.DataFrame) -> pd.DataFrame:
    """DOC06, share of the calls that nobody has reached yet, minute by minute, by priority.

    Product-limit estimate with pointwise intervals on the log-log scale; a call closed before anyone
    came is censored at its close. The curve stops at 60 minutes, or when fewer than ten calls are
    still waiting. A priority under thirty calls is left out. ValueError: as ``timed_calls``.
    Sources: E. L. Kaplan, P. Meier, Journal of the American Statistical Association 53, 1958;
    J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of Failure Time Data, 1980.
    """
    kept = timed_calls(calls)
    rows = []
    for name in [*sorted(set(map(str, kept["priority"]))), WHOLE]:
        own = kept if name == WHOLE else kept[kept["priority"].astype(str) == name]
        own = own[own["minutes"].notna() | own["open_minutes"].notna()]
        if len(own) >= SMALL_BASE:
            rows += _curve(name, own)
    return result(rows, CURVE)


def _curve(name: str, own: pd.DataFrame) -> list[dict[str, object]]:
    event = own["minutes"].notna().to_numpy()
    times = own["minutes"].fillna(own["open_minutes"]).to_numpy(dtype=float)
    survival, greenwood = 1.0, 0.0
    steps = {0.0: (1.0, 0.0)}
    for moment in np.unique(times[event]):
        there = int((times >= moment).sum())
        reached = int((event & (times == moment)).sum())
        survival *= 1 - reached / there
        greenwood += reached / (there * (there - reached)) if there > reached else 0.0
        steps[float(moment)] = (survival, greenwood)
    moments = np.array(list(steps))
    rows = []
    for minute in range(LONGEST + 1):
        waiting = int((times > minute).sum())
        if minute and waiting < AT_RISK:
            break
        value, variance = steps[float(moments[np.searchsorted(moments, minute, "right") - 1])]
        low, high = _log_log(value, variance)
        rows.append(
            {"item": name, "minute": minute, "value": value, "ci_low": low, "ci_high": high,
             "at_risk": waiting, "caveat": ""}
        )  # fmt: skip
    return rows


def _log_log(value: float, variance: float) -> tuple[float, float]:
    """Bounds exp(−exp(log(−log S) ± 1.96 √(Greenwood) / log S)); the value itself at 0 and 1."""
    if not 0 < value < 1:
        return value, value
    spread = 1.959963984540054 * np.sqrt(variance) / abs(np.log(value))
    centre = np.log(-np.log(value))
    low, high = (np.exp(-np.exp(centre + sign * spread)) for sign in (1, -1))
    return float(low), float(high)
