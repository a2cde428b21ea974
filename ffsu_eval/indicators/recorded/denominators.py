"""Sensitivity of a rate, and of its gap with comparators, to the denominator."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, need, need_unique, result, truths
from ffsu_eval.indicators.intervals import garwood, rate_ratio
from ffsu_eval.indicators.recorded.rates import MINIMUM_DENOMINATOR, UNPUBLISHED

OF_THE_BASE = ("dwellings", "population")
NAMES = {"dwellings": "dwellings", "population": "pop"}
ALTERNATIVES = ("territory_id", "denominator_type", "denominator", "denominator_year")

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
    codes: Collection[str],
    year: int,
    alternatives: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Rate per 1,000 and its ratio to comparators on every denominator that is known.

    ``crime``: frame of recorded crime; dwellings and population of the base, then ``alternatives``
    (territory_id, denominator_type, denominator, denominator_year: main residences, seasonal
    population). One row per indicator × denominator, the producer's first (``published``). The ratio
    takes the comparators that have a published count and this denominator. Rates with exact Poisson
    intervals, ratios with exact conditional ones. ValueError: missing column, cell given twice.
    Source: M. A. Andresen, The place of environmental criminology within criminological thought, 2010
    (the population present differs from the resident one).
    """
    need(crime, "crime", ("territory_id", "indicator_id", "year", "count", *OF_THE_BASE))
    need_unique(crime, "crime", ("territory_id", "indicator_id", "year"))
    concerned = crime[truths(crime["year"] == year)]
    concerned = concerned[concerned["territory_id"].isin([territory_id, *codes])]
    sizes = _sizes(concerned, alternatives)
    rows = []
    for indicator, cells in concerned.groupby("indicator_id", sort=True):
        own = str(cells["denominator_type"].iloc[0])
        kinds = sorted(dict.fromkeys(sizes["denominator_type"]), key=lambda kind: kind != own)
        for kind in kinds:
            sized = cells[["territory_id", "count"]].merge(
                sizes[sizes["denominator_type"] == kind], on="territory_id"
            )
            rows.append(
                {
                    "indicator_id": indicator,
                    "territory_id": territory_id,
                    "year": year,
                    "denominator_type": kind,
                    "published": kind == own,
                    **_on(sized.drop_duplicates("territory_id"), territory_id),
                }
            )
    return result(rows, SENSITIVITY)


def _sizes(crime: pd.DataFrame, alternatives: pd.DataFrame | None) -> pd.DataFrame:
    """Every denominator of every area, one row each."""
    parts = [
        pd.DataFrame(
            {
                "territory_id": crime["territory_id"],
                "denominator_type": NAMES[name],
                "denominator": crime[name],
                "denominator_year": crime[f"{name}_year"],
            }
        )
        for name in OF_THE_BASE
    ]
    if alternatives is not None:
        need(alternatives, "alternatives", ALTERNATIVES)
        parts.append(alternatives[list(ALTERNATIVES)])
    return pd.concat(parts, ignore_index=True).dropna(subset=["denominator"])


def _on(sized: pd.DataFrame, territory_id: str) -> dict[str, object]:
    """Rate and ratio on one denominator; ``sized``: one row per area, with its count."""
    own = truths(sized["territory_id"] == territory_id)
    if not own.any():
        return {"caveat": "dénominateur inconnu"}
    here = sized[own].iloc[0]
    found = {name: here[name] for name in ("denominator", "denominator_year")}
    if pd.isna(here["count"]):
        return {**found, "caveat": UNPUBLISHED}
    if here["denominator"] < MINIMUM_DENOMINATOR:
        return {**found, "caveat": f"moins de {MINIMUM_DENOMINATOR} au dénominateur"}
    count, size = float(here["count"]), float(here["denominator"])
    low, high = (float(bound) for bound in garwood(count))
    found |= {
        "value": 1000 * count / size,
        "ci_low": 1000 * low / size,
        "ci_high": 1000 * high / size,
        "caveat": "",
    }
    others = sized[~own & sized["count"].notna()]
    pool, pooled = floats(others["count"]).sum(), floats(others["denominator"]).sum()
    if pool == 0 or pooled == 0:
        return {**found, "caveat": "aucun taux dans les communes de comparaison"}
    ratio = rate_ratio(count, size, pool, pooled)
    bounds = (np.asarray(value).item() for value in ratio[:3])
    return found | dict(zip(("ratio", "ratio_low", "ratio_high"), bounds, strict=True))
