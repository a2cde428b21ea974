"""EVA06, what the actions have cost in full, and for each unit that they have produced."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import (
    WHOLE,
    floats,
    joined,
    need,
    need_unique,
    need_values,
    plural,
    ratio,
    result,
)

TYPES = ("personnel", "prestation", "equipement", "fonctionnement")
NO_COST, NO_OUTPUT = "coût non documenté", "réalisation non documentée"
NO_STAFF = "sans coût de personnel"
COSTS = {
    "action_id": "string",
    "title_fr": "string",
    "cost": "Float64",
    "types": "Int64",
    "first_year": "Int64",
    "last_year": "Int64",
    "output": "Float64",
    "output_indicator": "string",
    "value": "Float64",
    "n": "Int64",
    "missing_share": "Float64",
    "without_staff": "Int64",
    "caveat": "string",
}
BY_TYPE = {
    "cost_type": "string",
    "value": "Float64",
    "share": "Float64",
    "count": "Int64",
    "n": "Int64",
}


def full_costs(costs: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """EVA06 by action, in the order of the register, then « ensemble »: costs of all kinds, in euros.

    ``cost``: sum of its amounts over the years; ``value``: cost for one unit of its output
    (``achieved_value``), never added between actions, whose units differ. A cost without any staff is not
    full, and ``caveat`` says so. An action that has no cost has no value, never zero. « ensemble »:
    ``cost`` of the ``n`` actions that have one, ``missing_share`` 0-1 of those that have none,
    ``without_staff`` number of those without staff costs. ValueError: missing column, an action or a line
    of cost twice, an unknown action or type, a negative amount. House formula.
    """
    need(costs, "costs", ("action_id", "year", "cost_type", "amount"))
    need_unique(costs, "costs", ("action_id", "year", "cost_type"))
    need(actions, "actions", ("action_id", "title_fr", "achieved_value", "output_indicator"))
    need_unique(actions, "actions", ("action_id",))
    need_values(costs["action_id"], "costs.action_id", actions["action_id"])
    need_values(costs["cost_type"], "costs.cost_type", TYPES)
    if (floats(costs["amount"]) < 0).any():
        raise ValueError("costs.amount: negative value")
    sums = costs.groupby("action_id").agg(
        cost=("amount", "sum"),
        types=("cost_type", "nunique"),
        first_year=("year", "min"),
        last_year=("year", "max"),
    )
    staffed = set(costs.loc[costs["cost_type"] == TYPES[0], "action_id"])
    frame = actions[["action_id", "title_fr", "output_indicator"]].merge(
        sums.reset_index(), on="action_id", how="left"
    )
    output = floats(actions["achieved_value"])
    cost = floats(frame["cost"])
    made = np.where(output > 0, output, np.nan)
    known = ~np.isnan(cost)
    without = known & ~frame["action_id"].isin(staffed).to_numpy(dtype=bool)
    caveats = [
        joined(
            "" if has else NO_COST,
            NO_STAFF if bare else "",
            NO_OUTPUT if np.isnan(units) else "",
        )
        for has, bare, units in zip(known, without, made, strict=True)
    ]
    lines = result(
        frame.assign(output=output, value=cost / made, n=known.astype(int), caveat=caveats), COSTS
    )
    missing = int((~known).sum())
    whole = {
        "action_id": WHOLE,
        "title_fr": "Ensemble",
        "cost": float(cost[known].sum()) if known.any() else None,
        "types": costs["cost_type"].nunique(),
        "first_year": costs["year"].min() if len(costs) else None,
        "last_year": costs["year"].max() if len(costs) else None,
        "n": int(known.sum()),
        "missing_share": ratio(missing, len(actions)),
        "without_staff": int(without.sum()),
        "caveat": joined(
            f"{plural(missing, 'action', 'actions')} sans coût documenté" if missing else "",
            f"{plural(int(without.sum()), 'action', 'actions')} {NO_STAFF}"
            if without.any()
            else "",
        ),
    }
    return pd.concat([lines, result([whole], COSTS)], ignore_index=True)


def costs_by_type(costs: pd.DataFrame) -> pd.DataFrame:
    """Total of each type of cost, in the usual order, then « ensemble »: the steps of the cascade.

    ``value`` in euros, missing where no action tells of this type: it is not known to be zero;
    ``share`` 0-1 of the total, ``count``: actions that have this type, of ``n``.
    ValueError: missing column, unknown type.
    """
    need(costs, "costs", ("action_id", "cost_type", "amount"))
    need_values(costs["cost_type"], "costs.cost_type", TYPES)
    total, n = float(costs["amount"].sum()), costs["action_id"].nunique()
    lines: list[tuple[object, ...]] = []
    for name in TYPES:
        own = costs[costs["cost_type"] == name]
        value = float(own["amount"].sum()) if len(own) else None
        share = ratio(value, total) if value is not None else None
        lines.append((name, value, share, own["action_id"].nunique(), n))
    return result([*lines, (WHOLE, total, ratio(total, total), n, n)], BY_TYPE)
