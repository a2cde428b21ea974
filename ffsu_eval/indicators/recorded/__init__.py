"""Recorded crime (REC01 to REC08): rates, change, trend, comparison, funnel, coverage, structure,
difference in differences.

Unpublished (``ndiff``) is neither zero nor missing data: it is never filled, summed or compared.
No function here adds two indicators of different units of count.
"""

from ffsu_eval.indicators.funnel_limits import funnel_limits
from ffsu_eval.indicators.recorded.change import rate_change
from ffsu_eval.indicators.recorded.coverage import diffusion_coverage
from ffsu_eval.indicators.recorded.denominators import denominator_sensitivity
from ffsu_eval.indicators.recorded.differential import differential, ratio_series
from ffsu_eval.indicators.recorded.funnel import funnel
from ffsu_eval.indicators.recorded.gap import compare_groups, comparison
from ffsu_eval.indicators.recorded.rates import recorded_rates
from ffsu_eval.indicators.recorded.robustness import trend_residuals, trend_sensitivity
from ffsu_eval.indicators.recorded.structure import structure
from ffsu_eval.indicators.recorded.totals import rest_of, territory_total
from ffsu_eval.indicators.recorded.yearly import annual_trend

__all__ = [
    "annual_trend",
    "compare_groups",
    "comparison",
    "denominator_sensitivity",
    "differential",
    "diffusion_coverage",
    "funnel",
    "funnel_limits",
    "rate_change",
    "ratio_series",
    "recorded_rates",
    "rest_of",
    "structure",
    "territory_total",
    "trend_residuals",
    "trend_sensitivity",
]
