"""Tables of what changed with the policy: against comparators, and with or without marked years."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ffsu_eval.french import (
    NOT_APPLICABLE,
    interval_from,
    is_missing,
    join_fr,
    number,
    signed,
)
from ffsu_eval.rows import Row
from ffsu_eval.tables.recorded.cells import (
    named_rows,
    probability,
    ratio_cell,
    text_table,
    trend_cell,
)

DISPERSED = "forte surdispersion"
PERIODS = ("before_first", "before_last", "after_first", "after_last")


def differential_table(effects: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """REC08, one row per indicator: before and after here and there, effect, smallest detectable.

    ``effects``: REC08 of one territory; rows in the order of ``labels``. The ratio of the changes
    and the difference in facts a year have their 95 % intervals; the smallest detectable effect is
    that of the counts at hand, whatever was found. ValueError: missing column, no row, several
    periods, an indicator without label.
    """
    columns = (
        *PERIODS, "t0", "t1", "c0", "c1", "value", "ci_low", "ci_high", "wdd", "wdd_low",
        "wdd_high", "detectable", "pre_trend_p", "direction", "caveat",
    )  # fmt: skip
    found = named_rows(effects, "effects", columns, labels)
    periods = {tuple(row[name] for name in PERIODS) for row in found}
    if len(periods) > 1:
        raise ValueError("effects: several periods")
    first, last, start, end = next(iter(periods))
    years = f"{_years(first, last)} puis {_years(start, end)}"
    shared = shared_caveats(effects)
    lines = [
        {
            "Indicateur": row["label"],
            f"Territoire, {years}": _both(row["t0"], row["t1"]),
            "Communes comparées": _both(row["c0"], row["c1"]),
            "Rapport des évolutions": ratio_cell(row["value"], row["ci_low"], row["ci_high"]),
            "Écart en faits par an": _difference(row),
            "Baisse détectable": _detectable(row),
            "Tendance antérieure (p)": probability(row["pre_trend_p"]),
            "Lecture": _reading(row, shared),
        }
        for row in found
    ]
    if effects["pre_trend_p"].isna().all():
        lines = [{k: v for k, v in line.items() if not k.startswith("Tendance")} for line in lines]
    return text_table(lines)


def shared_caveats(effects: pd.DataFrame) -> list[str]:
    """Reservations that every computed row has: they are said once, not in each row."""
    computed = effects.loc[effects["value"].notna(), "caveat"].fillna("")
    parts = [set(caveat.split(" ; ")) for caveat in computed]
    return sorted(set.intersection(*parts) - {""}) if len(parts) > 1 else []


def _years(first: int, last: int) -> str:
    return f"{first}-{last}" if first < last else str(first)


def _both(before: object, after: object) -> str:
    """« 89 puis 65 »."""
    if is_missing(before) or is_missing(after):
        return NOT_APPLICABLE
    return f"{number(before)} puis {number(after)}"


def _difference(row: Row) -> str:
    """Weighted displacement difference with its interval."""
    if is_missing(row["wdd"]):
        return NOT_APPLICABLE
    bounds = interval_from(row["wdd_low"], row["wdd_high"], 0, 0, plus=True)
    return f"{signed(row['wdd'])} {bounds}"


def _detectable(row: Row) -> str:
    """« −43 % »: the smallest fall that these counts would show four times in five."""
    if is_missing(row["detectable"]):
        return NOT_APPLICABLE
    return signed(100 * (row["detectable"] - 1), unit="%")


def _reading(row: Row, shared: Sequence[str]) -> str:
    """Word of the result and, where there are some, its own reservations."""
    caveats = "" if is_missing(row["caveat"]) else str(row["caveat"])
    own = " ; ".join(
        caveat
        for caveat in caveats.split(" ; ")
        # a large φ is already in the interval
        if caveat not in shared and not caveat.startswith(DISPERSED)
    )
    return f"{row['direction']} ({own})" if own else str(row["direction"])


def trend_sensitivity_table(
    sensitivity: pd.DataFrame, labels: Mapping[str, str], marked_years: Sequence[int]
) -> pd.DataFrame:
    """Yearly trend of each indicator on all years, then without the marked ones.

    ``sensitivity``: trend_sensitivity of one territory; ``marked_years``: those left out, named in
    the heading. ValueError: missing column, no row, no marked year, an indicator without label.
    """
    columns = [
        name + suffix
        for suffix in ("", "_without")
        for name in ("value", "ci_low", "ci_high", "direction")
    ]
    if not marked_years:
        raise ValueError("marked_years: none")
    without = f"Hors {join_fr([str(year) for year in sorted(marked_years)])} (% par an)"
    lines = [
        {
            "Indicateur": row["label"],
            "Toutes les années (% par an)": _trend(row, ""),
            without: _trend(row, "_without"),
            "Lecture": _robust(row),
        }
        for row in named_rows(sensitivity, "sensitivity", (*columns, "robust", "caveat"), labels)
    ]
    return text_table(lines)


def _trend(row: Row, suffix: str) -> str:
    cell = {name: row[name + suffix] for name in ("value", "ci_low", "ci_high", "direction")}
    return trend_cell(cell)


def _robust(row: Row) -> str:
    """« hausse dans les deux cas », or what the trend rests on."""
    if is_missing(row["robust"]) or not row["robust"]:
        return str(row["caveat"])
    return f"{row['direction']} dans les deux cas"
