"""Survey of front-line actors (SUR01 to SUR05, SUR08): shares, scores and balances by item.

A survey whose respondents are not drawn at random carries no margin of error: sampling theory does
not apply to it, so its results are shown with their bases and no interval.
"""

from ffsu_eval.indicators.survey.bases import merge_small_strata
from ffsu_eval.indicators.survey.response import response_rate
from ffsu_eval.indicators.survey.scores import (
    effectiveness_balance,
    evolution_balance,
    frequency_score,
    nuisance,
)
from ffsu_eval.indicators.survey.shares import distribution, insecurity_share

__all__ = [
    "distribution",
    "effectiveness_balance",
    "evolution_balance",
    "frequency_score",
    "insecurity_share",
    "merge_small_strata",
    "nuisance",
    "response_rate",
]
