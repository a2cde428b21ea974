"""Counts behind the figures and tables of local incidents, for the control of secrecy.

All speak of the incidents that the sources have logged, cut in many ways: they are one book. What is
printed of a share or a rate is the count that it is made of.
"""

from collections.abc import Collection
from itertools import product

import numpy as np
import pandas as pd

from ffsu_eval.disclosure.book import Book
from ffsu_eval.indicators.frames import truths
from ffsu_eval.indicators.incidents.bands import AFTERNOON_START, PARTS
from ffsu_eval.indicators.incidents.base import (
    NIGHT_END,
    NIGHT_START,
    at_night,
    clocked,
    distinct_within,
    months,
)
from ffsu_eval.indicators.incidents.coverage import observed
from ffsu_eval.indicators.incidents.hours import reported_months

BOOK = "incidents"
YES, NO = "oui", "non"
NIGHT, DAY = "nuit", "jour"
OTHER = "mois incomplets"
# the categories that INC03 tells apart
TIMES: tuple[dict[str, str], ...] = (
    {"timed": YES},
    {"timed": NO},
    {"timed": YES, "clock": NIGHT},
    {"timed": YES, "clock": DAY},
)
# what readers lose with one number of each table
TOTAL, DENSITY, PLACE, SHARE, MONTH, MARGIN, PART, SLOT = 60.0, 20.0, 8.0, 12.0, 3.0, 4.0, 1.5, 1.0


def incident_book(incidents: pd.DataFrame, coverage: pd.DataFrame, main: str) -> Book:
    """Every count that the chapter prints, and what ties them; ``main``: source of the rhythm."""
    book = Book(BOOK, described(incidents, coverage, main))
    _registers(book)
    _mix(book)
    if main in book.values("source"):
        _rhythm(book, main)
    return book


def described(incidents: pd.DataFrame, coverage: pd.DataFrame, main: str) -> pd.DataFrame:
    """Incidents of each source, its double entries left out, with the categories of the book."""
    own = distinct_within(incidents).reset_index(drop=True)
    times, month, known = own["ts_start"], months(own["ts_start"]), clocked(own)
    source, place = own["source_org_id"], own["territory_id"]
    given = {s: set(reported_months(coverage, [s])) for s in coverage["source_org_id"].unique()}
    whole = np.array(
        [m in given.get(s, ()) for s, m in zip(source, month, strict=True)], dtype=bool
    )
    kept = set(
        observed(coverage)[["source_org_id", "month", "territory_id"]].itertuples(False, None)
    )
    seen = [key in kept for key in zip(source, month, place, strict=True)]
    rhythm = known & whole & truths(source == main)
    hour, weekday = times.dt.hour, times.dt.day_of_week
    band = np.where(
        (hour >= NIGHT_START) | (hour < NIGHT_END),
        PARTS[2],
        np.where(hour < AFTERNOON_START, PARTS[0], PARTS[1]),
    )
    band_day = (weekday - (hour < NIGHT_END).astype(int)) % 7
    texts = {
        "source": source,
        "place": place,
        "category": own["category_code"],
        "year": times.dt.year,
        "month": month.where(pd.Series(whole, index=own.index), OTHER),
        "seen": np.where(seen, YES, NO),
        "distinct": np.where(own["duplicate_of"].isna(), YES, NO),
        "timed": np.where(known, YES, NO),
        "clock": np.where(at_night(times), NIGHT, DAY),
        "rhythm": np.where(rhythm, YES, NO),
        "weekday": weekday,
        "hour": hour,
        "part": band_day.astype("Int64").astype(str) + "-" + band,
    }
    frame = pd.DataFrame(
        {name: pd.Series(v, index=own.index).astype(str) for name, v in texts.items()}
    )
    timely = ["weekday", "hour", "part"]
    frame[timely] = frame[timely].where(pd.Series(rhythm, index=own.index))
    return frame


def _registers(book: Book) -> None:
    """INC01 and the monthly series by source, INC03 by source: what each has logged."""
    sources = book.values("source")
    book.split("source", sources)
    _times(book)
    for word in TIMES:
        book.split("source", sources, **word)
    book.printed(TOTAL, [{}, *TIMES])
    for source in sources:
        years = book.values("year", source=source)
        book.split("year", years, source=source)
        _times(book, source=source)
        book.printed(TOTAL, [{"source": source}])
        book.printed(SHARE, [{"source": source, **word} for word in TIMES])
        for year in years:
            of = {"source": source, "year": year}
            logged = book.values("month", **of)
            book.split("month", logged, **of)
            book.printed(MONTH, [{**of, "month": m} for m in logged if m != OTHER])
            book.split("seen", (YES, NO), **of)
            seen = {**of, "seen": YES}
            places = book.values("place", **seen)
            book.split("place", places, **seen)
            book.printed(DENSITY, [seen])
            book.printed(PLACE, [{**seen, "place": place} for place in places])


