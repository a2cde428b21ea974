"""What is asked of a report: one YAML file per city, read strictly into one typed model."""

from ffsu_eval.params.load import load_city, load_engagement
from ffsu_eval.params.model import CityParameters, EngagementParameters, NotebookParameters

__all__ = [
    "CityParameters",
    "EngagementParameters",
    "NotebookParameters",
    "load_city",
    "load_engagement",
]
