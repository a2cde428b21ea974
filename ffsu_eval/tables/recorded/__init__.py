"""Tables of recorded crime; every cell is text, what is missing has a sign that ``SIGNS`` explains.

- ``levels``: rates and changes, counts by year, denominators;
- ``publication``: what the producer publishes, cell by cell and as a share;
- ``comparisons``: gaps to other communes, by group, in a funnel; the communes compared;
- ``effects``: before and after against comparators, trends with and without marked years.
"""

from ffsu_eval.tables.recorded.cells import SIGNS
from ffsu_eval.tables.recorded.comparisons import (
    comparison_table,
    funnel_table,
    groups_table,
    named_comparators_table,
)
from ffsu_eval.tables.recorded.effects import (
    differential_table,
    shared_caveats,
    trend_sensitivity_table,
)
from ffsu_eval.tables.recorded.levels import change_table, denominators_table, rates_table
from ffsu_eval.tables.recorded.publication import diffusion_table, publication_table

__all__ = [
    "SIGNS",
    "change_table",
    "comparison_table",
    "denominators_table",
    "differential_table",
    "diffusion_table",
    "funnel_table",
    "groups_table",
    "named_comparators_table",
    "publication_table",
    "rates_table",
    "shared_caveats",
    "trend_sensitivity_table",
]
