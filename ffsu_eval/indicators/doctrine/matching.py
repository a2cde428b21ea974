"""Is the service there when and where it is called (DOC07), and with the national police (DOC15)?"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ffsu_eval.indicators.doctrine.clock import BAND_NAMES, band_of, by_hour, hours_between, within
from ffsu_eval.indicators.doctrine.resample import (
    DRAWS,
    FEWEST_DAYS,
    SEED,
    TOO_FEW_DAYS,
    day_table,
    day_weights,
    ends,
)
from ffsu_eval.indicators.doctrine.time_use import INDOORS
from ffsu_eval.indicators.frames import (
    WHOLE,
    FloatArray,
    floats,
    need,
    need_unique,
    plural,
    ratio,
    result,
)

CREW = 2
SHARES = {
    "dimension": "string",
    "item": "string",
    "presence": "Float64",
    "count": "Int64",
    "presence_share": "Float64",
    "demand_share": "Float64",
    "gap": "Float64",
    "caveat": "string",
}
MISMATCH = {
    "dimension": "string",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "chance": "Float64",
    "n": "Int64",
    "days": "Int64",
    "caveat": "string",
}
WEEK = {
    "weekday": "Int64",
    "hour": "Int64",
    "agents": "Float64",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
COVERAGE = {
    "item": "string",
    "hours": "Int64",
    "municipal": "Float64",
    "state": "Float64",
    "both": "Float64",
    "value": "Float64",
    "caveat": "string",
}
NOT_THERE = "aucune présence ou aucune demande"


def half_distance(one: FloatArray, other: FloatArray) -> float:
    """½ Σ |a − d| of two profiles brought to shares: 0 the same, 1 nothing in common; NaN if empty."""
    first, second = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if not (first.sum() > 0 and second.sum() > 0):
        return float("nan")
    return float(np.abs(first / first.sum() - second / second.sum()).sum() / 2)


def common_days(shifts: pd.DataFrame, calls: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day that both presence and calls cover. ValueError: no common day."""
    called = pd.to_datetime(calls["ts_call"]).dt.normalize()
    first = max(shifts["date"].min(), called.min())
    last = min(shifts["date"].max(), called.max())
    if not first <= last:
        raise ValueError("shifts, calls: no common day")
    return pd.Timestamp(first), pd.Timestamp(last)


def _presence(shifts: pd.DataFrame, street: Collection[str] | None) -> pd.DataFrame:
    """Agent-hours present by hour, of the units that go out (``street``; None: all)."""
    need(shifts, "shifts", ("date", "unit_id", "ts_start", "ts_end", "present"))
    own = shifts if street is None else shifts[shifts["unit_id"].isin(list(street))]
    cut = by_hour(own)
    agents = floats(cut["present"])
    return cut.assign(
        agents=agents,
        agent_hours=agents * cut["hours"],
        day=cut["slot"].dt.tz_localize(None).dt.normalize(),
        hour=cut["slot"].dt.hour,
        weekday=cut["slot"].dt.day_of_week,
    )


def _demand(calls: pd.DataFrame) -> pd.DataFrame:
    need(calls, "calls", ("call_id", "ts_call", "sector_id"))
    need_unique(calls, "calls", ("call_id",))
    clock = pd.to_datetime(calls["ts_call"])
    return calls.assign(
        day=clock.dt.normalize(), hour=clock.dt.hour, weekday=clock.dt.day_of_week, one=1.0
    )


