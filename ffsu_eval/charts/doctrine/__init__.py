"""Charts of a municipal police service: time, delays, presence and calls, missions, coverage."""

from ffsu_eval.charts.doctrine.bars import (
    delay_dots,
    delay_dots_alt,
    delay_dots_data,
    sector_pairs,
    sector_pairs_alt,
    sector_pairs_data,
    time_bars,
    time_bars_alt,
    time_bars_data,
)
from ffsu_eval.charts.doctrine.curve import waiting_lines, waiting_lines_alt, waiting_lines_data
from ffsu_eval.charts.doctrine.hours import (
    coverage_columns,
    coverage_columns_alt,
    coverage_columns_data,
    hour_profiles,
    hour_profiles_alt,
    hour_profiles_data,
)
from ffsu_eval.charts.doctrine.missions import (
    role_matrix,
    role_matrix_alt,
    role_matrix_data,
    wish_quadrant,
    wish_quadrant_alt,
    wish_quadrant_data,
)
from ffsu_eval.charts.doctrine.week import week_pair, week_pair_alt, week_pair_data

__all__ = [
    "coverage_columns",
    "coverage_columns_alt",
    "coverage_columns_data",
    "delay_dots",
    "delay_dots_alt",
    "delay_dots_data",
    "hour_profiles",
    "hour_profiles_alt",
    "hour_profiles_data",
    "role_matrix",
    "role_matrix_alt",
    "role_matrix_data",
    "sector_pairs",
    "sector_pairs_alt",
    "sector_pairs_data",
    "time_bars",
    "time_bars_alt",
    "time_bars_data",
    "waiting_lines",
    "waiting_lines_alt",
    "waiting_lines_data",
    "week_pair",
    "week_pair_alt",
    "week_pair_data",
    "wish_quadrant",
    "wish_quadrant_alt",
    "wish_quadrant_data",
]
