"""What a municipal police is for: catalogue of missions and its law, expectations, who does what.

Also the convention with the State, and the scenarios of organisation with their costs.
"""

import pandas as pd

from ffsu_eval.gate.datasets.patrols import SHORT_CLOCK
from ffsu_eval.gate.datasets.service import NO_AGENT
from ffsu_eval.gate.schema import Column, Dataset, Rule, in_order

MISSION = r"M\d{1,2}"
CLASSES = ("prioritaire", "secondaire", "exclue", "a_decider")
FAMILIES = ("habitants", "elus", "services_ville", "agents_pm", "partenaires", "commercants")
SERVICES = ("PM", "PN", "GN", "ASVP", "MEDIATION", "CSU")
ROLES = ("R", "A", "RA", "C", "I")
CLAUSES = ("respectee", "partielle", "non_respectee", "non_verifiee")
STYLES = ("actuel", "proximite", "intervention", "nuit", "autre")
ITEMS = ("personnel", "primes", "equipement", "vehicules", "formation", "locaux", "autre")


def _checked_without_date(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["status"] != CLAUSES[-1]) & (raw["checked_on"] == "")


CATALOG = Dataset(
    name="mission_catalog",
    label_fr="Catalogue des missions",
    file="mission_catalog.csv",
    key=("mission_code",),
    columns=(
        Column("mission_code", pattern=MISSION),
        Column("label_fr"),
        Column("legal_basis"),
        Column("valid_from", "date", required=False),
        Column("valid_to", "date", required=False),
        Column("verified", "yes_no"),
        Column("judicial", "yes_no"),
        Column("mission_class", allowed=CLASSES),
    ),
    rules=(in_order("valid_from", "valid_to", "fin de validité avant son début"),),
)

EXPECTATIONS = Dataset(
    name="mission_expectations",
    label_fr="Attentes sur les missions",
    file="mission_expectations.csv",
    key=("respondent_id", "mission_code"),
    columns=(
        Column("respondent_id", pattern=r"X\d{1,4}"),
        Column("respondent_family", allowed=FAMILIES),
        Column("mission_code", refers_to=("mission_catalog", "mission_code")),
        Column("importance", "integer", minimum=1, maximum=5),
        Column("current", "integer", minimum=1, maximum=5),
    ),
    refusal=NO_AGENT,
)

RESPONSIBILITIES = Dataset(
    name="responsibilities",
    label_fr="Partage des missions entre services",
    file="responsibilities.csv",
    key=("mission_code", "service"),
    columns=(
        Column("mission_code", refers_to=("mission_catalog", "mission_code")),
        Column("service", allowed=SERVICES),
        Column("role", allowed=ROLES),
    ),
)

CONVENTION = Dataset(
    name="convention_clauses",
    label_fr="Clauses de la convention de coordination",
    file="convention_clauses.csv",
    key=("clause_id",),
    columns=(
        Column("clause_id", pattern=r"V\d{1,2}"),
        Column("theme"),
        Column("label_fr"),
        Column("due", "date", required=False),
        Column("status", allowed=CLAUSES),
        Column("checked_on", "date", required=False),
    ),
    rules=(Rule("clause vérifiée sans date de vérification", "checked_on", _checked_without_date),),
)

SCENARIOS_SET = Dataset(
    name="scenarios",
    label_fr="Scénarios d'organisation",
    file="scenarios.csv",
    key=("scenario_id",),
    columns=(
        Column("scenario_id", pattern=r"S\d"),
        Column("label_fr"),
        Column("style", allowed=STYLES),
        Column("fte", "decimal", minimum=0),
    ),
)

SCENARIO_SHIFTS = Dataset(
    name="scenario_shifts",
    label_fr="Semaine type de chaque scénario",
    file="scenario_shifts.csv",
    key=("scenario_id", "weekday", "start"),
    columns=(
        Column("scenario_id", refers_to=("scenarios", "scenario_id")),
        Column("weekday", "integer", minimum=0, maximum=6),
        Column("start", pattern=SHORT_CLOCK),
        Column("end", pattern=SHORT_CLOCK),
        Column("agents", "integer", minimum=1, maximum=200),
    ),
    refusal=NO_AGENT,
)

SCENARIO_COSTS = Dataset(
    name="scenario_costs",
    label_fr="Coûts annuels de chaque scénario",
    file="scenario_costs.csv",
    key=("scenario_id", "item"),
    columns=(
        Column("scenario_id", refers_to=("scenarios", "scenario_id")),
        Column("item", allowed=ITEMS),
        Column("amount", "decimal", minimum=0),
    ),
)

SCENARIOS = (SCENARIOS_SET, SCENARIO_SHIFTS, SCENARIO_COSTS)
