"""REC01, recorded rates, and what the other indicators of recorded crime share with it."""

from typing import Literal

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import (
    FloatArray,
    floats,
    need,
    need_unique,
    plural,
    result,
    truths,
)
from ffsu_eval.indicators.intervals import byar, garwood

FRAGILE_BELOW = 20
MINIMUM_DENOMINATOR = 1000
LOCAL_MINIMUM = 6

FRAGILE = "fragile"
UNPUBLISHED = "non diffusé"
PARTLY = "partiel"
NOT_ADDED = "non totalisé"
NOT_COMPUTED = "non calculé"
TWO_RELEASES = "éditions différentes"
NO_DIRECTION = "non calculable"

INTERVALS = {"exact": garwood, "byar": byar}
SERIES = ["territory_id", "indicator_id"]
CELL = [*SERIES, "year"]

RATES = {
    "territory_id": "string",
    "indicator_id": "string",
    "year": "Int64",
    "unit_of_count": "string",
    "count": "Int64",
    "denominator": "Float64",
    "denominator_type": "string",
    "denominator_year": "Int64",
    "diffusion": "string",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
    "release": "string",
}
COMPUTED = ("value", "ci_low", "ci_high", "caveat")


def recorded_rates(
    crime: pd.DataFrame,
    local_source: bool = False,
    interval: Literal["exact", "byar"] = "exact",
) -> pd.DataFrame:
    """REC01, recorded rate per 1,000 inhabitants or dwellings: 1000·n/D, exact Poisson interval.

    ``crime``: frame of recorded crime, one row per commune × indicator × year. Result: the same
    rows, sorted; ``value``, ``ci_low``, ``ci_high`` per 1,000 (95 % interval), ``caveat`` one of
    "", "fragile" (fewer than 20 facts), "non diffusé", "non calculé" (D under 1,000 or missing),
    "non totalisé : 3 communes diffusées sur 8" for a total (``totals.territory_total``) of which
    only a part is published. ``interval``: "exact", or "byar", its approximation, close from 10
    facts upwards.
    Counts published by the statistical service are used as published, a published 0 included;
    with ``local_source`` (a partner's own counts) fewer than 6 facts are neither shown nor used.
    ValueError: missing column, cell given twice, count given without diffusion or the reverse,
    unknown interval. Sources: as ``intervals.garwood`` and ``intervals.byar``; thresholds of 1,000,
    20 and 6 are house rules.
    """
    need(crime, "crime", [name for name in RATES if name not in COMPUTED])
    need_unique(crime, "crime", CELL)
    if interval not in INTERVALS:
        raise ValueError(f"interval: expected one of {', '.join(INTERVALS)}")
    frame = crime.sort_values(CELL, ignore_index=True)
    count, denominator = floats(frame["count"]), floats(frame["denominator"])
    published = truths(frame["diffusion"] == "diff")
    need_published(frame)
    masked = published & (count < LOCAL_MINIMUM) & local_source
    computed = published & (denominator >= MINIMUM_DENOMINATOR) & ~masked
    per_thousand = 1000 / np.where(computed, denominator, np.nan)
    low, high = INTERVALS[interval](np.where(computed, count, np.nan))
    labels = [UNPUBLISHED, NOT_COMPUTED, FRAGILE]
    caveat = np.select([~published, ~computed, count < FRAGILE_BELOW], labels, "").astype(object)
    partly = truths(frame["diffusion"] == PARTLY)
    caveat[partly] = _not_added(frame[partly])
    return result(
        frame.assign(
            count=np.where(masked, np.nan, count),
            value=count * per_thousand,
            ci_low=low * per_thousand,
            ci_high=high * per_thousand,
            caveat=caveat,
        ),
        RATES,
    )


def need_published(crime: pd.DataFrame) -> None:
    """ValueError unless a count is given where, and only where, the cell is published."""
    if np.any(truths(crime["count"].notna()) != truths(crime["diffusion"] == "diff")):
        raise ValueError("crime: a count is given if and only if the cell is published")


def _not_added(frame: pd.DataFrame) -> list[str]:
    """Caveats of totals of communes not all published, with their number where it is known."""
    if not {"n_published", "n_communes"} <= set(frame.columns):
        return [NOT_ADDED] * len(frame)
    numbers = frame[["n_published", "n_communes"]].astype("Int64").to_numpy()
    return [
        f"{NOT_ADDED} : {plural(n, 'commune diffusée', 'communes diffusées')} sur {asked}"
        if pd.notna(n)
        else NOT_ADDED
        for n, asked in numbers
    ]


def direction_words(
    low: FloatArray, high: FloatArray, neutral: float, words: tuple[str, str, str]
) -> np.ndarray:
    """One of ``words`` (interval above ``neutral``, below, around it), or "non calculable"."""
    known = ~np.isnan(low) & ~np.isnan(high)
    chosen = [~known, low > neutral, high < neutral]
    return np.select(chosen, [NO_DIRECTION, words[0], words[1]], words[2])
