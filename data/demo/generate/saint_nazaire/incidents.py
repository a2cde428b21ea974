"""Incidents logged by four sources: who, when, where, what, and what several have logged twice."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate

import numpy as np
import pandas as pd

from data.demo.generate.chance import apportion, deal, generator, shuffled
from data.demo.generate.saint_nazaire.incidents_sources import (
    CATEGORIES,
    COPIES,
    FLAT,
    LANDLORD,
    MEDIATION,
    MIX,
    NIGHT,
    NOISY,
    PM,
    SOURCES,
    TRANSPORT,
    YEARS,
    reported,
)
from data.demo.generate.saint_nazaire.quartiers import CELLS, QUARTIERS, cells

# weight of each hour of the day, by source; mediators work from 14 h to 23 h
HOURS = {
    PM: (5, 4, 3, 2, 2, 2, 2, 3, 4, 4, 4, 5, 5, 4, 5, 6, 7, 7, 7, 7, 7, 7, 7, 6),
    MEDIATION: (0,) * 14 + (6, 8, 10, 12, 13, 13, 13, 12, 9, 0),
    TRANSPORT: (2, 0, 0, 0, 0, 1, 3, 7, 7, 4, 4, 4, 5, 5, 5, 6, 8, 9, 8, 7, 5, 4, 4, 3),
}
# truth: in Q6, three incidents of noise out of four in the nights of Friday and Saturday
PARTY_NIGHTS, PARTY_SHARE = (4, 5), 0.75
PARTY_HOURS = (22, 23, 24, 25, 26)
# truth: of a hundred incidents, those that fall in a few cells of each neighbourhood
HOT_CELLS = {"Q4": (8, 9), "Q5": (21, 27), NIGHT: (14, 15, 20)}
HOT_SHARE, WARM_SHARE = 0.42, 0.25
USUAL, WARM = (16,), (7, 13, 22, 25, 28)
PLACES = {
    PM: ("voie_publique", "espace_vert", "commerce"),
    MEDIATION: ("voie_publique", "parties_communes", "espace_vert"),
    LANDLORD: ("parties_communes", "stationnement"),
    TRANSPORT: ("transport",),
}
PLACE_SHARES = (70, 18, 12)
# truth: the police answers a call in 18 minutes (median), 55 minutes for one call in ten
DELAYS = (4, 7, 9, 12, 15, 18, 22, 27, 36, 55, 80)
DELAY_SHARES = (8, 8, 10, 10, 12, 12, 10, 10, 8, 8, 4)
UNPLACED = 0.03
UNANSWERED = 0.1
COPY_AFTER = (4, 110)  # minutes


def local_incidents() -> pd.DataFrame:
    """One row per incident, by time; copies carry the incident that they repeat, most of the time."""
    own = pd.concat([_of_source(source) for source in SOURCES], ignore_index=True)
    frame = pd.concat([own, _copies(own)], ignore_index=True)
    order = frame.sort_values(["moment", "source_org_id", "rank"], kind="stable")
    names = {rank: f"I{place:04d}" for place, rank in enumerate(order["rank"], start=1)}
    # one copy in eight is not declared: a person has to find it
    found = order["copy_of"].map(names).where(order["rank"] % 8 != 0)
    return pd.DataFrame(
        {
            "incident_id": order["rank"].map(names),
            "source_org_id": order["source_org_id"],
            "source_type": order["source_org_id"].map({key: s.kind for key, s in SOURCES.items()}),
            "ts_start": [_written(row.moment, row.clock) for row in order.itertuples()],
            "ts_end": None,
            "ts_precision": None,
            "territory_id": order["territory_id"],
            "place_type": order["place_type"],
            "grid_cell_250m": order["cell"],
            "category_code": order["category_code"],
            "severity": order["severity"],
            "origin": order["origin"],
            "outcome_code": None,
            "complaint_filed": None,
            "duration_min": None,
            "duplicate_of": found,
            "responded_at": [_answer(row.moment, row.delay) for row in order.itertuples()],
        }
    ).reset_index(drop=True)


def _written(moment: datetime, clock: bool) -> str:
    return moment.strftime("%d/%m/%Y %H:%M" if clock else "%d/%m/%Y")


def _answer(moment: datetime, delay: float) -> str | None:
    if pd.isna(delay):
        return None
    return (moment + timedelta(minutes=delay)).strftime("%d/%m/%Y %H:%M")


def _of_source(source: str) -> pd.DataFrame:
    """Incidents of one source: quotas by year, neighbourhood and category, then chance."""
    asked, rng = SOURCES[source], generator(f"incidents-{source}")
    rows = []
    for year, total in zip(YEARS, asked.counts, strict=True):
        for quartier, count in zip(QUARTIERS, apportion(asked.weights, total), strict=True):
            noisy = quartier == NIGHT and source in (PM, MEDIATION)
            mix = NOISY if noisy else MIX[source]
            for category in deal(CATEGORIES, mix, count):
                rows.append({"territory_id": quartier, "category_code": category, "year": year})
    frame = pd.DataFrame(rows)
    frame["moment"] = _moments(frame, source, rng)
    frame["cell"] = _cells(frame, source, rng)
    n = len(frame)
    places = PLACES[source]
    calls = source == PM
    return frame.assign(
        source_org_id=source,
        clock=source != LANDLORD,
        rank=[list(SOURCES).index(source) * 10_000 + i for i in range(n)],
        copy_of=None,
        place_type=shuffled(deal(places, PLACE_SHARES[: len(places)], n), rng),
        severity=shuffled(deal((1, 2, 3, 4), (30, 45, 20, 5), n), rng),
        origin=shuffled(deal(("appel", "initiative"), (60, 40) if calls else (0, 1), n), rng),
    ).assign(delay=lambda done: _delays(done, rng))


def _moments(frame: pd.DataFrame, source: str, rng: np.random.Generator) -> list[datetime]:
    """Day in the months reported, hour by the weights of the source; parties and flat week planted."""
    days = {year: _days(source, year) for year in YEARS}
    party = frame["category_code"].eq("bruit") & frame["territory_id"].eq(NIGHT) & (source == PM)
    flat = frame["territory_id"].eq(FLAT) & (source == PM)
    nights = set(shuffled(frame.index[party], rng)[: round(PARTY_SHARE * int(party.sum()))])
    slots = iter(shuffled([i % 168 for i in range(int(flat.sum()))], rng))
    moments = []
    for index, year in frame["year"].items():
        pool = days[year]
        if index in nights:
            pool = [day for day in pool if day.weekday() in PARTY_NIGHTS]
            hour = _pick(PARTY_HOURS, (1,) * len(PARTY_HOURS), rng)
        elif flat[index]:
            weekday, hour = divmod(next(slots), 24)
            pool = [day for day in pool if day.weekday() == weekday]
        else:
            hour = _pick(range(24), HOURS.get(source, (1,) * 24), rng)
        day = pool[int(rng.random() * len(pool))]
        start = datetime(day.year, day.month, day.day)
        moments.append(start + timedelta(hours=hour, minutes=int(rng.random() * 60)))
    return moments


def _days(source: str, year: int) -> list[date]:
    first = date(year, 1, 1)
    every = [first + timedelta(days=i) for i in range(365)]
    given = set(reported(source))
    # the last days of a month reported may run into one that is not: nights start before it ends
    return [day for day in every if f"{day + timedelta(days=1):%Y-%m}" in given and
            f"{day:%Y-%m}" in given]  # fmt: skip


def _pick(values: Sequence[int], weights: Sequence[int], rng: np.random.Generator) -> int:
    steps = list(accumulate(weights))
    return values[int(np.searchsorted(steps, rng.random() * steps[-1], side="right"))]


def _cells(frame: pd.DataFrame, source: str, rng: np.random.Generator) -> list[str | None]:
    """Cell of each incident: a few hot ones, but for the operator (placebo: any cell alike)."""
    found = []
    for rank, quartier in enumerate(frame["territory_id"]):
        own, draw = cells(QUARTIERS.index(quartier)), rng.random()
        places: Sequence[int] = range(CELLS)
        if source == TRANSPORT:
            places = (rank // 2 % CELLS,) if rank % 2 else places
        elif draw < HOT_SHARE:
            places = HOT_CELLS.get(quartier, USUAL)
        elif draw < HOT_SHARE + WARM_SHARE:
            places = WARM
        place = own[places[int(rng.random() * len(places))]]
        found.append(None if rng.random() < UNPLACED else place)
    return found


def _delays(frame: pd.DataFrame, rng: np.random.Generator) -> list[float]:
    """Minutes from the call to the answer; one call in ten has none written."""
    calls = frame["origin"].eq("appel")
    known = iter(shuffled(deal(DELAYS, DELAY_SHARES, int(calls.sum())), rng))
    return [
        float(next(known)) if asked and rng.random() > UNANSWERED else float("nan")
        for asked in calls
    ]


def _copies(own: pd.DataFrame) -> pd.DataFrame:
    """What the mediators log again, some minutes later, of what the police has logged."""
    rng = generator("incidents-doublons")
    given = set(reported(MEDIATION))
    police = own[own["source_org_id"].eq(PM) & own["cell"].notna()]
    late = police["moment"] + pd.Timedelta(minutes=COPY_AFTER[1])
    police = police[[f"{moment:%Y-%m}" in given for moment in late]]
    chosen = sorted(shuffled(police.index, rng)[:COPIES])
    low, high = COPY_AFTER
    after = [timedelta(minutes=low + int(rng.random() * (high - low))) for _ in chosen]
    copies = own.loc[chosen]
    return copies.assign(
        source_org_id=MEDIATION,
        moment=[moment + gap for moment, gap in zip(copies["moment"], after, strict=True)],
        rank=[90_000 + i for i in range(len(copies))],
        copy_of=copies["rank"],
        origin="initiative",
        delay=float("nan"),
    )
