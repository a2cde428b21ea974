"""Prevention of radicalisation (RAD01 to RAD12): coverage, skills, circuits, plan; never persons."""

from ffsu_eval.indicators.radicalisation.circuit import circuit_states
from ffsu_eval.indicators.radicalisation.coverage import institutional_coverage
from ffsu_eval.indicators.radicalisation.equity import capacity_by_commune, capacity_equity
from ffsu_eval.indicators.radicalisation.plan import action_scales, prevention_matrix
from ffsu_eval.indicators.radicalisation.professionals import (
    confidence,
    information_return,
    known_procedure,
    outcomes,
    stigma_risk,
)
from ffsu_eval.indicators.radicalisation.training import trained_counts, training_rate
from ffsu_eval.indicators.radicalisation.vignettes import orientation_quality, oriented

__all__ = [
    "action_scales",
    "capacity_by_commune",
    "capacity_equity",
    "circuit_states",
    "confidence",
    "information_return",
    "institutional_coverage",
    "known_procedure",
    "orientation_quality",
    "oriented",
    "outcomes",
    "prevention_matrix",
    "stigma_risk",
    "trained_counts",
    "training_rate",
]
