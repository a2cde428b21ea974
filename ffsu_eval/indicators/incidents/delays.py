"""INC07, time from the report of an incident to the response."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import joined, need, plural, result
from ffsu_eval.indicators.incidents.base import (
    TIMEZONE,
    distinct_within,
    few,
    groups,
    shown,
)

DELAY = {
    "source_org_id": "string",
    "value": "Float64",
    "p90": "Float64",
    "n": "Int64",
    "count": "Int64",
    "left_out": "Int64",
    "caveat": "string",
}
MINUTE = "minute"


def response_delay(incidents: pd.DataFrame, timezone: str = TIMEZONE) -> pd.DataFrame:
    """INC07, minutes from the report to the response: median ``value`` and ninth decile ``p90``.

    One row per source that has answered at least one incident; never across sources, whose answers
    are not the same act. Base ``n`` (also ``count``): incidents of precision "minute" with a time of
    answer; ``left_out``: the others, told in the caveat — delays only speak of what was answered, and
    told. Elapsed time: an hour of winter or summer is not counted twice; a time that a change of clock
    makes ambiguous or inexistent is left out. Fewer than 6: suppressed; fewer than 20: fragile.
    ValueError: missing column, identifier twice, an answer before its incident. House formula.
    """
    need(incidents, "incidents", ("responded_at",))
    kept = distinct_within(incidents)
    timed = kept["ts_start"].where(kept["ts_precision"] == MINUTE)
    start, end = (
        pd.to_datetime(times).dt.tz_localize(timezone, ambiguous="NaT", nonexistent="NaT")
        for times in (timed, kept["responded_at"])
    )
    minutes = (end - start).dt.total_seconds() / 60
    if (minutes < 0).any():
        raise ValueError("responded_at: before ts_start")
    kept = kept.assign(minutes=minutes)
    rows = []
    for key, part in groups(kept, ("source_org_id",))[:-1]:
        known = part["minutes"].dropna().to_numpy(dtype=float)
        if not len(known):
            continue
        size = np.array([len(known)], dtype=float)
        visible = bool(shown(size)[0])
        left_out = len(part) - len(known)
        rows.append(
            {
                **key,
                "value": float(np.median(known)) if visible else None,
                "p90": float(np.quantile(known, 0.9)) if visible else None,
                "n": len(known) if visible else None,
                "count": len(known) if visible else None,
                "left_out": left_out,
                "caveat": joined(
                    few(size)[0],
                    f"{plural(left_out, 'incident', 'incidents')} sans délai" * (left_out > 0),
                ),
            }
        )
    return result(rows, DELAY)