def _profiles(
    shifts: pd.DataFrame,
    activities: pd.DataFrame | None,
    calls: pd.DataFrame,
    street: Collection[str] | None,
    dimension: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Presence and demand by day (rows) and hour or sector (columns), over their common days."""
    first, last = common_days(shifts, calls)
    demand = _demand(calls)
    if dimension == "hour":
        there, keys = _presence(shifts, street), pd.Index(range(24))
    else:
        if activities is None:
            raise ValueError("activities: needed by sector")
        need(activities, "activities", ("ts_start", "ts_end", "sector_id", "mode"))
        out = activities[(activities["mode"] != INDOORS) & activities["sector_id"].notna()]
        cut = by_hour(out)
        there = cut.assign(
            agent_hours=cut["hours"], day=cut["slot"].dt.tz_localize(None).dt.normalize()
        )
        keys = pd.Index(sorted(set(demand["sector_id"]) | set(there["sector_id"])))
    days = pd.date_range(first, last)
    tables = []
    for frame, values in ((there, "agent_hours"), (demand, "one")):
        kept = frame[within(frame["day"], first, last)]
        table = day_table(kept["day"], kept[dimension], kept[values])
        tables.append(table.reindex(index=days, columns=keys, fill_value=0.0))
    return tables[0], tables[1]


def presence_demand(
    shifts: pd.DataFrame,
    calls: pd.DataFrame,
    activities: pd.DataFrame | None = None,
    street: Collection[str] | None = None,
) -> pd.DataFrame:
    """DOC07, the two profiles: share of presence and of calls, by hour of the clock, then by sector.

    ``presence``: agent-hours of the units of ``street`` (by hour), street hours of crews (by sector,
    when ``activities`` are given); ``count``: calls; ``gap``: presence − demand, a difference of
    shares. Common days only. ValueError: missing column, call given twice, no common day. House rule.
    """
    rows: list[dict[str, object]] = []
    for dimension in ("hour", "sector_id") if activities is not None else ("hour",):
        there, asked = (
            table.sum() for table in _profiles(shifts, activities, calls, street, dimension)
        )
        for key in there.index:
            a, d = ratio(there[key], there.sum()), ratio(asked[key], asked.sum())
            rows.append(
                {"dimension": dimension, "item": str(key), "presence": float(there[key]),
                 "count": int(asked[key]), "presence_share": a, "demand_share": d, "gap": a - d,
                 "caveat": ""}
            )  # fmt: skip
    return result(rows, SHARES)


def mismatch(
    shifts: pd.DataFrame,
    calls: pd.DataFrame,
    activities: pd.DataFrame | None = None,
    street: Collection[str] | None = None,
) -> pd.DataFrame:
    """DOC07, mismatch ½ Σ |a − d| of presence and demand: by hour, then by sector.

    a: share of the presence, d: share of the calls; 0 they match, 1 they have nothing in common.
    Interval: bootstrap by day. ``chance``: value that 95 draws in 100 of as many calls would not
    exceed if they followed the presence exactly; a sum of gaps is never 0, under ``chance`` nothing
    is established. ValueError: as ``presence_demand``. Dissimilarity index, O. D. Duncan, B. Duncan,
    American Sociological Review 20, 1955.
    """
    rows: list[dict[str, object]] = []
    for dimension in ("hour", "sector_id") if activities is not None else ("hour",):
        there, asked = (
            table.to_numpy() for table in _profiles(shifts, activities, calls, street, dimension)
        )
        value, days = half_distance(there.sum(axis=0), asked.sum(axis=0)), len(there)
        low = high = chance = None
        if np.isfinite(value):
            chance = _by_chance(there.sum(axis=0), int(asked.sum()))
            if days >= FEWEST_DAYS:
                bounds = ends(_drawn(there, asked))
                low, high = float(bounds.low[0]), float(bounds.high[0])
        few = TOO_FEW_DAYS if days < FEWEST_DAYS else ""
        rows.append(
            {"dimension": dimension, "value": value, "ci_low": low, "ci_high": high,
             "chance": chance, "n": int(asked.sum()), "days": days,
             "caveat": few if np.isfinite(value) else NOT_THERE}
        )  # fmt: skip
    return result(rows, MISMATCH)


def _drawn(there: FloatArray, asked: FloatArray) -> FloatArray:
    weights = day_weights(len(there))
    with np.errstate(all="ignore"):
        a, d = (weights @ table for table in (there, asked))
        gaps = np.abs(a / a.sum(axis=1, keepdims=True) - d / d.sum(axis=1, keepdims=True))
    return np.asarray(gaps.sum(axis=1) / 2)


def _by_chance(presence: FloatArray, calls: int) -> float:
    shares = presence / presence.sum()
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(calls, shares, DRAWS) / calls
    return float(np.quantile(np.abs(drawn - shares).sum(axis=1) / 2, 0.95))


def weekly_presence(
    shifts: pd.DataFrame, calls: pd.DataFrame, street: Collection[str] | None = None
) -> pd.DataFrame:
    """The 168 hours of the week: agents there on average, and calls per 100 hours observed.

    ``agents`` = agent-hours / hours of that slot among the common days, counted on the local clock
    (the hour that summer time skips is not there); ``count`` calls, ``n`` hours, ``value`` calls per
    100 hours. What is too small is withheld by the chapter (``disclosure.counts``).
    ValueError: as ``presence_demand``. House formula, in the manner of INC04.
    """
    first, last = common_days(shifts, calls)
    there, demand = _presence(shifts, street), _demand(calls)
    there, demand = (frame[within(frame["day"], first, last)] for frame in (there, demand))
    hours = hours_between(first, last)
    slots = pd.MultiIndex.from_product([range(7), range(24)], names=["weekday", "hour"])
    seen = pd.Series(1, index=pd.MultiIndex.from_arrays([hours.day_of_week, hours.hour]))
    n = floats(seen.groupby(level=[0, 1]).sum().reindex(slots, fill_value=0))
    agents = there.groupby(["weekday", "hour"])["agent_hours"].sum().reindex(slots, fill_value=0.0)
    count = floats(demand.groupby(["weekday", "hour"]).size().reindex(slots, fill_value=0))
    base = np.where(n > 0, n, np.nan)
    return result(
        slots.to_frame(index=False).assign(
            agents=agents.to_numpy() / base, count=count, n=n, value=100 * count / base, caveat=""
        ),
        WEEK,
    )


def coverage(
    shifts: pd.DataFrame,
    state: pd.DataFrame,
    street: Collection[str] | None = None,
    crew: float = CREW,
) -> pd.DataFrame:
    """DOC15, share of the hours observed when a crew of either service is there: PM ∪ PN.

    Rows by hour of the clock (« 0 » to « 23 »), by part of the day, then « ensemble ». ``municipal``:
    at least ``crew`` agents of the units that go out, on average over the hour; ``state``: at least
    one patrol in the week that the national police declares; ``both``; ``value``: one or the other.
    Hours of the first to the last day of the shifts, on the local clock; no interval: all of them are
    observed. ValueError: missing column, other than 168 hours of the week. House rule.
    """
    need(state, "state", ("weekday", "hour", "patrols"))
    need_unique(state, "state", ("weekday", "hour"))
    if len(state) != 7 * 24:
        raise ValueError("state: expected 168 hours")
    there = _presence(shifts, street)
    hours = hours_between(shifts["date"].min(), shifts["date"].max())
    found = there.groupby("slot")["agent_hours"].sum().reindex(hours, fill_value=0.0)
    declared = state.set_index(["weekday", "hour"])["patrols"].astype(float)
    patrols = declared.reindex(
        pd.MultiIndex.from_arrays([hours.day_of_week, hours.hour])
    ).to_numpy()
    frame = pd.DataFrame(
        {"hour": hours.hour, "band": band_of(pd.Index(hours.hour)),
         "pm": found.to_numpy() >= crew - 1e-9, "pn": patrols >= 1}
    )  # fmt: skip
    rows = [_covered(str(hour), frame[frame["hour"] == hour]) for hour in range(24)]
    rows += [_covered(band, frame[frame["band"] == band]) for band in BAND_NAMES]
    return result([*rows, _covered(WHOLE, frame)], COVERAGE)


def _covered(item: str, own: pd.DataFrame) -> dict[str, object]:
    n = len(own)
    shares = {
        "municipal": own["pm"],
        "state": own["pn"],
        "both": own["pm"] & own["pn"],
        "value": own["pm"] | own["pn"],
    }
    told = {name: ratio(float(truth.sum()), n) for name, truth in shares.items()}
    caveat = "" if n else plural(0, "heure observée", "heures observées")
    return {"item": item, "hours": n, **told, "caveat": caveat}
