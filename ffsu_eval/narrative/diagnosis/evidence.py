"""Items of evidence that a diagnosis gives, with where each is shown."""

from ffsu_eval.evidence import diagnosis as evidence
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.register import Register
from ffsu_eval.narrative.absent import gathered
from ffsu_eval.narrative.diagnosis.results import Diagnosis
from ffsu_eval.narrative.survey.evidence import PRODUCER

CITY, WALKERS, SSMSI = "Ville", "marches exploratoires", "SSMSI"


def items(diagnosis: Diagnosis) -> list[Evidence]:
    """Evidence of DLS01, DLS03, DLS04, of the slots of DLS02 and of the portrait, part by part."""
    return gathered(diagnosis, _felt, _slots, _walks, _communes, _people, _social)


def of_needs(diagnosis: Diagnosis, register: Register) -> list[Evidence]:
    """Evidence of DLS02, drawn from the findings and from the items that are already registered.

    To be added to the register after all the others; none without an inventory of responses.
    """

    def found(chapter: Diagnosis) -> list[Evidence]:
        origin = chapter.mission.origin(CITY, "responses", "fig-besoins-reponses")
        coverage = chapter.coverage(register)
        return evidence.from_coverage(coverage, chapter.publics, chapter.phenomena, origin)

    return gathered(diagnosis, found)


def _felt(diagnosis: Diagnosis) -> list[Evidence]:
    origin = diagnosis.mission.origin(PRODUCER, "survey_responses", "fig-ressenti-enregistre")
    return evidence.from_quadrant(diagnosis.quadrant, origin)


def _slots(diagnosis: Diagnosis) -> list[Evidence]:
    frame = diagnosis.slots
    return evidence.from_slots(
        frame, diagnosis.mission.origin(CITY, "responses", "tbl-reponses-moments")
    )


def _walks(diagnosis: Diagnosis) -> list[Evidence]:
    frame = diagnosis.walk_profile
    return evidence.from_walks(
        frame, diagnosis.mission.origin(WALKERS, "walk_observations", "fig-marches")
    )


def _communes(diagnosis: Diagnosis) -> list[Evidence]:
    frame, crime = diagnosis.ratios, diagnosis.crime
    origin = diagnosis.mission.origin(SSMSI, "recorded_crime", "tbl-communes")
    return evidence.from_communes(frame, crime.labels, crime.names, origin)


def _people(diagnosis: Diagnosis) -> list[Evidence]:
    return _portrait(diagnosis, "recorded_crime")


def _social(diagnosis: Diagnosis) -> list[Evidence]:
    return _portrait(diagnosis, "socio")


def _portrait(diagnosis: Diagnosis, dataset: str) -> list[Evidence]:
    if dataset not in vars(diagnosis.mission.data):
        return []
    origin = diagnosis.mission.origin(CITY, dataset, "tbl-portrait")
    return evidence.from_portrait(diagnosis.portrait, diagnosis.communes, dataset, origin)
