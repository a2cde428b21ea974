"""A local council: its formations, who sits in them, what it follows, what its members think."""

import pandas as pd

from ffsu_eval.gate.datasets.governance import ID
from ffsu_eval.gate.schema import Column, Dataset, Rule
from ffsu_eval.reference import values

QUARTER = r"\d{4}-T[1-4]"
KINDS = (
    "pleniere", "restreinte", "groupe_thematique", "groupe_territorial", "cellule_veille", "cotech",
    "autre",
)  # fmt: skip
MILESTONES = ("deliberation", "arrete", "installation", "pleniere", "reglement", "charte", "autre")
TITLES = ("droit", "designe", "invite")
# a number of situations from 1 to 4 could be somebody's: nothing under 5 is recorded (convention)
LEAST = 5


def _group_without_rules(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """A formation where confidential information is exchanged before its rules are adopted."""
    return (raw["confidential"].str.lower() == "oui") & (raw["rules_adopted_on"] == "")


def _plenary_confidential(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["confidential"].str.lower() == "oui") & (raw["kind"] == "pleniere")


FORMATIONS = Dataset(
    name="formations",
    label_fr="Formations et instances",
    file="formations.csv",
    key=("formation_id",),
    columns=(
        Column("formation_id", pattern=r"F\d{1,3}"),
        Column("label_fr"),
        Column("kind", allowed=KINDS),
        Column("legal_ref", required=False),
        Column("pilot_org_id", refers_to=("organisations", "org_id")),
        Column("theme", required=False),
        Column("frequency_per_year", "integer", minimum=0, maximum=52),
        Column("created_on", "date", required=False),
        Column("rules_adopted_on", "date", required=False),
        Column("charter_signed_on", "date", required=False),
        Column("confidential", "yes_no"),
    ),
    rules=(
        Rule(
            "échange confidentiel sans règlement intérieur adopté (CSI, art. L132-5)",
            "confidential",
            _group_without_rules,
        ),
        Rule(
            "échange confidentiel en séance plénière (CSI, art. L132-5)",
            "confidential",
            _plenary_confidential,
        ),
    ),
)

FORMATION_MEMBERS = Dataset(
    name="formation_members",
    label_fr="Membres des formations",
    file="formation_members.csv",
    key=("formation_id", "org_id"),
    columns=(
        Column("formation_id", refers_to=("formations", "formation_id")),
        Column("org_id", refers_to=("organisations", "org_id")),
        Column("title", allowed=TITLES),
    ),
)

SEATS = Dataset(
    name="seats",
    label_fr="Sièges du conseil",
    file="seats.csv",
    key=("seat_id",),
    columns=(
        Column("seat_id", pattern=ID),
        Column("college", allowed=values("colleges", "college"), scale="collèges"),
        Column("label_fr"),
        Column("legal_ref"),
        Column("required", "yes_no"),
        Column("org_id", required=False, refers_to=("organisations", "org_id")),
    ),
)

MILESTONES_SET = Dataset(
    name="milestones",
    label_fr="Étapes de la création",
    file="milestones.csv",
    key=("milestone_id",),
    columns=(
        Column("milestone_id", pattern=ID),
        Column("kind", allowed=MILESTONES),
        Column("label_fr"),
        Column("planned_on", "date"),
        Column("done_on", "date", required=False),
    ),
)

MEMBER_OPINIONS = Dataset(
    name="member_opinions",
    label_fr="Avis des membres",
    file="member_opinions.csv",
    key=("answer_id",),
    columns=(
        Column("answer_id", pattern=ID),
        Column("macro_family", allowed=values("actor_families", "macro_family")),
        Column("utility", "integer", minimum=0, maximum=10),
        Column("information_return", allowed=("oui", "parfois", "non")),
        Column("clarity", "integer", minimum=1, maximum=5),
    ),
)

FOLLOW_UP_VALUES = Dataset(
    name="follow_up_values",
    label_fr="Indicateurs de suivi attendus et reçus",
    file="follow_up_values.csv",
    key=("indicator_id", "quarter"),
    columns=(
        Column("indicator_id", pattern=ID),
        Column("label_fr"),
        Column("quarter", pattern=QUARTER),
        Column("producer_org_id", refers_to=("organisations", "org_id")),
        Column("value", "decimal", required=False),
    ),
)


def _small(column: str) -> Rule:
    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        return ((typed[column] > 0) & (typed[column] < LEAST)).fillna(False)

    return Rule(
        f"nombre de situations de 1 à {LEAST - 1} : à regrouper avant remise", column, failing
    )


def _within(column: str) -> Rule:
    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        return (typed[column] > typed["examined"]).fillna(False)

    return Rule("plus grand que le nombre de situations examinées", column, failing)


SITUATION_COUNTS = Dataset(
    name="situation_counts",
    label_fr="Situations examinées, par trimestre",
    file="situation_counts.csv",
    key=("formation_id", "quarter"),
    columns=(
        Column("formation_id", refers_to=("formations", "formation_id")),
        Column("quarter", pattern=QUARTER),
        *(Column(name, "integer", minimum=0) for name in ("examined", "new", "closed")),
    ),
    rules=(
        *map(_small, ("examined", "new", "closed")),
        *map(_within, ("new", "closed")),
    ),
)

FORMATION_DATASETS = (FORMATIONS, FORMATION_MEMBERS)
