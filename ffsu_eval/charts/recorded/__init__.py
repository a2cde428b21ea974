"""Charts of recorded crime: rates by year, changes between two years, gaps to other communes."""

from ffsu_eval.charts.recorded.forests import (
    change_forest,
    change_forest_alt,
    change_forest_data,
    comparison_forest,
    comparison_forest_alt,
    comparison_forest_data,
)
from ffsu_eval.charts.recorded.panels import rates_panels
from ffsu_eval.charts.recorded.panels_text import rates_panels_alt, rates_panels_data

__all__ = [
    "change_forest",
    "change_forest_alt",
    "change_forest_data",
    "comparison_forest",
    "comparison_forest_alt",
    "comparison_forest_data",
    "rates_panels",
    "rates_panels_alt",
    "rates_panels_data",
]
