"""Small frames of recorded crime, in the columns of the typed one."""

from collections.abc import Iterable

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

YEARS = range(2016, 2023)
HERE, THERE = "44184", "44143"
# unit of count and denominator, as the producer has them
INDICATORS = {
    "cambriolages": ("infraction", "dwellings"),
    "degradations": ("infraction", "pop"),
    "vols_avec_armes": ("infraction", "pop"),
    "coups_blessures": ("victime", "pop"),
    "coups_blessures_autres": ("victime", "pop"),
    "violences_sexuelles": ("victime", "pop"),
    "vols_sans_violence": ("victime entendue", "pop"),
    "vols_de_vehicules": ("véhicule", "pop"),
}
TYPES = {
    "territory_id": "string", "year": "Int64", "indicator_id": "string", "unit_of_count": "string",
    "count": "Int64", "rate_per_1000": "Float64", "diffusion": "string", "population": "Float64",
    "population_year": "Int64", "dwellings": "Float64", "dwellings_year": "Int64",
    "denominator_type": "string", "denominator": "Float64", "denominator_year": "Int64",
    "release": "string", "geo_vintage": "Int64",
}  # fmt: skip
Cell = tuple[str, str, int, int | None, float | None]

# a frame costs more than a number: fewer examples, and no deadline on a busy machine
frames_settings = settings(max_examples=25, deadline=None)
counts_or_ndiff = st.one_of(st.none(), st.integers(0, 3_000))


def crime(cells: Iterable[Cell], release: str = "2022") -> pd.DataFrame:
    """Recorded crime from (commune, indicator, year, count or None, denominator).

    The denominator is that of the producer; there are two inhabitants for one dwelling.
    """
    rows = []
    for commune, indicator, year, count, size in cells:
        unit, kind = INDICATORS[indicator]
        population = None if size is None else size * (2 if kind == "dwellings" else 1)
        rows.append(
            {
                "territory_id": commune, "indicator_id": indicator, "year": year,
                "unit_of_count": unit, "count": count,
                "diffusion": "ndiff" if count is None else "diff",
                "population": population, "population_year": year - 2,
                "dwellings": None if population is None else population / 2,
                "dwellings_year": year - 3, "denominator_type": kind, "denominator": size,
                "denominator_year": year - (3 if kind == "dwellings" else 2),
                "release": release, "geo_vintage": int(release),
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def series(
    counts: Iterable[int | None],
    commune: str = HERE,
    size: float = 70_000,
    indicator: str = "cambriolages",
) -> pd.DataFrame:
    """One indicator of one commune from 2016 on."""
    cells = zip(YEARS, counts, strict=False)
    return crime([(commune, indicator, year, count, size) for year, count in cells])


def one(frame: pd.DataFrame) -> pd.Series:
    """The only row of a frame."""
    assert len(frame) == 1
    return frame.iloc[0]
