"""The triangulation matrix of a report: questions or themes in rows, families of evidence in columns."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts import qualitative as charts
from ffsu_eval.evidence.items import FAMILY_LABELS
from ffsu_eval.evidence.register import Register
from ffsu_eval.indicators.qualitative import triangulation
from ffsu_eval.mission import Mission
from ffsu_eval.narrative import titles
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose
from ffsu_eval.reference import labels
from ffsu_eval.rows import rows

# a report only has columns for the families that this kind of mission collects
FAMILIES = ("DOC", "REC", "SUR", "INT")
SIGNS = {"appui": "+", "contredit": "-", "nuance": "0"}
VERBS = {
    "appui": "appuie les constats",
    "contredit": "contredit les constats",
    "nuance": "nuance les constats",
    "silence": "ne dit rien",
}


def triangulated(mission: Mission, register: Register) -> pd.DataFrame:
    """QUA05 over the evaluative questions asked: what each family does to their findings."""
    return _matrix(mission, register, "eq_id", list(mission.parameters.questions))


def themes(mission: Mission) -> dict[str, str]:
    """Themes that the analyst gave to findings of the questions asked, in order; may be empty."""
    findings = mission.data.findings
    if "theme_fr" not in findings:
        return {}
    asked = findings[findings["eq_id"].isin(mission.parameters.questions)]
    return {theme: theme for theme in dict.fromkeys(asked["theme_fr"].dropna())}


def triangulated_themes(mission: Mission, register: Register) -> pd.DataFrame:
    """QUA05 over the themes of the findings: what each family does to them."""
    return _matrix(mission, register, "theme_fr", list(themes(mission)))


def _matrix(mission: Mission, register: Register, by: str, wanted: list[str]) -> pd.DataFrame:
    findings = mission.data.findings
    asked = findings[findings["eq_id"].isin(mission.parameters.questions)]
    roles = register.roles(asked, mission.data.finding_evidence)
    spoken = roles[roles["role"] != "silence"]
    evidence = pd.DataFrame(
        {
            "theme": spoken[by],
            "family": spoken["family"],
            "direction": spoken["role"].map(SIGNS),
            "quality": spoken["quality"],
        }
    )
    return triangulation(evidence, wanted, list(FAMILIES))


def question_labels(mission: Mission) -> dict[str, str]:
    """Short French name of each question asked."""
    titles = labels("evaluation_questions", "eq_id", "title_fr")
    return {q: f"{q.partition('-')[2]} {titles[q]}" for q in mission.parameters.questions}


def families() -> dict[str, str]:
    """French labels of the families shown."""
    return {family: FAMILY_LABELS[family] for family in FAMILIES}  # type: ignore[index]


@block
def by_question(mission: Mission, register: Register) -> Figure:
    """Figure: what each family brings to the findings of each question."""
    matrix, names = triangulated(mission, register), question_labels(mission)
    return _figure("croisement", "par question évaluative", matrix, names)


@block
def by_theme(mission: Mission, register: Register) -> Figure | Prose:
    """Figure: what each family brings to the findings on each theme; a sentence without themes."""
    names = themes(mission)
    if not names:
        return Prose("Les constats n'ont pas été rangés par thème.")
    matrix = triangulated_themes(mission, register)
    return _figure("croisement-themes", "par thème des constats", matrix, names)


def _figure(identifier: str, rank: str, matrix: pd.DataFrame, names: Mapping[str, str]) -> Figure:
    shown = families()
    spoken = [row for row in rows(matrix) if any(row[name] != "silence" for name in shown)]
    first = (spoken or rows(matrix))[0]
    family = next((name for name in shown if first[name] != "silence"), FAMILIES[0])
    lecture = (
        f"sur « {names[first['theme']]} », la famille « {shown[family]} » {VERBS[first[family]]}."
    )
    return Figure(
        identifier,
        charts.triangulation_matrix(matrix, names, shown),
        titles.triangulation_title(matrix),
        f"Apport de chaque famille de preuves, {rank}",
        Notes(
            lecture,
            "constats du rapport et preuves qu'ils citent.",
            "registre des preuves de la mission.",
        ),
        charts.triangulation_matrix_alt(matrix, names, shown),
        charts.triangulation_matrix_data(matrix, names, shown),
    )
