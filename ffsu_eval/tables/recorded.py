"""Tables of recorded crime: levels and changes, comparison, cells that are not published."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.french import (
    NOT_APPLICABLE,
    NOT_ESTABLISHED,
    NOT_PUBLISHED,
    interval,
    interval_from,
    number,
    of_total,
    signed,
)
from ffsu_eval.reference import labels as reference_labels
from ffsu_eval.rows import Row, capital, rows

ARROWS = {"hausse": "↗ en hausse", "baisse": "↘ en baisse", "stable": "→ stable"}
ESTABLISHED = ("au-dessus", "au-dessous")
SIGNS = (
    f"{NOT_PUBLISHED} : non diffusé par le producteur (secret statistique), ni zéro ni estimé ; "
    f"{NOT_ESTABLISHED} : écart ou tendance non établi ; {NOT_APPLICABLE} : sans objet ; "
    "fragile : moins de 20 faits."
)


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
    for row in rows(_ordered(changes, labels)):
        name = row["indicator_id"]
        first, last = int(row["base_year"]), int(row["end_year"])
        lines.append(
            {
                "Indicateur": capital(labels[name]),
                f"Taux {first} (‰)": _rate(by_year[(name, first)]),
                f"Taux {last} (‰)": _rate(by_year[(name, last)]),
                f"Évolution {first}-{last} (%)": _change(row),
                "Sens": ARROWS.get(row["direction"], NOT_APPLICABLE),
                f"Tendance {trend_years} (% par an)": _trend(trend[name]),
            }
        )
    return pd.DataFrame(lines)


def comparison_table(compared: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """One row per indicator: rate of the commune, pooled rate of the comparators, ratio."""
    lines = [
        {
            "Indicateur": capital(labels[row["indicator_id"]]),
            "Taux (‰)": number(row["rate"], 2),
            "Taux des communes comparées (‰)": number(row["pooled_rate"], 2),
            "Rapport": _ratio(row),
            "Position": _position(row),
            "Communes utilisées": of_total(row["n_published"], row["n_comparators"]),
        }
        for row in rows(_ordered(compared, labels))
    ]
    return pd.DataFrame(lines)


def publication_table(rates: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Recorded counts by indicator and year; a cell that is not published says so."""
    units = reference_labels("ssmsi_indicators", "indicator_id", "unit_of_count")
    lines = []
    for name, label in labels.items():
        series = rates[rates["indicator_id"] == name].sort_values("year")
        cells = {str(y): number(c) for y, c in zip(series["year"], series["count"], strict=True)}
        lines.append({"Indicateur": capital(label), "Unité de compte": units[name], **cells})
    return pd.DataFrame(lines)


def comparators_table(rates: pd.DataFrame, commune: str) -> pd.DataFrame:
    """Comparators and their population in the last year of the period."""
    others = rates[rates["territory_id"] != commune]
    last = others[(others["year"] == others["year"].max()) & (others["denominator_type"] == "pop")]
    size = last.drop_duplicates("territory_id").set_index("territory_id")["denominator"]
    size = size.sort_values(ascending=False)
    return pd.DataFrame(
        {
            "Commune (code INSEE)": list(size.index),
            "Population": [number(value) for value in size],
        }
    )


def _ordered(frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    kept = frame[frame["indicator_id"].isin(list(labels))]
    position = {name: rank for rank, name in enumerate(labels)}
    return kept.sort_values("indicator_id", key=lambda ids: ids.map(position))


def _rate(row: Row) -> str:
    if row["diffusion"] == "ndiff":
        return NOT_PUBLISHED
    decimals = 1 if row["value"] >= 1 else 2
    bounds = interval(row["ci_low"], row["ci_high"], decimals)
    return f"{number(row['value'], decimals)} {bounds}"


def _change(row: Row) -> str:
    if pd.isna(row["value"]):
        return NOT_APPLICABLE
    low, high = (100 * (row[name] - 1) for name in ("ci_low", "ci_high"))
    return f"{signed(100 * (row['value'] - 1))} {interval_from(low, high, 0, 0, plus=True)}"


def _trend(row: Row) -> str:
    if pd.isna(row["value"]):
        return NOT_APPLICABLE
    bounds = interval_from(row["ci_low"], row["ci_high"], 0, 1, plus=True)
    mark = f" {NOT_ESTABLISHED}" if row["direction"] == "stable" else ""
    return f"{signed(row['value'], 1)} {bounds}{mark}"


def _ratio(row: Row) -> str:
    if pd.isna(row["value"]):
        return NOT_APPLICABLE
    return f"{number(row['value'], 2)} {interval_from(row['ci_low'], row['ci_high'], 1, 2)}"


def _position(row: Row) -> str:
    if row["direction"] in ESTABLISHED:
        return str(row["direction"])
    return NOT_ESTABLISHED if pd.notna(row["value"]) else NOT_APPLICABLE
