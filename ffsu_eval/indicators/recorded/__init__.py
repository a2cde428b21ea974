"""Recorded crime (REC01 to REC04): rates, change, trend and comparison of published counts.

Unpublished (``ndiff``) is neither zero nor missing data: it is never filled, summed or compared.
No function here adds two indicators: their units of count differ.
"""

from ffsu_eval.indicators.recorded.change import rate_change
from ffsu_eval.indicators.recorded.gap import comparison
from ffsu_eval.indicators.recorded.rates import recorded_rates
from ffsu_eval.indicators.recorded.yearly import annual_trend

__all__ = ["annual_trend", "comparison", "rate_change", "recorded_rates"]
