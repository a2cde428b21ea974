"""Charts of the survey: distributions of answers, insecurity, phenomena."""

from ffsu_eval.charts.survey.insecurity import (
    insecurity_dots,
    insecurity_dots_alt,
    insecurity_dots_data,
)
from ffsu_eval.charts.survey.likert import likert, likert_alt, likert_data
from ffsu_eval.charts.survey.phenomena import (
    phenomena_plot,
    phenomena_plot_alt,
    phenomena_plot_data,
)

__all__ = [
    "insecurity_dots",
    "insecurity_dots_alt",
    "insecurity_dots_data",
    "likert",
    "likert_alt",
    "likert_data",
    "phenomena_plot",
    "phenomena_plot_alt",
    "phenomena_plot_data",
]
