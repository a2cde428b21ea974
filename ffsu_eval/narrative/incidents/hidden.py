"""The frames of the chapter on local incidents without what may not be printed of them.

Each row says which cells of the book its numbers are made of; a number is left out as soon as one of
them is withheld.
"""

import re
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from ffsu_eval.disclosure.book import BookSecrecy, Told
from ffsu_eval.french import is_missing
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.base import SUPPRESSED
from ffsu_eval.indicators.recorded.rates import NO_DIRECTION
from ffsu_eval.narrative.incidents.secrecy import DAY, NIGHT, NO, YES
from ffsu_eval.rows import Row, rows

# what is made of the count of a row
MEASURES = (
    "count", "rate", "value", "ci_low", "ci_high", "p_value", "q_value", "signal", "count_base",
    "count_end", "p90", "declared", "undeclared", "expected", "chance_high", "gini", "gini_expected",
)  # fmt: skip
# « 3 incidents sans heure »: a base told in the caveat
TOLD_BASE = re.compile(r"(?: ; )?\d+ incidents? sans [^;]*")
DECLARED = ("declared", "undeclared")
# columns → the cells that they are made of
Behind = Callable[[Row], Mapping[str, Sequence[Told]]]


def hide(frame: pd.DataFrame, secrecy: BookSecrecy, behind: Behind) -> pd.DataFrame:
    """The frame without its withheld numbers; ``behind`` gives the cells of « measures » and of bases."""
    shown = frame.copy()
    secret = {name: [secrecy.kept(*cells) for cells in of] for name, of in _of(frame, behind)}
    for name, hidden in secret.items():
        columns = MEASURES if name == "measures" else (name,)
        shown.loc[hidden, [column for column in columns if column in frame]] = pd.NA
    return _worded(frame, shown, secret["measures"], secret.get("left_out", []))


def _of(frame: pd.DataFrame, behind: Behind) -> list[tuple[str, list[Sequence[Told]]]]:
    told = [behind(row) for row in rows(frame)]
    names = dict.fromkeys(name for of in told for name in of) | {"measures": None}
    return [(name, [of.get(name, ()) for of in told]) for name in names]


def _worded(
    frame: pd.DataFrame, shown: pd.DataFrame, secret: Sequence[bool], bases: Sequence[bool]
) -> pd.DataFrame:
    """Words of the rows: a caveat and no direction where the value is gone, no base in words."""
    worded = shown
    if any(bases):
        kept = [TOLD_BASE.sub("", str(text)) for text in worded.loc[list(bases), "caveat"]]
        worded.loc[list(bases), "caveat"] = kept
    gone = [s and not is_missing(v) for s, v in zip(secret, frame["value"], strict=True)]
    if "caveat" in frame:
        worded.loc[gone, "caveat"] = SUPPRESSED
    if "direction" in frame:
        worded.loc[gone, "direction"] = NO_DIRECTION
    return worded


def density(row: Row) -> Mapping[str, Sequence[Told]]:
    """INC01 of a source, a territory and a year."""
    return {"measures": [_register(row, row["year"])]}


def change(row: Row) -> Mapping[str, Sequence[Told]]:
    """Change of INC01 between two years."""
    return {"measures": [_register(row, row[year]) for year in ("base_year", "end_year")]}


def month(row: Row) -> Mapping[str, Sequence[Told]]:
    """Incidents of a source in a month."""
    text = str(row["month"])
    return {"measures": [{"source": row["source_org_id"], "year": text[:4], "month": text}]}


def night(row: Row) -> Mapping[str, Sequence[Told]]:
    """INC03 of a territory, or of a source."""
    by_place = "territory_id" in row
    of: dict[str, object] = {"distinct": YES} if by_place else {}
    key = row["territory_id"] if by_place else row["source_org_id"]
    if key != WHOLE:
        of["place" if by_place else "source"] = key
    known, unknown = {**of, "timed": YES}, {**of, "timed": NO}
    return {
        "measures": [{**known, "clock": NIGHT}, {**known, "clock": DAY}, known],
        "n": [known],
        "left_out": [unknown],
    }


def quotient(row: Row) -> Mapping[str, Sequence[Told]]:
    """INC06 of a category in a territory."""
    once: dict[str, object] = {"distinct": YES}
    place, category = (
        {**once, "place": row["territory_id"]},
        {**once, "category": row["category_code"]},
    )
    return {
        "measures": [{**place, **category}, place, category, once],
        "n": [place],
        "n_category": [category],
        "n_total": [once],
    }


def slot(source: str) -> Behind:
    """INC04 of one source: an hour of the week, or a margin."""

    def behind(row: Row) -> Mapping[str, Sequence[Told]]:
        of = {"source": source, "rhythm": YES}
        if "margin" in row:
            return {"measures": [{**of, str(row["margin"]): row["slot"]}]}
        return {"measures": [{**of, "weekday": row["weekday"], "hour": row["hour"]}]}

    return behind


def part(source: str) -> Behind:
    """INC04 of one source by parts of the week; the ratio tells the others of the territory too."""

    def behind(row: Row) -> Mapping[str, Sequence[Told]]:
        of: dict[str, object] = {"source": source, "rhythm": YES}
        if row["territory_id"] != WHOLE:
            of["place"] = row["territory_id"]
        return {"measures": [{**of, "part": f"{row['weekday']}-{row['part']}"}, of]}

    return behind


def without_small_rest(frame: pd.DataFrame, least: int) -> pd.DataFrame:
    """Frame of a share whose row tells, by difference, from one to ``least`` − 1 incidents: emptied.

    The rest is ``n`` − ``count``; where those that are declared or not are too few, neither is told.
    """
    shown = frame.copy()
    secret = _small(frame["n"] - frame["count"], least)
    shown.loc[secret, [name for name in (*MEASURES, "n") if name in frame]] = pd.NA
    if "declared" in frame:
        few = [d or u for d, u in zip(*(_small(frame[n], least) for n in DECLARED), strict=True)]
        shown.loc[few, list(DECLARED)] = pd.NA
    return _worded(frame, shown, secret, [])


def _small(counts: pd.Series, least: int) -> list[bool]:
    return [bool(not is_missing(n) and 0 < n < least) for n in counts]


def _register(row: Row, year: object) -> Told:
    of = {"source": row["source_org_id"], "year": year, "seen": YES}
    return of if row["territory_id"] == WHOLE else {**of, "place": row["territory_id"]}
