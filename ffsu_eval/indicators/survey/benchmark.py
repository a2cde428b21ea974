"""National benchmark beside an item, where the item is worded as the national survey."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, floats, joined, need, need_unique, result, truths
from ffsu_eval.indicators.survey.bases import ITEM_TYPES

NATIONAL_SURVEY = "CVS"
COUNT = "Nombre"
ONLY_COUNT = "le producteur diffuse un nombre de personnes : part nationale non calculée"
OTHER_PEOPLE = "population interrogée différente de celle de l'enquête nationale"

BESIDE = ITEM_TYPES | {
    "value": "Float64",
    "n": "Int64",
    "national_year": "Int64",
    "national_people": "Float64",
    "national_share": "Float64",
    "people_fr": "string",
    "area_fr": "string",
    "source_fr": "string",
    "caveat": "string",
}


def beside_benchmark(
    shares: pd.DataFrame,
    items: pd.DataFrame,
    series: pd.DataFrame,
    wave: Mapping[str, Any] | pd.Series,
    population: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """Shares of a wave with the last national figure, for the items worded as the national survey.

    Only items that the item bank says to come from the national survey (``source`` CVS) and whose
    wording was verified there (``source_verified``), with a series of their ``theme``; the others
    have no row. ``shares``: item_id, group, value, n (whole wave); ``series``: result of
    ``read_benchmark``; ``population``: people of 14 or more by year, from a source that the caller
    names, without which ``national_share`` (0-1) is missing. The gap is not computed: population,
    year and mode differ. ValueError: missing column, item given twice.
    """
    need(shares, "shares", ("item_id", "group", "value", "n"))
    need(items, "items", (*ITEM_TYPES, "source", "source_verified"))
    need(series, "series", ("theme", "year", "statistic", "value"))
    need_unique(items, "items", ("item_id",))
    worded = items[truths(items["source"] == NATIONAL_SURVEY) & truths(items["source_verified"])]
    counts = series[truths(series["statistic"] == COUNT) & series["value"].notna()]
    last = counts.sort_values("year").groupby("theme").tail(1)
    whole = shares[shares["group"] == WHOLE][["item_id", "value", "n"]]
    found = (
        worded[list(ITEM_TYPES)]
        .merge(
            last.rename(columns={"value": "national_people", "year": "national_year"}), on="theme"
        )
        .merge(whole, on="item_id")
    )
    everyone = np.array(
        [(population or {}).get(int(year), np.nan) for year in found["national_year"]], dtype=float
    )
    caveat = [
        joined(
            f"série nationale close en {year}, l'enquête suivante n'est pas comparable",
            ONLY_COUNT if unknown else "",
            OTHER_PEOPLE if wave["population"] != "habitants" else "",
        )
        for year, unknown in zip(found["national_year"], np.isnan(everyone), strict=True)
    ]
    share = floats(found["national_people"]) / everyone
    return result(found.assign(national_share=share, caveat=caveat), BESIDE)
