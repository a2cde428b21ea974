"""Neighbourhoods of the demonstration city: invented names, and the cells of each."""

import pandas as pd

# name, population, dwellings, share of the population in a priority area
NAMES = (
    ("Belle-Anse", 9_800, 5_600, 0.0),
    ("Clos-Marin", 8_400, 4_700, 0.0),
    ("Grée-Haute", 7_300, 3_900, 0.0),
    ("Les Corderies", 9_100, 5_200, 0.42),
    ("Maison-Neuve", 10_200, 5_700, 0.31),
    ("Port-Ancien", 11_600, 7_400, 0.0),
    ("Pré-Vert", 8_700, 4_600, 0.0),
    ("Vieux-Moulin", 6_800, 3_400, 0.12),
)
QUARTIERS = tuple(f"Q{rank}" for rank in range(1, len(NAMES) + 1))
SIDE, ACROSS = 6, 4  # each neighbourhood is a square of 6 × 6 cells, four in a row
NORTH, EAST, STEP = 2_731_000, 3_350_000, 250
CELLS = SIDE * SIDE


def cells(quartier: int) -> list[str]:
    """Cells of one neighbourhood, of the 250 m grid of INSPIRE."""
    row, column = divmod(quartier, ACROSS)
    return [
        f"CRS3035RES250mN{NORTH + STEP * (row * SIDE + up)}E{EAST + STEP * (column * SIDE + right)}"
        for up in range(SIDE)
        for right in range(SIDE)
    ]


def quartiers() -> pd.DataFrame:
    """One row per neighbourhood."""
    return pd.DataFrame(
        [
            {
                "territory_id": quartier,
                "label_fr": name,
                "level": "quartier",
                "population": population,
                "dwellings": dwellings,
                "qpv_pop_share": share,
                "cells_250m": CELLS,
            }
            for quartier, (name, population, dwellings, share) in zip(QUARTIERS, NAMES, strict=True)
        ]
    )
