"""Indicators of a local council (CLS01 to CLS06): is it complete, legible, followed, useful?"""

from ffsu_eval.indicators.council.composition import overlap, seat_completeness
from ffsu_eval.indicators.council.follow_up import creation_delay, orphan_decisions, return_rate
from ffsu_eval.indicators.council.opinions import perceived_utility

__all__ = [
    "creation_delay",
    "orphan_decisions",
    "overlap",
    "perceived_utility",
    "return_rate",
    "seat_completeness",
]
