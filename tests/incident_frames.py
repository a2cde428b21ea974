"""Small frames of local incidents and of the coverage of their sources, for the tests."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

CELL = "CRS3035RES250mN2733250E3352000"
TEXTS = (
    "incident_id", "source_org_id", "ts_precision", "territory_id", "grid_cell_250m",
    "category_code", "duplicate_of",
)  # fmt: skip


def cell(rank: int) -> str:
    """A cell of the grid, another one for each rank."""
    return f"CRS3035RES250mN2733250E{3_352_000 + 250 * rank}"


def incidents(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Typed incidents, named I0, I1…; what a row does not say is usual."""
    usual = {
        "source_org_id": "PM",
        "ts_start": "2021-03-01 12:00",
        "ts_precision": "minute",
        "territory_id": "Q1",
        "grid_cell_250m": CELL,
        "category_code": "bruit",
        "duplicate_of": None,
        "responded_at": None,
    }
    frame = pd.DataFrame(
        [{"incident_id": f"I{rank}", **usual, **row} for rank, row in enumerate(rows)],
        columns=["incident_id", *usual],
    )
    times = {
        name: pd.to_datetime(frame[name], format="ISO8601") for name in ("ts_start", "responded_at")
    }
    return frame.assign(**times).astype(dict.fromkeys(TEXTS, "string"))


def coverage(
    reported: Mapping[str, Sequence[str]],
    places: Sequence[str] = ("Q1",),
    years: Sequence[int] = (2021,),
    exposure: Mapping[str, tuple[float, str]] | None = None,
) -> pd.DataFrame:
    """Coverage of each source: its reported months, each with the same exposure everywhere."""
    wanted = [f"{year}-{month:02d}" for year in years for month in range(1, 13)]
    rows = []
    for source, months in reported.items():
        value, unit = (exposure or {}).get(source, (200.0, "heures_patrouille"))
        for month in wanted:
            for place in places:
                given = month in months
                rows.append(
                    (
                        source,
                        month,
                        place,
                        int(given),
                        value if given else None,
                        unit if given else None,
                    )
                )
    names = [
        "source_org_id", "month", "territory_id", "months_reported", "exposure_value",
        "exposure_unit",
    ]  # fmt: skip
    types = dict.fromkeys((*names[:3], names[5]), "string")
    numbers = {"months_reported": "Int64", "exposure_value": "Float64"}
    return pd.DataFrame(rows, columns=names).astype({**types, **numbers})


def months(*years: int, without: Sequence[str] = ()) -> list[str]:
    """Every month of these years but some."""
    every = [f"{year}-{month:02d}" for year in years for month in range(1, 13)]
    return [month for month in every if month not in without]
