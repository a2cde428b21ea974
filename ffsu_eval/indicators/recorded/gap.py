"""REC04, gap of a recorded rate with that of comparable communes."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import (
    FloatArray,
    floats,
    joined,
    need,
    need_unique,
    plural,
    result,
    truths,
)
from ffsu_eval.indicators.intervals import rate_ratio
from ffsu_eval.indicators.recorded.cities import need_apart
from ffsu_eval.indicators.recorded.rates import (
    CELL,
    FRAGILE,
    FRAGILE_BELOW,
    NO_DIRECTION,
    RATES,
    direction_words,
)
from ffsu_eval.indicators.signals import with_signals

MINIMUM_FOR_QUARTILE = 7
NOT_IN_BASE = "commune absente de la base"

COMPARISON = {
    "territory_id": "string",
    "indicator_id": "string",
    "year": "Int64",
    "count": "Int64",
    "rate": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "p_value": "Float64",
    "q_value": "Float64",
    "signal": "boolean",
    "pooled_rate": "Float64",
    "n_comparators": "Int64",
    "n_published": "Int64",
    "quartile": "Int64",
    "direction": "string",
    "caveat": "string",
}


def comparison(
    rates_all_communes: pd.DataFrame,
    territory_id: str,
    comparator_codes: Iterable[str],
    year: int,
) -> pd.DataFrame:
    """REC04, gap with comparable communes: ratio of the commune's rate to their pooled rate.

    ``rates_all_communes``: result of ``recorded_rates`` for the commune and its comparators, chosen
    before seeing their figures; the commune itself is taken out of them. Result: one row per
    indicator; ``value`` (o/D)/(Σo/ΣD) over the comparators with a rate of the same release, exact
    95 % interval, ``pooled_rate`` and ``rate`` per 1,000, ``n_comparators`` asked for and
    ``n_published`` used; ``quartile`` 1 (lowest rates) to 4 of the commune among itself and them,
    given from 7 used comparators upwards so that it never is a rank in disguise. ``direction``:
    "au-dessus", "au-dessous" or, when 1 is in the interval, "écart non établi"; "non calculable"
    when the commune or all comparators have no rate, or no fact was recorded among comparators.
    ``caveat``: "fragile" when the commune or the pool has fewer than 20 facts, and how many
    comparators are used (unpublished ones have few facts: the pool then rather overstates).
    ``p_value``: exact test of the ratio 1; ``q_value``, ``signal``: across the indicators, see
    ``signals.with_signals``. ValueError: missing column, cell given twice, an arrondissement beside
    its city.
    Sources: as ``intervals.rate_ratio`` and ``signals.adjusted``; thresholds are house rules.
    """
    need(rates_all_communes, "rates_all_communes", RATES)
    need_unique(rates_all_communes, "rates_all_communes", CELL)
    codes = sorted(set(comparator_codes) - {territory_id})
    need_apart([territory_id, *codes], "comparator_codes")
    at_year = rates_all_communes[truths(rates_all_communes["year"] == year)]
    concerned = at_year[at_year["territory_id"].isin([territory_id, *codes])]
    rows = [
        {
            "territory_id": territory_id,
            "indicator_id": indicator,
            "year": year,
            "n_comparators": len(codes),
            **_gap(cells, territory_id),
        }
        for indicator, cells in concerned.groupby("indicator_id", sort=True)
    ]
    return result(with_signals(_with_usage(result(rows, COMPARISON))), COMPARISON)


def compare_groups(
    rates: pd.DataFrame, territory_id: str, groups: Mapping[str, Sequence[str]], year: int
) -> pd.DataFrame:
    """REC04 against several groups: does the reading depend on who is compared?

    ``groups``: name of the group → its communes, or one area such as the rest of the département.
    Result: ``group_id`` then the columns of ``comparison``, groups in the given order; the
    correction for multiple comparisons is made within each group, which is one way to ask the same
    questions.
    ValueError: as ``comparison``.
    """
    compared = [
        comparison(rates, territory_id, codes, year).assign(group_id=group)
        for group, codes in groups.items()
    ]
    return result(pd.concat(compared) if compared else [], {"group_id": "string", **COMPARISON})


def _gap(cells: pd.DataFrame, territory_id: str) -> dict[str, object]:
    """Ratio to the pooled rate for one indicator and year; ``cells``: commune and comparators."""
    own = cells["territory_id"] == territory_id
    commune, others = cells[own], cells[~own & cells["value"].notna()]
    release = only_release(commune if len(commune) else others)
    others = others[truths(others["release"] == release)]
    pool, size = floats(others["count"]).sum(), floats(others["denominator"]).sum()
    found: dict[str, object] = {
        "n_published": len(others),
        "pooled_rate": 1000 * pool / size if size > 0 else None,
        "direction": NO_DIRECTION,
    }
    if not len(commune):
        return {**found, "caveat": NOT_IN_BASE}
    count, rate = floats(commune["count"])[0], floats(commune["value"])[0]
    found |= {"count": count, "rate": rate}
    if np.isnan(rate):
        return {**found, "caveat": commune["caveat"].iloc[0]}
    if pool == 0:
        return {**found, "caveat": empty_pool(len(others))}
    ratio, low, high, p_value = rate_ratio([count], floats(commune["denominator"]), [pool], [size])
    words = ("au-dessus", "au-dessous", "écart non établi")
    return {
        **found,
        "value": ratio[0],
        "ci_low": low[0],
        "ci_high": high[0],
        "p_value": p_value[0],
        "quartile": _quartile(rate, floats(others["value"])),
        "direction": str(direction_words(low, high, 1, words)[0]),
        "caveat": FRAGILE if min(count, pool) < FRAGILE_BELOW else "",
    }


def only_release(cells: pd.DataFrame) -> str | None:
    """Release of these cells; None when they have none, or several, which do not chain."""
    found = cells["release"].dropna().unique()
    return str(found[0]) if len(found) == 1 else None


def empty_pool(n_used: int) -> str:
    """Why comparators give no rate to compare with: none has one, or none has recorded a fact."""
    return f"{'aucun fait' if n_used else 'aucun taux'} dans les communes de comparaison"


def _quartile(rate: float, others: FloatArray) -> int | None:
    """Quartile of ``rate`` among itself and ``others``: mid-rank of ties over the group's size."""
    if len(others) < MINIMUM_FOR_QUARTILE:
        return None
    rank = 1 + np.sum(others < rate) + np.sum(others == rate) / 2
    return int(np.ceil(4 * rank / (len(others) + 1)))


def _with_usage(compared: pd.DataFrame) -> pd.DataFrame:
    """Add to the caveat how many comparators were used, when some were not."""
    caveats = [
        joined(
            caveat,
            f"{plural(used, 'commune utilisée', 'communes utilisées')} sur {asked}"
            if used < asked
            else "",
        )
        for caveat, used, asked in zip(
            compared["caveat"], compared["n_published"], compared["n_comparators"], strict=True
        )
    ]
    return compared.assign(caveat=pd.array(caveats, dtype="string"))
