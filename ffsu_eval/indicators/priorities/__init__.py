"""Priorities of a workshop: PRI01 to PRI04, and what changed between two rounds."""

from ffsu_eval.indicators.priorities.agreement import concordance, consensus, minority_views
from ffsu_eval.indicators.priorities.ballots import CRITERIA, ballots, weights_of
from ffsu_eval.indicators.priorities.rounds import stability
from ffsu_eval.indicators.priorities.scores import priority_scores, undecided

__all__ = [
    "CRITERIA",
    "ballots",
    "concordance",
    "consensus",
    "minority_views",
    "priority_scores",
    "stability",
    "undecided",
    "weights_of",
]
