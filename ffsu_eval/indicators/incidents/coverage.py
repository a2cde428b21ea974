"""INC02, completeness of the sources, and the exposure that INC01 relates incidents to."""

import pandas as pd

from ffsu_eval.indicators.frames import (
    WHOLE,
    floats,
    need,
    need_unique,
    ratio,
    result,
    truths,
)

COMPLETE = 0.9
COVERAGE = (
    "source_org_id",
    "month",
    "territory_id",
    "months_reported",
    "exposure_value",
    "exposure_unit",
)
# a stock is there all year long (its exposure is in years); a flow adds up
STOCKS = ("logements", "eleves")
# what the rates of a unit are related to
BASES = {
    "logements": 1_000,
    "eleves": 1_000,
    "voyages": 1_000_000,
    "heures_patrouille": 1_000,
    "etab_nuits": 1_000,
}
# under this exposure a rate is not computed; hours and nights of presence have no such floor
MINIMUM_EXPOSURE = {"logements": 1_000, "eleves": 1_000, "voyages": 1_000}

COMPLETENESS = {
    "source_org_id": "string",
    "territory_id": "string",
    "year": "Int64",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "missing_months": "string",
    "caveat": "string",
}


def need_coverage(coverage: pd.DataFrame) -> None:
    """ValueError unless the frame has the columns of a coverage, one row per source, month, place."""
    need(coverage, "coverage", COVERAGE)
    need_unique(coverage, "coverage", ("source_org_id", "month", "territory_id"))
    units = coverage.dropna(subset=["exposure_unit"]).groupby("source_org_id")["exposure_unit"]
    if (units.nunique() > 1).any():
        raise ValueError("coverage: a source with several units of exposure")


def completeness(coverage: pd.DataFrame, first_year: int, last_year: int) -> pd.DataFrame:
    """INC02, completeness = months reported / months expected, by source, territory and year.

    A source is expected every month of every year in each territory that it covers at least once:
    a month without row is a month not reported. ``territory_id`` "ensemble" is the whole of a
    source: ``count`` and ``n`` are then months × territories. ``value`` 0-1; ``missing_months``:
    months that at least one territory lacks, « 2022-05, 2022-06 ». Under 0.9 the caveat says that no
    trend is given. ValueError: missing column, month given twice, years out of order.
    House formula; 0.9 is a house rule.
    """
    need_coverage(coverage)
    if first_year > last_year:
        raise ValueError("first_year: expected no later than last_year")
    reported = coverage[truths(coverage["months_reported"] == 1)]
    by_place = reported.groupby(["source_org_id", "territory_id"])["month"]
    cells = {key: set(months) for key, months in by_place}
    rows = []
    for source, places in coverage.groupby("source_org_id")["territory_id"]:
        covered = sorted(places.unique())
        for year in range(first_year, last_year + 1):
            wanted = {f"{year}-{month:02d}" for month in range(1, 13)}
            given = {place: wanted & cells.get((source, place), set()) for place in covered}
            for territory in (*covered, WHOLE):
                own = covered if territory == WHOLE else [territory]
                rows.append(
                    _complete(str(source), territory, year, wanted, [given[o] for o in own])
                )
    return result(rows, COMPLETENESS)


def _complete(
    source: str, territory: str, year: int, wanted: set[str], given: list[set[str]]
) -> dict[str, object]:
    count, n = sum(len(months) for months in given), len(wanted) * len(given)
    value = ratio(count, n)
    return {
        "source_org_id": source,
        "territory_id": territory,
        "year": year,
        "count": count,
        "n": n,
        "value": value,
        "missing_months": ", ".join(sorted(set().union(*(wanted - months for months in given)))),
        "caveat": "couverture incomplète : aucune tendance" if value < COMPLETE else "",
    }


def observed(coverage: pd.DataFrame) -> pd.DataFrame:
    """Source × month × territory that are reported and have an exposure: what a density rests on."""
    need_coverage(coverage)
    reported = truths(coverage["months_reported"] == 1)
    return coverage[reported & truths(coverage["exposure_value"] > 0)]


def exposures(coverage: pd.DataFrame) -> pd.DataFrame:
    """Exposure of each source × territory × year, then of the whole of each source.

    Result: source_org_id, territory_id, year, exposure_unit, ``exposure`` (dwelling-years or
    pupil-years for a stock, the sum of the months for a flow) and ``size`` (mean stock, else the
    exposure: what the floor applies to). ValueError as ``need_coverage``.
    """
    known = observed(coverage)
    key = ["source_org_id", "territory_id", "year", "exposure_unit"]
    totals = (
        known.assign(
            year=known["month"].str[:4].astype("Int64"), exposure=floats(known["exposure_value"])
        )
        .groupby(key)["exposure"]
        .agg(["sum", "mean"])
        .reset_index()
    )
    stock = totals["exposure_unit"].isin(STOCKS)
    totals = totals[key].assign(
        exposure=totals["sum"].where(~stock, totals["sum"] / 12),
        size=totals["mean"].where(stock, totals["sum"]),
    )
    whole = totals.groupby([key[0], key[2], key[3]], as_index=False)[["exposure", "size"]].sum()
    return pd.concat([totals, whole.assign(territory_id=WHOLE)], ignore_index=True)


def incomplete(values: dict[int, float]) -> str:
    """Why no trend is given: « couverture incomplète en 2022 (33 %) »; "" when all is complete."""
    weak = [
        f"{year} ({round(100 * value)} %)" for year, value in values.items() if value < COMPLETE
    ]
    return f"couverture incomplète en {' et '.join(weak)}" if weak else ""