def _mix(book: Book) -> None:
    """INC06 and INC03 by territory: incidents counted once across sources."""
    once = {"distinct": YES}
    places, categories = book.values("place"), book.values("category", **once)
    book.split("distinct", (YES, NO))
    book.split("place", places)
    book.split("place", places, **once)
    book.split("category", categories, **once)
    _times(book, **once)
    for place in places:
        _by_source(book, place)
        book.split("distinct", (YES, NO), place=place)
        book.split("category", categories, place=place, **once)
        _times(book, place=place, **once)
        of = {"place": place, **once}
        book.printed(TOTAL, [of])
        book.printed(SHARE, [{**of, **word} for word in TIMES])
        book.printed(SLOT * 2, [{**of, "category": name} for name in categories])
    for name in categories:
        book.split("place", places, category=name, **once)
    for word in TIMES:
        book.split("place", places, **word, **once)
    book.printed(TOTAL, [once, *({**once, "category": name} for name in categories)])
    book.printed(TOTAL, [{**once, **word} for word in TIMES])


def _by_source(book: Book, place: str) -> None:
    """What the registers and the mix of a territory have in common."""
    sources = book.values("source", place=place)
    book.split("source", sources, place=place)
    for source in sources:
        of = {"place": place, "source": source}
        years = book.values("year", **of)
        book.split("year", years, **of)
        for year in years:
            book.split("seen", (YES, NO), **of, year=year)


def _times(book: Book, **of: object) -> None:
    """Incidents whose hour is known, by night and by day, and the others."""
    book.split("timed", (YES, NO), **of)
    book.split("clock", (NIGHT, DAY), timed=YES, **of)


def _rhythm(book: Book, main: str) -> None:
    """INC04 of the main source: hours and days of the week, parts of the week by territory."""
    of = {"source": main, "rhythm": YES}
    days, hours = range(7), range(24)
    parts = [f"{day}-{part}" for day, part in product(days, PARTS)]
    places = book.values("place", **of)
    book.split("rhythm", (YES, NO), source=main)
    book.split("weekday", days, **of)
    book.split("hour", hours, **of)
    book.split("part", parts, **of)
    book.split("place", places, **of)
    for day in days:
        book.split("hour", hours, weekday=day, **of)
    for hour in hours:
        book.split("weekday", days, hour=hour, **of)
    for day, part in product(days, PARTS):
        slots = [{"weekday": d, "hour": h, **of} for d, h in _slots(day, part)]
        book.tie(slots, "slots", part=f"{day}-{part}", **of)
        book.split("place", places, part=f"{day}-{part}", **of)
    for place in places:
        book.split("part", parts, place=place, **of)
        book.split("rhythm", (YES, NO), source=main, place=place)
    night = {"source": main, "timed": YES, "clock": NIGHT}
    book.split("rhythm", (YES, NO), **night)
    book.tie([{**of, "part": f"{d}-{PARTS[2]}"} for d in days], "part", **night, rhythm=YES)
    book.printed(TOTAL, [of, *({**of, "place": place} for place in places)])
    book.printed(MARGIN, [{**of, "weekday": day} for day in days])
    book.printed(MARGIN, [{**of, "hour": hour} for hour in hours])
    book.printed(SLOT, [{**of, "weekday": d, "hour": h} for d, h in product(days, hours)])
    book.printed(PART * 2, [{**of, "part": part} for part in parts])
    book.printed(PART, [{**of, "part": p, "place": q} for p, q in product(parts, places)])


def _slots(day: int, part: str) -> Collection[tuple[int, int]]:
    """Days and hours of one part of the week; the night ends on the next day."""
    if part == PARTS[0]:
        return [(day, hour) for hour in range(NIGHT_END, AFTERNOON_START)]
    if part == PARTS[1]:
        return [(day, hour) for hour in range(AFTERNOON_START, NIGHT_START)]
    late, early = range(NIGHT_START, 24), range(NIGHT_END)
    return [*((day, hour) for hour in late), *(((day + 1) % 7, hour) for hour in early)]
