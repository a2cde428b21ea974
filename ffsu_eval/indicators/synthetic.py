"""EVA04, is a synthetic control possible? A count of what it needs, read in the data."""

from collections.abc import Iterable, Sequence

import pandas as pd

from ffsu_eval.indicators.frames import joined, need, need_unique, plural, result
from ffsu_eval.indicators.recorded.rates import CELL, RATES

PRE_YEARS, DONORS = 8, 20
CONDITIONS = {
    "indicator_id": "string",
    "value": "Float64",
    "n_years": "Int64",
    "n_donors": "Int64",
    "possible": "boolean",
    "caveat": "string",
}


def synthetic_conditions(
    rates: pd.DataFrame, area: str, donors: Sequence[str], before: Iterable[int]
) -> pd.DataFrame:
    """EVA04: never computed under 8 years before the policy and 20 donors; one row per indicator says why.

    ``rates``: result of ``recorded_rates``; ``n_years``: years of ``before`` that the producer publishes for
    ``area``; ``n_donors``: communes of comparison published in each of them. ``value`` is always missing:
    weights fitted on a few points would follow their noise, and the ranks of so few placebos could not
    tell an effect from chance; where the conditions are met, ``caveat`` says that the method is
    possible. ValueError: missing column, cell twice.
    Source: A. Abadie, A. Diamond, J. Hainmueller, Journal of the American Statistical Association 105,
    2010; the thresholds are house rules.
    """
    need(rates, "rates", RATES)
    need_unique(rates, "rates", CELL)
    years = sorted(set(before))
    inside = rates[rates["year"].isin(years) & rates["value"].notna()]
    lines = []
    for indicator in dict.fromkeys(rates["indicator_id"]):
        own = inside[inside["indicator_id"] == indicator]
        held = set(own.loc[own["territory_id"] == area, "year"])
        others = own[own["territory_id"].isin(list(donors)) & own["year"].isin(held)]
        complete = others.groupby("territory_id")["year"].nunique() == len(held)
        n_donors = int(complete.sum()) if held else 0
        possible = len(held) >= PRE_YEARS and n_donors >= DONORS
        lines.append(
            {
                "indicator_id": indicator,
                "n_years": len(held),
                "n_donors": n_donors,
                "possible": possible,
                "caveat": _reason(len(held), n_donors),
            }
        )
    return result(lines, CONDITIONS)


def _reason(years: int, donors: int) -> str:
    short = joined(
        f"{plural(years, 'année diffusée', 'années diffusées')} avant la politique, {PRE_YEARS} nécessaires"
        if years < PRE_YEARS
        else "",
        f"{plural(donors, 'commune', 'communes')} de comparaison, {DONORS} nécessaires"
        if donors < DONORS
        else "",
    )
    return short or "conditions réunies"
