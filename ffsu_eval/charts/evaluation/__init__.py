"""Charts of an evaluation: zones before and after, displacement, costs by type, priorities then and now."""

from ffsu_eval.charts.evaluation.costs import cost_cascade, cost_cascade_alt, cost_cascade_data
from ffsu_eval.charts.evaluation.displacement import (
    displacement_dots,
    displacement_dots_alt,
    displacement_dots_data,
)
from ffsu_eval.charts.evaluation.priorities import (
    rank_changes,
    rank_changes_alt,
    rank_changes_data,
)
from ffsu_eval.charts.evaluation.zones import zone_forest, zone_forest_alt, zone_forest_data

__all__ = [
    "cost_cascade",
    "cost_cascade_alt",
    "cost_cascade_data",
    "displacement_dots",
    "displacement_dots_alt",
    "displacement_dots_data",
    "rank_changes",
    "rank_changes_alt",
    "rank_changes_data",
    "zone_forest",
    "zone_forest_alt",
    "zone_forest_data",
]
