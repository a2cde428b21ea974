"""Figures of the night: clock, heat of the week, complaints, opinions, return offer, commitments."""

from ffsu_eval.charts.night.clock import night_clock, night_clock_alt, night_clock_data
from ffsu_eval.charts.night.commitments import (
    commitment_bars,
    commitment_bars_alt,
    commitment_bars_data,
)
from ffsu_eval.charts.night.complaints import (
    complaint_points,
    complaint_points_alt,
    complaint_points_data,
)
from ffsu_eval.charts.night.heat import night_heat, night_heat_alt, night_heat_data
from ffsu_eval.charts.night.offer import offer_bars, offer_bars_alt, offer_bars_data
from ffsu_eval.charts.night.opinions import opinion_bars, opinion_bars_alt, opinion_bars_data

__all__ = [
    "commitment_bars",
    "commitment_bars_alt",
    "commitment_bars_data",
    "complaint_points",
    "complaint_points_alt",
    "complaint_points_data",
    "night_clock",
    "night_clock_alt",
    "night_clock_data",
    "night_heat",
    "night_heat_alt",
    "night_heat_data",
    "offer_bars",
    "offer_bars_alt",
    "offer_bars_data",
    "opinion_bars",
    "opinion_bars_alt",
    "opinion_bars_data",
]
