"""Items of evidence that the chapter on the partnership gives, with where each is shown."""

from ffsu_eval.evidence import management
from ffsu_eval.evidence import partnership as evidence
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.narrative.absent import gathered
from ffsu_eval.narrative.partnership.results import Partnership

CITY = "Ville"


def items(partnership: Partnership) -> list[Evidence]:
    """Evidence of GOV01 to GOV09: what the data allow, part by part."""
    parts = (_meetings, _presence, _decisions, _network, _feedback, _legal)
    return gathered(partnership, *parts)


def _meetings(partnership: Partnership) -> list[Evidence]:
    mission = partnership.mission
    place = mission.origin(CITY, "meetings", "fig-reunions")
    return management.from_meetings(partnership.meetings, mission.instances, place)


def _presence(partnership: Partnership) -> list[Evidence]:
    mission = partnership.mission
    place = mission.origin(CITY, "attendance", "fig-assiduite")
    return management.from_attendance(partnership.presence, mission.colleges, place)


def _decisions(partnership: Partnership) -> list[Evidence]:
    place = partnership.mission.origin(CITY, "decisions", "sec-gouvernance")
    found = (partnership.ranks, partnership.decisions, partnership.minutes)
    return management.from_governance(*found, place)


def _network(partnership: Partnership) -> list[Evidence]:
    origin = partnership.mission.origin
    return [
        *evidence.from_network(partnership.network, origin(CITY, "attendance", "fig-reseau")),
        *evidence.from_continuity(
            partnership.continuity, origin(CITY, "attendance", "tbl-continuite")
        ),
    ]


def _feedback(partnership: Partnership) -> list[Evidence]:
    origin, frame = partnership.mission.origin, partnership.feedback
    places = {
        "SUR": origin("enquête", "survey_responses", "sec-gouvernance"),
        "INT": origin("entretiens", "codings", "sec-gouvernance"),
    }
    return evidence.from_feedback(frame, places)


def _legal(partnership: Partnership) -> list[Evidence]:
    if partnership.checklist.empty:
        return []
    place = partnership.mission.origin(CITY, "legal_checks", "tbl-exigences")
    return evidence.from_legal(partnership.legal, place)
