"""REC08, before and during a policy, in a territory and in the communes it is compared with."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from ffsu_eval.indicators.effects import Change, CountEffect, detectable_irr, did_irr, wdd
from ffsu_eval.indicators.frames import FloatArray, floats, joined, need, plural, result
from ffsu_eval.indicators.intervals import rate_ratio
from ffsu_eval.indicators.recorded.rates import (
    FRAGILE,
    FRAGILE_BELOW,
    NO_DIRECTION,
    RATES,
    direction_words,
)

NOT_DETECTABLE = "non détectable"
WORDS = ("hausse relative", "baisse relative", NOT_DETECTABLE)
MINIMUM_YEARS_BEFORE = 3
UNVERIFIED = "tendance antérieure non vérifiable"
UNEQUAL = "tendances antérieures différentes : comparaison fragile"

DIFFERENTIAL = {
    "territory_id": "string",
    "indicator_id": "string",
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
SERIES = {
    "territory_id": "string",
    "indicator_id": "string",
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

    ``rates``: REC01 of the territory and of ``codes``; ``before``, ``after``: years. One row per
    indicator: sums of the counts of the territory (t0, t1) and of the comparators that have a rate in
    every year of both periods (c0, c1); ``value`` the IRR of the rates (1 = both changed alike), 95 %
    interval widened by √φ; ``wdd``: weighted displacement difference in facts a year, comparators
    brought to the territory's size, its interval widened alike; ``detectable``: smallest detectable
    reduction, as an IRR. φ: Pearson's χ² of the territory's yearly share of all facts around that of its period,
    over T−2 degrees of freedom, at least 1.
    ``pre_trend_p``: test of a yearly drift of that share before the policy, from three years on.
    ``direction``: « baisse relative », « hausse relative », « non détectable » whenever the interval
    contains 1 (never « no effect »); « non calculable » with the reason in ``caveat``.
    Comparators are not drawn by lot: this compares, it does not prove an effect.
    ValueError: missing column, empty or overlapping periods.
    Sources: as ``effects.did_irr`` and ``effects.wdd``.
    """
    need(rates, "rates", RATES)
    if not len(before) or not len(after) or before[-1] >= after[0]:
        raise ValueError("before, after: expected two periods, one after the other")
    wanted = sorted(set(codes) - {territory_id})
    rows: list[dict[str, object]] = []
    for indicator, cells in _concerned(rates, territory_id, wanted).groupby("indicator_id"):
        years = [*before, *after]
        here, there, used = _panel(cells, territory_id, years)
        frame = {
            "territory_id": territory_id,
            "indicator_id": indicator,
            "before_first": before[0],
            "before_last": before[-1],
            "after_first": after[0],
            "after_last": after[-1],
            "n_comparators": len(wanted),
            "n_used": used,
        }
        rows.append({**frame, **_effect(here, there, len(before), used, len(wanted))})
    return result(rows, DIFFERENTIAL)


def ratio_series(
    rates: pd.DataFrame, territory_id: str, codes: Collection[str], first: int, last: int
) -> pd.DataFrame:
    """Ratio of the territory's rate to the pooled rate of the same comparators, year by year.

    The comparators are those that have a rate in every year where the territory has one. Exact
    conditional 95 % interval; a year without rate of the territory is missing, with its reason.
    ValueError: missing column, first year after the last. Source: as ``intervals.rate_ratio``.
    """
    need(rates, "rates", RATES)
    if first > last:
        raise ValueError("first: expected before last")
    years = range(first, last + 1)
    rows = []
    for indicator, cells in _concerned(rates, territory_id, codes).groupby("indicator_id"):
        own = cells[(cells["territory_id"] == territory_id) & cells["value"].notna()]
        known = [year for year in years if year in set(own["year"])]
        here, there, used = _panel(cells, territory_id, known)
        ratio = rate_ratio(here[0], here[1], there[0], there[1]) if used else None
        reasons = cells[cells["territory_id"] == territory_id].set_index("year")["caveat"].to_dict()
        for year in years:
            rank = known.index(year) if ratio and year in known else None
            value = [None] * 3 if rank is None or ratio is None else [v[rank] for v in ratio[:3]]
            caveat = str(reasons.get(year, "absent de la base"))
            rows.append([territory_id, indicator, year, *value, used, _said(caveat, used)])
    return result(rows, SERIES)


def _said(caveat: str, used: int) -> str:
    return caveat if used else joined(caveat, "aucune commune diffusée chaque année")


Panel = tuple[FloatArray, FloatArray]  # counts and denominators by year


def _concerned(rates: pd.DataFrame, territory_id: str, codes: Collection[str]) -> pd.DataFrame:
    """Rows inside the comparison."""
    return rates[rates["territory_id"].isin([territory_id, *codes])]


