"""How much of the time that is there the calls take, by part of the day (DOC08)."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ffsu_eval.indicators.doctrine.clock import BAND_NAMES, band_of, by_hour, within, working_day
from ffsu_eval.indicators.doctrine.matching import common_days
from ffsu_eval.indicators.doctrine.resample import FEWEST_DAYS, TOO_FEW_DAYS, share_ends
from ffsu_eval.indicators.frames import (
    WHOLE,
    floats,
    joined,
    need,
    need_unique,
    plural,
    ratio,
    result,
)

HEAVY = 0.8
USUAL_CREW = 2
LOAD = {
    "item": "string",
    "count": "Float64",
    "n": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "slots": "Int64",
    "heavy": "Int64",
    "heavy_share": "Float64",
    "empty": "Int64",
    "caveat": "string",
}


def workload(
    shifts: pd.DataFrame, calls: pd.DataFrame, street: Collection[str] | None = None
) -> pd.DataFrame:
    """DOC08, agent-hours that calls take / agent-hours there, by part of the day, then « ensemble ».

    A call takes its agents (two where it is not said) from dispatch to close. A slot is one part of
    one day, which begins at 6 h; ``heavy``: slots above 80 % among ``slots`` with somebody there,
    ``empty``: those with nobody. Interval: bootstrap by day. Calls without dispatch take no time.
    ValueError: missing column, call given twice, no common day.
    The 80 % line: usual in the study of service systems (L. Green, P. Kolesar, Management Science 50,
    2004), a reference and not a norm.
    """
    need(calls, "calls", ("call_id", "ts_call", "ts_dispatch", "ts_close", "agents"))
    need_unique(calls, "calls", ("call_id",))
    need(shifts, "shifts", ("date", "unit_id", "ts_start", "ts_end", "present"))
    first, last = common_days(shifts, calls)
    own = shifts if street is None else shifts[shifts["unit_id"].isin(list(street))]
    there = by_hour(own)
    sent = calls[calls["ts_dispatch"].notna()]
    crews = sent["agents"].fillna(USUAL_CREW)
    busy = by_hour(sent.assign(ts_start=sent["ts_dispatch"], ts_end=sent["ts_close"], crew=crews))
    there = there.assign(work=floats(there["present"]) * there["hours"])
    busy = busy.assign(work=floats(busy["crew"]) * busy["hours"])
    days = pd.date_range(first, last)
    tables = []
    for frame in (there, busy):
        placed = frame.assign(day=working_day(frame["slot"]), band=band_of(frame["slot"].dt.hour))
        placed = placed[within(placed["day"], first, last)]
        table = placed.pivot_table(index="day", columns="band", values="work", aggfunc="sum")
        tables.append(table.reindex(index=days, columns=list(BAND_NAMES)).fillna(0.0).astype(float))
    assert len(tables) == 2
    rows = [_load(name, tables[1][[name]], tables[0][[name]]) for name in BAND_NAMES]
    return result([*rows, _load(WHOLE, tables[1], tables[0])], LOAD)


def _load(item: str, busy: pd.DataFrame, there: pd.DataFrame) -> dict[str, object]:
    """One row: slots are the cells of the two tables."""
    taken, given = busy.to_numpy(), there.to_numpy()
    open_slots = given > 0
    heavy = open_slots & (taken > HEAVY * given)
    empty = int((~open_slots).sum())
    slots = int(open_slots.sum())
    row: dict[str, object] = {
        "item": item, "count": float(taken.sum()), "n": float(given.sum()), "slots": slots,
        "heavy": int(heavy.sum()), "heavy_share": ratio(int(heavy.sum()), slots), "empty": empty,
        "value": ratio(float(taken.sum()), float(given.sum())),
    }  # fmt: skip
    few = len(there) < FEWEST_DAYS
    if slots and not few:
        bounds = share_ends(taken.sum(axis=1), np.asarray(given.sum(axis=1)))
        row |= {"ci_low": bounds.low[0], "ci_high": bounds.high[0]}
    nobody = f"{plural(empty, 'créneau', 'créneaux')} sans présence" * (empty > 0)
    return row | {"caveat": joined(TOO_FEW_DAYS if few else "", nobody)}
