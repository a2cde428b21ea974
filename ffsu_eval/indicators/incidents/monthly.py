"""Incidents of each source by month, months that are not reported left empty."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, result, truths
from ffsu_eval.indicators.incidents.base import SUPPRESSED, distinct_within, months, shown
from ffsu_eval.indicators.incidents.coverage import need_coverage

INCOMPLETE = "mois non remis"
MONTHLY = {
    "source_org_id": "string",
    "month": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def monthly_counts(
    incidents: pd.DataFrame, coverage: pd.DataFrame, first_year: int, last_year: int
) -> pd.DataFrame:
    """Incidents logged by each source in each month: a number, never compared between sources.

    A month that a source does not report for every territory that it covers has neither ``count``
    nor ``value`` ("mois non remis"): a part of the territories would read as a fall. Fewer than 6:
    suppressed. ``n``: territories reported. ValueError: missing column, years out of order.
    """
    need_coverage(coverage)
    if first_year > last_year:
        raise ValueError("first_year: expected no later than last_year")
    wanted = [f"{y}-{m:02d}" for y in range(first_year, last_year + 1) for m in range(1, 13)]
    places = coverage.groupby("source_org_id")["territory_id"].nunique()
    key = ["source_org_id", "month"]
    slots = pd.MultiIndex.from_product([places.index, wanted], names=key)
    given = coverage[truths(coverage["months_reported"] == 1)].groupby(key).size()
    own = distinct_within(incidents)
    found = own.assign(month=months(own["ts_start"])).groupby(key).size()
    n = floats(given.reindex(slots, fill_value=0))
    count = floats(found.reindex(slots, fill_value=0))
    complete = n == places.reindex(slots.get_level_values(0)).to_numpy(dtype=float)
    value = np.where(complete & shown(count), count, np.nan)
    caveat = np.select([~complete, ~shown(count)], [INCOMPLETE, SUPPRESSED], "")
    return result(
        slots.to_frame(index=False).assign(count=value, n=n, value=value, caveat=caveat), MONTHLY
    )
