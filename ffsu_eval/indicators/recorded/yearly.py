"""REC03, yearly trend of a recorded rate."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from ffsu_eval.french import number
from ffsu_eval.indicators.frames import (
    BoolArray,
    FloatArray,
    floats,
    joined,
    need,
    need_unique,
    result,
)
from ffsu_eval.indicators.recorded.rates import (
    CELL,
    FRAGILE,
    FRAGILE_BELOW,
    NO_DIRECTION,
    NOT_ADDED,
    NOT_COMPUTED,
    RATES,
    SERIES,
    TWO_RELEASES,
    UNPUBLISHED,
    direction_words,
)
from ffsu_eval.indicators.trend import (
    MINIMUM_DEGREES,
    MINIMUM_YEARS,
    estimable,
    quasi_poisson,
)

STRONG_DISPERSION = 3
PUBLISHED_YEARS = 6
ABSENT = "absent de la base"

TREND = {
    "territory_id": "string",
    "indicator_id": "string",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "dispersion": "Float64",
    "n_years": "Int64",
    "p_value": "Float64",
    "direction": "string",
    "caveat": "string",
}


def annual_trend(
    rates: pd.DataFrame,
    first_year: int,
    last_year: int,
    exclude_years: Collection[int] = (),
    breaks: Collection[int] = (),
) -> pd.DataFrame:
    """REC03, yearly trend in per cent: 100(e^β−1), quasi-Poisson regression, offset log D.

    ``rates``: result of ``recorded_rates``. Result: one row per commune × indicator; ``value`` and
    bounds in % a year (95 %, Student's law with T−2 degrees of freedom), ``dispersion`` φ =
    max(1, Pearson χ²/(T−2)), ``n_years`` T. At least 6 years with a rate in the window, 5 when some
    are left out on purpose, else "non calculable", as for a series of two releases or with too few
    facts for a slope; years without rate or absent are left out, never filled, and named in
    ``caveat``. ``exclude_years`` leaves years out on purpose (2020 and 2021, to see what lockdowns
    change). ``direction``: "hausse", "baisse", or "stable" when 0 is in the interval.
    ``breaks``: years from which the level may step, for breaks declared beforehand (at the first
    year with a rate from there on; none for a break before or after the series), one degree of
    freedom each; fewer than 3 left: "non calculable". ``caveat`` also says "fragile" (a year under
    20 facts), a φ above 3 and the breaks. ValueError: missing column, cell given twice, first year
    that does not come before the last.
    Source: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989; the floor of φ, the 6 years
    and the thresholds are house rules.
    """
    need(rates, "rates", RATES)
    need_unique(rates, "rates", CELL)
    if first_year >= last_year:
        raise ValueError("first_year: expected before last_year")
    window = [year for year in range(first_year, last_year + 1) if year not in exclude_years]
    excluded = sorted(set(exclude_years) & set(range(first_year, last_year + 1)))
    note = f"hors {_listed(excluded)}" if excluded else ""
    ordered = rates.sort_values(CELL, ignore_index=True)
    numbers = {name: floats(ordered[name]) for name in ("year", "count", "denominator", "value")}
    texts = {name: ordered[name].to_numpy(dtype=object) for name in (*SERIES, "caveat", "release")}
    columns = numbers | texts
    inside = np.isin(numbers["year"], window)
    rows = []
    # arrays rather than one frame a series: several times faster on a group of communes
    for places in sorted(ordered.groupby(SERIES).indices.values(), key=lambda found: found[0]):
        kept = places[inside[places]]
        names = {name: texts[name][places[0]] for name in SERIES}
        series = {name: values[kept] for name, values in columns.items()}
        rows.append(names | _trend_of(series, window, note, breaks))
    return result(rows, TREND)


def _trend_of(
    series: Mapping[str, np.ndarray], window: list[int], note: str, breaks: Collection[int]
) -> dict[str, object]:
    """Trend of one commune and indicator, from its cells in the window, or why there is none."""
    used: BoolArray = ~np.isnan(series["value"])
    count, size, years = (series[name][used] for name in ("count", "denominator", "year"))
    gaps = joined(note, unseen_years(series["year"], series["caveat"], used, window))
    steps = steps_of(breaks, years)
    minimum = MINIMUM_YEARS if note else PUBLISHED_YEARS
    reason = ""
    if len(years) < minimum:
        reason = f"moins de {minimum} années diffusées"
    elif len(set(series["release"][used])) > 1:
        reason = TWO_RELEASES
    elif len(years) - 2 - len(steps) < MINIMUM_DEGREES:
        reason = "trop peu d'années pour une rupture de série"
    elif not estimable(count, years, steps):
        reason = "trop peu de faits"
    if reason:
        caveat = joined(reason, gaps)
        return {"n_years": len(years), "direction": NO_DIRECTION, "caveat": caveat}
    fit = quasi_poisson(count, size, years, breaks=steps)
    low, high = np.array([fit.low]), np.array([fit.high])
    words = direction_words(low, high, 0, ("hausse", "baisse", "stable"))
    return {
        "value": fit.percent,
        "ci_low": fit.low,
        "ci_high": fit.high,
        "dispersion": fit.dispersion,
        "n_years": len(years),
        "p_value": fit.p_value,
        "direction": str(words[0]),
        "caveat": joined(
            FRAGILE if np.any(count < FRAGILE_BELOW) else "",
            strong_dispersion(fit.dispersion),
            f"rupture de série prise en compte en {_listed(steps)}" if steps else "",
            gaps,
        ),
    }


def steps_of(breaks: Collection[int], years: FloatArray) -> list[int]:
    """Published years where the level may step: the first one from each break on."""
    later = [years[years >= year] for year in breaks]
    return sorted({int(found.min()) for found in later if 0 < len(found) < len(years)})


def strong_dispersion(phi: float) -> str:
    """Caveat of a φ above 3, or ""."""
    return f"forte surdispersion (φ = {number(phi, 1)})" if phi > STRONG_DISPERSION else ""


def unseen_years(
    years: FloatArray, caveats: np.ndarray, used: BoolArray, window: Collection[int]
) -> str:
    """French text naming the years of the window that give no rate, by reason; "" for none.

    ``years``, ``caveats`` (of REC01), ``used``: one element per cell.
    """
    said = caveats.astype(str)
    unused = {
        label: years[~used & np.char.startswith(said, label)]
        for label in (UNPUBLISHED, NOT_ADDED, NOT_COMPUTED)
    }
    unused[ABSENT] = np.setdiff1d(list(window), years)
    return joined(*(f"{label} en {_listed(left)}" for label, left in unused.items() if len(left)))


def _listed(years: Iterable[float]) -> str:
    return ", ".join(str(int(year)) for year in years)
