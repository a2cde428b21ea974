"""The analyst's findings, conclusions and recommendations, with what each rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.register import Register, family_words
from ffsu_eval.evidence.strength import Strength, role
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.blocks import Prose
from ffsu_eval.narrative.markup import div, escape, span
from ffsu_eval.rows import Row, rows

BADGES: dict[Strength, str] = {
    "forte": "badge-forte",
    "modérée": "badge-moderee",
    "faible": "badge-faible",
    "contradictoire": "badge-contradictoire",
    "non établi": "badge-non-etabli",
}
# order in which findings come first in the summary
RANK: list[Strength] = ["forte", "contradictoire", "modérée", "faible", "non établi"]
# up to the first full stop that a capital letter follows
FIRST_SENTENCE = re.compile(r".*?\.(?=\s+[A-ZÀÂÉÈÊÎÔÛ])", re.DOTALL)


@dataclass(frozen=True)
class Finding:
    """One finding, its evidence resolved and its strength computed."""

    identifier: str
    question: str
    text: str
    direction: str
    items: tuple[Evidence, ...]
    strength: Strength


@dataclass(frozen=True)
class Analysis:
    """What the analyst wrote for the questions that the mission asks."""

    asked: tuple[str, ...]
    findings: tuple[Finding, ...]
    conclusions: pd.DataFrame
    conclusion_findings: pd.DataFrame
    recommendations: pd.DataFrame
    recommendation_conclusions: pd.DataFrame
    register: Register

    def of_question(self, question: str) -> list[Finding]:
        """Findings of one question, in the analyst's order."""
        return [finding for finding in self.findings if finding.question == question]

    def answer(self, question: str) -> Prose:
        """What opens a section: the conclusions on its question."""
        if question not in self.asked:
            return Prose(div("Question non retenue dans cette mission.", "answer"))
        concluded = self.conclusions[self.conclusions["eq_id"] == question]
        texts = [
            f"{span(row['conclusion_id'], 'number')} {row['text_fr']}" for row in rows(concluded)
        ]
        if not texts:
            texts = ["Non documenté : aucune conclusion n'a été formulée sur cette question."]
        return Prose(div("\n\n".join(texts), "answer"))

    def section(self, question: str) -> Prose:
        """The findings of one question, each with its strength and its sources."""
        found = self.of_question(question)
        if question not in self.asked:
            return Prose("Les résultats qui suivent éclairent les autres questions.")
        if not found:
            return Prose("Aucun constat n'a été établi sur cette question.")
        return Prose("\n\n".join(finding_block(finding) for finding in found))

    def closing(self) -> Prose:
        """All conclusions, with the findings each one rests on."""
        links = self.conclusion_findings.groupby("conclusion_id")["finding_id"].agg(list)
        blocks = []
        for row in rows(self.conclusions):
            anchors = ", ".join(f"[{c}](#constat-{c.lower()})" for c in links[row["conclusion_id"]])
            body = (
                f"{span(row['conclusion_id'], 'number')} {row['text_fr']}\n\n"
                f"{div(f'Constats : {anchors}', 'sources')}"
            )
            blocks.append(div(body, "conclusion", f"conclusion-{row['conclusion_id'].lower()}"))
        return Prose("\n\n".join(blocks))

    def advice(self) -> Prose:
        """The recommendations, most pressing first."""
        links = self.recommendation_conclusions.groupby("reco_id")["conclusion_id"].agg(list)
        blocks = []
        for row in rows(self.recommendations):
            anchors = ", ".join(f"[{k}](#conclusion-{k.lower()})" for k in links[row["reco_id"]])
            body = (
                f"{span(row['reco_id'], 'number')} {row['text_fr']}\n\n"
                f"{div(f'Conclusions : {anchors}', 'sources')}"
            )
            blocks.append(div(body, "recommendation", f"recommandation-{row['reco_id'].lower()}"))
        return Prose("\n\n".join(blocks))

    def essential(self, unknown: Sequence[str], maximum: int = 6) -> Prose:
        """« L'essentiel »: the strongest findings, the first recommendations, what is not known."""
        first = [min(group, key=_rank) for group in self._groups()]
        chosen = sorted(first, key=_rank)[:maximum]
        findings = "\n".join(f"- {_one_line(finding)}" for finding in self._in_order(chosen))
        advice = "\n".join(
            f"- [{row['reco_id']}](#recommandation-{row['reco_id'].lower()}) {row['text_fr']}"
            for row in rows(self.recommendations.head(3))
        )
        gaps = "\n".join(f"- {text}" for text in unknown)
        parts = [
            findings,
            "**Recommandations prioritaires**",
            advice,
            "**Ce que l'on ne sait pas**",
            gaps,
        ]
        return Prose(div("\n\n".join(parts), "essential"))

    def _groups(self) -> list[list[Finding]]:
        questions = dict.fromkeys(finding.question for finding in self.findings)
        return [self.of_question(question) for question in questions]

    def _in_order(self, chosen: Sequence[Finding]) -> list[Finding]:
        return [finding for finding in self.findings if finding in chosen]


