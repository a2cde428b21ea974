"""NUI01, NUI02, NUI05, NUI07: incidents of the night, related to venues, passers-by, closing, presence.

Every incident is placed in its night, from 18 h to 8 h, named after its evening (``nighttime``): Sunday at
2 h is in the night of Saturday. A count is a census of what was logged: its interval tells of the natural
variability of facts, not of a sampling error.
"""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import (
    WHOLE,
    FloatArray,
    floats,
    joined,
    need,
    need_unique,
    ratio,
    result,
)
from ffsu_eval.indicators.incidents.base import FRAGILE
from ffsu_eval.indicators.intervals import clopper_pearson, garwood, rate_ratio
from ffsu_eval.indicators.night.offer import capacity
from ffsu_eval.indicators.recorded.rates import FRAGILE_BELOW
from ffsu_eval.nighttime import DAYS, HOURS, MINUTES, minutes_in, minutes_of_night, night_of

BEFORE, AFTER = 30, 60  # minutes around the closing of the venues
CLOSING, ELSE = "fermeture", "autres heures"
YES, NO = "oui", "non"
SEED, DRAWS = 20260101, 2_000
RATE = {
    "zone_id": "string",
    "count": "Int64",
    "n": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
PROFILE = {
    "night": "string",
    "hour": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
PEAK = {
    "zone_id": "string",
    "closing": "Int64",
    "count": "Int64",
    "n": "Int64",
    "share": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
MISMATCH = {
    "item": "string",
    "count": "Int64",
    "n": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
PER = 1_000
NO_COUNTS = "aucun comptage de piétons"


def incidents_of_night(incidents: pd.DataFrame) -> pd.DataFrame:
    """Incidents with their night: ``date`` of its evening, ``night`` (day), ``hour``, ``minute`` from 18 h.

    ValueError: missing column, an identifier twice.
    """
    need(incidents, "incidents", ("incident_id", "ts", "zone_id", "category_code"))
    need_unique(incidents, "incidents", ("incident_id",))
    dates = night_of(incidents["ts"])
    names = dates.dt.day_of_week.map(dict(enumerate(DAYS)))
    return incidents.assign(
        date=dates,
        night=names.astype("string"),
        hour=incidents["ts"].dt.hour.astype("string"),
        minute=minutes_in(incidents["ts"]).astype("Int64"),
    )


def profile(found: pd.DataFrame, nights: dict[str, int]) -> pd.DataFrame:
    """Incidents by night of the week and hour, for ten nights of that day; 98 rows.

    ``found``: see ``incidents_of_night``; ``nights``: observed nights by day. A caveat « fragile » under
    twenty incidents. ValueError: missing column.
    """
    need(found, "incidents", ("night", "hour"))
    slots = pd.MultiIndex.from_product([DAYS, map(str, HOURS)], names=["night", "hour"])
    counts = found.groupby(["night", "hour"]).size().reindex(slots, fill_value=0)
    frame = counts.rename("count").reset_index()
    frame["n"] = frame["night"].map(nights)
    frame["value"] = 10 * frame["count"] / frame["n"].where(frame["n"] > 0)
    frame["caveat"] = np.where(frame["count"] < FRAGILE_BELOW, FRAGILE, "")
    return result(frame, PROFILE)


def venue_night_rate(found: pd.DataFrame, venues: pd.DataFrame, nights: int) -> pd.DataFrame:
    """NUI01, incidents per 1,000 venue-nights = 1000·n / Σ nights open, by zone then « ensemble ».

    Nights open of a venue: its open nights a week × observed nights / 7. Exact Poisson interval
    (``intervals.garwood``). A zone without venue has no value. ValueError: missing column.
    Exposure of venues: usual practice of night-time studies; house rule for the number of nights.
    """
    need(venues, "venues", ("zone_id", "open_nights"))
    opened = venues.groupby("zone_id")["open_nights"].sum().astype(float) * nights / 7
    return _rates(found.groupby("zone_id").size(), opened, "aucun établissement dans la zone")


def _rates(counts: pd.Series, exposure: pd.Series, none: str) -> pd.DataFrame:
    """Counts per 1,000 units of exposure by zone, then those of every zone that has an exposure."""
    zones = sorted({*counts.index, *exposure.index})
    known = [zone for zone in zones if exposure.get(zone, 0) > 0]
    lines = []
    for name, own in [*((zone, [zone]) for zone in zones), (WHOLE, known)]:
        count = int(sum(counts.get(zone, 0) for zone in own))
        size = float(sum(exposure.get(zone, 0) for zone in own))
        low, high = (float(bound) for bound in garwood(count))
        lines.append(
            {
                "zone_id": name,
                "count": count,
                "n": size,
                "value": ratio(PER * count, size),
                "ci_low": ratio(PER * low, size),
                "ci_high": ratio(PER * high, size),
                "caveat": none if size <= 0 else FRAGILE if count < FRAGILE_BELOW else "",
            }
        )
    return result(lines, RATE)


def counted_slots(found: pd.DataFrame, passages: pd.DataFrame) -> pd.Series:
    """True for an incident whose zone was counted at this hour of such a night (weekend or not)."""
    known = set(_slots(passages).index)
    keys = zip(found["zone_id"], _weekend(found["date"]), found["hour"].astype(int), strict=True)
    return pd.Series([key in known for key in keys], index=found.index)


def passage_rate(
    found: pd.DataFrame, passages: pd.DataFrame, observed: pd.DatetimeIndex
) -> pd.DataFrame:
    """NUI02, incidents per 1,000 passers-by = 1000·n / estimated passages, by zone then « ensemble ».

    ``passages``: counts by zone, night and hour. Passages of a zone, an hour and a kind of night (Friday
    and Saturday, others): mean of the counts × observed nights of the kind; only incidents of these
    slots are related to them. Exact Poisson interval of the incidents alone: the denominator is an
    estimate, and the caveat says so. ValueError: missing column. House rule.
    """
    need(passages, "passages", ("zone_id", "night", "hour", "count"))
    if passages.empty:
        return result([], RATE)
    sizes = pd.Series(_weekend(pd.Series(observed))).value_counts()
    slots = _slots(passages).reset_index(name="mean")
    slots["size"] = slots["mean"] * slots["weekend"].map(sizes).fillna(0)
    exposure = slots.groupby("zone_id")["size"].sum()
    inside = found[counted_slots(found, passages)]
    frame = _rates(inside.groupby("zone_id").size(), exposure, NO_COUNTS)
    estimated = frame["caveat"].map(lambda text: joined(str(text), "passages estimés"))
    return result(frame.assign(caveat=estimated), RATE)


def _slots(passages: pd.DataFrame) -> pd.Series:
    """Mean passages by zone, kind of night (True for Friday and Saturday) and hour."""
    keyed = passages.assign(weekend=_weekend(passages["night"]))
    return keyed.groupby(["zone_id", "weekend", "hour"])["count"].mean()


def _weekend(dates: pd.Series) -> list[bool]:
    return [bool(day in (4, 5)) for day in dates.dt.day_of_week]


def main_closing(venues: pd.DataFrame) -> dict[str, int]:
    """By zone, minutes from 18 h of the closing time that concerns the most places (estimated capacity).

    The later one where two concern as many. ValueError: missing column.
    """
    need(venues, "venues", ("zone_id", "closing_time", "capacity_class"))
    sized = venues.assign(
        places=capacity(venues["capacity_class"]),
        closing=venues["closing_time"].map(minutes_of_night),
    )
    totals = sized.groupby(["zone_id", "closing"])["places"].sum().reset_index()
    best = totals.sort_values(["places", "closing"]).groupby("zone_id")["closing"].last()
    return {str(zone): int(closing) for zone, closing in best.items()}


def closing_window(found: pd.DataFrame, closings: dict[str, int]) -> pd.Series:
    """« fermeture » for an incident from 30 minutes before to 60 after the closing of its zone."""
    after = found["minute"] - found["zone_id"].map(closings)
    inside = ((after >= -BEFORE) & (after < AFTER)).fillna(False).astype(bool)
    return inside.map({True: CLOSING, False: ELSE}).where(found["zone_id"].isin(list(closings)))


def closing_peak(found: pd.DataFrame, closings: dict[str, int]) -> pd.DataFrame:
    """NUI05, closing peak: incidents in [closing − 30 min, closing + 60 min[ ÷ expected if uniform.

    ``value``: share of the night's incidents of the zone in this window ÷ its share of the night
    (90 minutes of 840; less where the window leaves the night). Exact binomial interval of the share,
    divided alike. Zones with venues, then « ensemble », where each incident is judged by the closing of
    its own zone. ValueError: missing column. House rule for the window.
    """
    need(found, "incidents", ("zone_id", "minute"))
    window, lines = closing_window(found, closings), []
    lengths = {
        zone: min(at + AFTER, MINUTES) - max(at - BEFORE, 0) for zone, at in closings.items()
    }
    for name in [*closings, WHOLE]:
        own = window[found["zone_id"] == name] if name != WHOLE else window.dropna()
        n, count = len(own), int((own == CLOSING).sum())
        members = found.loc[own.index, "zone_id"].map(lengths)
        expected = float(members.mean()) / MINUTES if n else np.nan
        low, high = (float(bound) for bound in clopper_pearson(count, n))
        lines.append(
            {
                "zone_id": name,
                "closing": closings.get(name),
                "count": count,
                "n": n,
                "share": ratio(count, n),
                "value": ratio(count, n) / expected,
                "ci_low": low / expected,
                "ci_high": high / expected,
                "caveat": FRAGILE if count < FRAGILE_BELOW else "",
            }
        )
    return result(lines, PEAK)


def mismatch(hours: pd.Series, presence: pd.Series) -> pd.DataFrame:
    """NUI07, mismatch of presence and need = ½·Σ|a_h − i_h| over the hours of the night; one row.

    ``hours``: incidents by hour; ``presence``: agent-hours by hour; both are turned into shares. 0: the
    presence follows the incidents; 1: they never meet. Percentile interval of 2,000 resamples of the
    incidents (fixed seed): the roster is known, not drawn. With few incidents the index is biased
    upwards, which the caveat says under twenty per hour on average. No value without incident or
    presence. Source of the index: O. D. Duncan, B. Duncan, A methodological analysis of segregation
    indexes, American Sociological Review 20, 1955.
    """
    names = list(map(str, HOURS))
    facts, there = (floats(each.reindex(names).fillna(0)) for each in (hours, presence))
    n, total = int(facts.sum()), float(there.sum())
    row = {"item": WHOLE, "count": n, "n": total, "caveat": "aucun incident ou aucune présence"}
    if n == 0 or total <= 0:
        return result([row], MISMATCH)
    share = there / total
    drawn = np.random.default_rng(SEED).multinomial(n, facts / n, size=DRAWS) / n
    low, high = np.quantile(_distance(drawn, share), [0.025, 0.975])
    row["caveat"] = FRAGILE if n < FRAGILE_BELOW * len(HOURS) else ""
    return result(
        [{**row, "value": float(_distance(facts / n, share)), "ci_low": low, "ci_high": high}],
        MISMATCH,
    )


def _distance(first: FloatArray, second: FloatArray) -> FloatArray:
    return np.asarray(np.abs(first - second).sum(axis=-1) / 2)


def event_ratio(found: pd.DataFrame, events: pd.DataFrame, nights: int) -> pd.DataFrame:
    """Incidents per night of an event ÷ per other night; one row, exact conditional interval.

    ``count``: incidents of the nights of an event; ``n``: those nights. A night with several events
    counts once. ValueError: missing column.
    """
    need(events, "events", ("night",))
    dates = set(events["night"])
    count = int(found["date"].isin(dates).sum())
    others = len(found) - count
    found_ratio = rate_ratio(count, len(dates), others, nights - len(dates))
    row = {
        "item": WHOLE,
        "count": count,
        "n": len(dates),
        "value": float(found_ratio.ratio),
        "ci_low": float(found_ratio.low),
        "ci_high": float(found_ratio.high),
        "caveat": FRAGILE if count < FRAGILE_BELOW else "",
    }
    return result([row], MISMATCH)
