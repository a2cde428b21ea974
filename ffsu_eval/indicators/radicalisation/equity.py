"""RAD07: hours of resources for 10,000 inhabitants, from one commune to another; never ranked."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, floats, need, need_unique, ratio, result
from ffsu_eval.indicators.radicalisation.names import alphabetical

PER = 10_000
CAPACITY = {
    "commune_code": "string",
    "label_fr": "string",
    "population": "Int64",
    "hours": "Float64",
    "value": "Float64",
}
EQUITY = {
    "resource_type": "string",
    "n": "Int64",
    "served": "Int64",
    "hours": "Float64",
    "shared": "Float64",
    "value": "Float64",
    "low": "Float64",
    "high": "Float64",
    "ratio": "Float64",
    "served_people": "Float64",
    "caveat": "string",
}


def capacity_by_commune(resources: pd.DataFrame, setup: pd.DataFrame) -> pd.DataFrame:
    """Weekly hours of the resources of each commune, and for 10,000 inhabitants.

    Rows in alphabetical order of the names, whatever the values. Resources open to the whole territory
    are not divided between communes. ValueError: missing column, commune given twice.
    """
    need(resources, "resources", ("commune_code", "hours_per_week"))
    need(setup, "setup", ("commune_code", "label_fr", "population"))
    need_unique(setup, "setup", ("commune_code",))
    sums = resources.dropna(subset=["commune_code"]).groupby("commune_code")["hours_per_week"].sum()
    frame = setup[["commune_code", "label_fr", "population"]].copy()
    frame["hours"] = frame["commune_code"].map(sums).fillna(0.0).astype(float)
    frame["value"] = PER * frame["hours"] / frame["population"].astype(float)
    ordered = frame.sort_values("label_fr", key=lambda s: s.map(alphabetical), kind="stable")
    return result(ordered, CAPACITY)


def capacity_equity(resources: pd.DataFrame, setup: pd.DataFrame) -> pd.DataFrame:
    """RAD07, territorial equity: capacity for 10,000 inhabitants, lowest and highest commune, ratio.

    One row per type of resource, then « ensemble ». ``value``: hours of all communes for 10,000
    inhabitants of the territory; ``low`` and ``high`` among communes, ``ratio`` = high/low, missing
    when a commune has none (``served`` of ``n`` communes have some, where ``served_people`` of the
    inhabitants live); ``shared``: hours open to all, outside of the comparison. ValueError: as
    ``capacity_by_commune``. House rule.
    """
    need(resources, "resources", ("resource_type",))
    rows = []
    for name in [*sorted(set(resources["resource_type"])), WHOLE]:
        own = resources if name == WHOLE else resources[resources["resource_type"] == name]
        rows.append(_row(str(name), own, setup))
    return result(rows, EQUITY)


def _row(name: str, own: pd.DataFrame, setup: pd.DataFrame) -> dict[str, object]:
    frame = capacity_by_commune(own, setup)
    values, people = floats(frame["value"]), floats(frame["population"])
    served = values > 0
    low, high = float(values.min()), float(values.max())
    alone = len(values) < 2
    caveat = "une seule commune" if alone else "" if low > 0 else "des communes n'en ont aucune"
    return {
        "resource_type": name,
        "n": len(values),
        "served": int(served.sum()),
        "hours": float(frame["hours"].sum()),
        "shared": float(own.loc[own["commune_code"].isna(), "hours_per_week"].sum()),
        "value": PER * ratio(float(frame["hours"].sum()), float(people.sum())),
        "low": low,
        "high": high,
        "ratio": None if alone or low == 0 else high / low,
        "served_people": ratio(float(people[served].sum()), float(people.sum())),
        "caveat": caveat,
    }
