"""The night of a city: zones, incidents, complaints, presence, counts, and what is asked of people."""

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from data.demo.generate.chance import deal, shuffled
from data.demo.generate.cities.night_offer import offered
from data.demo.generate.cities.night_people import asked
from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content, day

FIRST, MEASURE, LAST = day("01/07/2021"), day("01/07/2022"), day("30/06/2023")
# zone, name, neighbourhood, residents within 200 m, role, incidents before and after the measure,
# closing hour around which they come, complaints.
# truth: the zone of the measure loses a sixth of its incidents, the control almost as much as none, and
# the interval of the difference holds no effect
ZONES = (
    ("N1", "Grande place", "Q2", 2_100, "action", 310, 256, 2, 128),
    ("N2", "Quai aux fleurs", "Q2", 1_650, "temoin", 262, 247, 2, 106),
    ("N3", "Abords de la gare", "Q4", 1_200, "autre", 188, 192, 1, 38),
    ("N4", "Les arcades", "Q1", 2_600, "autre", 124, 121, 1, 52),
)
# Monday first; a night is that of its evening
NIGHTS = (0.5, 0.55, 0.8, 1.3, 2.0, 2.2, 0.65)
# from 18 h to 7 h, for venues that close at 2 h: the peak comes at closing, late
HOURS = (2, 2, 3, 4, 6, 9, 11, 16, 21, 12, 6, 4, 2, 2)
KINDS = {
    "bruit": 24, "alcool": 21, "incivilites": 15, "violences_jeunes": 11, "harcelement_rue": 9,
    "degradations": 8, "vols": 7, "menaces": 5,
}  # fmt: skip
SOURCES = {"police_municipale": 4, "mairie": 3, "plateforme": 2, "bailleur": 1}
AGAIN = 0.62
# service, nights (0 is Monday), start, end, agents.
# truth: three quarters of the presence is over before the incidents begin to peak
PRESENCE = (
    ("police_municipale", range(7), "18:00", "22:00", 4),
    ("police_municipale", (3, 4, 5), "22:00", "00:30", 4),
    ("police_nationale", range(7), "20:00", "01:00", 2),
    ("police_nationale", (4, 5), "01:00", "03:00", 2),
    ("mediation", (3, 4, 5), "20:00", "23:30", 4),
    ("reduction_risques", (4, 5), "21:00", "00:00", 3),
    ("secours", range(7), "18:00", "08:00", 1),
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
COUNTED = ("09/09/2022", "10/09/2022", "13/10/2022", "10/03/2023", "11/03/2023", "16/03/2023")
# passers-by of an hour of a weekend night at the Grande place, from 18 h to 7 h
FLOW = (900, 1_050, 1_200, 1_300, 1_250, 1_150, 980, 820, 610, 240, 110, 80, 120, 300)
SIZE = {"N1": 1.0, "N2": 0.75, "N3": 0.6, "N4": 0.45}
EVENTS = (
    ("13/07/2021", "Bal populaire", 4_000), ("09/10/2021", "Nuit des arts", 2_500),
    ("31/12/2021", "Soir de fête de fin d'année", 3_000), ("21/06/2022", "Fête de la musique", 9_000),
    ("13/07/2022", "Bal populaire", 4_500), ("08/10/2022", "Nuit des arts", 2_700),
    ("31/12/2022", "Soir de fête de fin d'année", 3_500), ("21/06/2023", "Fête de la musique", 9_500),
)  # fmt: skip
CITIES = ("ville-exemple",)


def _zones() -> pd.DataFrame:
    rows = [
        (name, label, quartier, people, role, None if role == "autre" else MEASURE, FIRST, LAST)
        for name, label, quartier, people, role, *_ in ZONES
    ]
    columns = ["zone_id", "label_fr", "territory_id", "residents_200m", "role", "measure_on"]
    return pd.DataFrame(rows, columns=[*columns, "observed_from", "observed_to"], dtype=object)


def _dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=rank) for rank in range((last - first).days + 1)]


def _moments(
    first: date, last: date, total: int, peak: int, rng: np.random.Generator
) -> list[datetime]:
    """Moments of the night, spread over its evenings and hours; ``peak``: hour of the closing."""
    dates = _dates(first, last)
    festive = {day(text) for text, *_ in EVENTS}
    by_day = [[d for d in dates if d.weekday() == rank] for rank in range(7)]
    # a festive evening counts for two of its day
    by_day = [[*own, *(d for d in own if d in festive)] for own in by_day]
    days = deal(range(7), [w * len(own) for w, own in zip(NIGHTS, by_day, strict=True)], total)
    evenings = shuffled([by_day[rank][int(len(by_day[rank]) * rng.random())] for rank in days], rng)
    # venues that close an hour earlier have the same evening, an hour earlier from midnight on
    late = HOURS if peak == 2 else (*HOURS[:6], *HOURS[7:], HOURS[-1])
    ranks = shuffled(deal(range(14), late, total), rng)
    return [
        datetime(d.year, d.month, d.day, 18) + timedelta(hours=rank, minutes=int(60 * rng.random()))
        for d, rank in zip(evenings, ranks, strict=True)
    ]


