"""INC08, incidents that several sources have logged."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import joined, plural, ratio, result, truths
from ffsu_eval.indicators.incidents.base import (
    base_shown,
    clocked,
    few,
    groups,
    need_incidents,
    shown,
)
from ffsu_eval.indicators.intervals import clopper_pearson
from ffsu_eval.indicators.recorded.rates import NOT_COMPUTED

WINDOW = pd.Timedelta(hours=2)
PLACE = ["category_code", "grid_cell_250m"]
RATE = {
    "source_org_id": "string",
    "count": "Int64",
    "n": "Int64",
    "left_out": "Int64",
    "declared": "Int64",
    "undeclared": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}


def presumed_duplicates(incidents: pd.DataFrame, window: pd.Timedelta = WINDOW) -> pd.DataFrame:
    """Incidents that another source seems to have logged before: incident_id, presumed_of.

    Same category, same 250 m cell, at most two hours (``window``) after an incident of another
    source; ``presumed_of``: the nearest one before. Only incidents with an hour and a cell. The
    rule aims at 100 m: a cell joins points up to 354 m apart and parts neighbours across its edge. Sorts
    once, then one pass per source: n·log n. ValueError: missing column, identifier twice.
    """
    need_incidents(incidents)
    able = incidents[clocked(incidents) & truths(incidents["grid_cell_250m"].notna())]
    ordered = able.sort_values([*PLACE, "ts_start", "incident_id"], ignore_index=True)
    rank = pd.Series(np.arange(len(ordered), dtype=float), ordered.index)
    place = ordered.groupby(PLACE, sort=False).ngroup()
    nearest = pd.Series(-1.0, ordered.index)
    for source in ordered["source_org_id"].unique():
        own = truths(ordered["source_org_id"] == source)
        # the last incident of this source in the same place, for what the others log after it
        last = rank.where(own).groupby(place).ffill().fillna(-1.0)
        nearest = pd.Series(np.where(own, nearest, np.maximum(nearest, last)))
    before = nearest.to_numpy(dtype=int)
    times = ordered["ts_start"].to_numpy()
    near = (before >= 0) & (times - times[np.maximum(before, 0)] <= window.to_numpy())
    ids = ordered["incident_id"].to_numpy()
    return pd.DataFrame(
        {"incident_id": ids[near], "presumed_of": ids[before[near]]}, dtype="string"
    )


def duplicate_rate(incidents: pd.DataFrame) -> pd.DataFrame:
    """INC08, rate of inter-source duplicates = presumed duplicates / incidents that can be compared.

    By source of the later record, then the whole; ``n``: incidents with an hour and a cell,
    ``left_out`` the others, told; ``value`` 0-1, exact binomial interval. ``declared``: presumed
    ones that the data declare (``duplicate_of``); ``undeclared``: presumed and not declared, to be
    looked at by a person: two events may be near. Fewer than 6: suppressed. ValueError: missing
    column, identifier twice. House formula; interval as ``intervals.clopper_pearson``.
    """
    presumed = set(presumed_duplicates(incidents)["incident_id"])
    able = clocked(incidents) & truths(incidents["grid_cell_250m"].notna())
    found = truths(incidents["incident_id"].isin(presumed))
    marked = incidents.assign(
        able=able, found=found, said=found & truths(incidents["duplicate_of"].notna())
    )
    rows = []
    for key, part in groups(marked, ("source_org_id",)):
        n, count, declared = (int(part[name].sum()) for name in ("able", "found", "said"))
        left_out = len(part) - n
        size = np.array([count], dtype=float)
        visible = bool(shown(size)[0])
        low, high = clopper_pearson(count, n)
        rows.append(
            {
                **key,
                "count": count if visible else None,
                "n": base_shown(n),
                "left_out": left_out,
                "declared": declared if visible else None,
                "undeclared": count - declared if visible else None,
                "value": ratio(count, n) if visible else None,
                "ci_low": float(low) if visible else None,
                "ci_high": float(high) if visible else None,
                "caveat": joined(
                    few(size)[0] if n else NOT_COMPUTED,
                    f"{plural(left_out, 'incident', 'incidents')} sans heure ou sans maille"
                    * (left_out > 0),
                ),
            }
        )
    return result(rows, RATE)
