"""Items of evidence that the policy's own register gives, with where each is shown."""

from ffsu_eval.evidence import management, partnership
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.narrative.policy.results import Policy

CITY = "Ville"


def items(policy: Policy) -> list[Evidence]:
    """Evidence of ACT01 to ACT08, EVA01 and EVA02."""
    origin = policy.mission.origin(CITY, "actions", "tbl-actions")
    late = policy.mission.origin(CITY, "actions", "fig-retards")
    measured = policy.mission.origin(CITY, "objectives", "tbl-objectifs")
    return [
        *management.from_rates(policy.engaged, "ACT01", "actions engagées", "engagées", origin),
        *management.from_rates(
            policy.completed, "ACT02", "actions réalisées", "réalisées ou reconduites", origin
        ),
        *management.from_budget(policy.budget, origin),
        *management.from_targets(policy.targets, policy.median_target, origin),
        *management.from_costs(policy.costs, origin),
        *management.from_evaluability(policy.scores, origin),
        *partnership.from_equity(policy.equity, late),
        *partnership.from_delay(policy.delay, late),
        *management.from_attainment(policy.attainment, measured),
        *management.from_unmeasurable(policy.unmeasurable, measured),
    ]
