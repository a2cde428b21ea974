"""Survey of front-line actors or residents (SUR01 to SUR09), item by item.

A survey whose respondents are not drawn at random carries no margin of error: sampling theory does
not apply to it, so its results are shown with their bases and no interval. ``sampling`` gives each
kind of survey its type; ``design`` holds the estimates that a sampling plan allows.
"""

from ffsu_eval.indicators.survey.bases import merge_small_strata
from ffsu_eval.indicators.survey.benchmark import beside_benchmark
from ffsu_eval.indicators.survey.concordance import rank_agreement
from ffsu_eval.indicators.survey.early_late import early_late
from ffsu_eval.indicators.survey.gap import actors_residents_gap
from ffsu_eval.indicators.survey.opinions import balance, top_two
from ffsu_eval.indicators.survey.probability import insecurity_estimate
from ffsu_eval.indicators.survey.purposive import purposive_shares
from ffsu_eval.indicators.survey.reliability import reliability
from ffsu_eval.indicators.survey.response import response_mix, response_rate
from ffsu_eval.indicators.survey.sampling import (
    Plan,
    post_stratified,
    probability_sample,
    purposive_sample,
    raked,
)
from ffsu_eval.indicators.survey.scores import (
    effectiveness_balance,
    evolution_balance,
    frequency_score,
    nuisance,
)
from ffsu_eval.indicators.survey.shares import distribution, insecurity_share
from ffsu_eval.indicators.survey.waves import Wave, wave_change
from ffsu_eval.indicators.survey.weights import kish, rake

__all__ = [
    "Plan",
    "Wave",
    "actors_residents_gap",
    "balance",
    "beside_benchmark",
    "distribution",
    "early_late",
    "effectiveness_balance",
    "evolution_balance",
    "frequency_score",
    "insecurity_estimate",
    "insecurity_share",
    "kish",
    "merge_small_strata",
    "nuisance",
    "post_stratified",
    "probability_sample",
    "purposive_sample",
    "purposive_shares",
    "rake",
    "raked",
    "rank_agreement",
    "reliability",
    "response_mix",
    "response_rate",
    "top_two",
    "wave_change",
]
