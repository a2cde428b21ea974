"""INC01, density of incidents by exposure, and its change between two complete years."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, floats, result
from ffsu_eval.indicators.incidents.base import (
    FRAGILE,
    SUPPRESSED,
    distinct_within,
    few,
    months,
    shown,
)
from ffsu_eval.indicators.incidents.coverage import (
    BASES,
    MINIMUM_EXPOSURE,
    completeness,
    exposures,
    incomplete,
    observed,
)
from ffsu_eval.indicators.intervals import garwood, rate_ratio
from ffsu_eval.indicators.recorded.rates import (
    FRAGILE_BELOW,
    NOT_COMPUTED,
    direction_words,
)

CELL = ["source_org_id", "territory_id", "year"]
DENSITY = {
    "source_org_id": "string",
    "territory_id": "string",
    "year": "Int64",
    "count": "Int64",
    "exposure_unit": "string",
    "exposure": "Float64",
    "n": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
CHANGE = {
    "source_org_id": "string",
    "territory_id": "string",
    "base_year": "Int64",
    "end_year": "Int64",
    "count_base": "Int64",
    "count_end": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "direction": "string",
    "caveat": "string",
}


def density(incidents: pd.DataFrame, coverage: pd.DataFrame) -> pd.DataFrame:
    """INC01, density = base · n / exposure, exact Poisson interval, by source × territory × year.

    Each source has its own unit, and no row adds two sources: 1,000 dwellings and a year, 1,000
    pupils and a year, a million journeys, 1,000 hours of patrol or presence, 1,000 nights of an
    establishment (``coverage.BASES``). ``count``: incidents of the months reported with an exposure,
    the source's own double entries left out; ``exposure`` over the same months
    (``coverage.exposures``), also given as ``n``; ``territory_id`` "ensemble" is the whole of a
    source. ``caveat``: "secret statistique" (fewer than 6 incidents: neither count nor value),
    "non calculé" (exposure under 1,000 dwellings, pupils or journeys), "fragile" (fewer than 20),
    else "". ValueError: as
    ``distinct_within`` and ``coverage.need_coverage``.
    Source of the interval: as ``intervals.garwood``; thresholds: house rules.
    """
    cells = exposures(coverage).sort_values(CELL, ignore_index=True)
    cells = cells.merge(counted(incidents, coverage), on=CELL, how="left")
    count = floats(cells["count"].fillna(0))
    unit = cells["exposure_unit"]
    enough = floats(cells["size"]) >= unit.map(MINIMUM_EXPOSURE).fillna(0).to_numpy(dtype=float)
    visible = shown(count)
    computed = np.where(visible & enough, count, np.nan)
    per = unit.map(BASES).to_numpy(dtype=float) / floats(cells["exposure"])
    low, high = garwood(computed)
    return result(
        cells.assign(
            count=np.where(visible, count, np.nan),
            n=cells["exposure"],
            value=computed * per,
            ci_low=low * per,
            ci_high=high * per,
            caveat=np.where(visible & ~enough, NOT_COMPUTED, np.array(few(count), dtype=object)),
        ),
        DENSITY,
    )


def counted(incidents: pd.DataFrame, coverage: pd.DataFrame) -> pd.DataFrame:
    """Incidents of each source × territory × year, in the months observed; then the whole."""
    own = distinct_within(incidents)
    own = own.assign(month=months(own["ts_start"]))
    key = ["source_org_id", "month", "territory_id"]
    inside = own.merge(observed(coverage)[key], on=key)
    inside = inside.assign(year=inside["month"].str[:4].astype("Int64"))
    return pd.concat(
        [part.groupby(CELL).size().rename("count").reset_index()
         for part in (inside, inside.assign(territory_id=WHOLE))],
        ignore_index=True,
    )  # fmt: skip


def density_change(
    incidents: pd.DataFrame, coverage: pd.DataFrame, base_year: int, end_year: int
) -> pd.DataFrame:
    """Change of INC01 between two years, only where both are complete (INC02 ≥ 0.9).

    Rate ratio with its exact conditional interval, by source × territory, then the whole of each
    source; ``direction`` "hausse", "baisse", "stable" (the interval contains 1), or "non calculable"
    with no value and the reason in ``caveat``: a year under 90 % of the months expected, whatever the
    raw counts say; fewer than 20 incidents in the base year; a count suppressed or not computed.
    Incidents come in clusters: an interval of Poisson counts is rather too narrow. ValueError: as
    ``density``, years out of order. Source of the interval: as ``intervals.rate_ratio``.
    """
    if base_year >= end_year:
        raise ValueError("base_year: expected before end_year")
    series = ["source_org_id", "territory_id"]
    given = completeness(coverage, base_year, end_year)
    given = given[given["year"].isin([base_year, end_year])]
    complete = given.pivot(index=series, columns="year", values="value")
    cells = density(incidents, coverage)
    base, end = (
        cells[cells["year"] == year].set_index(series).reindex(complete.index)
        for year in (base_year, end_year)
    )
    reasons = [
        incomplete({base_year: row[base_year], end_year: row[end_year]})
        or _unusable(first, base_year)
        or (f"moins de {FRAGILE_BELOW} incidents en {base_year}" if first == FRAGILE else "")
        or _unusable(last, end_year)
        for row, first, last in zip(
            complete.to_dict("records"), base["caveat"], end["caveat"], strict=True
        )
    ]
    usable = np.array([not reason for reason in reasons], dtype=bool)
    counts = [floats(part["count"]) for part in (base, end)]
    ratio = rate_ratio(
        np.where(usable, counts[1], np.nan), floats(end["exposure"]),
        np.where(usable, counts[0], np.nan), floats(base["exposure"]),
    )  # fmt: skip
    fragile = np.where(counts[1] < FRAGILE_BELOW, FRAGILE, "")
    return result(
        complete.index.to_frame(index=False).assign(
            base_year=base_year,
            end_year=end_year,
            count_base=counts[0],
            count_end=counts[1],
            value=ratio.ratio,
            ci_low=ratio.low,
            ci_high=ratio.high,
            direction=direction_words(ratio.low, ratio.high, 1, ("hausse", "baisse", "stable")),
            caveat=np.where(usable, fragile, np.array(reasons, dtype=object)),
        ),
        CHANGE,
    )


def _unusable(caveat: object, year: int) -> str:
    """Why the density of a year gives no trend; a base must not be fragile."""
    if pd.isna(caveat):  # type: ignore[call-overload]
        return f"aucune exposition en {year}"
    return f"{caveat} en {year}" if caveat in (SUPPRESSED, NOT_COMPUTED) else ""
