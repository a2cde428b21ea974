"""REC07, structure: share of each indicator among those of the same unit of count."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, joined, need, need_unique, plural, result
from ffsu_eval.indicators.recorded.rates import (
    CELL,
    FRAGILE,
    FRAGILE_BELOW,
    NOT_ADDED,
    NOT_COMPUTED,
    RATES,
    TWO_RELEASES,
    UNPUBLISHED,
)

WITHOUT_COUNT = (UNPUBLISHED, NOT_ADDED, NOT_COMPUTED)
NO_FACT = "aucun fait"

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

    ``rates``: result of ``recorded_rates``; ``part_of``: indicator → the one that contains it
    (empty: none). Where both are there, the part is left out: its facts would count twice. Units of
    count are never added to one another, so there is no total of facts; a unit of one indicator
    gives no row. ``total`` and ``value`` (%) are missing when an indicator of the unit has no
    count, so that no share is one of a part only, when there are two releases or no fact at all;
    ``caveat`` says which, or "fragile" under 20 facts in all.
    ValueError: missing column, cell given twice.
    Source: SSMSI, notes of the base (indicators of several units of count do not add up).
    """
    need(rates, "rates", RATES)
    need_unique(rates, "rates", CELL)
    parts = [
        _shares(cells)
        for _, whole in rates.groupby(["territory_id", "year"], sort=True)
        for _, cells in _counted_once(whole, part_of).groupby("unit_of_count", sort=True)
        if len(cells) > 1
    ]
    return result(pd.concat(parts) if parts else [], STRUCTURE)


def _counted_once(cells: pd.DataFrame, part_of: Mapping[str, str]) -> pd.DataFrame:
    """Cells of one territory and year, without the indicators that another one there contains."""
    present = set(cells["indicator_id"])
    inside = [
        any(each in present for each in _around(name, part_of)) for name in cells["indicator_id"]
    ]
    return cells[~np.array(inside, dtype=bool)]


def _around(name: str, part_of: Mapping[str, str]) -> Iterator[str]:
    """Indicators that contain this one, directly or not."""
    for _ in part_of:  # there are no more steps than links
        name = part_of.get(name, "")
        yield name


def _shares(cells: pd.DataFrame) -> pd.DataFrame:
    """Rows of one unit of count."""
    total = floats(cells["count"]).sum()
    reason = joined(_without_count(cells), TWO_RELEASES if cells["release"].nunique() > 1 else "")
    reason = reason or ("" if total else NO_FACT)
    return cells.sort_values("indicator_id").assign(
        total=np.nan if reason else total,
        value=np.nan if reason else 100 * cells["count"] / total,
        caveat=reason or (FRAGILE if total < FRAGILE_BELOW else ""),
    )


def _without_count(cells: pd.DataFrame) -> str:
    """How many indicators have no count, by reason; "" for none."""
    said = cells.loc[cells["count"].isna(), "caveat"]
    others = [said.str.startswith(label) for label in (NOT_ADDED, NOT_COMPUTED)]
    labels = np.select(others, [NOT_ADDED, NOT_COMPUTED], UNPUBLISHED)
    numbers = {label: int(np.sum(labels == label)) for label in WITHOUT_COUNT}
    return joined(
        *(
            f"{plural(n, f'indicateur {label}', f'indicateurs {label}s')} sur {len(cells)}"
            for label, n in numbers.items()
            if n
        )
    )
