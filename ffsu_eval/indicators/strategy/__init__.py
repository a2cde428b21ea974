"""Indicators of a strategy to come: does it answer, hold together, rest on evidence, lend itself to
evaluation (STS01 to STS08)? They judge a programme, never its effects."""

from ffsu_eval.indicators.strategy.content import challenge_coverage, prevention_balance
from ffsu_eval.indicators.strategy.grounds import anchoring, documented_mechanism
from ffsu_eval.indicators.strategy.means import alignment, measurable, pilot_load

__all__ = [
    "alignment",
    "anchoring",
    "challenge_coverage",
    "documented_mechanism",
    "measurable",
    "pilot_load",
    "prevention_balance",
]
