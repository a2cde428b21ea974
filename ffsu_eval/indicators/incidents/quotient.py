"""INC06, location quotient: is a category more present in a neighbourhood than elsewhere?"""

import numpy as np
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import floats, joined, result
from ffsu_eval.indicators.incidents.base import FRAGILE, SUPPRESSED, distinct, shown
from ffsu_eval.indicators.intervals import LEVEL
from ffsu_eval.indicators.recorded.rates import FRAGILE_BELOW, direction_words
from ffsu_eval.indicators.signals import FALSE_DISCOVERIES, adjusted, unconfirmed

MORE, LESS, SAME = "surreprésenté", "sous-représenté", "écart non établi"
QUOTIENT = {
    "territory_id": "string",
    "category_code": "string",
    "count": "Int64",
    "n": "Int64",
    "n_category": "Int64",
    "n_total": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "p_value": "Float64",
    "q_value": "Float64",
    "signal": "boolean",
    "direction": "string",
    "caveat": "string",
}


def location_quotient(incidents: pd.DataFrame) -> pd.DataFrame:
    """INC06, LQ = (n_qk/n_q) / (n_k/n) for each neighbourhood q and category k, 1 = as elsewhere.

    Interval on the logarithm, by the delta method for one multinomial table:
    var = 1/n_qk − 1/n_q − 1/n_k + (2·LQ − 1)/n. ``n`` is n_q, ``n_category`` n_k. ``direction``
    "surreprésenté" or "sous-représenté" when the interval excludes 1 and the correction for multiple
    comparisons over all cells retains it (``signal``), else "écart non établi". Fewer than 6
    incidents: neither count nor value; fewer than 20: fragile. A quotient speaks of the mix of what
    is logged in a neighbourhood, not of its amount: a category may be overrepresented where there
    is little of it. Declared duplicates are out. ValueError: missing column, identifier twice.
    Sources: P. L. Brantingham, P. J. Brantingham, Mapping crime for analytic purposes, in Crime
    mapping and crime prevention, 1998; delta method: A. Agresti, Categorical Data Analysis, 2002.
    """
    kept = distinct(incidents)
    table = pd.crosstab(kept["territory_id"], kept["category_code"])
    long = table.reset_index().melt("territory_id", value_name="count")
    count = floats(long["count"])
    n_q = floats(long["territory_id"].map(table.sum(axis=1)))
    n_k = floats(long["category_code"].map(table.sum()))
    n = float(len(kept))
    visible = shown(count)
    used = np.where(visible, count, np.nan)
    value = (used / n_q) / (n_k / n)
    # rounding may put a variance that is nil (one neighbourhood, one category) just under zero
    spread = np.sqrt(np.maximum(1 / used - 1 / n_q - 1 / n_k + (2 * value - 1) / n, 0))
    z = stats.norm.ppf((1 + LEVEL) / 2)
    low, high = value * np.exp(-z * spread), value * np.exp(z * spread)
    with np.errstate(divide="ignore", invalid="ignore"):
        z_value = np.where(spread > 0, np.abs(np.log(value)) / spread, 0.0)
    p_value = np.where(visible, 2 * stats.norm.sf(z_value), np.nan)
    # cells that are hidden count among the comparisons: those that are shown have been chosen
    q_value = np.where(visible, adjusted(np.where(visible, p_value, 1.0)), np.nan)
    words = direction_words(low, high, 1, (MORE, LESS, SAME))
    alone = np.isin(words, [MORE, LESS]) & (q_value > FALSE_DISCOVERIES)
    caveats = np.select([~visible, count < FRAGILE_BELOW], [SUPPRESSED, FRAGILE], "")
    return result(
        long.assign(
            count=used,
            n=n_q,
            n_category=n_k,
            n_total=n,
            value=value,
            ci_low=low,
            ci_high=high,
            p_value=p_value,
            q_value=q_value,
            signal=pd.Series(q_value <= FALSE_DISCOVERIES, dtype="boolean").mask(~visible),
            direction=np.where(alone, SAME, words),
            caveat=unconfirmed([joined(str(caveat)) for caveat in caveats], alone),
        ),
        QUOTIENT,
    )
