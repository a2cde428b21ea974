"""Indicators of a charter of information exchange (CHA01 to CHA09).

Registers are complete: their shares are counts of what exists, and have no interval. Opinions are
those of the professionals who answered, none drawn at random: no margin of error.
"""

from ffsu_eval.indicators.charter.controls import (
    compliance,
    critical,
    flow_statuses,
    instance_statuses,
)
from ffsu_eval.indicators.charter.exchanges import (
    coverage,
    exchanged_by_instance,
    informal,
    informed,
    is_sensitive,
    is_shared,
    reciprocity,
)
from ffsu_eval.indicators.charter.signing import signatures, training
from ffsu_eval.indicators.charter.trust import gap, reviews, trust

__all__ = [
    "compliance",
    "coverage",
    "critical",
    "exchanged_by_instance",
    "flow_statuses",
    "gap",
    "informal",
    "informed",
    "instance_statuses",
    "is_sensitive",
    "is_shared",
    "reciprocity",
    "reviews",
    "signatures",
    "training",
    "trust",
]
