"""Governance of the partnership (GOV01 to GOV09): meetings, presence, decisions, network, law.

These are counts of a register, complete by construction: no interval applies to them.
"""

from ffsu_eval.indicators.governance.continuity import continuity
from ffsu_eval.indicators.governance.decisions import decisions_executed
from ffsu_eval.indicators.governance.feedback import feedback
from ffsu_eval.indicators.governance.legal import checklist, legal_score
from ffsu_eval.indicators.governance.meetings import meetings_held, minutes_delay
from ffsu_eval.indicators.governance.network import links, network
from ffsu_eval.indicators.governance.presence import (
    attendance_by_year,
    attendance_rate,
    decision_rank,
)

__all__ = [
    "attendance_by_year",
    "attendance_rate",
    "checklist",
    "continuity",
    "decision_rank",
    "decisions_executed",
    "feedback",
    "legal_score",
    "links",
    "meetings_held",
    "minutes_delay",
    "network",
]
