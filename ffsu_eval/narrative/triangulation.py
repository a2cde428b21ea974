"""The triangulation matrix of a report: questions in rows, families of evidence in columns."""

import pandas as pd

from ffsu_eval.evidence.items import FAMILY_LABELS
from ffsu_eval.evidence.register import Register
from ffsu_eval.indicators.qualitative import triangulation
from ffsu_eval.mission import Mission
from ffsu_eval.reference import labels

# a report only has columns for the families that this kind of mission collects
FAMILIES = ("DOC", "REC", "SUR", "INT")
SIGNS = {"appui": "+", "contredit": "-", "nuance": "0"}


def triangulated(mission: Mission, register: Register) -> pd.DataFrame:
    """QUA05 over the evaluative questions asked: what each family does to their findings."""
    roles = register.roles(mission.data.findings, mission.data.finding_evidence)
    spoken = roles[roles["role"] != "silence"]
    evidence = pd.DataFrame(
        {
            "theme": spoken["eq_id"],
            "family": spoken["family"],
            "direction": spoken["role"].map(SIGNS),
            "quality": spoken["quality"],
        }
    )
    return triangulation(evidence, list(mission.parameters.questions), list(FAMILIES))


def question_labels(mission: Mission) -> dict[str, str]:
    """Short French name of each question asked."""
    titles = labels("evaluation_questions", "eq_id", "title_fr")
    return {q: f"{q.removeprefix('EVA-')} {titles[q]}" for q in mission.parameters.questions}


def families() -> dict[str, str]:
    """French labels of the families shown."""
    return {family: FAMILY_LABELS[family] for family in FAMILIES}  # type: ignore[index]
