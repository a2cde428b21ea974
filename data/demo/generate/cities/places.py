"""Neighbourhoods of a city and what three sources log there."""

from datetime import date, datetime, timedelta

import pandas as pd

from data.demo.generate.chance import apportion, deal, shuffled
from data.demo.generate.cities.story import Story
from data.demo.generate.saint_nazaire.incidents import HOURS, PLACE_SHARES, PLACES
from data.demo.generate.saint_nazaire.incidents_sources import (
    CATEGORIES,
    LANDLORD,
    MIX,
    PM,
    TRANSPORT,
    YEARS,
)
from data.demo.generate.writing import Content

SIDE, STEP, NORTH, EAST = 4, 250, 2_800_000, 3_700_000
KINDS = {PM: "PM", LANDLORD: "bailleur", TRANSPORT: "transport"}
UNITS = {PM: "heures_patrouille", LANDLORD: "logements", TRANSPORT: "voyages"}
EVENING = range(19, 24)
HOT = 0.4


def _cells(story: Story, rank: int) -> list[str]:
    """Cells of 250 m of one neighbourhood: a square, the neighbourhoods side by side."""
    east = EAST + (story.block % 1000) * 10 * STEP + rank * SIDE * STEP
    return [
        f"CRS3035RES250mN{NORTH + STEP * up}E{east + STEP * right}"
        for up in range(SIDE)
        for right in range(SIDE)
    ]


def _quartiers(story: Story) -> pd.DataFrame:
    rows = [
        (f"Q{rank}", q.label, "quartier", q.population, q.dwellings, q.qpv, SIDE * SIDE)
        for rank, q in enumerate(story.quartiers, start=1)
    ]
    columns = ["territory_id", "label_fr", "level", "population", "dwellings", "qpv_pop_share"]
    return pd.DataFrame(rows, columns=[*columns, "cells_250m"])


def _coverage(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("coverage"), []
    people = sum(q.population for q in story.quartiers)
    homes = sum(q.dwellings for q in story.quartiers)
    exposure = {PM: people * 0.35, LANDLORD: homes * 0.4, TRANSPORT: people * 55.0}
    for source in KINDS:
        for year in YEARS:
            yearly = exposure[source] * (0.96 + 0.08 * rng.random())
            total = yearly if source == LANDLORD else yearly / 12
            parts = apportion([q.population for q in story.quartiers], round(total))
            for month in range(1, 13):
                for rank, part in enumerate(parts, start=1):
                    rows.append((source, f"{year}-{month:02d}", f"Q{rank}", 1, part, UNITS[source]))
    columns = ["source_org_id", "month", "territory_id", "months_reported", "exposure_value"]
    return pd.DataFrame(rows, columns=[*columns, "exposure_unit"])


def _incidents(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("incidents"), []
    for source, total in zip(KINDS, story.incidents, strict=True):
        hours = list(HOURS.get(source, (1,) * 24))
        for hour in EVENING:
            hours[hour] = hours[hour] * story.evening
        mix = [
            share * story.categories.get(name, 1)
            for name, share in zip(CATEGORIES, MIX[source], strict=True)
        ]
        names = shuffled(deal(CATEGORIES, mix, total), rng)
        weights = [q.weight for q in story.quartiers]
        quartiers = shuffled(deal(range(len(story.quartiers)), weights, total), rng)
        moments = shuffled(deal(range(24), hours, total), rng)
        years = deal(YEARS, (1, 1, 1), total)
        kinds = shuffled(deal(PLACES[source], PLACE_SHARES[: len(PLACES[source])], total), rng)
        for rank in range(total):
            cells = _cells(story, quartiers[rank])
            where = 5 if rng.random() < HOT else int(rng.random() * len(cells))
            first = date(years[rank], 1, 1) + timedelta(days=int(364 * rng.random()))
            start = datetime(first.year, first.month, first.day, moments[rank])
            rows.append(
                {
                    "source_org_id": source,
                    "source_type": KINDS[source],
                    "start": start + timedelta(minutes=int(60 * rng.random())),
                    "clock": source != LANDLORD,
                    "territory_id": f"Q{quartiers[rank] + 1}",
                    "place_type": kinds[rank],
                    "grid_cell_250m": cells[where],
                    "category_code": names[rank],
                    "severity": 1 + int(3.2 * rng.random()),
                    "origin": "appel" if source == PM and rng.random() < 0.55 else "initiative",
                    "wait": 5 + int(30 * rng.random()),
                }
            )
    frame = pd.DataFrame(rows).sort_values(["start", "source_org_id"], kind="stable")
    written = [
        start.strftime("%d/%m/%Y %H:%M" if clock else "%d/%m/%Y")
        for start, clock in zip(frame["start"], frame["clock"], strict=True)
    ]
    answered = [
        (start + timedelta(minutes=wait)).strftime("%d/%m/%Y %H:%M") if origin == "appel" else None
        for start, wait, origin in zip(frame["start"], frame["wait"], frame["origin"], strict=True)
    ]
    none = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    return frame.assign(
        incident_id=[f"I{rank:04d}" for rank in range(1, len(frame) + 1)],
        ts_start=written,
        ts_end=none,
        ts_precision=none,
        outcome_code=none,
        complaint_filed=none,
        duration_min=none,
        duplicate_of=none,
        responded_at=answered,
    )[
        [
            "incident_id", "source_org_id", "source_type", "ts_start", "ts_end", "ts_precision",
            "territory_id", "place_type", "grid_cell_250m", "category_code", "severity", "origin",
            "outcome_code", "complaint_filed", "duration_min", "duplicate_of", "responded_at",
        ]
    ].reset_index(drop=True)  # fmt: skip


def places(story: Story) -> dict[str, Content]:
    """Neighbourhoods, what each source reports, and its incidents."""
    frames: dict[str, Content] = {"quartiers": _quartiers(story)}
    if any(story.incidents):
        frames["source_coverage"] = _coverage(story)
        frames["local_incidents"] = _incidents(story)
    return frames
