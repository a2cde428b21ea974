"""REC05, funnel: is a recorded count out of the ordinary among comparable communes?"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import (
    FloatArray,
    floats,
    joined,
    need,
    need_unique,
    result,
    truths,
)
from ffsu_eval.indicators.funnel_limits import (
    MINIMUM_AREAS,
    Limits,
    funnel_limits,
    funnel_p_value,
    overdispersion,
)
from ffsu_eval.indicators.recorded.cities import need_apart
from ffsu_eval.indicators.recorded.gap import NOT_IN_BASE, empty_pool, only_release
from ffsu_eval.indicators.recorded.rates import (
    CELL,
    FRAGILE,
    FRAGILE_BELOW,
    NO_DIRECTION,
    RATES,
    TWO_RELEASES,
)
from ffsu_eval.indicators.signals import FALSE_DISCOVERIES, adjusted, unconfirmed

HIGH, LOW = "signal haut", "signal bas"
ABOVE, BELOW = "au-dessus de la limite à 95 %", "au-dessous de la limite à 95 %"
WITHIN = "dans les limites"
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


def funnel(rates: pd.DataFrame, territory_id: str, codes: Iterable[str], year: int) -> pd.DataFrame:
    """REC05, funnel of one year: each area's count against the one expected at the pooled rate.

    ``rates``: result of ``recorded_rates`` for the territory and the areas ``codes``. Result: one
    row per indicator × area, the territory last and always there; ``value`` and ``pooled_rate``
    (of the other areas that have a rate of the territory's release: it is not its own reference)
    per 1,000; ``expected`` E = D·p̄ and limits, counts; ``dispersion`` φ of the ``n_areas`` other
    areas, already in the limits; ``z`` (O − E)/√(φE); ``p_value``: see ``funnel_p_value``.
    ``direction``: « dans les limites », « au-dessus de la limite à 95 % », « au-dessous de la
    limite à 95 % », « signal haut » or « signal bas » outside 99.8 % (``signal``); « non
    calculable », with the reason in ``caveat``, without rate or reference. ``q_value``: of the
    territory alone, across its indicators; ``caveat`` says when it does not confirm a count
    outside 95 %, when the count or the reference has fewer than 20 facts ("fragile"), and when
    fewer than 5 areas give no dispersion.
    Areas are situated, never ranked. ValueError: missing column, cell given twice, an
    arrondissement beside its city.
    Sources: as ``funnel_limits`` and ``signals.adjusted``; thresholds are house rules.
    """
    need(rates, "rates", RATES)
    need_unique(rates, "rates", CELL)
    areas = {territory_id, *codes}
    need_apart(areas, "codes")
    at_year = rates[truths(rates["year"] == year)]
    concerned = at_year[at_year["territory_id"].isin(areas)]
    parts = [
        _situated(_with_territory(cells, territory_id), territory_id)
        for _, cells in concerned.groupby("indicator_id", sort=True)
    ]
    found = result(pd.concat(parts) if parts else [], FUNNEL)
    own = truths(found["territory_id"] == territory_id)
    q_value = adjusted(np.where(own, floats(found["p_value"]), np.nan))
    outside = truths(found["direction"].isin([HIGH, LOW, ABOVE, BELOW]))
    alone = outside & (q_value > FALSE_DISCOVERIES)
    return result(found.assign(q_value=q_value, caveat=unconfirmed(found["caveat"], alone)), FUNNEL)


def _with_territory(cells: pd.DataFrame, territory_id: str) -> pd.DataFrame:
    """Cells of one indicator and year, other areas first; an absent territory gets an empty one."""
    own = truths(cells["territory_id"] == territory_id)
    here, others = cells[own], cells[~own].sort_values("territory_id")
    if here.empty:
        kept = others[["indicator_id", "year"]].head(1).assign(release=only_release(others))
        here = result(kept.assign(territory_id=territory_id, caveat=NOT_IN_BASE), RATES)
    return pd.concat([others, here], ignore_index=True)


def _situated(cells: pd.DataFrame, territory_id: str) -> pd.DataFrame:
    """Rows of one indicator; ``cells``: other areas, then the territory."""
    own = truths(cells["territory_id"] == territory_id)
    alike = truths(cells["release"] == cells["release"].iloc[-1])
    known = alike & truths(cells["value"].notna())
    count, size = floats(cells["count"]), floats(cells["denominator"])
    others = known & ~own
    pool, n_areas = count[others].sum(), int(others.sum())
    caveats = [
        caveat if same else joined(caveat, TWO_RELEASES)
        for caveat, same in zip(cells["caveat"], alike, strict=True)
    ]
    if pool == 0:
        reason = empty_pool(n_areas)
        # the caveat of a rate that has nothing to be compared with would hide why
        said = [reason if rated else caveat for caveat, rated in zip(caveats, known, strict=True)]
        return cells.assign(n_areas=n_areas, direction=NO_DIRECTION, caveat=said)
    rate = pool / size[others].sum()
    expected = np.where(known, rate * size, np.nan)
    phi = overdispersion(count[others], expected[others])
    limits = funnel_limits(expected, phi)
    words = _places(np.where(known, count, np.nan), limits)
    few = FRAGILE if pool < FRAGILE_BELOW else ""
    too_few = TOO_FEW if n_areas < MINIMUM_AREAS else ""
    return cells.assign(
        pooled_rate=1000 * rate,
        expected=expected,
        **limits._asdict(),
        dispersion=phi,
        n_areas=n_areas,
        z=(count - expected) / np.sqrt(phi * expected),
        p_value=funnel_p_value(count, expected, phi),
        signal=pd.Series(np.isin(words, [HIGH, LOW]), dtype="boolean").mask(~known),
        direction=words,
        caveat=[joined(caveat or few, too_few) for caveat in caveats],
    )


def _places(count: FloatArray, limits: Limits) -> np.ndarray:
    """Where each count stands, the widest limits first; NaN is « non calculable »."""
    outside = [
        np.isnan(count),
        count > limits.high_998,
        count < limits.low_998,
        count > limits.high_95,
        count < limits.low_95,
    ]
    return np.select(outside, [NO_DIRECTION, HIGH, LOW, ABOVE, BELOW], WITHIN)
