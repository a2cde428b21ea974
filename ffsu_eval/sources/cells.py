"""Values of another program, as the text that a CSV saved by a French spreadsheet would hold."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

# a duration of OpenDocument, where it is longer than a day: PT36H00M00S
DURATION = re.compile(r"PT(?P<hours>\d{1,6})H(?P<minutes>\d\d)M(?P<seconds>\d\d)S")


def cell_text(value: Any) -> str:
    """« 12 », « 0,3 », « 06/03/2023 », « 06/03/2023 22:15 », « oui »; empty when there is no value.

    Fifteen digits are what spreadsheets keep and show: 0.1 + 0.2 is 0,3.
    """
    if isinstance(value, str):
        duration = DURATION.fullmatch(value)
        return _moment(_length(duration)) if duration else value.strip()
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date | time | timedelta):
        return _moment(value)
    return f"{value + 0.0:.15g}".replace(".", ",")


def _length(duration: re.Match[str]) -> timedelta:
    return timedelta(**{unit: int(number) for unit, number in duration.groupdict().items()})


def _moment(moment: date | time | timedelta) -> str:
    if isinstance(moment, timedelta):
        minutes, seconds = divmod(round(moment.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    pattern = "" if isinstance(moment, time) else "%d/%m/%Y"
    if isinstance(moment, datetime | time):
        pattern += " %H:%M:%S" if moment.second else " %H:%M"
    return moment.strftime(pattern.strip())
