"""INC05, concentration of incidents in few cells, against what chance alone would give."""

from collections.abc import Sequence
from math import ceil

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import FloatArray, joined, plural, result
from ffsu_eval.indicators.incidents.base import (
    SUPPRESSED,
    distinct,
    distinct_within,
    groups,
    shown,
)
from ffsu_eval.indicators.recorded.rates import FRAGILE_BELOW, NOT_COMPUTED

TOP = 0.05
DRAWS = 499
SEED = 20170927
ALL_CELLS, OWN_CELLS = "mailles du territoire", "mailles où un incident est situé"
CONCENTRATED, LIKE_CHANCE, UNKNOWN = (
    "plus concentré que le hasard",
    "non distinct du hasard",
    "attente inconnue",
)
SPLITS = ("source_org_id", "category_code")
CONCENTRATION = {
    **dict.fromkeys(SPLITS, "string"),
    "base": "string",
    "cells": "Int64",
    "top_cells": "Int64",
    "count": "Int64",
    "n": "Int64",
    "left_out": "Int64",
    "value": "Float64",
    "expected": "Float64",
    "chance_high": "Float64",
    "gini": "Float64",
    "gini_expected": "Float64",
    "direction": "string",
    "caveat": "string",
}


def gini(counts: Sequence[float] | FloatArray) -> float:
    """Generalised Gini coefficient of counts over places, 0 (as even as can be) to 1.

    max(1, N/C) · (G − 1) + 1, N places and C incidents, G the Gini coefficient: with fewer incidents
    than places an even distribution is one incident in C places, not C/N in each. NaN without
    incident. ValueError for a negative count.
    Source: W. Bernasco, W. Steenbeek, More places than crimes, Journal of Quantitative Criminology
    33, 2017.
    """
    values = np.sort(np.asarray(counts, dtype=float))
    if np.any(values < 0):
        raise ValueError("counts: negative value")
    total = values.sum()
    if not total > 0:
        return float("nan")
    return float(_gini(values[None, :], total)[0])


def _gini(ordered: FloatArray, total: float) -> FloatArray:
    """Generalised Gini of each row of increasing counts."""
    places = ordered.shape[1]
    ranks = np.arange(1, places + 1)
    plain = 2 * (ordered @ ranks) / (places * total) - (places + 1) / places
    return np.asarray(max(1.0, places / total) * (plain - 1) + 1)


def concentration(
    incidents: pd.DataFrame, n_cells: int | None = None, by: Sequence[str] = ()
) -> pd.DataFrame:
    """INC05, share of the incidents in the 5 % of 250 m cells that hold most, and generalised Gini.

    ``n_cells``: cells of the territory, empty ones included; None: the cells with an incident, and
    ``base`` says so. ``top_cells`` = 5 % of ``cells``, rounded up; ``value`` = ``count`` / ``n``, 0-1.
    Few incidents over many cells always leave some cells empty: ``expected`` and ``chance_high`` are
    the mean and the 97.5 % quantile of the same share when each incident falls in any cell of the
    territory with the same chance (499 draws, fixed seed), ``gini_expected`` the mean Gini; unknown
    without ``n_cells``. ``direction``: "plus concentré que le hasard" above ``chance_high``, else "non
    distinct du hasard". Incidents without cell are ``left_out`` and told. Under 20 incidents: not
    computed; fewer than 6 in the top cells: suppressed. Duplicates as in ``night_share``.
    ValueError: missing column, unknown split, fewer cells than those with an incident.
    Sources: as ``gini``; chance: A. Chalfin, J. Kaplan, M. Cuellar, Measuring marginal crime
    concentration, Journal of Research in Crime and Delinquency 58, 2021; 5 %: house rule.
    """
    if unknown := [name for name in by if name not in SPLITS]:
        raise ValueError(f"by: unknown split {', '.join(unknown)}")
    kept = distinct_within(incidents) if "source_org_id" in by else distinct(incidents)
    rows = [key | _row(part["grid_cell_250m"], n_cells) for key, part in groups(kept, by)]
    return result(rows, {k: CONCENTRATION[k] for k in (*by, *list(CONCENTRATION)[len(SPLITS) :])})


def _row(places: pd.Series, n_cells: int | None) -> dict[str, object]:
    found = places.value_counts().to_numpy(dtype=float)
    if n_cells is not None and n_cells < len(found):
        raise ValueError("n_cells: fewer than the cells with an incident")
    cells, n, left_out = n_cells or len(found), int(found.sum()), int(places.isna().sum())
    counts: FloatArray = np.sort(np.concatenate([found, np.zeros(cells - len(found))]))
    top = ceil(TOP * cells)
    count = float(counts[cells - top :].sum())
    reason = (
        NOT_COMPUTED if n < FRAGILE_BELOW else "" if shown(np.array([count]))[0] else SUPPRESSED
    )
    row: dict[str, object] = {
        "base": ALL_CELLS if n_cells else OWN_CELLS,
        "cells": cells,
        "top_cells": top,
        "n": n,
        "left_out": left_out,
        "direction": UNKNOWN,
        "caveat": joined(
            reason, f"{plural(left_out, 'incident', 'incidents')} sans maille" * (left_out > 0)
        ),
    }
    if reason:
        return row
    row |= {"count": count, "value": count / n, "gini": float(_gini(counts[None, :], n)[0])}
    return row | _chance(count / n, cells, top, n) if n_cells else row


def _chance(value: float, cells: int, top: int, n: int) -> dict[str, object]:
    """What the same incidents give when every cell has the same chance."""
    random = np.random.default_rng(SEED)
    found = random.multinomial(n, np.full(cells, 1 / cells), size=DRAWS)
    draws = np.sort(np.asarray(found, dtype=np.float64), axis=1)
    shares = draws[:, cells - top :].sum(axis=1) / n
    high = float(np.quantile(shares, 0.975))
    return {
        "expected": float(shares.mean()),
        "chance_high": high,
        "gini_expected": float(_gini(draws, n).mean()),
        "direction": CONCENTRATED if value > high else LIKE_CHANCE,
    }