def analyse(mission: Mission, register: Register) -> Analysis:
    """Resolve the evidence of every finding of the questions asked.

    Raises NotebookError when a finding, a conclusion or a recommendation cites a missing item.
    """
    data, asked = mission.data, list(mission.parameters.questions)
    asked_findings = data.findings[data.findings["eq_id"].isin(asked)]
    links = data.finding_evidence.groupby("finding_id")["evidence_id"].agg(list)
    findings = tuple(
        _finding(row, links[row["finding_id"]], register) for row in rows(asked_findings)
    )
    kept = {finding.identifier for finding in findings}
    conclusions = data.conclusions[data.conclusions["eq_id"].isin(asked)].copy()
    conclusions["text_fr"] = [
        register.fill(r["text_fr"], r["conclusion_id"]) for r in rows(conclusions)
    ]
    concluded = data.conclusion_findings[data.conclusion_findings["finding_id"].isin(kept)]
    advised = data.recommendation_conclusions
    advised = advised[advised["conclusion_id"].isin(conclusions["conclusion_id"])]
    advice = data.recommendations[data.recommendations["reco_id"].isin(advised["reco_id"])].copy()
    advice["text_fr"] = [register.fill(r["text_fr"], r["reco_id"]) for r in rows(advice)]
    advice = advice.sort_values(["priority", "reco_id"], key=_natural, ignore_index=True)
    return Analysis(tuple(asked), findings, conclusions, concluded, advice, advised, register)


def finding_block(finding: Finding) -> str:
    """A finding with its number, its strength, and where its evidence is shown."""
    number = span(finding.identifier, "number")
    badge = f"[{finding.strength}]{{.badge .{BADGES[finding.strength]}}}"
    body = f"{number} {badge} {finding.text}\n\n{div(sources_line(finding), 'sources')}"
    return div(body, "finding", f"constat-{finding.identifier.lower()}")


def sources_line(finding: Finding) -> str:
    """« Preuves : enquête, entretiens (figure 3, tableau 5) ; en sens contraire : … »."""
    against = [i for i in finding.items if role(finding.direction, i) == "contredit"]  # type: ignore[arg-type]
    line = f"Preuves : {family_words(item.family for item in finding.items)}"
    places = list(dict.fromkeys(item.shown_in for item in finding.items if item.shown_in))
    if places:
        line += f" ({', '.join('@' + place for place in places)})"
    if against:
        line += f" ; en sens contraire : {', '.join(escape(item.label_fr) for item in against)}"
    return line


def _finding(row: Row, identifiers: list[str], register: Register) -> Finding:
    identifier = row["finding_id"]
    items = register.cited(identifiers, identifier)
    direction = row["direction"]
    return Finding(
        identifier,
        row["eq_id"],
        register.fill(row["text_fr"], identifier),
        direction,
        tuple(items),
        register.strength(direction, items),
    )


def _one_line(finding: Finding) -> str:
    badge = f"[{finding.strength}]{{.badge .{BADGES[finding.strength]}}}"
    sentence = FIRST_SENTENCE.match(finding.text)
    link = f"[{finding.identifier}](#constat-{finding.identifier.lower()})"
    return f"{sentence[0] if sentence else finding.text} {badge} ({link})"


def _rank(finding: Finding) -> int:
    return RANK.index(finding.strength)


def _natural(column: pd.Series) -> pd.Series:
    """R2 before R10: identifiers are sorted by their number."""
    if column.dtype.kind in "iu":
        return column
    return column.astype("string").str.extract(r"(\d+)", expand=False).astype("Int64")
