"""Items of evidence that the chapter on the partnership gives, with where each is shown."""

from ffsu_eval.evidence import partnership as evidence
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.narrative.partnership.results import Partnership

CITY = "Ville"


def items(partnership: Partnership) -> list[Evidence]:
    """Evidence of GOV06 to GOV09, ACT07 and ACT08."""
    origin = partnership.mission.origin
    found = [
        *evidence.from_network(partnership.network, origin(CITY, "attendance", "fig-reseau")),
        *evidence.from_continuity(
            partnership.continuity, origin(CITY, "attendance", "tbl-continuite")
        ),
        *evidence.from_feedback(
            partnership.feedback,
            {
                "SUR": origin("enquête", "survey_responses", "sec-gouvernance"),
                "INT": origin("entretiens", "codings", "sec-gouvernance"),
            },
        ),
        *evidence.from_equity(partnership.equity, origin(CITY, "actions", "fig-retards")),
        *evidence.from_delay(partnership.delay, origin(CITY, "actions", "fig-retards")),
    ]
    if partnership.checklist.empty:
        return found
    place = origin(CITY, "legal_checks", "tbl-exigences")
    return [*found, *evidence.from_legal(partnership.legal, place)]
