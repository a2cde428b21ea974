"""Indicators of a municipal police service (DOC01 to DOC15): time, presence, needs, law, scenarios."""

from ffsu_eval.indicators.doctrine.arrivals import arrival_times, waiting_curve
from ffsu_eval.indicators.doctrine.conduct import complaint_rate, force_rate
from ffsu_eval.indicators.doctrine.conformity import catalogue_on, convention, sharing
from ffsu_eval.indicators.doctrine.matching import (
    coverage,
    mismatch,
    presence_demand,
    weekly_presence,
)
from ffsu_eval.indicators.doctrine.scenarios import scenario_costs
from ffsu_eval.indicators.doctrine.staff import presence_rate, staffing, training_rate
from ffsu_eval.indicators.doctrine.time_use import initiative_share, street_share, time_use
from ffsu_eval.indicators.doctrine.units import unit_groups
from ffsu_eval.indicators.doctrine.wishes import importance_gap
from ffsu_eval.indicators.doctrine.workload import workload

__all__ = [
    "arrival_times",
    "catalogue_on",
    "complaint_rate",
    "convention",
    "coverage",
    "force_rate",
    "importance_gap",
    "initiative_share",
    "mismatch",
    "presence_demand",
    "presence_rate",
    "scenario_costs",
    "sharing",
    "staffing",
    "street_share",
    "time_use",
    "training_rate",
    "unit_groups",
    "waiting_curve",
    "weekly_presence",
    "workload",
]
