"""The analysis of a mission: findings, conclusions, recommendations, and their blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.evidence.logic_model import LogicModel, logic_model
from ffsu_eval.evidence.register import Register
from ffsu_eval.evidence.waivers import Outcome, read_waivers
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.analysis.chain import Chain, chain, links
from ffsu_eval.narrative.analysis.check import checked, statements
from ffsu_eval.narrative.analysis.findings import (
    Finding,
    finding,
    finding_block,
    one_line,
    rank,
)
from ffsu_eval.narrative.blocks import Prose
from ffsu_eval.narrative.markup import div, span
from ffsu_eval.rows import Row, rows

# class of what is said in place of a question that the mission does not ask
UNASKED = "unasked"
GROUNDLESS = "Non documenté : les données sur lesquelles elle s'appuie sont absentes."


@dataclass(frozen=True)
class Analysis:
    """What the analyst wrote for the questions that the mission asks.

    ``silent``: conclusions and recommendations that rest only on data that the mission does not have.
    """

    asked: tuple[str, ...]
    findings: tuple[Finding, ...]
    conclusions: pd.DataFrame
    conclusion_findings: pd.DataFrame
    recommendations: pd.DataFrame
    recommendation_conclusions: pd.DataFrame
    register: Register
    chain: Chain
    model: LogicModel
    outcome: Outcome
    silent: frozenset[str] = frozenset()

    def of_question(self, question: str) -> list[Finding]:
        """Findings of one question, in the analyst's order."""
        return [found for found in self.findings if found.question == question]

    def answer(self, question: str) -> Prose:
        """What opens a section: the conclusions on its question."""
        if question not in self.asked:
            return Prose(div("Question non retenue dans cette mission.", f"answer {UNASKED}"))
        concluded = self.conclusions[self.conclusions["eq_id"] == question]
        texts = [
            f"{span(row['conclusion_id'], 'number')} {row['text_fr']}" for row in rows(concluded)
        ]
        if not texts:
            texts = ["Non documenté : aucune conclusion n'a été formulée sur cette question."]
        return Prose(div("\n\n".join(texts), "answer"))

    def section(self, question: str) -> Prose:
        """The findings of one question, each with its strength, its rung and its sources."""
        found = self.of_question(question)
        if question not in self.asked:
            return Prose(div("Les résultats qui suivent éclairent les autres questions.", UNASKED))
        if not found:
            return Prose("Aucun constat n'a été établi sur cette question.")
        return Prose("\n\n".join(finding_block(each, self.chain) for each in found))

    def closing(self) -> Prose:
        """All conclusions, with the findings that each rests on and what rests on it."""
        blocks = []
        for row in rows(self.conclusions):
            name = row["conclusion_id"]
            below = f"Constats : {links(self.chain.findings_of[name])}"
            lines = [line for line in (below, self.chain.above_conclusion(name)) if line]
            blocks.append(_numbered(row, name, lines, "conclusion", "conclusion"))
        return Prose("\n\n".join(blocks))

    def advice(self) -> Prose:
        """The recommendations, most pressing first, with the conclusions and findings below."""
        blocks = []
        for row in rows(self.recommendations):
            name = row["reco_id"]
            line = (
                f"Conclusions : {links(self.chain.conclusions_of[name])} ; "
                f"constats : {links(self.chain.findings_below(name))}"
            )
            blocks.append(_numbered(row, name, [line], "recommendation", "recommandation"))
        return Prose("\n\n".join(blocks))

    def essential(self, unknown: Sequence[str], maximum: int = 6) -> Prose:
        """« L'essentiel »: one conclusion, the strongest findings, first recommendations, unknowns."""
        questions = dict.fromkeys(found.question for found in self.findings)
        first = [min(self.of_question(question), key=rank) for question in questions]
        chosen = sorted(first, key=rank)[:maximum]
        findings = [f"- {one_line(found)}" for found in self.findings if found in chosen]
        advice = [
            f"- {links([row['reco_id']])} {row['text_fr']}"
            for row in rows(_without(self.recommendations, "reco_id", self.silent).head(3))
        ]
        parts = [
            *self._headline(),
            "\n".join(findings),
            "**Recommandations prioritaires**",
            "\n".join(advice),
            "**Ce que l'on ne sait pas**",
            "\n".join(f"- {text}" for text in unknown),
        ]
        return Prose(div("\n\n".join(parts), "essential"))

    def _headline(self) -> list[str]:
        """The conclusion that the analyst puts first, if any."""
        if "headline" not in self.conclusions:
            return []
        told = _without(self.conclusions, "conclusion_id", self.silent)
        first = told[told["headline"].astype(bool)]
        return [
            f"**{row['text_fr']}** ({links([row['conclusion_id']])})" for row in rows(first.head(1))
        ]

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """In JupyterLab: what the rules of writing noticed; nothing for the report."""
        accepted = f"<p>Règles d'écriture : {len(self.outcome.accepted)} dérogation(s).</p>"
        notices = "".join(f"<li>{escape(notice)}</li>" for notice in self.outcome.notices)
        return {"text/html": f"{accepted}<ul>{notices}</ul>"}, {}


