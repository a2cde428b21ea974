"""What a person decided of each finding in free text: mask it, or let it be printed."""

from functools import partial

import pandas as pd

from ffsu_eval.disclosure.decisions import ALLOW, MASK, REASON_LENGTH
from ffsu_eval.gate.schema import Column, Dataset, Rule
from ffsu_eval.sources.lists import read_records


def _without_reason(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["decision"] == ALLOW) & (raw["reason"].str.len() < REASON_LENGTH)


SCREENING_DECISIONS = Dataset(
    name="screening_decisions",
    label_fr="Décisions sur les textes libres",
    file="screening.yml",
    reader=partial(read_records, links={}),
    key=("finding",),
    columns=(
        Column("finding", pattern=r"T[0-9a-f]{12}\.[0-9a-f]{4}"),
        Column("decision", allowed=(MASK, ALLOW), scale="décisions"),
        Column("reason"),
        Column("by"),
        Column("date", "date"),
    ),
    rules=(
        Rule(
            f"motif d'au moins {REASON_LENGTH} caractères pour autoriser",
            "reason",
            _without_reason,
        ),
    ),
)

# a mission whose texts name nobody has nothing to decide
DATASETS = (SCREENING_DECISIONS,)
