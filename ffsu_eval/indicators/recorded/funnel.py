"""REC05, funnel: is a recorded count out of the ordinary among comparable communes?"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import FloatArray, floats, joined, need, result, truths
from ffsu_eval.indicators.recorded.rates import FRAGILE, FRAGILE_BELOW, NO_DIRECTION, RATES
from ffsu_eval.indicators.signals import with_signals

WINSORISED = 0.10
MINIMUM_AREAS = 5
WITHIN = "dans les limites"
# widest limits first: the first that a count is outside of names its place
PLACES = (
    ("high_998", 1, "signal haut"),
    ("low_998", -1, "signal bas"),
    ("high_95", 1, "au-dessus de la limite à 95 %"),
    ("low_95", -1, "au-dessous de la limite à 95 %"),
)
TOO_FEW = f"moins de {MINIMUM_AREAS} communes comparées"

FUNNEL = {
    "territory_id": "string",
    "indicator_id": "string",
    "year": "Int64",
    "count": "Int64",
    "denominator": "Float64",
    "denominator_type": "string",
    "value": "Float64",
    "pooled_rate": "Float64",
    "expected": "Float64",
    "low_95": "Float64",
    "high_95": "Float64",
    "low_998": "Float64",
    "high_998": "Float64",
    "dispersion": "Float64",
    "n_areas": "Int64",
    "z": "Float64",
    "p_value": "Float64",
    "q_value": "Float64",
    "signal": "boolean",
    "direction": "string",
    "caveat": "string",
}


class Limits(NamedTuple):
    """Control limits of a count, arrays of the shape of the expected counts."""

    low_95: FloatArray
    high_95: FloatArray
    low_998: FloatArray
    high_998: FloatArray


def funnel_limits(expected: npt.ArrayLike, dispersion: float = 1.0) -> Limits:
    """Control limits of a Poisson count around its expectation: E + √φ·(quantile − E), not below 0.

    ``expected``: expected counts, NaN gives NaN; quantiles at 2.5, 97.5, 0.1 and 99.9 %. ValueError:
    dispersion under 1, expectation that is not positive.
    Source: D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in
    Medicine 24, 2005.
    """
    e = np.asarray(expected, dtype=float)
    if dispersion < 1:
        raise ValueError("dispersion: expected at least 1")
    if np.any(e <= 0):
        raise ValueError("expected: expected positive")
    quantiles = (stats.poisson.ppf(level, e) for level in (0.025, 0.975, 0.001, 0.999))
    return Limits(*(np.maximum(e + dispersion**0.5 * (q - e), 0.0) for q in quantiles))


def overdispersion(observed: npt.ArrayLike, expected: npt.ArrayLike) -> float:
    """How much more than chance the areas differ: φ = mean of the squared standardised residuals.

    Pearson residuals (O − E)/√E, the tenth at each end brought to the nearest kept one (a few areas
    out of the ordinary must not hide themselves by widening the limits); at least 1, and 1 for fewer
    than 5 areas. Source: D. J. Spiegelhalter, Statistics in Medicine 24, 2005.
    """
    o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    if len(o) < MINIMUM_AREAS:
        return 1.0
    residuals = (o - e) / np.sqrt(e)
    low, high = np.quantile(residuals, [WINSORISED, 1 - WINSORISED])
    return float(max(1.0, np.mean(np.clip(residuals, low, high) ** 2)))


def funnel(rates: pd.DataFrame, territory_id: str, codes: Iterable[str], year: int) -> pd.DataFrame:
    """REC05, funnel of one year: each area's count against the one expected at the pooled rate.

    ``rates``: REC01 of the territory and of the areas ``codes``. One row per area that has a rate ×
    indicator, the territory always there, last. Expected: E = D·p̄, p̄ the pooled rate of the other
    areas (the territory excluded); limits at 95 % and 99.8 % widened by √φ (``funnel_limits``,
    ``overdispersion`` of the other areas). ``z``: (O − E)/√(φE); ``p_value``: two-sided, normal;
    ``q_value`` and ``signal``: across the indicators of the territory, missing for the others.
    ``direction``: « dans les limites », « au-dessus / au-dessous de la limite à 95 % », « signal haut /
    bas » outside 99.8 %; « non calculable » when the territory has no rate, no area has one, or no fact
    was recorded. Areas are not ranked. ValueError: missing column.
    """
    need(rates, "rates", RATES)
    wanted = set(codes) - {territory_id}
    at_year = rates[truths(rates["year"] == year)]
    concerned = at_year[at_year["territory_id"].isin([territory_id, *wanted])]
    parts = [
        _areas(cells, territory_id) for _, cells in concerned.groupby("indicator_id", sort=True)
    ]
    found = result(pd.concat(parts) if parts else [], FUNNEL)
    own = truths(found["territory_id"] == territory_id)
    # the interval of no difference is that of z: what is outside 95 % and no signal says so
    tested = with_signals(found[own].assign(ci_low=found["z"] - 1.96, ci_high=found["z"] + 1.96), 0)
    for name in ("q_value", "signal", "caveat"):
        found.loc[own, name] = tested[name]
    return result(found, FUNNEL)


def _areas(cells: pd.DataFrame, territory_id: str) -> pd.DataFrame:
    """Rows of one indicator: other areas that have a rate, then the territory."""
    own = truths(cells["territory_id"] == territory_id)
    others = cells[~own & cells["value"].notna()]
    if own.any():
        others = others[others["release"] == cells.loc[own, "release"].iloc[0]]
    areas = pd.concat([others.sort_values("territory_id"), cells[own]], ignore_index=True)
    count, size = floats(areas["count"]), floats(areas["denominator"])
    pool, pooled_size = floats(others["count"]).sum(), floats(others["denominator"]).sum()
    unknown = ["aucun fait" if len(others) else "aucun taux", "dans les communes de comparaison"]
    if pool == 0:
        caveats = [joined(caveat, " ".join(unknown)) for caveat in areas["caveat"]]
        return areas.assign(n_areas=len(others), direction=NO_DIRECTION, caveat=caveats)
    rate = pool / pooled_size
    expected = rate * size
    phi = overdispersion(floats(others["count"]), rate * floats(others["denominator"]))
    known = areas["value"].notna().to_numpy() & (expected > 0)
    limits = funnel_limits(np.where(known, expected, np.nan), phi)
    z = np.where(known, (count - expected) / np.sqrt(phi * expected), np.nan)
    few = FRAGILE if pool < FRAGILE_BELOW else ""
    too_few = TOO_FEW if len(others) < MINIMUM_AREAS else ""
    return areas.assign(
        pooled_rate=1000 * rate,
        expected=np.where(known, expected, np.nan),
        **limits._asdict(),
        dispersion=phi,
        n_areas=len(others),
        z=z,
        p_value=2 * stats.norm.sf(np.abs(z)),
        direction=_places(np.where(known, count, np.nan), limits),
        caveat=[joined(caveat or few, too_few) for caveat in areas["caveat"]],
    )


def _places(count: FloatArray, limits: Limits) -> np.ndarray:
    """Where each count stands; NaN is « non calculable »."""
    outside = [sign * (count - getattr(limits, name)) > 0 for name, sign, _ in PLACES]
    words = [word for _, _, word in PLACES]
    return np.select([np.isnan(count), *outside], [NO_DIRECTION, *words], WITHIN)
