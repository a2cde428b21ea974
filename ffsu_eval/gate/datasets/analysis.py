"""What the analyst concludes: findings and the evidence they cite, conclusions, recommendations."""

from functools import partial

import pandas as pd

from ffsu_eval.evidence.ladder import RUNGS
from ffsu_eval.gate.convert import typed_column
from ffsu_eval.gate.datasets.incidents import CATEGORIES
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables
from ffsu_eval.reference import values
from ffsu_eval.sources.lists import read_links, read_records

EVIDENCE_ID = r"[A-Z]{3}(?:\d{2})?:[A-Za-z0-9_.\-]{1,60}"
QUESTIONS = values("evaluation_questions", "eq_id")

FINDING_COLUMNS = (
    Column("finding_id", pattern=r"C\d{1,3}"),
    Column("eq_id", allowed=QUESTIONS, scale="questions évaluatives"),
    Column("text_fr"),
    Column("direction", allowed=("hausse", "baisse", "stable", "descriptif")),
)
# the rung that the analyst claims, never above the computed one; the link of the logic model that
# the finding speaks of; its theme; why a contradiction does not undo it; what and whom it is
# about, a need that responses may cover
FINDING_OPTIONS = (
    Column("rung", required=False, allowed=RUNGS, scale="échelons"),
    Column("link_id", required=False, pattern=r"L\d{1,3}"),
    Column("theme_fr", required=False),
    Column("explained_fr", required=False),
    Column("phenomenon", required=False, allowed=CATEGORIES, scale="phénomènes de l'enquête"),
    Column("public", required=False, allowed=values("publics", "public"), scale="publics"),
)


def _finding_columns(tables: Tables) -> tuple[Column, ...]:
    held = tables["findings"].columns
    return (*FINDING_COLUMNS, *(column for column in FINDING_OPTIONS if column.name in held))


def _load_findings(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    nothing = pd.Series("", index=typed.index, dtype="string")
    absent = [column for column in FINDING_OPTIONS if column.name not in typed]
    filled = {column.name: typed_column(nothing, column.kind) for column in absent}
    return {"findings": typed.assign(**filled)}


FINDINGS = Dataset(
    name="findings",
    label_fr="Constats",
    file="findings.yml",
    reader=partial(read_records, links={"evidence": "evidence_id"}),
    key=("finding_id",),
    columns=_finding_columns,
    load=_load_findings,
)

FINDING_EVIDENCE = Dataset(
    name="finding_evidence",
    label_fr="Preuves citées par les constats",
    file="findings.yml",
    reader=partial(read_links, key="finding_id", list_column="evidence", target="evidence_id"),
    key=("finding_id", "evidence_id"),
    columns=(
        Column("finding_id", refers_to=("findings", "finding_id")),
        Column("evidence_id", pattern=EVIDENCE_ID),
    ),
)

CONCLUSION_COLUMNS = (
    Column("conclusion_id", pattern=r"K\d{1,3}"),
    Column("eq_id", allowed=QUESTIONS, scale="questions évaluatives"),
    Column("text_fr"),
)
# the conclusion that opens the summary, where the analyst names one
HEADLINE = Column("headline", "yes_no", required=False)


def _conclusion_columns(tables: Tables) -> tuple[Column, ...]:
    given = HEADLINE.name in tables["conclusions"].columns
    return (*CONCLUSION_COLUMNS, HEADLINE) if given else CONCLUSION_COLUMNS


def _load_conclusions(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    none = pd.Series(False, index=typed.index, dtype="boolean")
    headline = typed.get(HEADLINE.name, none)
    return {"conclusions": typed.assign(headline=headline.fillna(False))}


def _two_headlines(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    chosen = typed.get(HEADLINE.name, pd.Series(False, index=raw.index)).fillna(False).astype(bool)
    return chosen & (chosen.sum() > 1)


CONCLUSIONS = Dataset(
    name="conclusions",
    label_fr="Conclusions",
    file="conclusions.yml",
    reader=partial(read_records, links={"findings": "finding_id"}),
    key=("conclusion_id",),
    columns=_conclusion_columns,
    rules=(Rule("une seule conclusion ouvre la synthèse", "headline", _two_headlines),),
    load=_load_conclusions,
)

CONCLUSION_FINDINGS = Dataset(
    name="conclusion_findings",
    label_fr="Constats cités par les conclusions",
    file="conclusions.yml",
    reader=partial(read_links, key="conclusion_id", list_column="findings", target="finding_id"),
    key=("conclusion_id", "finding_id"),
    columns=(
        Column("conclusion_id", refers_to=("conclusions", "conclusion_id")),
        Column("finding_id", refers_to=("findings", "finding_id")),
    ),
)

RECOMMENDATIONS = Dataset(
    name="recommendations",
    label_fr="Recommandations",
    file="recommendations.yml",
    reader=partial(read_records, links={"conclusions": "conclusion_id"}),
    key=("reco_id",),
    columns=(
        Column("reco_id", pattern=r"R\d{1,3}"),
        Column("text_fr"),
        Column("owner"),
        Column("delay"),
        Column("cost_class", allowed=("faible", "moyen", "élevé")),
        Column("success_indicator"),
        Column("priority", "integer", allowed=("1", "2", "3")),
    ),
)

RECOMMENDATION_CONCLUSIONS = Dataset(
    name="recommendation_conclusions",
    label_fr="Conclusions citées par les recommandations",
    file="recommendations.yml",
    reader=partial(read_links, key="reco_id", list_column="conclusions", target="conclusion_id"),
    key=("reco_id", "conclusion_id"),
    columns=(
        Column("reco_id", refers_to=("recommendations", "reco_id")),
        Column("conclusion_id", refers_to=("conclusions", "conclusion_id")),
    ),
)

DATASETS = (
    FINDINGS,
    FINDING_EVIDENCE,
    CONCLUSIONS,
    CONCLUSION_FINDINGS,
    RECOMMENDATIONS,
    RECOMMENDATION_CONCLUSIONS,
)
