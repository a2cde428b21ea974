"""Items of evidence that interviews and documents give, with where each is shown."""

from ffsu_eval.evidence.fieldwork import from_coverage, from_documents, from_valence
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.interviews.results import Interviews


def items(interviews: Interviews) -> list[Evidence]:
    """Evidence of QUA01 and QUA02."""
    mission = interviews.mission
    least = mission.parameters.secrecy.interviews
    origin = mission.origin("entretiens", "codings", "fig-themes")
    return [
        *from_coverage(interviews.coverage, interviews.agreement, least, origin),
        *from_valence(interviews.valence, interviews.agreement, least, origin),
    ]


def of_documents(mission: Mission) -> list[Evidence]:
    """One item per document received."""
    return from_documents(mission.data.documents, mission.status["documents"], "tbl-documents")
