"""DLS04, the communes of one territory side by side: rate ratio of each recorded indicator."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, joined, need, need_unique, plural, result
from ffsu_eval.indicators.intervals import rate_ratio
from ffsu_eval.indicators.recorded.rates import (
    CELL,
    FRAGILE,
    FRAGILE_BELOW,
    RATES,
    direction_words,
)
from ffsu_eval.indicators.signals import UNCONFIRMED, with_signals

YEARS = 3
ABOVE, BELOW, ALIKE = "au-dessus", "au-dessous", "écart non établi"
COMMUNES = {
    "territory_id": "string",
    "other_id": "string",
    "indicator_id": "string",
    "first_year": "Int64",
    "last_year": "Int64",
    "n_years": "Int64",
    "count": "Int64",
    "count_other": "Int64",
    "rate": "Float64",
    "rate_other": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "p_value": "Float64",
    "q_value": "Float64",
    "signal": "boolean",
    "direction": "string",
    "caveat": "string",
}
OTHERS = "autres communes"


def commune_ratios(
    rates: pd.DataFrame, communes: Sequence[str], last_year: int, years: int = YEARS
) -> pd.DataFrame:
    """DLS04: ratio of the rates of the communes of a territory, exact conditional interval.

    ``rates``: result of ``recorded_rates``; ``communes``: codes in the order of the territory, which is no
    ranking. Two communes: the first over the second, one row per indicator; more: each over all the
    others together (``other_id`` "autres communes"). Facts and denominators are summed over the last
    ``years`` years that every commune of the comparison publishes, so that one year decides nothing;
    a year that one does not publish is out for all. ``rate``: per 1,000 and a year. ``direction``
    "au-dessus", "au-dessous" when the interval excludes 1 and the correction over the indicators of the row's
    commune retains it (``signal``), else "écart non établi"; "non calculable" without any common year.
    Under 20 facts on one side: "fragile". The interval takes facts as independent: rather too narrow.
    No row for a single commune. ValueError: missing column, cell twice, years under 1.
    Sources: as ``intervals.rate_ratio`` and ``signals.adjusted``; three years: house rule.
    """
    need(rates, "rates", RATES)
    need_unique(rates, "rates", CELL)
    if years < 1:
        raise ValueError("years: expected at least 1")
    window = range(last_year - years + 1, last_year + 1)
    inside = rates[rates["territory_id"].isin(list(communes)) & rates["year"].isin(list(window))]
    pairs: list[tuple[str, list[str], str]] = []
    if len(communes) == 2:
        pairs = [(communes[0], [communes[1]], communes[1])]
    elif len(communes) > 2:
        pairs = [(one, [code for code in communes if code != one], OTHERS) for one in communes]
    lines = [
        {"territory_id": one, "other_id": name, "indicator_id": indicator}
        | _sums(own, one, others, list(window))
        for one, others, name in pairs
        for indicator, own in inside.groupby("indicator_id", sort=True)
    ]
    if not lines:
        return result([], COMMUNES)
    frame = pd.DataFrame(lines, columns=[*list(COMMUNES)[:8], "size", "size_other", "caveat"])
    sizes = [floats(frame[name]) for name in ("size", "size_other")]
    counts = [floats(frame[name]) for name in ("count", "count_other")]
    found = rate_ratio(counts[0], sizes[0], counts[1], sizes[1])
    few = np.minimum(*counts) < FRAGILE_BELOW
    compared = with_signals(
        frame.assign(
            rate=1000 * counts[0] / sizes[0],
            rate_other=1000 * counts[1] / sizes[1],
            value=found.ratio,
            ci_low=found.low,
            ci_high=found.high,
            p_value=found.p_value,
            direction=direction_words(found.low, found.high, 1, (ABOVE, BELOW, ALIKE)),
            caveat=[
                joined(str(text), FRAGILE if weak else "")
                for text, weak in zip(frame["caveat"], few, strict=True)
            ],
        )
    )
    alone = compared["caveat"].str.contains(UNCONFIRMED, regex=False).fillna(False)
    return result(compared.assign(direction=compared["direction"].mask(alone, ALIKE)), COMMUNES)


def _sums(
    cells: pd.DataFrame, one: str, others: Sequence[str], window: Sequence[int]
) -> dict[str, object]:
    """Facts and denominators of both sides over the years that all of them publish."""
    known = cells[cells["value"].notna()]
    published = known.groupby("year")["territory_id"].nunique()
    common = sorted(int(str(year)) for year, n in published.items() if n == 1 + len(others))
    if not common:
        return {"n_years": 0, "caveat": "aucune année publiée pour toutes les communes"}
    kept = known[known["year"].isin(common)]
    own, rest = (kept[kept["territory_id"].isin(list(who))] for who in ((one,), others))
    left = len(window) - len(common)
    return {
        "first_year": common[0],
        "last_year": common[-1],
        "n_years": len(common),
        "count": int(own["count"].sum()),
        "count_other": int(rest["count"].sum()),
        "size": float(own["denominator"].sum()),
        "size_other": float(rest["denominator"].sum()),
        "caveat": f"{plural(left, 'année écartée', 'années écartées')}" if left else "",
    }
