"""Diagnosis of a territory (DLS01 to DLS04) and its portrait.

What is felt beside what is recorded, needs beside responses, walks, two communes side by side: each
sets two things next to each other, and none is a score.
"""

from ffsu_eval.indicators.diagnosis.communes import commune_ratios
from ffsu_eval.indicators.diagnosis.needs import response_coverage, response_slots
from ffsu_eval.indicators.diagnosis.portrait import portrait, sizes
from ffsu_eval.indicators.diagnosis.quadrant import felt_and_recorded, matched_indicators
from ffsu_eval.indicators.diagnosis.walks import walk_profile

__all__ = [
    "commune_ratios",
    "felt_and_recorded",
    "matched_indicators",
    "portrait",
    "response_coverage",
    "response_slots",
    "sizes",
    "walk_profile",
]
