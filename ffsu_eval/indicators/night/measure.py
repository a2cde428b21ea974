"""NUI11, effect of a measure tried in one zone, beside a zone that does not have it.

The effect itself is computed by ``indicators.zones`` (relative difference in differences, weighted
displacement difference): here the incidents of the nights are counted before and after the measure.
"""

import pandas as pd

from ffsu_eval.indicators.frames import need, result
from ffsu_eval.indicators.zones import CELLS, CONTROL, TREATED

BEFORE, AFTER = "avant", "apres"
MEASURE, CATEGORY = "mesure", "incidents de nuit"
DAYS_OF_MONTH = 30.4375


def measured_zones(zones: pd.DataFrame) -> pd.DataFrame:
    """Zones that are compared, as ``zones.zone_effects`` reads them: one action for all.

    ValueError: missing column.
    """
    need(zones, "zones", ("zone_id", "role"))
    own = zones[zones["role"].isin([TREATED, CONTROL])]
    return own[["zone_id", "role"]].assign(action_id=MEASURE).reset_index(drop=True)


def period_of(dates: pd.Series, start: pd.Timestamp) -> pd.Series:
    """« avant » or « apres » for each night."""
    return (dates >= start).map({True: AFTER, False: BEFORE}).astype("string")


def measure_cells(found: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Incidents of each compared zone before and after the night of the measure, and the months of each.

    Empty without a compared zone. Nothing is hidden yet: the control of secrecy marks what is.
    ValueError: missing column.
    """
    need(found, "incidents", ("zone_id", "date"))
    need(zones, "zones", ("zone_id", "role", "measure_on", "observed_from", "observed_to"))
    own = zones[zones["role"].isin([TREATED, CONTROL])]
    if own.empty:
        return result([], CELLS)
    start = own["measure_on"].iloc[0]
    days = {
        BEFORE: (start - own["observed_from"].iloc[0]).days,
        AFTER: (own["observed_to"].iloc[0] - start).days + 1,
    }
    periods = period_of(found["date"], start)
    lines = [
        {
            "zone_id": zone,
            "category": CATEGORY,
            "period": period,
            "months": max(1, round(days[period] / DAYS_OF_MONTH)),
            "count": int(((found["zone_id"] == zone) & (periods == period)).sum()),
            "hidden": False,
        }
        for zone in own["zone_id"]
        for period in (BEFORE, AFTER)
    ]
    return result(lines, CELLS)
