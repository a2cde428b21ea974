"""A territory beside a fixed set of comparators, year by year."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats
from ffsu_eval.indicators.parallel import Yearly
from ffsu_eval.indicators.recorded.rates import TWO_RELEASES
from ffsu_eval.indicators.recorded.yearly import unseen_years

NO_COMPARATOR = "aucune commune comparée diffusée chaque année"
NOTHING = Yearly(np.array([]), np.array([]))


class Panel(NamedTuple):
    """Counts and denominators of the territory and of its comparators, added, in the asked years.

    ``used``: number of comparators; ``reason``: French text where there is no panel, "" otherwise.
    """

    here: Yearly = NOTHING
    there: Yearly = NOTHING
    used: int = 0
    reason: str = ""


def by_indicator(
    rates: pd.DataFrame, territory_id: str, codes: Collection[str]
) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Indicator, rows of the territory by year, rows of the areas ``codes`` without it."""
    own = rates["territory_id"] == territory_id
    concerned = rates[own | rates["territory_id"].isin(list(codes))]
    for indicator, cells in concerned.sort_values("year").groupby("indicator_id", sort=True):
        mine = cells["territory_id"] == territory_id
        yield str(indicator), cells[mine], cells[~mine]


def panel_of(own: pd.DataFrame, others: pd.DataFrame, years: Sequence[int]) -> Panel:
    """Panel of one indicator on ``years``; frames as ``by_indicator`` gives them.

    The comparators are those that have a rate of the territory's release in every year: the same
    ones throughout, so that who is published cannot make the comparison move.
    """
    own = own[own["year"].isin(list(years))]
    known = own["value"].notna().to_numpy(dtype=bool)
    gaps = unseen_years(floats(own["year"]), own["caveat"].to_numpy(dtype=object), known, years)
    releases = list(own["release"].unique())
    if gaps or len(releases) != 1:
        return Panel(reason=gaps or TWO_RELEASES)
    rated = others["year"].isin(list(years)) & others["value"].notna()
    found = others[rated & (others["release"] == releases[0])]
    complete = found.groupby("territory_id")["year"].size() == len(years)
    kept = found[found["territory_id"].isin(list(complete.index[complete]))]
    if kept.empty:
        return Panel(reason=NO_COMPARATOR)
    pooled = kept.groupby("year")[["count", "denominator"]].sum()
    used = int(complete.sum())
    return Panel(_yearly(own), _yearly(pooled), used)


def _yearly(cells: pd.DataFrame) -> Yearly:
    return Yearly(floats(cells["count"]), floats(cells["denominator"]))
