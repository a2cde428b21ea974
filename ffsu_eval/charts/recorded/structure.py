"""REC07, structure: shares of the indicators that have the same unit of count."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import bar
from ffsu_eval.charts.rows import PERCENT_TICKS, Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, housed
from ffsu_eval.charts.words import alternative, label_of, missing_sign, no_rows, records, table
from ffsu_eval.french import is_missing, join_fr, number, percent
from ffsu_eval.indicators.frames import need, need_unique

NEEDED = (
    "territory_id",
    "year",
    "unit_of_count",
    "indicator_id",
    "count",
    "total",
    "value",
    "caveat",
)
UNITS = {
    "victime": "victimes",
    "victime entendue": "victimes entendues",
    "infraction": "infractions",
    "véhicule": "véhicules",
    "mis en cause": "personnes mises en cause",
}


@housed
def structure_bars(structure: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Share of each indicator among those of its unit of count, one block of bars per unit.

    ``structure``: REC07, one commune and one year; ``labels``: indicator id → label. Units are never
    added: each has its own 100 %. A unit whose indicators are not all published has no bar, its
    reason is written. ValueError: missing column, no row, several communes or years, an indicator
    twice or without label.
    """
    rows = []
    for unit, block in _units(structure, labels):
        whole = block["total"].dropna()
        reasons = list(dict.fromkeys(block.loc[block["value"].isna(), "caveat"]))
        said = f"{number(whole.iloc[0])} au total" if len(whole) else missing_sign(reasons[0])
        rows.append(Row(capital(unit), said, detail=" ; ".join(reasons), heading=True))
        rows += [
            Row(capital(row.label), _share(row), None if is_missing(row.value) else row)
            for row in records(block)
        ]
    name = "Part parmi les faits de même unité de compte (%)"
    return rows_figure(rows, Scale(0, 1, PERCENT_TICKS, name), _bar, track=9.0)


def _units(structure: pd.DataFrame, labels: Mapping[str, str]) -> list[tuple[str, pd.DataFrame]]:
    """Name and rows of each unit of count, in its order in the frame; rows by decreasing share."""
    need(structure, "structure", NEEDED)
    no_rows("structure", len(structure))
    need_unique(structure, "structure", ("indicator_id",))
    if len(structure[["territory_id", "year"]].drop_duplicates()) > 1:
        raise ValueError("structure: several communes or years")
    named = structure.assign(label=[label_of(labels, key) for key in structure["indicator_id"]])
    named = named.sort_values(["value", "label"], ascending=[False, True])
    units = structure["unit_of_count"].unique()
    return [(UNITS.get(unit, unit), named[named["unit_of_count"] == unit]) for unit in units]


def _share(row: Any) -> str:
    """« 312 (37 %) », or the count alone where no share can be given."""
    if is_missing(row.value):
        return missing_sign(row.caveat) if is_missing(row.count) else number(row.count)
    return f"{number(row.count)} ({percent(row.value / 100)})"


def _bar(axes: Axes, row: Any, y: float) -> None:
    bar(axes, y, 0, float(row.value) / 100, ACCENT, 6.0)


def structure_bars_alt(structure: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Alternative text of ``structure_bars``: shares of each unit, or why there is none."""
    told = []
    for unit, block in _units(structure, labels):
        shares = [
            f"{row.label} {percent(row.value / 100)}"
            for row in records(block)
            if not is_missing(row.value)
        ]
        reason = str(block["caveat"].iloc[0])
        told.append(f"{capital(unit)} : {join_fr(shares) if shares else f'sans part ({reason})'}.")
    year = structure["year"].iloc[0]
    return alternative(
        f"Barres horizontales : part de chaque indicateur parmi ceux de même unité de compte en {year}.",
        *told,
    )


def structure_bars_data(structure: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``structure_bars``."""
    lines = [
        {
            "Unité de compte": capital(unit),
            "Indicateur": capital(row.label),
            "Nombre": missing_sign(row.caveat) if is_missing(row.count) else number(row.count),
            "Total": missing_sign(row.caveat) if is_missing(row.total) else number(row.total),
            "Part": missing_sign(row.caveat) if is_missing(row.value) else percent(row.value / 100),
        }
        for unit, block in _units(structure, labels)
        for row in records(block)
    ]
    return table(pd.DataFrame(lines))
