"""The service: staff beside comparable services (DOC01), presence (DOC02), trainings (DOC11)."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ffsu_eval.indicators.doctrine.clock import elapsed_hours
from ffsu_eval.indicators.doctrine.resample import (
    FEWEST_DAYS,
    TOO_FEW_DAYS,
    day_table,
    share_ends,
)
from ffsu_eval.indicators.doctrine.units import LEAST, SMALL, TOGETHER, pooled
from ffsu_eval.indicators.frames import WHOLE, floats, joined, need, need_unique, ratio, result

PER = 10_000
STAFF = {
    "item": "string",
    "count": "Float64",
    "n": "Float64",
    "value": "Float64",
    "q1": "Float64",
    "q3": "Float64",
    "services": "Int64",
    "caveat": "string",
}
PRESENCE = {
    "unit": "string",
    "count": "Float64",
    "n": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
TRAINING = {
    "dimension": "string",
    "item": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
FEWEST = 5
FEW_SERVICES = "moins de cinq services comparés : pas de quartiles"


def staffing(
    positions: pd.DataFrame, population: float, comparators: pd.DataFrame | None = None
) -> pd.DataFrame:
    """DOC01, full-time equivalents of filled posts per 10,000 inhabitants; « ensemble », « compares ».

    ``count`` FTE, ``n`` inhabitants; the services compared are pooled (Σ FTE / Σ inhabitants), with
    the quartiles of their own rates from five services on: neither rank nor table of communes.
    No interval: both are counts of posts. ValueError: missing column, population not positive.
    House rule; comparison asked for by Cour des comptes, Les polices municipales, 2020.
    """
    need(positions, "positions", ("fte", "status"))
    if not population > 0:
        raise ValueError("population: expected a positive number")
    filled = positions[positions["status"] == "pourvu"]
    own = float(floats(filled["fte"]).sum())
    nothing = {"q1": None, "q3": None, "services": None}
    rows = [
        {"item": WHOLE, "count": own, "n": population, "value": PER * own / population, "caveat": "",
         **nothing}
    ]  # fmt: skip
    if comparators is not None:
        need(comparators, "comparators", ("population", "fte"))
        fte, people = floats(comparators["fte"]), floats(comparators["population"])
        rates, enough = PER * fte / people, len(comparators) >= FEWEST
        q1, q3 = np.quantile(rates, [0.25, 0.75]) if enough else (None, None)
        rows.append(
            {
                "item": "compares",
                "count": float(fte.sum()),
                "n": float(people.sum()),
                "value": PER * ratio(float(fte.sum()), float(people.sum())),
                "q1": q1,
                "q3": q3,
                "services": len(comparators),
                "caveat": "" if enough else FEW_SERVICES,
            }
        )
    return result(rows, STAFF)


def presence_rate(shifts: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """DOC02, agent-hours present / planned, by group of units, then « ensemble ».

    ``groups``: ``unit_groups``; without any, only the whole is told. Elapsed hours: nights of a
    change of time count seven or nine. Interval: bootstrap by day (``resample``), none under ten
    days. ValueError: missing column. House rule.
    """
    need(shifts, "shifts", ("date", "unit_id", "ts_start", "ts_end", "planned", "present"))
    hours = elapsed_hours(shifts["ts_start"], shifts["ts_end"])
    known = np.isfinite(hours)
    kept = shifts[known].assign(
        group=shifts["unit_id"][known].map(lambda name: groups.get(str(name), "")),
        planned_hours=hours[known] * floats(shifts["planned"][known]),
        present_hours=hours[known] * floats(shifts["present"][known]),
    )
    lost = int((~known).sum())
    told = "" if not lost else f"{lost} vacation(s) à une heure répétée, laissée(s) de côté"
    names = [name for name in dict.fromkeys(groups.values()) if name in set(kept["group"])]
    names = [name for name in names if name != TOGETHER] + [TOGETHER] * (TOGETHER in names)
    rows = []
    for name in [*names, WHOLE]:
        own = kept if name == WHOLE else kept[kept["group"] == name]
        ones = pd.Series(name, own.index)
        there = day_table(own["date"], ones, own["present_hours"]).to_numpy()
        asked = day_table(own["date"], ones, own["planned_hours"]).to_numpy()[:, 0]
        bounds = share_ends(there, asked)
        rows.append(
            {
                "unit": name,
                "count": float(own["present_hours"].sum()),
                "n": float(own["planned_hours"].sum()),
                "value": ratio(float(there.sum()), float(asked.sum())),
                "ci_low": bounds.low[0],
                "ci_high": bounds.high[0],
                "caveat": joined(TOO_FEW_DAYS if len(asked) < FEWEST_DAYS else "", told),
            }
        )
    return result(rows, PRESENCE)


def training_rate(trainings: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """DOC11, trainings up to date / due: by group of units, by type, then « ensemble ».

    One agent may owe several trainings: ``n`` counts trainings due. Types under five due are put
    together (« autres »), as units are; no cell unit × type. Groups without any unit told when the
    service is under five agents. No interval: all are counted. ValueError: missing column, row given
    twice. House rule.
    """
    need(trainings, "trainings", ("unit_id", "training_type", "due", "up_to_date"))
    need_unique(trainings, "trainings", ("unit_id", "training_type"))
    due = trainings.groupby("training_type")["due"].sum()
    types = pooled({str(name): float(value) for name, value in due.items()})
    keyed = trainings.assign(
        unit=trainings["unit_id"].map(lambda name: groups.get(str(name), "")),
        type=trainings["training_type"].map(lambda name: types.get(str(name), "")),
    )
    rows = []
    for dimension in ("unit", "type"):
        for name, own in keyed[keyed[dimension] != ""].groupby(dimension, sort=False):
            rows.append(_trained(dimension, str(name), own))
    return result([*rows, _trained("ensemble", WHOLE, keyed)], TRAINING)


def _trained(dimension: str, item: str, own: pd.DataFrame) -> dict[str, object]:
    n, count = int(own["due"].sum()), int(own["up_to_date"].sum())
    told = n >= LEAST
    return {
        "dimension": dimension,
        "item": item,
        "count": count if told else None,
        "n": n if told else None,
        "value": ratio(count, n) if told else None,
        "caveat": "" if told else SMALL,
    }
