"""Governance of the partnership (GOV01 to GOV05): meetings, attendance, decisions, minutes.

These are counts of a register, complete by construction: no interval applies to them.
"""

from ffsu_eval.indicators.governance.decisions import decisions_executed
from ffsu_eval.indicators.governance.meetings import meetings_held, minutes_delay
from ffsu_eval.indicators.governance.presence import attendance_rate, decision_rank

__all__ = [
    "attendance_rate",
    "decision_rank",
    "decisions_executed",
    "meetings_held",
    "minutes_delay",
]
