"""Does a rate, or its gap with comparable communes, hold with another denominator?"""

from collections.abc import Iterator, Sequence

import pandas as pd

from ffsu_eval.indicators.frames import need, need_unique, result, truths
from ffsu_eval.indicators.recorded.gap import comparison
from ffsu_eval.indicators.recorded.rates import CELL, RATES, recorded_rates

OF_THE_BASE = {"pop": "population", "dwellings": "dwellings"}
NEEDED = (*CELL, "population", "population_year", "dwellings", "dwellings_year", "denominator_type")
SIZE = ["territory_id", "denominator", "denominator_year"]

SENSITIVITY = {
    "indicator_id": "string",
    "territory_id": "string",
    "year": "Int64",
    "denominator_type": "string",
    "denominator": "Float64",
    "denominator_year": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "ratio": "Float64",
    "ratio_low": "Float64",
    "ratio_high": "Float64",
    "published": "boolean",
    "caveat": "string",
}


def denominator_sensitivity(
    crime: pd.DataFrame,
    territory_id: str,
    codes: Sequence[str],
    year: int,
    alternatives: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Rate per 1,000 and its ratio to the pooled rate of ``codes``, on each denominator.

    ``crime``: frame of recorded crime; its population ("pop") and dwellings, then ``alternatives``:
    territory_id, denominator_type (its name), denominator, denominator_year, one row per territory
    and type (main residences, seasonal population). Result: one row per indicator × denominator,
    the producer's first (``published``); rate, ratio and ``caveat`` follow the rules of REC01 and
    REC04, with the areas that have this denominator. A rate on another denominator than the
    producer's is a check, never the figure that is shown.
    ValueError: missing column, cell given twice, an arrondissement beside its city, an alternative
    given twice or named as one of the base.
    Sources: as ``recorded_rates`` and ``comparison``; on the choice of a denominator, S. L. Boggs,
    Urban crime patterns, American Sociological Review 30, 1965.
    """
    need(crime, "crime", NEEDED)
    need_unique(crime, "crime", CELL)
    at_year = crime[truths(crime["year"] == year)]
    concerned = at_year[at_year["territory_id"].isin([territory_id, *codes])]
    producer = concerned.groupby("indicator_id")["denominator_type"].first().to_dict()
    parts = [
        _on(sized, kind, territory_id, codes, year)
        for kind, sized in _sized(concerned, alternatives)
    ]
    found = pd.concat(parts, ignore_index=True)
    found["published"] = found["denominator_type"] == found["indicator_id"].map(producer)
    order = ["indicator_id", "published"]
    found = found.sort_values(order, ascending=[True, False], kind="stable")
    return result(found, SENSITIVITY)


def _sized(
    crime: pd.DataFrame, alternatives: pd.DataFrame | None
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Name of each denominator, and recorded crime with it."""
    for kind, name in OF_THE_BASE.items():
        size = {"denominator": crime[name], "denominator_year": crime[f"{name}_year"]}
        yield kind, crime.assign(**size, denominator_type=kind)
    if alternatives is None:
        return
    need(alternatives, "alternatives", [*SIZE, "denominator_type"])
    need_unique(alternatives, "alternatives", ["territory_id", "denominator_type"])
    if alternatives["denominator_type"].isin(list(OF_THE_BASE)).any():
        raise ValueError("alternatives: a denominator named as one of the base")
    without = crime.drop(columns=["denominator", "denominator_year"])
    for named, sizes in alternatives.groupby("denominator_type", sort=False):
        sized = without.merge(sizes[SIZE], on="territory_id", how="left")
        yield str(named), sized.assign(denominator_type=str(named))


def _on(
    crime: pd.DataFrame, kind: str, territory_id: str, codes: Sequence[str], year: int
) -> pd.DataFrame:
    """Rate (REC01) and gap (REC04) of every indicator on one denominator."""
    rates = recorded_rates(crime)
    own = rates.loc[truths(rates["territory_id"] == territory_id), list(RATES)]
    ratio = {"value": "ratio", "ci_low": "ratio_low", "ci_high": "ratio_high"}
    gaps = comparison(rates, territory_id, codes, year).rename(columns=ratio)
    kept = ["indicator_id", "territory_id", "year", *ratio.values(), "caveat"]
    sizes = ["indicator_id", "denominator", "denominator_year", "value", "ci_low", "ci_high"]
    return gaps[kept].merge(own[sizes], on="indicator_id", how="left").assign(denominator_type=kind)
