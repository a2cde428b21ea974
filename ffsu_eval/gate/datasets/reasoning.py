"""How the analyst reasons: the logic model of the policy, the faults of a text that are accepted."""

from functools import partial

import pandas as pd

from ffsu_eval.evidence.contribution import VERDICTS
from ffsu_eval.evidence.logic_model import LEVELS
from ffsu_eval.evidence.waivers import JUSTIFICATION_LENGTH, QUOTE_LENGTH
from ffsu_eval.gate.datasets.analysis import EVIDENCE_ID
from ffsu_eval.gate.schema import Column, Dataset, Rule, given_when
from ffsu_eval.sources.lists import read_records
from ffsu_eval.sources.sections import read_nested, read_section

MODEL = "logic_model.yml"
EVIDENCE_LIST = rf"{EVIDENCE_ID}(?: {EVIDENCE_ID})*"


def _too_short(column: str, least: int) -> Rule:
    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        return raw[column].str.len() < least

    return Rule(f"au moins {least} caractères", column, failing)


LOGIC_NODES = Dataset(
    name="logic_nodes",
    label_fr="Modèle logique : étapes",
    file=MODEL,
    reader=partial(read_section, section="nodes"),
    key=("node_id",),
    columns=(
        Column("node_id", pattern=r"[A-Za-z0-9_]{1,20}"),
        Column("label_fr"),
        Column("level", allowed=LEVELS, scale="niveaux"),
    ),
)

LOGIC_LINKS = Dataset(
    name="logic_links",
    label_fr="Modèle logique : liens",
    file=MODEL,
    reader=partial(
        read_section, section="links", left_out=("rivals",), always=("evidence", "against")
    ),
    key=("link_id",),
    columns=(
        Column("link_id", pattern=r"L\d{1,3}"),
        Column("from_node", refers_to=("logic_nodes", "node_id")),
        Column("to_node", refers_to=("logic_nodes", "node_id")),
        Column("direction", allowed=("hausse", "baisse", "stable", "descriptif")),
        Column("assumption_fr"),
        Column("evidence", required=False, pattern=EVIDENCE_LIST),
        Column("against", required=False, pattern=EVIDENCE_LIST),
    ),
)

LOGIC_RIVALS = Dataset(
    name="logic_rivals",
    label_fr="Modèle logique : explications rivales",
    file=MODEL,
    reader=partial(
        read_nested,
        section="links",
        key="link_id",
        column="rivals",
        always=("text_fr", "examined", "verdict"),
    ),
    key=("link_id", "text_fr"),
    columns=(
        Column("link_id", refers_to=("logic_links", "link_id")),
        Column("text_fr"),
        Column("examined", "yes_no"),
        Column("verdict", required=False, allowed=VERDICTS),
    ),
    rules=(
        given_when(
            "verdict",
            lambda raw: raw["examined"].str.lower() == "oui",
            "verdict donné si et seulement si l'explication est examinée",
        ),
    ),
)

WAIVERS = Dataset(
    name="waivers",
    label_fr="Dérogations aux règles d'écriture",
    file="waivers.yml",
    reader=partial(read_records, links={}),
    key=("rule", "target", "quote"),
    columns=(
        Column("rule", pattern=r"L[1-7]"),
        Column("target"),
        Column("quote"),
        Column("justification"),
        Column("by"),
        Column("date", "date"),
    ),
    rules=(
        _too_short("justification", JUSTIFICATION_LENGTH),
        _too_short("quote", QUOTE_LENGTH),
    ),
)

MODEL_DATASETS = (LOGIC_NODES, LOGIC_LINKS, LOGIC_RIVALS)
DATASETS = (*MODEL_DATASETS, WAIVERS)
