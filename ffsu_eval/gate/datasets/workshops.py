"""Workshops of the mission: what was put to the vote, and the scores, by round.

A participant is a code drawn for the workshop; only the large family of actors is known of them.
"""

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Rule
from ffsu_eval.reference import values

ID = r"[A-Za-z0-9_.\-]{1,40}"
CRITERIA = ("gravite", "frequence", "evolution", "prise_locale", "faisabilite")
WEIGHTS = tuple(f"weight_{name}" for name in CRITERIA)
TOLERANCE = 1e-6


def _weights_not_one(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (typed[list(WEIGHTS)].astype(float).sum(axis=1) - 1).abs() > TOLERANCE


def _several_families(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    of_person = raw.groupby(["workshop_id", "participant_code"])["macro_family"]
    return of_person.transform("nunique") > 1


WORKSHOPS = Dataset(
    name="workshops",
    label_fr="Ateliers",
    file="workshops.csv",
    key=("workshop_id",),
    columns=(
        Column("workshop_id", pattern=ID),
        Column("label_fr"),
        Column("date", "date"),
        *(Column(name, "decimal", minimum=0, maximum=1) for name in WEIGHTS),
    ),
    rules=(Rule("poids des critères dont la somme n'est pas 1", WEIGHTS[0], _weights_not_one),),
)

WORKSHOP_ITEMS = Dataset(
    name="workshop_items",
    label_fr="Ateliers : sujets mis au vote",
    file="workshop_items.csv",
    key=("workshop_id", "item_id"),
    columns=(
        Column("workshop_id", refers_to=("workshops", "workshop_id")),
        Column("item_id", pattern=ID),
        Column("label_fr"),
    ),
)

WORKSHOP_VOTES = Dataset(
    name="workshop_votes",
    label_fr="Ateliers : notes des participants",
    file="workshop_votes.csv",
    key=("workshop_id", "participant_code", "item_id", "criterion", "round"),
    columns=(
        Column("workshop_id", refers_to=("workshops", "workshop_id")),
        Column("participant_code", pattern=ID),
        Column(
            "macro_family",
            allowed=values("actor_families", "macro_family"),
            scale="grandes familles d'acteurs",
        ),
        Column("item_id", refers_to=("workshop_items", "item_id")),
        Column("criterion", allowed=CRITERIA),
        Column("score", "integer", minimum=1, maximum=5),
        Column("round", "integer", minimum=1, maximum=9),
    ),
    rules=(
        Rule("participant donné dans deux grandes familles", "macro_family", _several_families),
    ),
)

DATASETS = (WORKSHOPS, WORKSHOP_ITEMS, WORKSHOP_VOTES)
