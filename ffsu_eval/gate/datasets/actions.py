"""The evaluated policy: objectives, actions, and the baseline and target of each objective."""

import pandas as pd

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.gate.convert import typed_column
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables, in_order
from ffsu_eval.reference import values

ID = r"[A-Za-z0-9_.\-]{1,40}"


def _objective_without_way(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """A target equal to the baseline: there is no way to measure a progress."""
    return (typed["target_value"] == typed["value"]).fillna(False)


ACTION_COLUMNS = (
    Column("action_id", pattern=ID),
    Column("objective_id", refers_to=("objectives", "objective_id")),
    Column("title_fr"),
    Column("pilot_org_id", required=False, refers_to=("organisations", "org_id")),
    Column("target_public", required=False),
    Column("prevention_level", allowed=("primaire", "secondaire", "tertiaire")),
    Column("planned_start", "date"),
    Column("planned_end", "date"),
    Column("status", allowed=("non_engagee", "engagee", "realisee", "abandonnee", "reconduite")),
    Column("budget_planned", "decimal", required=False, minimum=0),
    Column("budget_spent", "decimal", required=False, minimum=0),
    Column("funding", required=False),
    Column("output_indicator", required=False),
    Column("indicator_source", required=False),
    Column("target_value", "decimal", required=False),
    Column("achieved_value", "decimal", required=False),
    Column("beneficiaries", "integer", required=False, minimum=0),
)
# « dls:C3 »: a finding of another mission of the same city
FINDINGS = rf"(?:{'|'.join(ENGAGEMENTS)}):C\d{{1,3}}"
# columns that a register of actions may do without; the last ones are those of a strategy to come
LATER_COLUMNS = (
    Column("beneficiaries_qpv", "integer", required=False, minimum=0),
    Column("actual_end", "date", required=False),
    Column("rests_on", required=False, pattern=rf"{FINDINGS}(?: {FINDINGS})*"),
    Column("problem_fr", required=False),
    Column("mechanism_fr", required=False),
    Column(
        "intervention_type",
        required=False,
        allowed=values("evidence_base", "intervention_type"),
        scale="types d'intervention",
    ),
    Column("effect_direction", required=False, allowed=("hausse", "baisse", "stable")),
    Column("partners", required=False),
    Column("risks_fr", required=False),
    Column("fte", "decimal", required=False, minimum=0),
)
# the challenges that an objective of a strategy to come answers: « J1 J2 »
CHALLENGE_IDS = Column("challenge_ids", required=False, pattern=r"J\d{1,3}(?: J\d{1,3})*")


def _filled(typed: pd.DataFrame, columns: tuple[Column, ...]) -> pd.DataFrame:
    """The typed table with the columns that it may lack, empty."""
    nothing = pd.Series("", index=typed.index, dtype="string")
    absent = [column for column in columns if column.name not in typed]
    return typed.assign(**{c.name: typed_column(nothing, c.kind) for c in absent})


def _action_columns(tables: Tables) -> tuple[Column, ...]:
    found = tables["actions"].columns
    return (*ACTION_COLUMNS, *(column for column in LATER_COLUMNS if column.name in found))


def _ended_before_start(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    if "actual_end" not in typed:
        return pd.Series(False, index=raw.index)
    return (typed["actual_end"] < typed["planned_start"]).fillna(False)


def _unfinished_with_end(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    if "actual_end" not in typed:
        return pd.Series(False, index=raw.index)
    return (raw["actual_end"] != "") & ~raw["status"].isin(["realisee", "reconduite", "abandonnee"])


def _more_in_part_than_in_all(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    if "beneficiaries_qpv" not in typed:
        return pd.Series(False, index=raw.index)
    return (typed["beneficiaries_qpv"] > typed["beneficiaries"]).fillna(False)


def _load_actions(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    return {"actions": _filled(typed, LATER_COLUMNS)}


def _load_objectives(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    return {"objectives": _filled(typed, (CHALLENGE_IDS,))}


OBJECTIVE_COLUMNS = (
    Column("objective_id", pattern=ID),
    Column("strategy_id", pattern=ID),
    Column("axis_code", pattern=ID),
    Column("axis_label_fr"),
    Column("label_fr"),
    Column("parent_id", required=False, refers_to=("objectives", "objective_id")),
    Column("policy_ref", required=False),
)


def _objective_columns(tables: Tables) -> tuple[Column, ...]:
    given = CHALLENGE_IDS.name in tables["objectives"].columns
    return (*OBJECTIVE_COLUMNS, CHALLENGE_IDS) if given else OBJECTIVE_COLUMNS


OBJECTIVES = Dataset(
    name="objectives",
    label_fr="Objectifs de la politique",
    file="objectives.csv",
    key=("objective_id",),
    columns=_objective_columns,
    load=_load_objectives,
)

ACTIONS = Dataset(
    name="actions",
    label_fr="Actions",
    file="actions.csv",
    key=("action_id",),
    columns=_action_columns,
    rules=(
        in_order("planned_start", "planned_end", "fin prévue avant le début prévu"),
        Rule("fin réelle avant le début prévu", "actual_end", _ended_before_start),
        Rule("fin réelle d'une action inachevée", "actual_end", _unfinished_with_end),
        Rule(
            "plus de bénéficiaires en quartier prioritaire qu'en tout",
            "beneficiaries_qpv",
            _more_in_part_than_in_all,
        ),
    ),
    load=_load_actions,
)

BASELINES = Dataset(
    name="baselines",
    label_fr="Lignes de base et cibles des objectifs",
    file="baselines.csv",
    key=("objective_id", "indicator_id"),
    columns=(
        Column("objective_id", refers_to=("objectives", "objective_id")),
        Column("indicator_id"),
        Column("label_fr"),
        Column("unit"),
        Column("value", "decimal", required=False),
        Column("date", "date", required=False),
        Column("target_value", "decimal", required=False),
        Column("target_date", "date", required=False),
        Column("achieved_value", "decimal", required=False),
        Column("achieved_date", "date", required=False),
        Column("source", required=False),
    ),
    rules=(
        in_order("date", "target_date", "cible datée avant la ligne de base"),
        Rule("cible égale à la ligne de base", "target_value", _objective_without_way),
    ),
)

DATASETS = (OBJECTIVES, ACTIONS, BASELINES)
# an objective without a baseline cannot be measured, and a policy may have none at all
OPTIONAL = (BASELINES,)
