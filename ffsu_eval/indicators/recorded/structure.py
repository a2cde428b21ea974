"""REC07, structure: share of each indicator among those of the same unit of count."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.indicators.frames import floats, need, result
from ffsu_eval.indicators.recorded.rates import RATES

STRUCTURE = {
    "territory_id": "string",
    "year": "Int64",
    "unit_of_count": "string",
    "indicator_id": "string",
    "count": "Int64",
    "total": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def structure(rates: pd.DataFrame, part_of: Mapping[str, str]) -> pd.DataFrame:
    """REC07, structure: 100 × count / sum of the counts of the same unit, territory and year.

    ``rates``: REC01; ``part_of``: indicator → the one that contains it, empty for none: where both
    are in ``rates`` the part is left out, so that its facts do not count twice. A unit of one
    indicator has no structure and gives no row. ``total`` and ``value`` are missing when an indicator
    of the unit is not published, and the caveat names how many: what is hidden cannot be found again
    from a total. Units are never added to one another: there is no total of facts.
    ValueError: missing column.
    Source: SSMSI, notes of the base (aggregates of several units of count are not relevant).
    """
    need(rates, "rates", RATES)
    present = set(rates["indicator_id"])
    parts = [name for name in present if part_of.get(name) in present]
    kept = rates[~rates["indicator_id"].isin(parts)]
    rows = []
    for (territory, year, unit), cells in kept.groupby(["territory_id", "year", "unit_of_count"]):
        if len(cells) < 2:
            continue
        missing = int(cells["count"].isna().sum())
        total = floats(cells["count"]).sum()
        known = not missing and total > 0
        reason = (
            f"{missing} sur {len(cells)} non diffusés" if missing else "" if total else "aucun fait"
        )
        rows += [
            [
                territory, year, unit, indicator, count,
                total if known else None, 100 * count / total if known else None, reason,
            ]
            for indicator, count in zip(cells["indicator_id"], cells["count"], strict=True)
        ]  # fmt: skip
    return result(rows, STRUCTURE)
