"""Charts of governance: meetings over time, attendance."""

from ffsu_eval.charts.governance.attendance import (
    attendance_bars,
    attendance_bars_alt,
    attendance_bars_data,
)
from ffsu_eval.charts.governance.meetings import (
    meetings_timeline,
    meetings_timeline_alt,
    meetings_timeline_data,
)

__all__ = [
    "attendance_bars",
    "attendance_bars_alt",
    "attendance_bars_data",
    "meetings_timeline",
    "meetings_timeline_alt",
    "meetings_timeline_data",
]
