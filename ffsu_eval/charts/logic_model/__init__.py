"""F9: the logic model of a policy and what the evidence says of each of its links."""

from ffsu_eval.charts.logic_model.drawing import logic_model
from ffsu_eval.charts.logic_model.words import logic_model_alt, logic_model_data

__all__ = ["logic_model", "logic_model_alt", "logic_model_data"]
