"""Charts of governance: formations, meetings over time, attendance, network of organisations."""

from ffsu_eval.charts.governance.attendance import (
    attendance_bars,
    attendance_bars_alt,
    attendance_bars_data,
)
from ffsu_eval.charts.governance.formations import (
    formations_tree,
    formations_tree_alt,
    formations_tree_data,
)
from ffsu_eval.charts.governance.heat import (
    attendance_heat,
    attendance_heat_alt,
    attendance_heat_data,
)
from ffsu_eval.charts.governance.meetings import (
    meetings_timeline,
    meetings_timeline_alt,
    meetings_timeline_data,
)
from ffsu_eval.charts.governance.network import (
    network_circle,
    network_circle_alt,
    network_circle_data,
)

__all__ = [
    "attendance_bars",
    "attendance_bars_alt",
    "attendance_bars_data",
    "attendance_heat",
    "attendance_heat_alt",
    "attendance_heat_data",
    "formations_tree",
    "formations_tree_alt",
    "formations_tree_data",
    "meetings_timeline",
    "meetings_timeline_alt",
    "meetings_timeline_data",
    "network_circle",
    "network_circle_alt",
    "network_circle_data",
]
