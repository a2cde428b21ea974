"""Charts of a mission on radicalisation: coverage (never signals), circuit, skills, plan."""

from ffsu_eval.charts.radicalisation.circuit import (
    circuit_flow,
    circuit_flow_alt,
    circuit_flow_data,
)
from ffsu_eval.charts.radicalisation.communes import (
    commune_matrix,
    commune_matrix_alt,
    commune_matrix_data,
)
from ffsu_eval.charts.radicalisation.coverage import (
    coverage_points,
    coverage_points_alt,
    coverage_points_data,
)
from ffsu_eval.charts.radicalisation.prevention import (
    level_matrix,
    level_matrix_alt,
    level_matrix_data,
)
from ffsu_eval.charts.radicalisation.shares import share_bars, share_bars_alt, share_bars_data
from ffsu_eval.charts.radicalisation.skills import skill_points, skill_points_alt, skill_points_data
from ffsu_eval.charts.radicalisation.vignettes import (
    vignette_bars,
    vignette_bars_alt,
    vignette_bars_data,
)

__all__ = [
    "circuit_flow",
    "circuit_flow_alt",
    "circuit_flow_data",
    "commune_matrix",
    "commune_matrix_alt",
    "commune_matrix_data",
    "coverage_points",
    "coverage_points_alt",
    "coverage_points_data",
    "level_matrix",
    "level_matrix_alt",
    "level_matrix_data",
    "share_bars",
    "share_bars_alt",
    "share_bars_data",
    "skill_points",
    "skill_points_alt",
    "skill_points_data",
    "vignette_bars",
    "vignette_bars_alt",
    "vignette_bars_data",
]
