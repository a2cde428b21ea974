"""No result under five agents: small units are put together, or nothing is told of units."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.indicators.frames import need

LEAST = 5
TOGETHER = "regroupees"
SMALL = "secret statistique : moins de cinq agents"


def pooled(sizes: Mapping[str, float], least: float = LEAST) -> dict[str, str]:
    """Group of each unit: itself, or TOGETHER for those under ``least``, until they reach it.

    One unit alone under the floor would be known by difference with the whole: the smallest of the
    others joins it. Empty when the whole is under the floor. ValueError: ``least`` under five.
    """
    if least < LEAST:
        raise ValueError("least: at least 5")
    if sum(sizes.values()) < least:
        return {}
    order = sorted(sizes, key=lambda name: (sizes[name], name))
    small = [name for name in order if sizes[name] < least]
    rest = [name for name in order if sizes[name] >= least]
    while small and sum(sizes[name] for name in small) < least and rest:
        small.append(rest.pop(0))
    return {name: TOGETHER if name in small else name for name in sizes}


def unit_groups(positions: pd.DataFrame, least: float = LEAST) -> dict[str, str]:
    """Group of each unit by its filled posts (``pooled``). ValueError: missing column."""
    need(positions, "positions", ("unit_id", "status"))
    sizes = positions[positions["status"] == "pourvu"].groupby("unit_id").size()
    every = dict.fromkeys(map(str, positions["unit_id"].unique()), 0.0)
    return pooled({**every, **{str(name): float(size) for name, size in sizes.items()}}, least)
