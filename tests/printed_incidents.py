"""A reader of the chapter on local incidents: what they deduce of the counts that it does not print.

Written apart from the code under attack. The unknowns are the raw counts: of the main source by
neighbourhood, day and hour; of each source by neighbourhood and month; of all sources together by
neighbourhood and category, and by neighbourhood and time. What the frames behind the figures, tables
and texts print are equations.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from ffsu_eval.narrative.incidents.results import LocalIncidents
from tests.reader import Cell, Reader

WHOLE = "ensemble"
LEAST = 6


def secrets_of(chapter: LocalIncidents, reader: Reader) -> list[list[Cell]]:
    """Counts from 1 to 5 that the chapter speaks of."""
    spoken = [cells for cells, _ in _spoken(chapter, reader)]
    return [cells for cells in spoken if 0 < sum(reader.truth[c] for c in cells) < LEAST]


def printed_secrets(chapter: LocalIncidents, reader: Reader) -> list[list[Cell]]:
    """Those that it prints."""
    return [
        cells
        for cells, value in _spoken(chapter, reader)
        if not pd.isna(value) and 0 < sum(reader.truth[c] for c in cells) < LEAST
    ]


def reader_of(chapter: LocalIncidents) -> Reader:
    """Everything that the chapter tells, as equations on the raw counts."""
    reader = Reader(dict(_truth(chapter)), LEAST)
    for cells, value in _spoken(chapter, reader):
        reader.told(cells, value)
    cells = list(reader.truth)
    main, places = chapter.main, sorted({str(cell[2]) for cell in cells if cell[0] == "log"})
    of = {
        kind: [cell for cell in cells if cell[0] == kind] for kind in ("week", "log", "mix", "time")
    }
    complete = {str(m) for m in chapter.monthly.query("source_org_id == @main and n > 0")["month"]}
    for place in places:
        week = [c for c in of["week"] if c[1] == place]
        own = [c for c in of["log"] if c[1:3] == (main, place) and c[3] in complete]
        reader.at_most.append(dict.fromkeys(week, 1.0) | dict.fromkeys(own, -1.0))
        mix = [c for c in of["mix"] if c[1] == place]
        time = [c for c in of["time"] if c[1] == place]
        reader.equal.append((dict.fromkeys(mix, 1.0) | dict.fromkeys(time, -1.0), 0.0))
        everyone = [c for c in of["log"] if c[2] == place]
        reader.at_most.append(dict.fromkeys(mix, 1.0) | dict.fromkeys(everyone, -1.0))
    for source in sorted({str(cell[1]) for cell in cells if cell[0] == "source"}):
        clock = [("source", source, word) for word in ("night", "day", "unknown")]
        own = [c for c in of["log"] if c[1] == source]
        reader.equal.append((dict.fromkeys(clock, 1.0) | dict.fromkeys(own, -1.0), 0.0))
    for word, nightly in (("night", True), ("day", False)):
        week = [c for c in of["week"] if (int(str(c[3])) >= 22 or int(str(c[3])) < 6) is nightly]
        reader.at_most.append(dict.fromkeys(week, 1.0) | {("source", main, word): -1.0})
    return reader


def _truth(chapter: LocalIncidents) -> Iterator[tuple[Cell, float]]:
    frame = chapter.frame
    origin = frame["duplicate_of"].map(frame.set_index("incident_id")["source_org_id"])
    own = frame[~(origin == frame["source_org_id"]).fillna(False).astype(bool)]
    own = own.assign(
        month=own["ts_start"].dt.strftime("%Y-%m"),
        hour=own["ts_start"].dt.hour,
        day=own["ts_start"].dt.day_of_week,
        known=own["ts_precision"] == "minute",
    )
    night = (own["hour"] >= 22) | (own["hour"] < 6)
    own["word"] = np.where(~own["known"], "unknown", np.where(night, "night", "day"))
    coverage = chapter.coverage
    expected = coverage.groupby("source_org_id")["territory_id"].nunique()[chapter.main]
    given = coverage[
        (coverage["source_org_id"] == chapter.main) & (coverage["months_reported"] == 1)
    ]
    whole = given.groupby("month").size()
    inside = own["month"].isin(list(whole.index[whole == expected]))
    weekly = own[(own["source_org_id"] == chapter.main) & own["known"] & inside]
    once = own[own["duplicate_of"].isna()]
    places = sorted(own["territory_id"].unique())
    months = [f"{y}-{m:02d}" for y in chapter.years for m in range(1, 13)]
    sources = sorted(own["source_org_id"].unique())
    yield from _counts("week", weekly, ["territory_id", "day", "hour"], places, range(7), range(24))
    yield from _counts(
        "log", own, ["source_org_id", "territory_id", "month"], sources, places, months
    )
    categories = sorted(once["category_code"].unique())
    yield from _counts("mix", once, ["territory_id", "category_code"], places, categories)
    words = ("night", "day", "unknown")
    yield from _counts("time", once, ["territory_id", "word"], places, words)
    yield from _counts("source", own, ["source_org_id", "word"], sources, words)


def _counts(
    kind: str, frame: pd.DataFrame, by: list[str], *values: object
) -> Iterator[tuple[Cell, float]]:
    found = frame.groupby(by).size().to_dict()
    for key in product(*values):  # type: ignore[arg-type]
        yield (kind, *key), float(found.get(key, 0))


def _spoken(chapter: LocalIncidents, reader: Reader) -> Iterator[tuple[list[Cell], object]]:
    """Every count that the frames of the chapter hold, printed or missing, and what it sums."""
    cells = list(reader.truth)

    def having(kind: str, *wanted: object) -> list[Cell]:
        return [
            c for c in cells
            if c[0] == kind and all(w is None or v == w for v, w in zip(c[1:], wanted, strict=True))
        ]  # fmt: skip

    def some(place: object) -> object:
        return None if place == WHOLE else place

    for row in _named(chapter.profile):
        yield having("week", None, row.weekday, row.hour), row.count_
    for row in _named(chapter.margins):
        day, hour = (row.slot, None) if row.margin == "weekday" else (None, row.slot)
        yield having("week", None, day, hour), row.count_
    for row in _named(chapter.parts):
        slots = _slots(int(row.weekday), str(row.part))
        place = some(row.territory_id)
        yield [c for day, hour in slots for c in having("week", place, day, hour)], row.count_
        if not pd.isna(row.value) and np.isfinite(row.value) and row.value > 0:
            # the ratio of two rates gives the total
            hours = chapter.parts.query("territory_id == @WHOLE")["n"].sum()
            rest = row.count_ / row.n / row.value * (float(hours) - row.n)
            yield having("week", place, None, None), round(row.count_ + rest)
    kept = chapter.coverage[
        (chapter.coverage["months_reported"] == 1) & (chapter.coverage["exposure_value"] > 0)
    ]
    seen = set(kept[["source_org_id", "territory_id", "month"]].itertuples(False, None))
    for row in _named(chapter.densities):
        own = having("log", row.source_org_id, some(row.territory_id), None)
        yield [c for c in own if c[3][:4] == str(row.year) and c[1:] in seen], row.count_  # type: ignore[index]
    for row in _named(chapter.monthly):
        if row.caveat != "mois non remis":
            yield having("log", row.source_org_id, None, row.month), row.count_
    for row in _named(chapter.quotients):
        yield having("mix", row.territory_id, row.category_code), row.count_
        yield having("mix", row.territory_id, None), row.n
        yield having("mix", None, row.category_code), row.n_category
        yield having("mix", None, None), row.n_total
    for frame, kind, name in (
        (chapter.nights, "time", "territory_id"),
        (chapter.nights_by_source, "source", "source_org_id"),
    ):
        for row in _named(frame):
            of = some(getattr(row, name))
            yield having(kind, of, "night"), row.count_
            yield having(kind, of, "day"), row.n - row.count_
            yield having(kind, of, "unknown"), row.left_out
            yield [*having(kind, of, "night"), *having(kind, of, "day")], row.n


def _named(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.rename(columns={"count": "count_"}).itertuples()


def _slots(day: int, part: str) -> list[tuple[int, int]]:
    if part == "matin":
        return [(day, hour) for hour in range(6, 14)]
    if part == "apres_midi":
        return [(day, hour) for hour in range(14, 22)]
    return [(day, 22), (day, 23), *(((day + 1) % 7, hour) for hour in range(6))]
