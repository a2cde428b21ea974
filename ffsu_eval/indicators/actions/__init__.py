"""Implementation of the actions (ACT01 to ACT06): what was engaged, done, spent, reached.

These are counts and sums of a register, complete by construction: no interval applies to them.
"""

from ffsu_eval.indicators.actions.by_action import (
    cost_per_beneficiary,
    evaluability,
    median_attainment,
    target_attainment,
)
from ffsu_eval.indicators.actions.by_axis import budget_execution, completion_rate, engagement_rate

__all__ = [
    "budget_execution",
    "completion_rate",
    "cost_per_beneficiary",
    "engagement_rate",
    "evaluability",
    "median_attainment",
    "target_attainment",
]
