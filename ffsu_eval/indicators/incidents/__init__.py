"""Local incidents (INC01 to INC08): what a municipal police, a landlord, a transport operator log.

A source logs what it goes to see: an area without patrol looks quiet, and a landlord's series is
also that of its declarations. Sources with different units are never added.
"""

from ffsu_eval.indicators.incidents.bands import week_parts
from ffsu_eval.indicators.incidents.concentration import concentration, gini
from ffsu_eval.indicators.incidents.coverage import completeness, exposures
from ffsu_eval.indicators.incidents.delays import response_delay
from ffsu_eval.indicators.incidents.density import density, density_change
from ffsu_eval.indicators.incidents.duplicates import duplicate_rate, presumed_duplicates
from ffsu_eval.indicators.incidents.hours import night_share, weekly_margins, weekly_profile
from ffsu_eval.indicators.incidents.monthly import monthly_counts
from ffsu_eval.indicators.incidents.quotient import location_quotient

__all__ = [
    "completeness",
    "concentration",
    "density",
    "density_change",
    "duplicate_rate",
    "exposures",
    "gini",
    "location_quotient",
    "monthly_counts",
    "night_share",
    "presumed_duplicates",
    "response_delay",
    "week_parts",
    "weekly_margins",
    "weekly_profile",
]