def analyse(mission: Mission, register: Register) -> Analysis:
    """Resolve the evidence of every finding of the questions asked, and check the texts.

    Raises NotebookError when a finding, a conclusion or a recommendation cites a missing item, and
    LintError with every fault of the analyst's texts that no waiver accepts.
    """
    data, asked = mission.data, list(mission.parameters.questions)
    model = logic_model(data, register)
    cited = data.finding_evidence.groupby("finding_id")["evidence_id"].agg(list).to_dict()
    findings = tuple(
        finding(row, cited.get(row["finding_id"], []), register, model)
        for row in rows(data.findings[data.findings["eq_id"].isin(asked)])
    )
    conclusions = data.conclusions[data.conclusions["eq_id"].isin(asked)]
    kept = {found.identifier for found in findings}
    concluded = data.conclusion_findings[data.conclusion_findings["finding_id"].isin(kept)]
    advised = data.recommendation_conclusions
    on_others = advised[~advised["conclusion_id"].isin(conclusions["conclusion_id"])]
    advised = advised.drop(on_others.index)
    # advice on questions that are not asked is left out; advice on nothing at all is a fault
    foreign = set(on_others["reco_id"]) - set(advised["reco_id"])
    advice = data.recommendations[~data.recommendations["reco_id"].isin(foreign)]
    advice = advice.sort_values(["priority", "reco_id"], key=_natural, ignore_index=True)
    whole = chain(conclusions, concluded, advice, advised)
    silent = _silent(findings, whole)
    written = statements(
        findings,
        _without(conclusions, "conclusion_id", silent),
        _without(advice, "reco_id", silent),
        whole,
    )
    notebook = mission.root / "notebooks" / ENGAGEMENTS[mission.engagement].notebook
    outcome = checked(written, read_waivers(data), notebook, mission.engagement)
    outcome.stop_if_refused()
    return Analysis(
        tuple(asked),
        findings,
        _filled(conclusions, "conclusion_id", register, silent),
        concluded,
        _filled(advice, "reco_id", register, silent),
        advised,
        register,
        whole,
        model,
        outcome,
        silent,
    )


def _without(frame: pd.DataFrame, name: str, left_out: frozenset[str]) -> pd.DataFrame:
    return frame[~frame[name].isin(left_out)]


def _silent(findings: Sequence[Finding], whole: Chain) -> frozenset[str]:
    """Conclusions all of whose findings lack their data, and advice that rests on such ones only."""
    grounds = {found.identifier for found in findings if not found.missing}
    conclusions = {k for k, below in whole.findings_of.items() if below and not grounds & {*below}}
    advice = {r for r, below in whole.conclusions_of.items() if below and {*below} <= conclusions}
    return frozenset(conclusions | advice)


def _filled(
    frame: pd.DataFrame, name: str, register: Register, silent: frozenset[str]
) -> pd.DataFrame:
    texts = [
        GROUNDLESS if row[name] in silent else register.fill(row["text_fr"], row[name])
        for row in rows(frame)
    ]
    return frame.assign(text_fr=texts)


def _numbered(row: Row, name: str, lines: list[str], classes: str, anchor: str) -> str:
    sources = div("\n\n".join(lines), "sources")
    body = f"{span(name, 'number')} {row['text_fr']}\n\n{sources}"
    return div(body, classes, f"{anchor}-{name.lower()}")


def _natural(column: pd.Series) -> pd.Series:
    """R2 before R10: identifiers are sorted by their number."""
    if column.dtype.kind in "iu":
        return column
    return column.astype("string").str.extract(r"(\d+)", expand=False).astype("Int64")
