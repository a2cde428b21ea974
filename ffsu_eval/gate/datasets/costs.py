"""What the actions have cost, and the priorities that the policy had set itself."""

import pandas as pd

from ffsu_eval.gate.datasets.incidents import CATEGORIES
from ffsu_eval.gate.schema import Column, Dataset, Rule

COST_TYPES = ("personnel", "prestation", "equipement", "fonctionnement")

COSTS = Dataset(
    name="costs",
    label_fr="Coûts des actions",
    file="costs.csv",
    key=("action_id", "year", "cost_type"),
    columns=(
        Column("action_id", refers_to=("actions", "action_id")),
        Column("year", "integer", minimum=1990, maximum=2100),
        Column("cost_type", allowed=COST_TYPES, scale="types de coût"),
        Column("amount", "decimal", minimum=0),
    ),
)


def _gap(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """Ranks above the number of priorities: some are missing."""
    return (typed["rank"] > len(raw)).fillna(False)


PAST_PRIORITIES = Dataset(
    name="past_priorities",
    label_fr="Priorités retenues au départ",
    file="past_priorities.csv",
    key=("phenomenon",),
    columns=(
        Column("phenomenon", allowed=CATEGORIES, scale="phénomènes de l'enquête"),
        Column("rank", "integer", minimum=1),
    ),
    rules=(Rule("rang supérieur au nombre de priorités", "rank", _gap),),
)

DATASETS = (COSTS, PAST_PRIORITIES)
