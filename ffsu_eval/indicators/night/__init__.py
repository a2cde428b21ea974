"""Indicators of a night-life policy (NUI01 to NUI14): what happens, when, who is there, what is kept."""

from ffsu_eval.indicators.night.measure import measure_cells, measured_zones
from ffsu_eval.indicators.night.noise import complaint_rate, density, recurrence, with_roots
from ffsu_eval.indicators.night.offer import capacity, presence_hours, return_offer, rounds_done
from ffsu_eval.indicators.night.opinions import harassment, nuisance, opinion_counts, opinions
from ffsu_eval.indicators.night.regulation import (
    alcohol_share,
    charter_membership,
    commitments,
    lit_share,
    sanctions,
)
from ffsu_eval.indicators.night.risk import (
    closing_peak,
    event_ratio,
    incidents_of_night,
    main_closing,
    mismatch,
    passage_rate,
    profile,
    venue_night_rate,
)

__all__ = [
    "alcohol_share",
    "capacity",
    "charter_membership",
    "closing_peak",
    "commitments",
    "complaint_rate",
    "density",
    "event_ratio",
    "harassment",
    "incidents_of_night",
    "lit_share",
    "main_closing",
    "measure_cells",
    "measured_zones",
    "mismatch",
    "nuisance",
    "opinion_counts",
    "opinions",
    "passage_rate",
    "presence_hours",
    "profile",
    "recurrence",
    "return_offer",
    "rounds_done",
    "sanctions",
    "venue_night_rate",
    "with_roots",
]
