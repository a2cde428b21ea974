"""Charts of recorded crime: rates by year, changes between two years, gaps to other communes."""

from ffsu_eval.charts.recorded.forests import (
    change_forest,
    change_forest_alt,
    change_forest_data,
    comparison_forest,
    comparison_forest_alt,
    comparison_forest_data,
)
from ffsu_eval.charts.recorded.funnel import funnel_panels
from ffsu_eval.charts.recorded.funnel_text import funnel_panels_alt, funnel_panels_data
from ffsu_eval.charts.recorded.groups import (
    groups_forest,
    groups_forest_alt,
    groups_forest_data,
)
from ffsu_eval.charts.recorded.map import territory_map
from ffsu_eval.charts.recorded.map_text import territory_map_alt, territory_map_data
from ffsu_eval.charts.recorded.panels import rates_panels
from ffsu_eval.charts.recorded.panels_text import rates_panels_alt, rates_panels_data
from ffsu_eval.charts.recorded.relative import ratio_series, ratio_series_alt, ratio_series_data
from ffsu_eval.charts.recorded.residuals import (
    residuals_panels,
    residuals_panels_alt,
    residuals_panels_data,
)
from ffsu_eval.charts.recorded.structure import (
    structure_bars,
    structure_bars_alt,
    structure_bars_data,
)

__all__ = [
    "change_forest",
    "change_forest_alt",
    "change_forest_data",
    "comparison_forest",
    "comparison_forest_alt",
    "comparison_forest_data",
    "funnel_panels",
    "funnel_panels_alt",
    "funnel_panels_data",
    "groups_forest",
    "groups_forest_alt",
    "groups_forest_data",
    "rates_panels",
    "rates_panels_alt",
    "rates_panels_data",
    "ratio_series",
    "ratio_series_alt",
    "ratio_series_data",
    "residuals_panels",
    "residuals_panels_alt",
    "residuals_panels_data",
    "structure_bars",
    "structure_bars_alt",
    "structure_bars_data",
    "territory_map",
    "territory_map_alt",
    "territory_map_data",
]