def _incidents(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("night_incidents"), []
    for name, _, _, _, _, before, after, peak, _ in ZONES:
        for first, last, total in (
            (FIRST, MEASURE - timedelta(days=1), before),
            (MEASURE, LAST, after),
        ):
            kinds = shuffled(deal(list(KINDS), list(KINDS.values()), total), rng)
            times = _moments(first, last, total, peak, rng)
            rows += [(when, name, kind) for when, kind in zip(times, kinds, strict=True)]
    frame = pd.DataFrame(sorted(rows), columns=["when", "zone_id", "category_code"])
    return _written(frame, "incident_id", "NI")[["incident_id", "ts", "zone_id", "category_code"]]


def _written(frame: pd.DataFrame, key: str, prefix: str) -> pd.DataFrame:
    return frame.assign(
        **{key: [f"{prefix}{rank:04d}" for rank in range(1, len(frame) + 1)]},
        ts=[when.strftime("%d/%m/%Y %H:%M") for when in frame["when"]],
    )


def _complaints(story: Story) -> pd.DataFrame:
    """Complaints of each zone; six in ten come from a point that has already complained."""
    rng, rows = story.chance("noise_complaints"), []
    for name, *_, peak, total in ZONES:
        again = round(AGAIN * total)
        times = sorted(_moments(FIRST, LAST, total, peak, rng))
        points = max(1, round(again / 4))
        alone = total - again
        owners: list[int] = shuffled(
            [*deal(range(points), [1] * points, again), *range(points, points + alone)], rng
        )
        sources = shuffled(deal(list(SOURCES), list(SOURCES.values()), total), rng)
        rows += [
            (when, name, bool(rng.random() < 0.7), source, f"{name}-{owner}")
            for when, owner, source in zip(times, owners, sources, strict=True)
        ]
    columns = ["when", "zone_id", "venue_linked", "source", "point"]
    frame = _written(pd.DataFrame(sorted(rows), columns=columns), "complaint_id", "PL")
    first = frame.groupby("point")["complaint_id"].transform("first")
    frame["repeat_of"] = first.where(first != frame["complaint_id"], "")
    return frame[["complaint_id", "ts", "zone_id", "venue_linked", "source", "repeat_of"]]


def _presence() -> pd.DataFrame:
    rows = [
        (service, DAYS[night], start, end, agents)
        for service, nights, start, end, agents in PRESENCE
        for night in nights
    ]
    return pd.DataFrame(rows, columns=["service", "night", "start", "end", "agents"])


def _rounds(story: Story) -> pd.DataFrame:
    """Thursday to Saturday in the zone of the measure, from 20 h to 23 h 30: before the peak."""
    rng, rows = story.chance("mediation_rounds"), []
    for when in _dates(MEASURE, LAST):
        if when.weekday() not in (3, 4, 5) or rng.random() < 0.12:
            continue
        for start, end in (("20:00", "21:45"), ("22:00", "23:30")):
            rows.append((when, "N1", start, end, 6 + int(18 * rng.random())))
    return pd.DataFrame(rows, columns=["date", "zone_id", "start", "end", "contacts"], dtype=object)


def _pedestrians(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("pedestrians"), []
    for (zone, size), text in ((pair, text) for pair in SIZE.items() for text in COUNTED):
        night = day(text)
        level = size * (1.0 if night.weekday() in (4, 5) else 0.4)
        for rank, usual in enumerate(FLOW):
            hour = (18 + rank) % 24
            rows.append((zone, night, hour, round(usual * level * (0.85 + 0.3 * rng.random()))))
    return pd.DataFrame(rows, columns=["zone_id", "night", "hour", "count"], dtype=object)


def _events() -> pd.DataFrame:
    rows = [(day(text), label, crowd) for text, label, crowd in EVENTS]
    return pd.DataFrame(rows, columns=["night", "label_fr", "crowd"], dtype=object)


def night(story: Story) -> dict[str, Content]:
    """Files of the engagement « nuit »; empty for a city that has none."""
    if story.city not in CITIES:
        return {}
    return {
        "night_zones": _zones(),
        "night_incidents": _incidents(story),
        "noise_complaints": _complaints(story),
        "night_presence": _presence(),
        "mediation_rounds": _rounds(story),
        "pedestrian_counts": _pedestrians(story),
        "night_events": _events(),
        **offered(story),
        **asked(story),
    }
