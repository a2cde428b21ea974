"""What each organisation would cost per hour of presence, and what it would cover (DOC14)."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.doctrine.matching import CREW, half_distance
from ffsu_eval.indicators.frames import (
    FloatArray,
    floats,
    need,
    need_unique,
    ratio,
    result,
)
from ffsu_eval.rows import rows as table_rows

WEEKS = 365.25 / 7
COST = {
    "scenario_id": "string",
    "label_fr": "string",
    "style": "string",
    "fte": "Float64",
    "hours": "Float64",
    "cost": "Float64",
    "value": "Float64",
    "open_hours": "Float64",
    "covered": "Float64",
    "n": "Int64",
    "mismatch": "Float64",
    "caveat": "string",
}


def week_of(shifts: pd.DataFrame) -> FloatArray:
    """Agents there in each of the 168 hours of a usual week, parts of an hour in proportion.

    ``shifts``: weekday (0 Monday), start, end (« HH:MM »), agents. An end that is not after the start
    is on the next day; Sunday night ends on Monday. ValueError: missing column.
    """
    need(shifts, "shifts", ("weekday", "start", "end", "agents"))
    found = np.zeros(7 * 24)
    for row in table_rows(shifts):
        start, end = (_minutes(str(row[name])) for name in ("start", "end"))
        end += 24 * 60 if end <= start else 0
        for minute_hour in range(start // 60, -(-end // 60)):
            inside = min(end, 60 * (minute_hour + 1)) - max(start, 60 * minute_hour)
            found[(24 * int(row["weekday"]) + minute_hour) % 168] += row["agents"] * inside / 60
    return found


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return 60 * int(hours) + int(minutes)


def scenario_costs(
    scenarios: pd.DataFrame,
    shifts: pd.DataFrame,
    costs: pd.DataFrame,
    demand: FloatArray | None = None,
) -> pd.DataFrame:
    """DOC14, yearly cost / yearly agent-hours of presence of each scenario, in euros; in their order.

    ``hours`` = Σ agents × hours of the usual week × 365.25 / 7; ``open_hours``: share of the 168 hours
    with a crew (two agents); with ``demand`` (calls in each of the 168 hours), ``covered``: share of
    the calls that fall in such an hour, ``n`` calls, ``mismatch``: ½ Σ |a − d| by hour of the clock.
    Calls are those of today: a scenario may change them. No interval: costs are estimates of the
    service. A scenario without hours or without cost has no value. ValueError: missing column,
    scenario given twice, demand of other than 168 hours. House formula.
    """
    need(scenarios, "scenarios", ("scenario_id", "label_fr", "style", "fte"))
    need_unique(scenarios, "scenarios", ("scenario_id",))
    need(costs, "costs", ("scenario_id", "item", "amount"))
    need_unique(costs, "costs", ("scenario_id", "item"))
    if demand is not None and len(demand) != 168:
        raise ValueError("demand: expected 168 hours")
    rows = []
    for row in scenarios.itertuples():
        week = week_of(shifts[shifts["scenario_id"] == row.scenario_id])
        paid = costs[costs["scenario_id"] == row.scenario_id]
        cost = float(floats(paid["amount"]).sum()) if len(paid) else float("nan")
        hours, there = WEEKS * float(week.sum()), week >= CREW - 1e-9
        known = demand is not None and demand.sum() > 0
        calls = demand if demand is not None else np.zeros(168)
        rows.append(
            {
                "scenario_id": row.scenario_id,
                "label_fr": row.label_fr,
                "style": row.style,
                "fte": row.fte,
                "hours": hours,
                "cost": cost,
                "value": ratio(cost, hours),
                "open_hours": float(there.mean()),
                "covered": ratio(float(calls[there].sum()), float(calls.sum())) if known else None,
                "n": int(calls.sum()) if known else None,
                "mismatch": half_distance(_by_hour(week), _by_hour(calls)) if known else None,
                "caveat": "" if hours > 0 and len(paid) else "heures ou coûts absents",
            }
        )
    return result(rows, COST)


def _by_hour(week: FloatArray) -> FloatArray:
    return np.asarray(week.reshape(7, 24).sum(axis=0))
