"""NUI03, noise complaints for the residents around; NUI04, complaints that come back to the same point."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, ratio, result
from ffsu_eval.indicators.incidents.base import FRAGILE
from ffsu_eval.indicators.intervals import clopper_pearson, garwood
from ffsu_eval.indicators.night.offer import capacity
from ffsu_eval.indicators.recorded.rates import FRAGILE_BELOW

NOISE = {
    "zone_id": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
DENSITY = {"zone_id": "string", "venues": "Int64", "places": "Int64", "density": "Float64"}
PER, DAYS_OF_YEAR = 1_000, 365.25
AGAIN, ONCE = "répétée", "isolée"


def complaint_rate(complaints: pd.DataFrame, zones: pd.DataFrame, nights: int) -> pd.DataFrame:
    """NUI03, noise complaints per 1,000 residents within 200 m and per year, by zone then « ensemble ».

    1000·n / (residents × nights / 365.25). Exact Poisson interval. A zone without resident has no value.
    ``n``: residents. A resident who complains often weighs as much as several: see NUI04. ValueError:
    missing column, a zone twice. House rule for the distance.
    """
    need(complaints, "complaints", ("complaint_id", "zone_id"))
    need(zones, "zones", ("zone_id", "residents_200m"))
    need_unique(zones, "zones", ("zone_id",))
    counts = complaints.groupby("zone_id").size()
    people = zones.set_index("zone_id")["residents_200m"].astype(int)
    lived = [zone for zone in people.index if people[zone] > 0]
    years, lines = nights / DAYS_OF_YEAR, []
    for name, own in [*((zone, [zone]) for zone in people.index), (WHOLE, lived)]:
        count, size = (int(sum(each.get(z, 0) for z in own)) for each in (counts, people))
        low, high = (float(bound) for bound in garwood(count))
        lines.append(
            {
                "zone_id": name,
                "count": count,
                "n": size,
                "value": ratio(PER * count, size * years),
                "ci_low": ratio(PER * low, size * years),
                "ci_high": ratio(PER * high, size * years),
                "caveat": "aucun riverain" if not size else FRAGILE * (count < FRAGILE_BELOW),
            }
        )
    return result(lines, NOISE)


def with_roots(complaints: pd.DataFrame) -> pd.DataFrame:
    """Complaints with ``repeated``: « répétée » where the same point gave at least two of them.

    A point is a first complaint and those that repeat it. ValueError: missing column.
    """
    need(complaints, "complaints", ("complaint_id", "repeat_of"))
    root = complaints["repeat_of"].fillna(complaints["complaint_id"])
    several = root.groupby(root).transform("size") > 1
    return complaints.assign(repeated=several.map({True: AGAIN, False: ONCE}).astype("string"))


def recurrence(complaints: pd.DataFrame) -> pd.DataFrame:
    """NUI04, recurrence = complaints on points that gave two or more / complaints; one row, 0-1.

    Exact binomial interval. ``zone_id`` is « ensemble ». ValueError: as ``with_roots``. House rule.
    """
    known = with_roots(complaints)
    count, n = int((known["repeated"] == AGAIN).sum()), len(known)
    low, high = (float(bound) for bound in clopper_pearson(count, n))
    row = {"zone_id": WHOLE, "count": count, "n": n, "value": ratio(count, n)}
    caveat = FRAGILE if n < FRAGILE_BELOW else ""
    return result([{**row, "ci_low": low, "ci_high": high, "caveat": caveat}], NOISE)


def density(venues: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Venues and places (estimated) by zone, and venues per 1,000 residents within 200 m.

    ValueError: missing column, a zone twice.
    """
    need(venues, "venues", ("zone_id", "capacity_class"))
    need(zones, "zones", ("zone_id", "residents_200m"))
    need_unique(zones, "zones", ("zone_id",))
    sized = venues.assign(places=capacity(venues["capacity_class"]))
    lines = []
    for zone, people in zip(zones["zone_id"], zones["residents_200m"], strict=True):
        own = sized[sized["zone_id"] == zone]
        lines.append(
            {
                "zone_id": zone,
                "venues": len(own),
                "places": int(own["places"].sum()),
                "density": ratio(PER * len(own), float(people)),
            }
        )
    return result(lines, DENSITY)
