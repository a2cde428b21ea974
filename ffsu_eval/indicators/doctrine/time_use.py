"""What the time is spent on: street (DOC03), initiative (DOC04), missions (DOC05)."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.doctrine.clock import elapsed_hours
from ffsu_eval.indicators.doctrine.resample import (
    FEWEST_DAYS,
    TOO_FEW_DAYS,
    day_table,
    share_ends,
)
from ffsu_eval.indicators.doctrine.units import pooled
from ffsu_eval.indicators.frames import WHOLE, joined, need, need_unique, plural, ratio, result
from ffsu_eval.indicators.incidents.base import LOCAL_MINIMUM

INDOORS = "admin"
INITIATIVE, PLANNED = "initiative", "programme"
RESPONSES = ("appel", "partenaire", "video", "requisition")
OTHERS = "autres"
SHARE = {
    "item": "string",
    "count": "Float64",
    "n": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "activities": "Int64",
    "caveat": "string",
}
NEEDED = ("activity_id", "ts_start", "ts_end", "mission_code", "mode", "origin")


def _timed(activities: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Activities with their elapsed hours and day, and what was left out, in words."""
    need(activities, "activities", NEEDED)
    need_unique(activities, "activities", ("activity_id",))
    hours = elapsed_hours(activities["ts_start"], activities["ts_end"])
    known = np.isfinite(hours)
    lost = int((~known).sum())
    kept = activities[known].assign(
        hours=hours[known], day=pd.to_datetime(activities["ts_start"][known]).dt.normalize()
    )
    said = f"{plural(lost, 'activité', 'activités')} à une heure répétée, hors du calcul"
    return kept, said if lost else ""


def street_share(activities: pd.DataFrame) -> pd.DataFrame:
    """DOC03, hours on the street / all hours of activity; one row, « ensemble ».

    On the street: every mode but « admin » (on foot, bicycle, vehicle, post). Hours are those of
    crews, elapsed. Bootstrap by day. ValueError: missing column, activity given twice. House rule.
    """
    kept, lost = _timed(activities)
    out = kept["hours"].where(kept["mode"] != INDOORS, 0.0)
    return result([_row(kept, out, kept["hours"], lost)], SHARE)


def initiative_share(activities: pd.DataFrame) -> pd.DataFrame:
    """DOC04, activities begun by the crew / those begun by it or by a request; one row.

    A request: call, partner, video, requisition. Planned activities and indoor work are neither.
    Counts of activities, bootstrap by day. ValueError: as ``street_share``. House rule.
    """
    kept, lost = _timed(activities)
    kept = kept[(kept["mode"] != INDOORS) & kept["origin"].isin([INITIATIVE, *RESPONSES])]
    own = (kept["origin"] == INITIATIVE).astype(float)
    return result([_row(kept, own, pd.Series(1.0, kept.index), lost)], SHARE)


def _row(
    kept: pd.DataFrame, part: pd.Series, whole: pd.Series, lost: str, item: str = WHOLE
) -> dict[str, object]:
    ones = pd.Series(item, kept.index)
    parts, wholes = (day_table(kept["day"], ones, values).to_numpy() for values in (part, whole))
    few = len(wholes) < FEWEST_DAYS
    if not len(kept):
        return {"item": item, "n": 0, "caveat": joined("aucune activité", lost)}
    bounds = share_ends(parts, wholes[:, 0])
    return {
        "item": item,
        "count": float(part.sum()),
        "n": float(whole.sum()),
        "value": ratio(float(part.sum()), float(whole.sum())),
        "ci_low": bounds.low[0],
        "ci_high": bounds.high[0],
        "activities": len(kept),
        "caveat": joined(TOO_FEW_DAYS if few else "", lost),
    }


def time_use(activities: pd.DataFrame) -> pd.DataFrame:
    """DOC05, share of the hours that each mission takes, largest first; then « ensemble » (all hours).

    Elapsed hours of crews. Missions under six activities are put together (« autres »). Bootstrap by
    day: whole days are drawn again, since the activities of a day depend on each other.
    ValueError: as ``street_share``. House formula.
    """
    kept, lost = _timed(activities)
    sizes = {str(name): float(n) for name, n in kept["mission_code"].value_counts().items()}
    groups = pooled(sizes, LOCAL_MINIMUM) if sizes else {}
    small = {name for name, group in groups.items() if group != name}
    item = kept["mission_code"].map(lambda name: OTHERS if str(name) in small else str(name))
    table = day_table(kept["day"], item, kept["hours"])
    whole = table.sum(axis=1).to_numpy()
    bounds = share_ends(table.to_numpy(), whole)
    total = float(whole.sum())
    caveat = joined(TOO_FEW_DAYS if len(whole) < FEWEST_DAYS else "", lost)
    counts = item.value_counts()
    rows = [
        {
            "item": str(name),
            "count": float(table[name].sum()),
            "n": total,
            "value": ratio(float(table[name].sum()), total),
            "ci_low": bounds.low[rank],
            "ci_high": bounds.high[rank],
            "activities": int(counts[name]),
            "caveat": caveat,
        }
        for rank, name in enumerate(table.columns)
    ]
    rows.sort(key=lambda row: (-row["value"], row["item"]))
    everything = {
        "item": WHOLE, "count": total, "n": total, "value": 1.0 if total else None,
        "activities": len(kept), "caveat": caveat,
    }  # fmt: skip
    return result([*rows, everything], SHARE)
