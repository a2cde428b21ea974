"""Local time of a police service: hours of the clock, parts of the day, days that begin at 6 h.

Durations are elapsed time: on the night when clocks go forward a shift from 22 h to 6 h lasts seven
hours, when they go back it lasts nine. A local time that the change repeats is nobody's: it is left
out, and counted.
"""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import BoolArray, FloatArray, need

TIMEZONE = "Europe/Paris"
HOUR = pd.Timedelta(hours=1)
# part of the day, its first hour; the last one ends at 6 h (CSI, art. L512-4: night from 23 h to 6 h)
BANDS = (("matin", 6), ("apres_midi", 12), ("soiree", 18), ("nuit", 23))
BAND_NAMES = tuple(name for name, _ in BANDS)
DAY_STARTS = 6


def local(times: pd.Series, timezone: str = TIMEZONE) -> pd.Series:
    """Local clock times with their zone; NaT for one that a change of time repeats or skips."""
    naive = pd.to_datetime(times)
    return naive.dt.tz_localize(timezone, ambiguous="NaT", nonexistent="NaT")


def elapsed_hours(start: pd.Series, end: pd.Series, timezone: str = TIMEZONE) -> FloatArray:
    """Hours from ``start`` to ``end``, both local clock times; NaN where one is not known."""
    span = local(end, timezone) - local(start, timezone)
    return np.asarray(span.dt.total_seconds().to_numpy(dtype=float) / 3600)


def band_of(hours: pd.Series | pd.Index) -> np.ndarray:
    """Part of the day of each hour of the clock."""
    values = np.asarray(hours)
    starts = [start for _, start in BANDS]
    names = np.array(BAND_NAMES, dtype=object)
    return np.asarray(names[np.searchsorted(starts, values, "right") - 1])


def working_day(moments: pd.Series) -> pd.Series:
    """The day that a moment belongs to: it begins at 6 h, so that a night is one."""
    return (moments.dt.tz_localize(None) - pd.Timedelta(hours=DAY_STARTS)).dt.normalize()


def by_hour(frame: pd.DataFrame, timezone: str = TIMEZONE) -> pd.DataFrame:
    """Each interval ``ts_start`` to ``ts_end`` cut at the hours of the clock.

    One row per interval and hour that it touches: ``slot`` (start of that hour, local, with its zone)
    and ``hours`` (elapsed within it), beside the columns of the frame. An interval whose bounds are
    not both known is left out. ValueError: missing column. The zones of France change by whole hours.
    """
    need(frame, "frame", ("ts_start", "ts_end"))
    start, end = (
        local(frame[name], timezone).dt.tz_convert("UTC") for name in ("ts_start", "ts_end")
    )
    known = start.notna() & end.notna() & (end > start)
    rows, start, end = frame[known], start[known], end[known]
    first = start.dt.floor("h")
    count = np.ceil((end - first) / HOUR).astype(int).to_numpy()
    place = np.repeat(np.arange(len(rows)), count)
    rank = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    slot = first.iloc[place].reset_index(drop=True) + pd.to_timedelta(rank, unit="h")
    begins = start.iloc[place].reset_index(drop=True).clip(lower=slot)
    ends = end.iloc[place].reset_index(drop=True)
    ends = ends.where(ends < slot + HOUR, slot + HOUR)
    cut = rows.iloc[place].reset_index(drop=True)
    return cut.assign(
        slot=slot.dt.tz_convert(timezone), hours=((ends - begins) / HOUR).astype(float)
    )


def hours_between(
    first: pd.Timestamp, last: pd.Timestamp, timezone: str = TIMEZONE
) -> pd.DatetimeIndex:
    """Every hour from the first day to the end of the last one: a day has 23, 24 or 25 of them."""
    end = pd.Timestamp(last).normalize() + pd.Timedelta(days=1)
    return pd.date_range(
        pd.Timestamp(first).normalize(), end, freq="h", inclusive="left", tz=timezone
    )


def within(days: pd.Series, first: pd.Timestamp, last: pd.Timestamp) -> BoolArray:
    """True for the days from the first to the last."""
    return np.asarray((days >= first) & (days <= last))
