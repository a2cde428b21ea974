"""Charts of the interviews and of the triangulation."""

from ffsu_eval.charts.qualitative.coverage import (
    coverage_bars,
    coverage_bars_alt,
    coverage_bars_data,
)
from ffsu_eval.charts.qualitative.discovery import (
    discovery_curve,
    discovery_curve_alt,
    discovery_curve_data,
)
from ffsu_eval.charts.qualitative.triangulation import (
    triangulation_matrix,
    triangulation_matrix_alt,
    triangulation_matrix_data,
)

__all__ = [
    "coverage_bars",
    "coverage_bars_alt",
    "coverage_bars_data",
    "discovery_curve",
    "discovery_curve_alt",
    "discovery_curve_data",
    "triangulation_matrix",
    "triangulation_matrix_alt",
    "triangulation_matrix_data",
]
