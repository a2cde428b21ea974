"""Charts of a strategy to come: calendar of the actions, load of the pilots."""

from ffsu_eval.charts.strategy.calendar import calendar_bars, calendar_bars_alt, calendar_bars_data
from ffsu_eval.charts.strategy.load import load_bars, load_bars_alt, load_bars_data

__all__ = [
    "calendar_bars",
    "calendar_bars_alt",
    "calendar_bars_data",
    "load_bars",
    "load_bars_alt",
    "load_bars_data",
]
