"""ACT08, how late are the actions?"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from statsmodels.duration.survfunc import SurvfuncRight

from ffsu_eval.indicators.actions.by_axis import DONE
from ffsu_eval.indicators.actions.register import check_actions
from ffsu_eval.indicators.frames import FloatArray, floats, joined, plural, result

STOPPED = ("abandonnee", "non_engagee")
FINISHED, LATE, DUE_LATER, NO_DATE, NOT_RUN = (
    "achevée",
    "en retard",
    "pas encore échue",
    "sans date d'achèvement",
    "non menée",
)
DELAYS = {
    "action_id": "string",
    "title_fr": "string",
    "planned_start": "datetime64[s]",
    "planned_end": "datetime64[s]",
    "actual_end": "datetime64[s]",
    "days": "Int64",
    "state": "string",
}
DELAY = {
    "value": "Float64",
    "at_least": "boolean",
    "n": "Int64",
    "n_late": "Int64",
    "n_missing": "Int64",
    "caveat": "string",
}


def action_delays(actions: pd.DataFrame, reference: pd.Timestamp) -> pd.DataFrame:
    """Days between the planned and the actual end of each action, on the day ``reference``.

    ``days``: of a finished action, its delay (negative: early); of one that is under way and due,
    its delay so far. ``state`` in French; no days for the other states.
    ValueError: missing column, action given twice.
    """
    check_actions(actions, ("title_fr", "planned_start", "planned_end", "actual_end", "status"))
    done = actions["status"].isin(DONE)
    state = np.select(
        [
            actions["status"].isin(STOPPED),
            done & actions["actual_end"].notna(),
            done,
            actions["planned_end"] < reference,
        ],
        [NOT_RUN, FINISHED, NO_DATE, LATE],
        DUE_LATER,
    )
    end = actions["actual_end"].where(done, reference)
    days = (end - actions["planned_end"]).dt.days.where(np.isin(state, [FINISHED, LATE]))
    return result(actions.assign(days=days, state=state), DELAYS)


def median_delay(delays: pd.DataFrame) -> pd.DataFrame:
    """ACT08, one row: median delay in days of the actions that were run, ``n`` of them.

    ``delays``: see ``action_delays``. An action that is late and not finished is late by that much
    or more: the median is that of Kaplan and Meier; where it cannot be reached, ``value`` is the
    largest delay that half of the actions are known to exceed, and ``at_least`` is true.
    ``n_late``: unfinished; ``n_missing``: finished without a date.
    Source: E. L. Kaplan, P. Meier, Journal of the American Statistical Association 53, 1958.
    """
    run = delays[delays["state"].isin([FINISHED, LATE])]
    missing = int((delays["state"] == NO_DATE).sum())
    late = int((run["state"] == LATE).sum())
    value, at_least = None, None
    if len(run):
        days = floats(run["days"])
        median = _median(days, (run["state"] == FINISHED).to_numpy(dtype=int))
        censored = np.sort(days)[(len(days) - 1) // 2]
        at_least = bool(np.isnan(median))
        value = float(censored) if at_least else median
    caveat = joined(
        "aucune action menée à son terme ou échue" if not len(run) else "",
        f"{plural(late, 'action échue et inachevée', 'actions échues et inachevées')}" * (late > 0),
        f"{plural(missing, 'action achevée', 'actions achevées')} sans date" * (missing > 0),
    )
    return result([(value, at_least, len(run), late, missing, caveat)], DELAY)


def _median(days: FloatArray, finished: npt.NDArray[Any]) -> float:
    """Median of Kaplan and Meier; where the curve is flat at one half, the middle of the flat part.

    That convention, of R's survival package, gives the usual median when all are finished.
    """
    if not finished.any():
        return float("nan")
    curve = SurvfuncRight(days, finished)
    left = curve.surv_prob
    reached = np.flatnonzero(left <= 0.5 + 1e-9)
    if not len(reached):
        return float("nan")
    first = int(reached[0])
    flat = abs(left[first] - 0.5) < 1e-9 and first + 1 < len(curve.surv_times)
    ends = curve.surv_times[first : first + 2] if flat else curve.surv_times[first : first + 1]
    return float(np.mean(ends))
