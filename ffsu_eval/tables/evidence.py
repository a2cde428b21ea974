"""Tables of the evidence chain: T6, links of the logic model, waivers."""

from collections.abc import Sequence

import pandas as pd

from ffsu_eval.evidence.items import FAMILY_LABELS
from ffsu_eval.evidence.lint import RULES, Fault
from ffsu_eval.evidence.lint.texts import PLACEHOLDER
from ffsu_eval.evidence.logic_model import Link, LogicModel
from ffsu_eval.evidence.strength import role
from ffsu_eval.evidence.waivers import Waiver
from ffsu_eval.french import NBSP, date_short
from ffsu_eval.narrative.analysis.analysis import Analysis
from ffsu_eval.narrative.analysis.chain import link, links
from ffsu_eval.narrative.markup import escape
from ffsu_eval.reference import labels
from ffsu_eval.rows import capital

NONE = "aucune"
# where a long identifier may go to the next line of its cell
BREAKS = ("_", ":", ".")
WEAK_SPACE = "\u200b"


def chain_table(analysis: Analysis) -> pd.DataFrame:
    """T6: one row per finding and item of evidence, from the question to the recommendations.

    Columns: Question, Critère, Constat, Force, Preuve, Famille, Qualité, Rôle, Montrée dans,
    Conclusions, Recommandations.
    """
    return pd.DataFrame(_chain_lines(analysis, linked=False))


def chain_cells(analysis: Analysis) -> pd.DataFrame:
    """T6 as a reader sees it: cells of Markdown, each step of the chain a link to its place."""
    lines = _chain_lines(analysis, linked=True)
    return pd.DataFrame(
        [
            {
                "Question (critère)": f"{line['Question']} ({line['Critère']})",
                "Constat (force)": f"{line['Constat']} ({line['Force']})",
                "Preuve": line["Preuve"],
                "Famille (qualité)": f"{line['Famille']} ({line['Qualité']})",
                "Rôle": line["Rôle"],
                "Montrée dans": line["Montrée dans"],
                "Suites": f"{line['Conclusions']} →{NBSP}{line['Recommandations']}",
            }
            for line in lines
        ],
        dtype=object,
    )


def _chain_lines(analysis: Analysis, linked: bool) -> list[dict[str, str]]:
    criteria = labels("evaluation_questions", "eq_id", "criterion")
    lines = []
    for finding in analysis.findings:
        conclusions = analysis.chain.concluded(finding.identifier)
        advised = analysis.chain.advised(conclusions)
        lines += [
            {
                "Question": finding.question.partition("-")[2],
                "Critère": criteria[finding.question],
                "Constat": link(finding.identifier) if linked else finding.identifier,
                "Force": finding.strength,
                "Preuve": _breakable(item.evidence_id) if linked else item.evidence_id,
                "Famille": FAMILY_LABELS[item.family],
                "Qualité": item.quality,
                "Rôle": role(finding.direction, item),
                "Montrée dans": f"@{item.shown_in}" if linked and item.shown_in else item.shown_in,
                "Conclusions": _names(conclusions, linked),
                "Recommandations": _names(advised, linked),
            }
            for item in finding.items
        ]
    return lines


def _names(identifiers: Sequence[str], linked: bool) -> str:
    if not identifiers:
        return NONE
    return links(identifiers) if linked else ", ".join(identifiers)


def _breakable(identifier: str) -> str:
    for mark in BREAKS:
        identifier = identifier.replace(mark, f"{mark}{WEAK_SPACE}")
    return escape(identifier)


def links_table(model: LogicModel) -> pd.DataFrame:
    """Links of the logic model: what is assumed, what supports it, its rivals, its score."""
    return pd.DataFrame(
        [
            {
                "Lien": f"{each.identifier} : {_way(model, each)}",
                "Hypothèse": each.assumption,
                "Preuves": _evidence(each),
                "Explications rivales": _rivals(each),
                "Appui": each.score,
            }
            for each in model.links
        ]
    )


def _way(model: LogicModel, each: Link) -> str:
    return f"{model.node(each.start).label} → {model.node(each.end).label}"


def _evidence(each: Link) -> str:
    """« appui, cambriolages… » for each item, those that go against after the others."""
    said = [f"{item.label_fr} ({role(each.direction, item)})" for item in each.items]
    said += [f"{item.label_fr} (contredit)" for item in each.against]
    return capital(" ; ".join(said)) if said else NONE


def _rivals(each: Link) -> str:
    said = [
        f"{rival.text} ({rival.verdict if rival.examined else 'non examinée'})"
        for rival in each.rivals
    ]
    return " ; ".join(said) if said else NONE


def waivers_table(accepted: Sequence[tuple[Waiver, Fault]]) -> pd.DataFrame:
    """Accepted faults: the rule, the sentence, why, by whom and when."""
    return pd.DataFrame(
        [
            {
                "Où": fault.target,
                "Règle": f"{fault.rule}, {RULES[fault.rule]}",
                "Phrase": PLACEHOLDER.sub("…", fault.plain),
                "Justification": waiver.justification,
                "Acceptée par": waiver.by,
                "Date": date_short(waiver.date),
            }
            for waiver, fault in accepted
        ]
    )
