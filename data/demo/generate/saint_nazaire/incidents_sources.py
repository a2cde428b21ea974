"""Who logs what in the demonstration: numbers by source and year, hours of presence, categories."""

from typing import NamedTuple

import pandas as pd

from data.demo.generate.chance import apportion
from data.demo.generate.saint_nazaire.quartiers import QUARTIERS

YEARS = (2020, 2021, 2022)
PM, MEDIATION, LANDLORD, TRANSPORT = "ORG03", "ORG16", "ORG17", "ORG19"
QUIET, NIGHT, FLAT = "Q3", "Q6", "Q7"


class Source(NamedTuple):
    """One source: its type, its incidents by year, where they are, and its yearly exposure."""

    kind: str
    counts: tuple[int, int, int]
    weights: tuple[int, ...]
    unit: str
    exposure: tuple[float, float, float]


SOURCES = {
    # truth: half as many incidents again, for half as many hours again: the density is stable.
    # Q3 is little patrolled and looks quiet; Q6 has more incidents for its hours than the others
    PM: Source("PM", (400, 500, 600), (12, 11, 3, 14, 14, 26, 12, 8), "heures_patrouille",
               (16_000.0, 20_000.0, 24_000.0)),
    MEDIATION: Source("mediation", (124, 124, 124), (10, 9, 5, 20, 20, 14, 12, 10),
                      "heures_patrouille", (6_600.0, 6_600.0, 6_600.0)),
    # truth: the landlord stops reporting in May 2022: counts fall, and no trend may be shown
    LANDLORD: Source("bailleur", (276, 276, 92), (6, 5, 6, 30, 28, 8, 9, 8), "logements",
                     (9_000.0, 9_000.0, 9_000.0)),
    # placebo: complete, stable, and as much anywhere
    TRANSPORT: Source("transport", (180, 182, 179), (1,) * 8, "voyages",
                      (4_300_000.0, 4_350_000.0, 4_280_000.0)),
}  # fmt: skip
# hours of patrol follow the incidents, but in Q6
PATROLLED = (13, 11, 3, 13, 15, 15, 11, 9)
NOT_REPORTED = {
    LANDLORD: frozenset(f"2022-{month:02d}" for month in range(5, 13)),
    MEDIATION: frozenset({"2021-08"}),
}
CATEGORIES = (
    "bruit", "regroupements", "incivilites", "stationnement", "degradations", "alcool", "halls",
    "rodeos", "tags", "menaces",
)  # fmt: skip
# of a hundred incidents; « degradations » (placebo) has the same share in every neighbourhood
MIX = {
    PM: (18, 14, 10, 22, 10, 8, 3, 7, 5, 3),
    MEDIATION: (20, 24, 22, 0, 10, 10, 14, 0, 0, 0),
    LANDLORD: (22, 10, 8, 6, 10, 4, 28, 0, 12, 0),
    TRANSPORT: (4, 14, 42, 0, 10, 10, 0, 0, 10, 10),
}
NOISY = (48, 10, 6, 8, 10, 12, 1, 2, 2, 1)  # police and mediation in Q6
COPIES = 206  # incidents of the police that the mediators have logged too


def reported(source: str) -> list[str]:
    """Months that a source reports."""
    months = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
    return [month for month in months if month not in NOT_REPORTED.get(source, frozenset())]


def source_coverage() -> pd.DataFrame:
    """One row per source, month and neighbourhood: reported or not, and the exposure."""
    rows = []
    for source, asked in SOURCES.items():
        weights = PATROLLED if source == PM else asked.weights
        for year, total in zip(YEARS, asked.exposure, strict=True):
            monthly = total if asked.unit == "logements" else total / 12
            parts = apportion(weights, round(monthly))
            for month in (f"{year}-{number:02d}" for number in range(1, 13)):
                given = month in reported(source)
                for quartier, part in zip(QUARTIERS, parts, strict=True):
                    rows.append(
                        {
                            "source_org_id": source,
                            "month": month,
                            "territory_id": quartier,
                            "months_reported": int(given),
                            "exposure_value": part if given else None,
                            "exposure_unit": asked.unit if given else None,
                        }
                    )
    return pd.DataFrame(rows).astype({"exposure_value": "Int64"})
