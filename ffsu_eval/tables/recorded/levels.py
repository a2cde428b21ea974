"""Tables of levels: rates of two years, changes, and what the choice of a denominator does."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ffsu_eval.charts.words import label_of, missing_sign
from ffsu_eval.french import NOT_APPLICABLE, NOT_ESTABLISHED, is_missing, number
from ffsu_eval.rows import Row, capital, rows
from ffsu_eval.tables.recorded.cells import (
    established,
    flagged,
    marked,
    named_rows,
    ordered,
    percent_cell,
    rate_cell,
    ratio_cell,
    text_table,
    trend_cell,
)

ARROWS = {"hausse": "↗ en hausse", "baisse": "↘ en baisse", "stable": "→ stable"}
BASES = {"pop": "habitants", "dwellings": "logements"}
RATE = ("year", "count", "value", "ci_low", "ci_high", "caveat")
DENOMINATOR = ("denominator", "denominator_type", "denominator_year")


def rates_table(
    rates: pd.DataFrame, labels: Mapping[str, str], reference_year: int, last_year: int
) -> pd.DataFrame:
    """T2: rate with its interval, number, denominator and its year, in two years; one row each.

    ``rates``: REC01 of one territory; rows in the order of ``labels``. ValueError: missing column,
    a year that is not in the frame, several territories, an indicator without label.
    """
    found = named_rows(rates, "rates", (*RATE, *DENOMINATOR), labels)
    years = (reference_year, last_year)
    cells = {(row["indicator_id"], row["year"]): row for row in found}
    if len(cells) != len(found):
        raise ValueError("rates: several rows for one indicator_id × year")
    if absent := [str(year) for year in years if year not in set(rates["year"])]:
        raise ValueError(f"rates: no row in {', '.join(absent)}")
    lines = []
    for name in dict.fromkeys(row["indicator_id"] for row in found):
        own = {year: cells.get((name, year)) for year in years}
        line = {"Indicateur": capital(labels[name])}
        for year, row in own.items():
            line[f"Nombre {year}"] = _count(row)
            line[f"Taux {year} (‰)"] = NOT_APPLICABLE if row is None else flagged(row)
        line["Dénominateurs"] = _bases([row for row in own.values() if row])
        lines.append(line)
    return text_table(lines)


def _count(row: Row | None) -> str:
    if row is None:
        return NOT_APPLICABLE
    return missing_sign(row["caveat"]) if is_missing(row["count"]) else number(row["count"])


def _bases(own: list[Row]) -> str:
    """« 70 619 (2018) puis 71 887 (2020) habitants »: denominators and their own years."""
    sizes = [
        NOT_APPLICABLE
        if is_missing(row["denominator"])
        else number(row["denominator"])
        + ("" if is_missing(row["denominator_year"]) else f" ({row['denominator_year']})")
        for row in own
    ]
    return f"{' puis '.join(dict.fromkeys(sizes))} {BASES[own[0]['denominator_type']]}"


def change_table(
    rates: pd.DataFrame,
    changes: pd.DataFrame,
    trends: pd.DataFrame,
    labels: Mapping[str, str],
    trend_years: str,
) -> pd.DataFrame:
    """One row per indicator: rate in both years, change with its interval, yearly trend.

    ``changes`` and ``trends``: REC02 and REC03 of one commune; rows in the order of ``labels``.
    """
    by_year = {(row["indicator_id"], row["year"]): row for row in rows(rates)}
    trend = {row["indicator_id"]: row for row in rows(trends)}
    lines = []
    for row in rows(ordered(changes, labels)):
        name = row["indicator_id"]
        first, last = int(row["base_year"]), int(row["end_year"])
        lines.append(
            {
                "Indicateur": capital(labels[name]),
                f"Taux {first} (‰)": rate_cell(by_year[(name, first)]),
                f"Taux {last} (‰)": rate_cell(by_year[(name, last)]),
                f"Évolution {first}-{last} (%)": _change(row),
                "Sens": _direction(row),
                f"Tendance {trend_years} (% par an)": trend_cell(trend[name]),
            }
        )
    return text_table(lines)


def _change(row: Row) -> str:
    """Change in per cent with its interval."""
    if is_missing(row["value"]):
        return NOT_APPLICABLE
    return percent_cell(*(100 * (row[name] - 1) for name in ("value", "ci_low", "ci_high")))


def _direction(row: Row) -> str:
    """« ↗ en hausse »; « ns » for a change that the correction has not retained."""
    moved = row["direction"] in ("hausse", "baisse")
    if moved and not established(row, 1):
        return NOT_ESTABLISHED
    return ARROWS.get(row["direction"], NOT_APPLICABLE)


def denominators_table(
    sensitivity: pd.DataFrame,
    labels: Mapping[str, str],
    denominators: Mapping[str, str] = BASES,
) -> pd.DataFrame:
    """Rate and gap of each indicator by denominator; the producer's own is named first.

    ``sensitivity``: denominator_sensitivity of one territory and year; ``denominators``: type →
    what it counts, in words. ValueError: missing column, an indicator or a type without label.
    """
    columns = (
        "denominator_type", "denominator", "value", "ci_low", "ci_high", "ratio", "ratio_low",
        "ratio_high", "published", "caveat",
    )  # fmt: skip
    found = named_rows(sensitivity, "sensitivity", columns, labels)
    order = list(dict.fromkeys(row["label"] for row in found))
    found.sort(key=lambda row: (order.index(row["label"]), not _true(row["published"])))
    lines = []
    for row in found:
        base = label_of(denominators, row["denominator_type"])
        gap = {"value": row["ratio"], "ci_low": row["ratio_low"], "ci_high": row["ratio_high"]}
        lines.append(
            {
                "Indicateur": row["label"],
                "Rapporté à": base + (" (producteur)" if _true(row["published"]) else ""),
                "Dénominateur": NOT_APPLICABLE
                if is_missing(row["denominator"])
                else number(row["denominator"]),
                "Taux (‰)": rate_cell(row),
                "Rapport aux communes comparées": marked(ratio_cell(*gap.values()), gap, 1),
            }
        )
    return text_table(lines)


def _true(value: Any) -> bool:
    return not is_missing(value) and bool(value)
