"""Neighbourhoods of the territory: what local incidents are placed in and related to."""

from ffsu_eval.gate.schema import Column, Dataset

ID = r"[A-Za-z0-9_.\-]{1,40}"
LEVELS = ("commune", "quartier", "iris", "qpv")

QUARTIERS = Dataset(
    name="quartiers",
    label_fr="Quartiers",
    file="quartiers.csv",
    key=("territory_id",),
    columns=(
        Column("territory_id", pattern=ID),
        Column("label_fr"),
        Column("level", allowed=LEVELS),
        Column("population", "integer", required=False, minimum=0),
        Column("dwellings", "integer", required=False, minimum=0),
        Column("qpv_pop_share", "decimal", required=False, minimum=0, maximum=1),
        Column("cells_250m", "integer", required=False, minimum=1),
    ),
)

DATASETS = (QUARTIERS,)
