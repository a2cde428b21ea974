"""Diagnosis of a territory: responses that exist, exploratory walks, social indicators.

A walk is told by its points (P1, P2…): no address, and no person is described.
"""

import pandas as pd

from ffsu_eval.gate.datasets.incidents import CATEGORIES
from ffsu_eval.gate.datasets.quartiers import QUARTIERS
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables
from ffsu_eval.reference import values

ID = r"[A-Za-z0-9_.\-]{1,40}"
COMMUNE = r"\d[0-9AB]\d{3}"
# the phenomena of the survey of front-line actors, as for local incidents
PHENOMENA = CATEGORIES
PUBLICS = values("publics", "public")
RESPONSE_TYPES = (
    "presence",
    "accompagnement",
    "mediation",
    "prevention_situationnelle",
    "aide_victimes",
    "sanction_reparation",
    "information",
)
PREVENTION_LEVELS = ("primaire", "secondaire", "tertiaire")
CAPACITY_UNITS = ("places", "heures_semaine", "suivis")
SLOTS = ("jour", "soiree", "nuit", "continu")
PERIODS = ("jour", "soir")
DIMENSIONS = (
    "eclairage",
    "visibilite",
    "entretien",
    "frequentation",
    "signaletique",
    "amenagement",
)
RATES = (
    "pop_15_24_share",
    "single_parent_share",
    "poverty_rate",
    "unemployment_rate",
    "social_housing_share",
)


def _place(tables: Tables, required: bool) -> Column:
    """The neighbourhood of a row, which must be a known one where they are given."""
    known = (QUARTIERS.name, "territory_id") if QUARTIERS.name in tables else None
    return Column("quartier_id", required=required, pattern=ID, refers_to=known)


def _response_columns(tables: Tables) -> tuple[Column, ...]:
    return (
        Column("response_id", pattern=r"RP\d{1,4}"),
        Column("label_fr"),
        Column("org_id", refers_to=("organisations", "org_id")),
        Column("response_type", allowed=RESPONSE_TYPES),
        Column("public", allowed=PUBLICS, scale="publics"),
        Column("phenomenon", allowed=PHENOMENA, scale="phénomènes de l'enquête"),
        Column("prevention_level", allowed=PREVENTION_LEVELS),
        _place(tables, required=False),
        Column("capacity", "decimal", minimum=0),
        Column("capacity_unit", allowed=CAPACITY_UNITS),
        Column("slots", allowed=SLOTS),
    )


RESPONSES = Dataset(
    name="responses",
    label_fr="Réponses existantes",
    file="responses.csv",
    key=("response_id",),
    columns=_response_columns,
)


def _several(raw: pd.DataFrame, column: str, within: tuple[str, ...]) -> pd.Series:
    """Rows whose group holds more than one value of ``column``."""
    return raw.groupby(list(within))[column].transform("nunique") > 1


def _two_days(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return _several(raw, "date", ("walk_id",))


def _two_periods(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return _several(raw, "period", ("walk_id",))


def _two_places(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return _several(raw, "quartier_id", ("walk_id", "point"))


def _scored_twice(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return raw.duplicated(["walk_id", "point", "dimension"])


def _walk_columns(tables: Tables) -> tuple[Column, ...]:
    return (
        Column("observation_id", pattern=ID),
        Column("walk_id", pattern=ID),
        Column("date", "date"),
        Column("period", allowed=PERIODS),
        _place(tables, required=True),
        Column("point", pattern=r"P\d{1,3}"),
        Column("dimension", allowed=DIMENSIONS),
        Column("score", "integer", minimum=1, maximum=4),
        Column("note_fr", required=False),
    )


WALK_OBSERVATIONS = Dataset(
    name="walk_observations",
    label_fr="Marches exploratoires",
    file="walk_observations.csv",
    key=("observation_id",),
    columns=_walk_columns,
    rules=(
        Rule("une marche a une seule date", "date", _two_days),
        Rule("une marche a lieu le jour ou le soir, non les deux", "period", _two_periods),
        Rule("un point de marche est dans un seul quartier", "quartier_id", _two_places),
        Rule("dimension notée deux fois au même point", "dimension", _scored_twice),
    ),
)


def _without_rate(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return typed[list(RATES)].isna().all(axis=1)


SOCIO = Dataset(
    name="socio",
    label_fr="Données sociales",
    file="socio.csv",
    key=("commune_code", "year"),
    columns=(
        Column("commune_code", pattern=COMMUNE),
        Column("year", "integer", minimum=1990, maximum=2100),
        *(Column(name, "decimal", required=False, minimum=0, maximum=100) for name in RATES),
        Column("source"),
    ),
    rules=(Rule("au moins un taux donné par ligne", RATES[0], _without_rate),),
)

DATASETS = (RESPONSES, WALK_OBSERVATIONS, SOCIO)
