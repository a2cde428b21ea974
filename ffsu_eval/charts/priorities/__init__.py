"""Figures of workshops: priorities with their intervals of rank."""

from ffsu_eval.charts.priorities.ranks import (
    rank_intervals,
    rank_intervals_alt,
    rank_intervals_data,
)

__all__ = ["rank_intervals", "rank_intervals_alt", "rank_intervals_data"]
