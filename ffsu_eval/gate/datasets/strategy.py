"""What a strategy is made of beside its objectives and actions: challenges, frames, capacities."""

from functools import partial

import pandas as pd

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.gate.schema import Column, Dataset, Rule
from ffsu_eval.reference import table, values
from ffsu_eval.sources.lists import read_links, read_records

# « dls:K1 »: a conclusion of another mission of the same city
MISSIONS = "|".join(ENGAGEMENTS)
CONCLUSION = rf"(?:{MISSIONS}):K\d{{1,3}}"
ID = r"[A-Za-z0-9_.\-]{1,40}"

CHALLENGES = Dataset(
    name="challenges",
    label_fr="Enjeux",
    file="challenges.yml",
    reader=partial(read_records, links={"takes_over": "reference"}),
    key=("challenge_id",),
    columns=(Column("challenge_id", pattern=r"J\d{1,3}"), Column("label_fr")),
)

CHALLENGE_LINKS = Dataset(
    name="challenge_links",
    label_fr="Conclusions reprises par les enjeux",
    file="challenges.yml",
    reader=partial(read_links, key="challenge_id", list_column="takes_over", target="reference"),
    key=("challenge_id", "reference"),
    columns=(
        Column("challenge_id", refers_to=("challenges", "challenge_id")),
        Column("reference", pattern=CONCLUSION),
    ),
)


def _of_another_frame(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """A known measure given to a frame that does not have it."""
    frames = table("policy_frames")
    held = set(zip(frames["frame_id"], frames["measure_id"], strict=True))
    known = raw["frame_id"].isin(frames["frame_id"]) & raw["measure_id"].isin(frames["measure_id"])
    pairs = zip(raw["frame_id"], raw["measure_id"], strict=True)
    return known & ~pd.Series([pair in held for pair in pairs], index=raw.index, dtype=bool)


ALIGNMENTS = Dataset(
    name="alignments",
    label_fr="Cadres auxquels les objectifs répondent",
    file="alignments.csv",
    key=("objective_id", "frame_id", "measure_id"),
    columns=(
        Column("objective_id", refers_to=("objectives", "objective_id")),
        Column("frame_id", allowed=values("policy_frames", "frame_id"), scale="cadres"),
        Column("measure_id", allowed=values("policy_frames", "measure_id"), scale="mesures"),
    ),
    rules=(Rule("mesure qui n'est pas de ce cadre", "measure_id", _of_another_frame),),
)

CAPACITIES = Dataset(
    name="capacities",
    label_fr="Capacités des pilotes",
    file="capacities.csv",
    key=("org_id",),
    columns=(
        Column("org_id", refers_to=("organisations", "org_id")),
        Column("fte_available", "decimal", minimum=0),
        Column("budget_year", "decimal", required=False, minimum=0),
    ),
)

DATASETS = (CHALLENGES, CHALLENGE_LINKS)
