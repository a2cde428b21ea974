"""NUI06, return offer after closing; NUI14, mediation at closing; presence of the services by hour."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, ratio, result
from ffsu_eval.nighttime import HOURS, minutes_of_night

# places of each class of capacity: a middle, and a low value where the class is open (convention)
PLACES = {"moins_100": 60, "100_299": 200, "300_599": 450, "600_plus": 800}
WAIT, WALK = 30, 500
OFFER = {
    "closing": "string",
    "minutes": "Int64",
    "venues": "Int64",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
ROUNDS = {
    "zone_id": "string",
    "rounds": "Int64",
    "contacts": "Int64",
    "minutes": "Int64",
    "closing": "Int64",
    "value": "Float64",
}
ESTIMATED = "jauges estimées par classe"
MIDNIGHT = 6 * 60


def capacity(classes: pd.Series) -> pd.Series:
    """Estimated places of each class of capacity. ValueError for an unknown class."""
    places = classes.map(PLACES)
    if places.isna().any():
        raise ValueError("capacity_class: unknown class")
    return places.astype(int)


def return_offer(venues: pd.DataFrame, transport: pd.DataFrame) -> pd.DataFrame:
    """NUI06, adequacy of the return offer = places closing with a departure near and soon / places.

    Near and soon: a stop at 500 m or less, a departure 0 to 30 minutes after the closing time. The
    departures of a line are its last one and those that precede it every ``headway_min``, back to 18 h.
    One row per closing time in the order of the night, then « ensemble ». ``count``: places served.
    Nothing is drawn: no interval; places are estimated by class. ValueError: missing column, unknown
    class. House rule for the distance and the wait.
    """
    need(venues, "venues", ("zone_id", "capacity_class", "closing_time"))
    need(transport, "transport", ("zone_id", "distance_m", "last_departure", "headway_min"))
    leaving = _departures(transport)
    closing = venues["closing_time"].map(minutes_of_night).astype(int)
    served = [
        any(at <= leaves <= at + WAIT for leaves in leaving.get(zone, ()))
        for zone, at in zip(venues["zone_id"], closing, strict=True)
    ]
    sized = venues.assign(places=capacity(venues["capacity_class"]), at=closing, served=served)
    lines = []
    for at in [*sorted(set(closing)), None]:
        own = sized if at is None else sized[sized["at"] == at]
        places, there = int(own["places"].sum()), int(own.loc[own["served"], "places"].sum())
        lines.append(
            {
                "closing": WHOLE if at is None else own["closing_time"].iloc[0],
                "minutes": at,
                "venues": len(own),
                "count": there,
                "n": places,
                "value": ratio(there, places),
                "caveat": ESTIMATED,
            }
        )
    return result(lines, OFFER)


def _departures(transport: pd.DataFrame) -> dict[str, set[int]]:
    """Minutes from 18 h of the departures that are near, by zone."""
    found: dict[str, set[int]] = {}
    near = transport[(transport["distance_m"] <= WALK).fillna(False)]
    for zone, last, every in zip(
        near["zone_id"], near["last_departure"], near["headway_min"], strict=True
    ):
        times = range(minutes_of_night(last), -1, -int(every))
        found.setdefault(str(zone), set()).update(times)
    return found


def presence_hours(presence: pd.DataFrame) -> pd.DataFrame:
    """Agent-hours of a week by service, night and hour (``service``, ``night``, ``hour``, ``value``).

    A row of the roster that covers part of an hour gives this part. ValueError: missing column.
    """
    need(presence, "presence", ("service", "night", "start", "end", "agents"))
    lines = []
    for row in presence.itertuples():
        first, last = minutes_of_night(str(row.start)), minutes_of_night(str(row.end))
        for rank, hour in enumerate(HOURS):
            covered = min(last, 60 * rank + 60) - max(first, 60 * rank)
            if covered > 0:
                lines.append((row.service, row.night, str(hour), covered / 60 * float(row.agents)))  # type: ignore[arg-type]
    frame = pd.DataFrame(lines, columns=["service", "night", "hour", "value"])
    return frame.groupby(["service", "night", "hour"], as_index=False).agg(value=("value", "sum"))


def rounds_done(
    rounds: pd.DataFrame, closings: dict[str, int], before: int, after: int
) -> pd.DataFrame:
    """NUI14, mediation at closing, by zone then « ensemble »; rounds, contacts and minutes beside it.

    ``value`` = minutes from ``before`` minutes before to ``after`` minutes after the closing of the zone
    ÷ minutes of the rounds, 0-1; every round is known, no interval. ValueError: missing column. House
    rule.
    """
    need(rounds, "rounds", ("zone_id", "start", "end", "contacts"))
    starts, ends = (rounds[name].map(minutes_of_night).astype(int) for name in ("start", "end"))
    at = rounds["zone_id"].map(closings)
    inside = (ends.clip(upper=at + after) - starts.clip(lower=at - before)).clip(lower=0).fillna(0)
    timed = rounds.assign(minutes=ends - starts, closing=inside.astype(int))
    lines = []
    for zone in [*sorted(set(timed["zone_id"])), WHOLE]:
        own = timed if zone == WHOLE else timed[timed["zone_id"] == zone]
        spent, near = int(own["minutes"].sum()), int(own["closing"].sum())
        lines.append(
            {
                "zone_id": zone,
                "rounds": len(own),
                "contacts": int(own["contacts"].sum()),
                "minutes": spent,
                "closing": near,
                "value": ratio(near, spent),
            }
        )
    return result(lines, ROUNDS)
