"""Prevention of radicalisation: what communes have set up, who was trained, what professionals know.

No file of this family can hold a person, a signal, a practice or a neighbourhood: the unit is the
commune, the session, the anonymous answer of a professional. What may never enter is refused by
``gate.red_lines``, whatever the file.
"""

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Rule, given_when
from ffsu_eval.reference import labels, values

ID = r"[A-Za-z0-9_.\-]{1,40}"
COMMUNE = r"\d[0-9AB]\d{3}"
# what a commune may have set up, in the order of the tables
SETUP = (
    "clspd",
    "restricted_group",
    "prefect_convention",
    "referent_elected",
    "referent_agent",
    "cell_exists",
)
STEPS = values("radicalisation_steps", "step")
STATES = ("ecrit", "oral", "absent")
BANDS = tuple(labels("population_bands", "band"))
LEVELS = ("primaire", "secondaire", "tertiaire")
# from the least to the most formal: one below what was expected is under-signalling
ORIENTATIONS = ("aucune", "droit_commun", "referent", "prefecture")
DOES_NOT_KNOW = "nsp"
RESOURCE_TYPES = tuple(labels("radicalisation_resources", "resource_type"))
SCALES = tuple(labels("action_scales", "scale"))
WIDE_AREAS = ("departement", "region", "france")

COMMUNE_SETUP = Dataset(
    name="commune_setup",
    label_fr="Dispositifs des communes",
    file="commune_setup.csv",
    key=("commune_code",),
    columns=(
        Column("commune_code", pattern=COMMUNE),
        Column("label_fr"),
        Column("population", "integer", minimum=1),
        # an empty cell: the commune has not answered; it is never read as « non »
        *(Column(name, "yes_no", required=False) for name in SETUP),
        Column("last_meeting", "date", required=False),
    ),
)

CIRCUIT_STEPS = Dataset(
    name="circuit_steps",
    label_fr="Étapes du circuit, par commune",
    file="circuit_steps.csv",
    key=("commune_code", "step"),
    columns=(
        Column("commune_code", refers_to=("commune_setup", "commune_code")),
        Column("step", allowed=STEPS, scale="étapes du circuit"),
        Column("state", required=False, allowed=STATES),
    ),
)


def _more_trained_than_asked(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (typed["n_trained"] > typed["n_target"]).fillna(False)


TRAINING_LOG = Dataset(
    name="training_log",
    label_fr="Sessions de formation",
    file="training_log.csv",
    key=("session_id",),
    columns=(
        Column("session_id", pattern=ID),
        Column("date", "date"),
        Column("level", allowed=("sensibilisation", "approfondissement", "relais")),
        Column("hours", "decimal", minimum=0.5, maximum=200),
        Column(
            "actor_family",
            allowed=values("actor_families", "actor_family"),
            scale="familles d'acteurs",
        ),
        Column("population_band", allowed=BANDS, scale="tranches de population"),
        Column("n_trained", "integer", minimum=0),
        Column("n_target", "integer", minimum=0),
    ),
    rules=(
        Rule("plus de personnes formées que de personnes à former", "n_trained",
             _more_trained_than_asked),
    ),
)  # fmt: skip

PROFESSIONAL_ANSWERS = Dataset(
    name="professional_answers",
    label_fr="Réponses des professionnels",
    file="professional_answers.csv",
    key=("answer_id",),
    columns=(
        Column("answer_id", pattern=ID),
        Column(
            "profession", allowed=values("professions", "profession"), scale="métiers"
        ),
        # right or wrong answer to each of the three key questions of the procedure
        *(Column(name, "yes_no") for name in ("knows_referent", "knows_channel", "knows_limits")),
        Column("confidence", "integer", minimum=1, maximum=5),
        Column("stigma_risk", "integer", minimum=1, maximum=5),
        Column("signalled", "yes_no"),
        Column("information_return", required=False, allowed=("oui", "parfois", "non")),
    ),
    rules=(
        given_when(
            "information_return",
            lambda raw: raw["signalled"].str.lower() == "oui",
            "retour d'information donné si et seulement si le professionnel a signalé",
        ),
    ),
)  # fmt: skip

VIGNETTES = Dataset(
    name="vignettes",
    label_fr="Situations fictives soumises aux professionnels",
    file="vignettes.csv",
    key=("vignette_id",),
    columns=(
        Column("vignette_id", pattern=r"V\d{1,2}"),
        Column("label_fr"),
        Column("expected", allowed=ORIENTATIONS),
    ),
)

VIGNETTE_ANSWERS = Dataset(
    name="vignette_answers",
    label_fr="Orientations choisies",
    file="vignette_answers.csv",
    key=("answer_id", "vignette_id"),
    columns=(
        Column("answer_id", refers_to=("professional_answers", "answer_id")),
        Column("vignette_id", refers_to=("vignettes", "vignette_id")),
        Column("orientation", allowed=(*ORIENTATIONS, DOES_NOT_KNOW)),
    ),
)

RESOURCES = Dataset(
    name="resources",
    label_fr="Ressources de prévention",
    file="resources.csv",
    key=("resource_id",),
    columns=(
        Column("resource_id", pattern=ID),
        Column("label_fr"),
        Column("resource_type", allowed=RESOURCE_TYPES, scale="types de ressource"),
        # empty: open to the whole territory
        Column("commune_code", required=False, refers_to=("commune_setup", "commune_code")),
        Column("public", allowed=values("publics", "public"), scale="publics"),
        Column("prevention_level", allowed=LEVELS),
        Column("hours_per_week", "decimal", minimum=0),
    ),
)

ACTION_SCALES = Dataset(
    name="action_scales",
    label_fr="Échelle et relecture des actions",
    file="action_scales.csv",
    key=("action_id",),
    columns=(
        Column("action_id", refers_to=("actions", "action_id")),
        Column("public", allowed=values("publics", "public"), scale="publics"),
        Column("scale", required=False, allowed=SCALES, scale="échelles d'action"),
        Column("reason_fr", required=False),
        # the column must be there; an empty cell says that nobody has reviewed the action yet
        Column("stigma_review_on", "date", required=False),
    ),
)

PREFECTURE_FIGURES = Dataset(
    name="prefecture_figures",
    label_fr="Chiffres préfectoraux déjà publiés",
    file="prefecture_figures.csv",
    key=("figure_id",),
    columns=(
        Column("figure_id", pattern=ID),
        Column("label_fr"),
        Column("year", "integer", minimum=2010, maximum=2100),
        Column("area_level", allowed=WIDE_AREAS),
        Column("area_code", pattern=r"\d{2,3}|2[AB]|FR"),
        Column("count", "integer", minimum=0),
        Column("source_fr"),
        Column("published_on", "date"),
    ),
)

# kind of data in French, its datasets, and whether the report says when it is absent
GROUPED: tuple[tuple[str, tuple[Dataset, ...], bool], ...] = (
    ("dispositifs des communes", (COMMUNE_SETUP,), True),
    ("circuits de signalement", (CIRCUIT_STEPS,), True),
    ("formation des professionnels", (TRAINING_LOG,), True),
    (
        "questionnaire des professionnels",
        (PROFESSIONAL_ANSWERS, VIGNETTES, VIGNETTE_ANSWERS),
        True,
    ),
    ("ressources de prévention", (RESOURCES,), True),
    ("échelle et relecture des actions", (ACTION_SCALES,), True),
    ("chiffres préfectoraux publiés", (PREFECTURE_FIGURES,), False),
)
