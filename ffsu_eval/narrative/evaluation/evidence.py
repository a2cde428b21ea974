"""Items of evidence of zones, costs and past priorities, with where each is shown."""

from ffsu_eval.evidence import evaluation as evidence
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.narrative.absent import gathered
from ffsu_eval.narrative.evaluation.results import Evaluation

CITY, SSMSI = "Ville", "SSMSI"


def items(evaluation: Evaluation) -> list[Evidence]:
    """Evidence of EVA03, EVA04, EVA06 and EVA07, part by part."""
    return gathered(evaluation, _zones, _synthetic, _costs, _priorities)


def _zones(evaluation: Evaluation) -> list[Evidence]:
    origin = evaluation.mission.origin
    names = evaluation.names
    return [
        *evidence.from_zones(
            evaluation.effects,
            names,
            evaluation.categories,
            origin(CITY, "zone_counts", "fig-zones"),
        ),
        *evidence.from_displacement(
            evaluation.displacement, names, origin(CITY, "zone_counts", "fig-deplacement")
        ),
    ]


def _synthetic(evaluation: Evaluation) -> list[Evidence]:
    if not evaluation.crime.before or evaluation.synthetic.empty:
        return []
    origin = evaluation.mission.origin(SSMSI, "recorded_crime", "tbl-comparateur-synthetique")
    return evidence.from_synthetic(evaluation.synthetic, origin)


def _costs(evaluation: Evaluation) -> list[Evidence]:
    origin = evaluation.mission.origin(CITY, "costs", "tbl-couts")
    return evidence.from_full_costs(evaluation.costs, origin)


def _priorities(evaluation: Evaluation) -> list[Evidence]:
    origin = evaluation.mission.origin(CITY, "past_priorities", "fig-priorites-depart")
    return evidence.from_priorities(evaluation.correlation, origin)
