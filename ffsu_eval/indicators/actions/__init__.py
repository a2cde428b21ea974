"""Implementation of the actions (ACT01 to ACT08): what was engaged, done, spent, reached, when.

These are counts and sums of a register, complete by construction: no interval applies to them.
"""

from ffsu_eval.indicators.actions.by_action import (
    cost_per_beneficiary,
    evaluability,
    median_attainment,
    target_attainment,
)
from ffsu_eval.indicators.actions.by_axis import budget_execution, completion_rate, engagement_rate
from ffsu_eval.indicators.actions.delay import action_delays, median_delay
from ffsu_eval.indicators.actions.equity import territorial_equity

__all__ = [
    "action_delays",
    "budget_execution",
    "completion_rate",
    "cost_per_beneficiary",
    "engagement_rate",
    "evaluability",
    "median_attainment",
    "median_delay",
    "target_attainment",
    "territorial_equity",
]
