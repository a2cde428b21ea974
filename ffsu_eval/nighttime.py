"""The night as this workbench counts it: from 18 h to 8 h, named after the evening that opens it.

A night crosses midnight: what happens on Sunday at 2 h belongs to the night of Saturday. Clock times are
local and unmarked, so that the hour repeated in October counts twice and the one skipped in March never.
"""

import numpy as np
import pandas as pd

START, END = 18, 8
HOURS = (*range(START, 24), *range(END))
MINUTES = 60 * len(HOURS)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def minutes_of_night(clock: str) -> int:
    """Minutes from 18 h to a time « HH:MM »: 0 at 18:00, 480 at 02:00, 840 at 08:00."""
    hours, minutes = clock.split(":")[:2]
    return (60 * int(hours) + int(minutes) - 60 * START) % (24 * 60)


def in_night(times: pd.Series) -> pd.Series:
    """True for a moment from 18 h (included) to 8 h (excluded)."""
    hours = times.dt.hour
    return ((hours >= START) | (hours < END)).fillna(False)


def night_of(times: pd.Series) -> pd.Series:
    """Date of the evening that opens the night of each moment."""
    return (times - pd.Timedelta(hours=END)).dt.normalize()


def minutes_in(times: pd.Series) -> pd.Series:
    """Minutes from 18 h to each moment."""
    return (60 * times.dt.hour + times.dt.minute - 60 * START) % (24 * 60)


def hour_label(hour: int) -> str:
    """« 2 h » for 2."""
    return f"{hour}\u202fh"


def clock_label(minutes: int) -> str:
    """« 2 h 30 » for the minutes from 18 h of half past two."""
    hour, rest = divmod((minutes + 60 * START) % (24 * 60), 60)
    return hour_label(hour) + (f"\u202f{rest:02d}" if rest else "")


def nights_between(first: pd.Timestamp, last: pd.Timestamp) -> int:
    """Nights from the evening ``first`` to the evening ``last``, both included."""
    return int(np.floor((last - first) / pd.Timedelta(days=1))) + 1
