"""REC08, before and during a policy, in a territory and in the communes it is compared with."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ffsu_eval.indicators.effects import (
    ONE,
    Change,
    CountEffect,
    detectable_irr,
    did_irr,
    wdd,
)
from ffsu_eval.indicators.frames import FloatArray, joined, need, need_unique, plural, result
from ffsu_eval.indicators.intervals import rate_ratio
from ffsu_eval.indicators.parallel import Dispersion, drift_p_value, share_dispersion
from ffsu_eval.indicators.recorded.cities import need_apart
from ffsu_eval.indicators.recorded.panel import Panel, by_indicator, panel_of
from ffsu_eval.indicators.recorded.rates import (
    CELL,
    FRAGILE,
    FRAGILE_BELOW,
    NO_DIRECTION,
    RATES,
    direction_words,
)
from ffsu_eval.indicators.recorded.yearly import ABSENT, strong_dispersion

NOT_DETECTABLE = "non détectable"
WORDS = ("hausse relative", "baisse relative", NOT_DETECTABLE)
DRIFT_BELOW = 0.05
UNVERIFIED = "tendance antérieure non vérifiable"
UNEQUAL = "tendances antérieures différentes : comparaison fragile"
NO_FACT = "aucun fait dans une période"
NO_FACT_THERE = "aucun fait dans les communes de comparaison"

DIFFERENTIAL = {
    "indicator_id": "string",
    "territory_id": "string",
    "before_first": "Int64",
    "before_last": "Int64",
    "after_first": "Int64",
    "after_last": "Int64",
    "t0": "Int64",
    "t1": "Int64",
    "c0": "Int64",
    "c1": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "p_value": "Float64",
    "dispersion": "Float64",
    "wdd": "Float64",
    "wdd_low": "Float64",
    "wdd_high": "Float64",
    "detectable": "Float64",
    "n_comparators": "Int64",
    "n_used": "Int64",
    "pre_trend_p": "Float64",
    "direction": "string",
    "caveat": "string",
}
RATIOS = {
    "indicator_id": "string",
    "territory_id": "string",
    "year": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "n_used": "Int64",
    "caveat": "string",
}


def differential(
    rates: pd.DataFrame,
    territory_id: str,
    codes: Collection[str],
    before: range,
    after: range,
) -> pd.DataFrame:
    """REC08: ratio of the rates of the two periods here, over the same ratio among comparators.

    This compares; it does not prove an effect: the comparators are no control drawn by lot, and
    other things than the policy may have happened here or there.

    ``rates``: result of ``recorded_rates`` for the territory and ``codes``; ``before``, ``after``:
    years. One row per indicator. Facts of each period, of the territory (``t0``, ``t1``) and of the
    comparators that have a rate of its release in every year of both (``c0``, ``c1``, ``n_used``
    out of ``n_comparators``). With D the sum of the yearly denominators of a cell, ``value`` is the
    IRR (t1/D_t1)/(t0/D_t0) / ((c1/D_c1)/(c0/D_c0)), 1 when both changed alike; its 95 % interval
    and ``p_value`` are widened by √φ, ``dispersion`` φ = max(1, χ²/(T−2)) of the yearly share of
    the territory within each period (``parallel.share_dispersion``), by the normal law at φ = 1, by
    Student's with T−2 degrees of freedom where φ is estimated above it (T years with facts).
    ``wdd``: weighted displacement difference in facts a year, comparators brought to the size of
    the territory, interval widened alike. ``detectable``: smallest reduction, as an IRR, that these
    counts would show four times in five, whatever was found. ``pre_trend_p``: test of a yearly
    drift of the ratio of the rates before the policy (``parallel.drift_p_value``), NA where it has
    none (fewer than 3 years).
    ``direction``: « baisse relative », « hausse relative », « non détectable » whenever the
    interval contains 1 (never "no effect"), or « non calculable » with the reason in ``caveat``: a
    year without rate, two releases, no comparator, or no fact in a cell (no constant is added to
    it). ``caveat`` also says "fragile" (a cell under 20 facts), a φ above 3, a drift before the
    policy or that it cannot be verified, and how many comparators are used.
    ValueError: missing column, cell given twice, empty or overlapping periods, an arrondissement
    beside its city.
    Sources: as ``effects.did_irr``, ``effects.wdd`` and ``effects.detectable_irr``; thresholds are
    house rules.
    """
    need(rates, "rates", RATES)
    need_unique(rates, "rates", CELL)
    need_apart([territory_id, *codes], "codes")
    if not len(before) or not len(after) or before[-1] >= after[0]:
        raise ValueError("before, after: expected two periods, one after the other")
    asked = len(set(codes) - {territory_id})
    rows = []
    for indicator, own, others in by_indicator(rates, territory_id, codes):
        panel = panel_of(own, others, [*before, *after])
        rows.append(
            {
                "indicator_id": indicator,
                "territory_id": territory_id,
                "before_first": before[0],
                "before_last": before[-1],
                "after_first": after[0],
                "after_last": after[-1],
                "n_comparators": asked,
                "n_used": panel.used,
                **_effect(panel, len(before), asked),
            }
        )
    return result(rows, DIFFERENTIAL)


def ratio_series(
    rates: pd.DataFrame, territory_id: str, codes: Collection[str], first: int, last: int
) -> pd.DataFrame:
    """Ratio of the territory's rate to the pooled rate of the same comparators, year by year.

    ``rates``, ``codes`` as ``differential``. One row per indicator and year from ``first`` to
    ``last``; ``value`` (o/D)/(Σo/ΣD), exact conditional 95 % interval. ``n_used``: comparators that
    have a rate of the territory's release in every year where it has one. A year without a rate
    here, or without facts there, has no value, nor has any year of two releases or without such a
    comparator; ``caveat`` gives the reason, or "fragile" under 20 facts.
    ValueError: missing column, cell given twice, first year after the last, an arrondissement
    beside its city.
    Source: as ``intervals.rate_ratio``.
    """
    need(rates, "rates", RATES)
    need_unique(rates, "rates", CELL)
    need_apart([territory_id, *codes], "codes")
    if first > last:
        raise ValueError("first: expected before last")
    rows: list[dict[str, object]] = []
    for indicator, own, others in by_indicator(rates, territory_id, codes):
        shown = own.set_index("year").reindex(pd.RangeIndex(first, last + 1, name="year"))
        known = [int(year) for year in shown.index[shown["value"].notna()]]
        panel = panel_of(own, others, known) if known else Panel()
        ratios = {} if panel.reason else dict(zip(known, _ratios(panel), strict=True))
        for year, caveat in zip(shown.index, shown["caveat"].fillna(ABSENT), strict=True):
            reason = panel.reason if year in known else caveat
            found = ratios.get(year, {"caveat": reason})
            names = {"indicator_id": indicator, "territory_id": territory_id, "year": year}
            rows.append({**names, "n_used": panel.used, **found})
    return result(rows, RATIOS)


def _ratios(panel: Panel) -> list[dict[str, object]]:
    """Ratio of each year of the panel."""
    (count, size), (pool, pooled_size) = panel.here, panel.there
    found = rate_ratio(count, size, np.where(pool > 0, pool, np.nan), pooled_size)
    few = np.where(np.minimum(count, pool) < FRAGILE_BELOW, FRAGILE, "")
    return [
        {"value": value, "ci_low": low, "ci_high": high, "caveat": caveat}
        for value, low, high, caveat in zip(
            *found[:3], np.where(pool > 0, few, NO_FACT_THERE), strict=True
        )
    ]


def _effect(panel: Panel, n_before: int, asked: int) -> dict[str, object]:
    """Effect on one indicator, or why there is none."""
    if panel.reason:
        return {"direction": NO_DIRECTION, "caveat": panel.reason}
    treated, control = (_summed(place.facts, n_before) for place in (panel.here, panel.there))
    cells = (*treated, *control)
    counts: dict[str, object] = dict(zip(("t0", "t1", "c0", "c1"), cells, strict=True))
    used = plural(panel.used, "commune utilisée", "communes utilisées")
    left_out = f"{used} sur {asked}" if panel.used < asked else ""
    if min(cells) == 0:
        return {**counts, "direction": NO_DIRECTION, "caveat": joined(NO_FACT, left_out)}
    periods = (slice(0, n_before), slice(n_before, None))
    phi, degrees = spread = share_dispersion(panel.here, panel.there, periods)
    size, pooled_size = (_summed(place.sizes, n_before) for place in (panel.here, panel.there))
    effect = did_irr(treated, control, phi, size, pooled_size, degrees)
    facts = _facts_a_year(panel, n_before, spread)
    drift = drift_p_value(panel.here.during(periods[0]), panel.there.during(periods[0]))
    words = direction_words(np.array([effect.low]), np.array([effect.high]), 1, WORDS)
    return {
        **counts,
        "value": effect.irr,
        "ci_low": effect.low,
        "ci_high": effect.high,
        "p_value": effect.p_value,
        "dispersion": phi,
        "wdd": facts.difference,
        "wdd_low": facts.low,
        "wdd_high": facts.high,
        "detectable": detectable_irr(cells, phi, degrees=degrees),
        "pre_trend_p": drift,
        "direction": str(words[0]),
        "caveat": joined(
            FRAGILE if min(cells) < FRAGILE_BELOW else "",
            strong_dispersion(phi),
            UNVERIFIED if np.isnan(drift) else UNEQUAL if drift < DRIFT_BELOW else "",
            left_out,
        ),
    }


def _summed(values: FloatArray, n_before: int) -> Change:
    return Change(float(values[:n_before].sum()), float(values[n_before:].sum()))


def _facts_a_year(panel: Panel, n_before: int, spread: Dispersion) -> CountEffect:
    """Weighted displacement difference by year, comparators at the size of the territory."""
    years = Change(n_before, len(panel.here.facts) - n_before)
    scale = float(panel.there.sizes.sum() / panel.here.sizes.sum())
    return wdd(
        _summed(panel.here.facts, n_before),
        _summed(panel.there.facts, n_before),
        weights=(years, Change(scale * years.before, scale * years.after), ONE, ONE),
        dispersion=spread.phi,
        degrees=spread.degrees,
    )
