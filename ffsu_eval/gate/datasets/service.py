"""A municipal police service: its units, posts, trainings, equipment, use of force, complaints.

Nothing here speaks of one agent: posts have no holder, trainings are counted by unit, the use of
force by quarter, complaints by year. A column that would single out an agent is refused by name.
"""

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Refusal, Rule

UNIT = r"U\d{1,2}"
QUARTER = r"(?:19|20)\d\d-T[1-4]"
GRADES = (
    "directeur", "chef_service", "brigadier", "gardien", "asvp", "garde_champetre", "operateur",
    "administratif",
)  # fmt: skip
STATUSES = ("pourvu", "vacant")
ARMED = ("aucune", "D", "B")
TRAININGS = ("initiale", "continue", "armement", "gestes", "deontologie", "secours", "autre")
FORCE = ("contrainte", "menottage", "aerosol", "baton", "impulsion", "arme_feu", "chien", "autre")
EQUIPMENT = ("arme_B", "arme_D", "protection", "camera", "vehicule", "radio", "autre")
MOTIVES = ("accueil", "verbalisation", "delai", "comportement", "force", "autre")
OUTCOMES = ("en_cours", "sans_suite", "explication", "mesure_interne", "transmis")
NO_AGENT = Refusal(
    r"matricule|nom|prenom|nom_.*|prenom_.*|name|.*agent_?(?:code|id|name)|(?:code|id|nom)_?agent"
    r"|agent|agent_code|.*matricule.*|numero_agent|rio|badge|identite|.*_name",
    "mesure par agent : à agréger par unité d'au moins cinq agents avant remise",
)


def _more(first: str, second: str) -> Rule:
    """Rule: the number ``first`` is not larger than ``second``."""

    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        return (typed[first] > typed[second]).fillna(False)

    return Rule("plus d'agents à jour que d'agents concernés", first, failing)


UNITS = Dataset(
    name="pm_units",
    label_fr="Unités de la police municipale",
    file="pm_units.csv",
    key=("unit_id",),
    columns=(
        Column("unit_id", pattern=UNIT),
        Column("label_fr"),
        Column("street", "yes_no"),
    ),
    refusal=NO_AGENT,
)

POSITIONS = Dataset(
    name="pm_positions",
    label_fr="Postes de la police municipale",
    file="pm_positions.csv",
    key=("post_id",),
    columns=(
        Column("post_id", pattern=r"P\d{1,4}"),
        Column("unit_id", refers_to=("pm_units", "unit_id")),
        Column("grade", allowed=GRADES),
        Column("fte", "decimal", minimum=0.1, maximum=1),
        Column("status", allowed=STATUSES),
        Column("armed_class", allowed=ARMED),
    ),
    refusal=NO_AGENT,
)

COMPARATORS = Dataset(
    name="pm_comparators",
    label_fr="Effectifs des services comparés",
    file="pm_comparators.csv",
    key=("commune_code",),
    columns=(
        Column("commune_code", pattern=r"\d[0-9AB]\d{3}"),
        Column("year", "integer", minimum=1990, maximum=2100),
        Column("population", "integer", minimum=1000),
        Column("fte", "decimal", minimum=0),
    ),
    refusal=NO_AGENT,
)

TRAININGS_SET = Dataset(
    name="trainings",
    label_fr="Formations, par unité",
    file="trainings.csv",
    key=("unit_id", "training_type"),
    columns=(
        Column("unit_id", refers_to=("pm_units", "unit_id")),
        Column("training_type", allowed=TRAININGS),
        Column("due", "integer", minimum=0),
        Column("up_to_date", "integer", minimum=0),
        Column("hours", "decimal", required=False, minimum=0),
    ),
    rules=(_more("up_to_date", "due"),),
    refusal=NO_AGENT,
)

EQUIPMENTS = Dataset(
    name="equipments",
    label_fr="Équipements",
    file="equipments.csv",
    key=("equipment_id",),
    columns=(
        Column("equipment_id", pattern=r"E\d{1,3}"),
        Column("label_fr"),
        Column("category", allowed=EQUIPMENT),
        Column("quantity", "integer", minimum=0),
        Column("authorisation_fr", required=False),
        Column("valid_until", "date", required=False),
        Column("training_type", required=False, allowed=TRAININGS),
    ),
    refusal=NO_AGENT,
)

FORCE_USES = Dataset(
    name="force_uses",
    label_fr="Usages de la force, par trimestre",
    file="force_uses.csv",
    key=("quarter", "force_type"),
    columns=(
        Column("quarter", pattern=QUARTER),
        Column("force_type", allowed=FORCE),
        Column("count", "integer", minimum=0),
    ),
    refusal=NO_AGENT,
)

VOLUMES = Dataset(
    name="service_volumes",
    label_fr="Interventions et contacts, par trimestre",
    file="service_volumes.csv",
    key=("quarter",),
    columns=(
        Column("quarter", pattern=QUARTER),
        Column("interventions", "integer", minimum=0),
        Column("contacts", "integer", minimum=0),
    ),
    refusal=NO_AGENT,
)

COMPLAINTS = Dataset(
    name="complaints",
    label_fr="Réclamations, par année",
    file="complaints.csv",
    key=("year", "motive", "outcome"),
    columns=(
        Column("year", "integer", minimum=1990, maximum=2100),
        Column("motive", allowed=MOTIVES),
        Column("outcome", allowed=OUTCOMES),
        Column("count", "integer", minimum=0),
    ),
    refusal=NO_AGENT,
)

STAFF = (UNITS, POSITIONS)
DATASETS = (*STAFF, COMPARATORS, TRAININGS_SET, EQUIPMENTS, FORCE_USES, VOLUMES, COMPLAINTS)
