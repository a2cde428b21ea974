"""Charts of the surveys: answers, insecurity, phenomena, who answered, waves, actors and residents."""

from ffsu_eval.charts.survey.change import change_plot, change_plot_alt, change_plot_data
from ffsu_eval.charts.survey.gap import gap_plot, gap_plot_alt, gap_plot_data
from ffsu_eval.charts.survey.insecurity import (
    insecurity_dots,
    insecurity_dots_alt,
    insecurity_dots_data,
)
from ffsu_eval.charts.survey.likert import likert, likert_alt, likert_data
from ffsu_eval.charts.survey.mix import mix_plot, mix_plot_alt, mix_plot_data
from ffsu_eval.charts.survey.phenomena import (
    phenomena_plot,
    phenomena_plot_alt,
    phenomena_plot_data,
)

__all__ = [
    "change_plot",
    "change_plot_alt",
    "change_plot_data",
    "gap_plot",
    "gap_plot_alt",
    "gap_plot_data",
    "insecurity_dots",
    "insecurity_dots_alt",
    "insecurity_dots_data",
    "likert",
    "likert_alt",
    "likert_data",
    "mix_plot",
    "mix_plot_alt",
    "mix_plot_data",
    "phenomena_plot",
    "phenomena_plot_alt",
    "phenomena_plot_data",
]
