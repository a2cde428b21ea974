"""Charts of a diagnosis: felt and recorded, needs and responses, walks, communes side by side."""

from ffsu_eval.charts.diagnosis.communes import (
    communes_forest,
    communes_forest_alt,
    communes_forest_data,
)
from ffsu_eval.charts.diagnosis.needs import needs_matrix, needs_matrix_alt, needs_matrix_data
from ffsu_eval.charts.diagnosis.quadrant import (
    quadrant_plot,
    quadrant_plot_alt,
    quadrant_plot_data,
)
from ffsu_eval.charts.diagnosis.walks import walk_dots, walk_dots_alt, walk_dots_data

__all__ = [
    "communes_forest",
    "communes_forest_alt",
    "communes_forest_data",
    "needs_matrix",
    "needs_matrix_alt",
    "needs_matrix_data",
    "quadrant_plot",
    "quadrant_plot_alt",
    "quadrant_plot_data",
    "walk_dots",
    "walk_dots_alt",
    "walk_dots_data",
]
