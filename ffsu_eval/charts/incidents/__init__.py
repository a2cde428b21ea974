"""Charts of local incidents: week, neighbourhoods, months by source, cells."""

from ffsu_eval.charts.incidents.cells import cells_map, cells_map_alt, cells_map_data
from ffsu_eval.charts.incidents.densities import density_dots, density_dots_alt, density_dots_data
from ffsu_eval.charts.incidents.heat import week_heat, week_heat_alt, week_heat_data
from ffsu_eval.charts.incidents.monthly import (
    monthly_panels,
    monthly_panels_alt,
    monthly_panels_data,
)

__all__ = [
    "cells_map",
    "cells_map_alt",
    "cells_map_data",
    "density_dots",
    "density_dots_alt",
    "density_dots_data",
    "monthly_panels",
    "monthly_panels_alt",
    "monthly_panels_data",
    "week_heat",
    "week_heat_alt",
    "week_heat_data",
]
