"""Charts of the actions and of the objectives that they serve."""

from ffsu_eval.charts.actions.attainment import (
    attainment_plot,
    attainment_plot_alt,
    attainment_plot_data,
)
from ffsu_eval.charts.actions.delays import delay_dots, delay_dots_alt, delay_dots_data
from ffsu_eval.charts.actions.status import status_bars, status_bars_alt, status_bars_data

__all__ = [
    "attainment_plot",
    "attainment_plot_alt",
    "attainment_plot_data",
    "delay_dots",
    "delay_dots_alt",
    "delay_dots_data",
    "status_bars",
    "status_bars_alt",
    "status_bars_data",
]