def _panel(cells: pd.DataFrame, territory_id: str, years: list[int]) -> tuple[Panel, Panel, int]:
    """Territory and comparators that have a rate in every one of ``years``; NaN where it has none."""
    empty = np.full(len(years), np.nan)
    known = cells[cells["year"].isin(years) & cells["value"].notna()]
    complete = known.groupby("territory_id")["year"].size() == len(years)
    full = [str(code) for code in complete.index[complete]]
    others = known[known["territory_id"].isin(full) & (known["territory_id"] != territory_id)]
    used = others["territory_id"].nunique()
    sums = others.groupby("year")[["count", "denominator"]].sum()
    there = (floats(sums["count"]), floats(sums["denominator"])) if used else (empty, empty)
    own = known[known["territory_id"] == territory_id].sort_values("year")
    here = (floats(own["count"]), floats(own["denominator"]))
    return (here if territory_id in full else (empty, empty)), there, used


def _effect(
    here: Panel, there: Panel, n_before: int, used: int, asked: int
) -> Mapping[str, object]:
    """Effect on one indicator, or why there is none."""
    reason = "non diffusé ou absent certaines années" if np.isnan(here[0]).any() else ""
    if not reason and not used:
        reason = "aucune commune comparée diffusée chaque année"
    if reason:
        return {"direction": NO_DIRECTION, "caveat": reason}
    (t0, t1), (c0, c1) = (_summed(panel[0], n_before) for panel in (here, there))
    counts: dict[str, object] = {"t0": t0, "t1": t1, "c0": c0, "c1": c1}
    if min(t0, t1, c0, c1) == 0:
        return counts | {"direction": NO_DIRECTION, "caveat": "aucun fait dans une période"}
    phi = _dispersion(here, there, n_before)
    sizes = [Change(*_summed(panel[1], n_before)) for panel in (here, there)]
    effect = did_irr(Change(t0, t1), Change(c0, c1), phi, *sizes)
    facts = _yearly_facts(here, there, n_before, phi)
    drift, verified = _pre_trend(here, there, n_before)
    words = direction_words(np.array([effect.low]), np.array([effect.high]), 1, WORDS)
    few = FRAGILE if min(t0, t1, c0, c1) < FRAGILE_BELOW else ""
    left_out = f"{plural(used, 'commune utilisée', 'communes utilisées')} sur {asked}"
    return counts | {
        "value": effect.irr,
        "ci_low": effect.low,
        "ci_high": effect.high,
        "p_value": effect.p_value,
        "dispersion": phi,
        "wdd": facts.difference,
        "wdd_low": facts.low,
        "wdd_high": facts.high,
        "detectable": detectable_irr((t0, t1, c0, c1), phi),
        "pre_trend_p": drift,
        "direction": str(words[0]),
        "caveat": joined(few, verified, left_out if used < asked else ""),
    }


def _summed(values: FloatArray, n_before: int) -> tuple[float, float]:
    return float(values[:n_before].sum()), float(values[n_before:].sum())


def _yearly_facts(here: Panel, there: Panel, n_before: int, phi: float) -> CountEffect:
    """Weighted displacement difference by year, comparators at the size of the territory."""
    (t0, t1), (c0, c1) = (_summed(panel[0], n_before) for panel in (here, there))
    size = float(there[1].sum() / here[1].sum())
    years = Change(n_before, len(here[0]) - n_before)
    control = Change(size * years.before, size * years.after)
    alone = Change(1, 1)
    weights = (years, control, alone, alone)
    return wdd(Change(t0, t1), Change(c0, c1), weights=weights, dispersion=phi)


def _dispersion(here: Panel, there: Panel, n_before: int) -> float:
    """φ of the yearly shares around those of their period; 1 without a degree of freedom."""
    chi2, years = 0.0, len(here[0])
    for part in (slice(0, n_before), slice(n_before, years)):
        t, c = here[0][part], there[0][part]
        # equal rates in every year of the period, up to one ratio: the share follows the sizes
        odds = t.sum() / c.sum() * (there[1][part].sum() / here[1][part].sum())
        exposed = odds * here[1][part] / there[1][part]
        share, n = exposed / (1 + exposed), t + c
        chi2 += float(np.sum((t - n * share) ** 2 / (n * share * (1 - share))))
    return max(1.0, chi2 / (years - 2)) if years > 2 else 1.0


def _pre_trend(here: Panel, there: Panel, n_before: int) -> tuple[float | None, str]:
    """p value of a yearly drift of the ratio before the policy, and what to say of it."""
    t, c = here[0][:n_before], there[0][:n_before]
    if n_before < MINIMUM_YEARS_BEFORE or t.sum() == 0:
        return None, UNVERIFIED
    years = np.arange(n_before, dtype=float)
    design = np.column_stack([np.ones(n_before), years - years.mean()])
    offset = np.log(here[1][:n_before] / there[1][:n_before])
    fit = GLM(np.column_stack([t, c]), design, family=Binomial(), offset=offset).fit()
    degrees = n_before - 2
    phi = max(1.0, float(fit.pearson_chi2) / degrees)
    statistic = abs(float(fit.params[1])) / (float(fit.bse[1]) * phi**0.5)
    p_value = 2 * float(stats.t.sf(statistic, degrees))
    return p_value, UNEQUAL if p_value < 0.05 else ""
