"""ACT01 to ACT03: engagement, completion and budget, by axis of the policy and as a whole."""

from collections.abc import Callable

import pandas as pd

from ffsu_eval.indicators.actions.register import check_actions, without
from ffsu_eval.indicators.frames import (
    WHOLE,
    floats,
    joined,
    need,
    need_unique,
    need_values,
    ratio,
    result,
)

STATUSES = ("non_engagee", "engagee", "realisee", "abandonnee", "reconduite")
DONE = ("realisee", "reconduite")

AXIS = {"axis_code": "string", "axis_label_fr": "string"}
SHARE = AXIS | {"count": "Int64", "n": "Int64", "value": "Float64", "caveat": "string"}
BUDGET = AXIS | {
    "planned": "Float64",
    "spent": "Float64",
    "n": "Int64",
    "n_missing": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def engagement_rate(actions: pd.DataFrame, objectives: pd.DataFrame) -> pd.DataFrame:
    """ACT01, share of the actions that were engaged: status other than ``non_engagee``.

    One row per axis (order of the objectives), then "ensemble"; ``count``/``n``, ``value`` 0-1, NA
    for an axis without action. An abandoned action was engaged.
    ValueError: missing column, unknown status or objective, action given twice. House formula.
    """
    return _status_share(actions, objectives, lambda status: status != "non_engagee")


def completion_rate(actions: pd.DataFrame, objectives: pd.DataFrame) -> pd.DataFrame:
    """ACT02, share of all actions that were completed: status ``realisee`` or ``reconduite``.

    Rows, columns and errors as ``engagement_rate``. House formula.
    """
    return _status_share(actions, objectives, lambda status: status.isin(DONE))


def budget_execution(actions: pd.DataFrame, objectives: pd.DataFrame) -> pd.DataFrame:
    """ACT03, budget execution: Σ spent / Σ planned, euros, over the actions where both are known.

    One row per axis, then "ensemble"; ``n`` actions used, ``n_missing`` left out and told in the
    caveat; ``value`` is a ratio, above 1 when more was spent than planned, NA without planned
    budget. ValueError: as ``engagement_rate``. House formula.
    """
    frame = _axes_of(actions, objectives, ("budget_planned", "budget_spent"))
    rows = []
    for axis, label, part in _by_axis(frame, objectives):
        both = part.dropna(subset=["budget_planned", "budget_spent"])
        planned, spent = (floats(both[name]).sum() for name in ("budget_planned", "budget_spent"))
        missing = len(part) - len(both)
        rows.append(
            {
                "axis_code": axis,
                "axis_label_fr": label,
                "planned": planned if len(both) else None,
                "spent": spent if len(both) else None,
                "n": len(both),
                "n_missing": missing,
                "value": ratio(spent, planned),
                "caveat": joined(
                    without(missing, "budget prévu ou dépensé"),
                    "budget prévu nul" if len(both) and planned == 0 else "",
                    "" if len(part) else "aucune action",
                ),
            }
        )
    return result(rows, BUDGET)


def _axes_of(
    actions: pd.DataFrame, objectives: pd.DataFrame, columns: tuple[str, ...]
) -> pd.DataFrame:
    """Actions with the axis of their objective."""
    check_actions(actions, ("objective_id", *columns))
    need(objectives, "objectives", ("objective_id", "axis_code", "axis_label_fr"))
    need_unique(objectives, "objectives", ("objective_id",))
    need_values(actions["objective_id"], "actions.objective_id", objectives["objective_id"])
    axes = objectives[["objective_id", "axis_code"]]
    return actions.merge(axes, on="objective_id", how="left", validate="many_to_one")


def _by_axis(frame: pd.DataFrame, objectives: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Code, label and actions of each axis, in the order of the objectives, then of the whole."""
    axes = objectives.dropna(subset=["axis_code"]).drop_duplicates("axis_code")
    parts = [
        (axis, label, frame[frame["axis_code"] == axis])
        for axis, label in zip(axes["axis_code"], axes["axis_label_fr"], strict=True)
    ]
    return [*parts, (WHOLE, "Ensemble", frame)]


def _status_share(
    actions: pd.DataFrame,
    objectives: pd.DataFrame,
    counted: Callable[[pd.Series], pd.Series],
) -> pd.DataFrame:
    """Share of the actions whose status is counted, by axis and as a whole."""
    frame = _axes_of(actions, objectives, ("status",))
    need_values(frame["status"], "actions.status", STATUSES)
    rows = []
    for axis, label, part in _by_axis(frame, objectives):
        known = part["status"].dropna()
        count, missing = int(counted(known).sum()), len(part) - len(known)
        rows.append(
            {
                "axis_code": axis,
                "axis_label_fr": label,
                "count": count,
                "n": len(known),
                "value": ratio(count, len(known)),
                "caveat": joined(without(missing, "statut"), "" if len(part) else "aucune action"),
            }
        )
    return result(rows, SHARE)
