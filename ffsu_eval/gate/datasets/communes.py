"""Communes: official geography, optional characteristics, priority neighbourhoods (QPV)."""

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables
from ffsu_eval.sources.communes import read_qpv

NAME, CHARACTERISTICS_NAME, QPV_NAME = "communes", "commune_characteristics", "qpv"
CODE = r"\d[0-9AB]\d{3}"


def _is_current(raw: pd.DataFrame) -> pd.Series:
    return raw["current_code"] == ""


def _joined_no_commune(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """The commune that was joined is missing, or has itself merged since."""
    current = raw.loc[_is_current(raw), "commune_code"]
    return ~_is_current(raw) & ~raw["current_code"].isin(current)


def _nameless(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return _is_current(raw) & (raw["label_fr"] == "")


def _one_of_two(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["epci_code"] == "") != (raw["epci_label"] == "")


def _two_names(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """An intercommunality that has several names: a shifted or a hand-filled column."""
    names = raw.groupby("epci_code")["epci_label"].transform("nunique")
    return (raw["epci_code"] != "") & (names > 1)


COMMUNES = Dataset(
    name=NAME,
    label_fr="Communes et intercommunalités",
    file="communes.csv",
    key=("commune_code",),
    columns=(
        Column("commune_code", pattern=CODE),
        # the official list gives no name to the codes given up long ago
        Column("label_fr", required=False),
        Column("departement", pattern=r"\d[0-9AB]|9[78]\d"),
        Column("departement_label"),
        Column("epci_code", required=False, pattern=r"\d{9}"),
        Column("epci_label", required=False),
        Column("population", "integer", required=False, minimum=0),
        Column("current_code", required=False, pattern=CODE),
    ),
    rules=(
        Rule("commune rejointe absente, ou elle-même réunie", "current_code", _joined_no_commune),
        Rule("nom obligatoire pour une commune actuelle", "label_fr", _nameless),
        Rule("code et nom de l'intercommunalité donnés ensemble", "epci_label", _one_of_two),
        Rule("plusieurs noms pour une intercommunalité", "epci_label", _two_names),
    ),
)


OPTIONAL = (
    Column("density_level", "integer", required=False, minimum=1, maximum=7),
    Column("police_zone", required=False, allowed=("police", "gendarmerie")),
    Column("social_housing_share", "decimal", required=False, minimum=0, maximum=100),
    Column("poverty_rate", "decimal", required=False, minimum=0, maximum=100),
    Column("share_15_24", "decimal", required=False, minimum=0, maximum=100),
    Column("tourism_beds_per_inhabitant", "decimal", required=False, minimum=0),
    Column("jobs_per_resident", "decimal", required=False, minimum=0),
)


def _columns(tables: Tables) -> tuple[Column, ...]:
    """The code, and those of the optional columns that the file has."""
    found = set(tables[CHARACTERISTICS_NAME].columns)
    given = tuple(column for column in OPTIONAL if column.name in found)
    return (Column("commune_code", pattern=CODE), *given)


CHARACTERISTICS = Dataset(
    name=CHARACTERISTICS_NAME,
    label_fr="Caractéristiques des communes",
    file="insee/caracteristiques_communes.csv",
    key=("commune_code",),
    columns=_columns,
)


def _load_qpv(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    """One row per neighbourhood and commune: a neighbourhood may lie in several."""
    each = typed.assign(commune_code=typed["insee_com"].str.split(",")).explode("commune_code")
    frame = pd.DataFrame(
        {
            "qpv_id": each["code_qp"],
            "label_fr": each["lib_qp"],
            "commune_code": each["commune_code"].astype("string").str.strip(),
        }
    )
    return {QPV_NAME: frame.reset_index(drop=True)}


QPV = Dataset(
    name=QPV_NAME,
    label_fr="Quartiers prioritaires de la politique de la ville",
    file="qpv/qpv_2024_liste.csv",
    key=("code_qp",),
    columns=(
        Column("code_qp", pattern=r"Q[NP]\w{6}"),
        Column("lib_qp"),
        Column("insee_com", pattern=rf"{CODE}(?: ?, ?{CODE})*"),
    ),
    reader=read_qpv,
    load=_load_qpv,
)

DATASETS = (COMMUNES, CHARACTERISTICS, QPV)
