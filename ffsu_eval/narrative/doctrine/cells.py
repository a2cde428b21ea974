"""Cells that the tables of a police service share."""

from ffsu_eval.french import NOT_APPLICABLE, date_short, interval, is_missing
from ffsu_eval.indicators.doctrine.units import TOGETHER
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.narrative.doctrine.words import SMALL_UNITS
from ffsu_eval.rows import Row

ALL, YES, NO = "Ensemble", "oui", "non"


def day_cell(day: object) -> str:
    """« 30/09/2023 », « /// » without a date."""
    return NOT_APPLICABLE if is_missing(day) else date_short(day)  # type: ignore[arg-type]


def unit_cell(police: Doctrine, name: str) -> str:
    """Name of a unit, of those put together, of the whole."""
    if name == WHOLE:
        return ALL
    return SMALL_UNITS if name == TOGETHER else police.units[name]


def bounds_cell(row: Row) -> str:
    """Interval of a share, in per cent; « /// » without bounds."""
    if is_missing(row["ci_low"]):
        return NOT_APPLICABLE
    return interval(100 * row["ci_low"], 100 * row["ci_high"], 0, "%")
