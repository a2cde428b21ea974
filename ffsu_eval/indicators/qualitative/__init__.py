"""Coded interviews (QUA01 to QUA04) and triangulation of the evidence (QUA05).

A count of mentions says how salient a theme is among the people met, never how frequent a
phenomenon is.
"""

from ffsu_eval.indicators.qualitative.disagreements import disagreements
from ffsu_eval.indicators.qualitative.quotes import quotes
from ffsu_eval.indicators.qualitative.reliability import agreement
from ffsu_eval.indicators.qualitative.saturation import discovery, saturation
from ffsu_eval.indicators.qualitative.themes import coverage, valence
from ffsu_eval.indicators.qualitative.triangulate import triangulation

__all__ = [
    "agreement",
    "coverage",
    "disagreements",
    "discovery",
    "quotes",
    "saturation",
    "triangulation",
    "valence",
]
