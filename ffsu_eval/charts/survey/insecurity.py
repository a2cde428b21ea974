"""SUR01: share who feel unsafe, by place and time, as points with their base."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.layout import (
    Row,
    Scale,
    capital,
    dot,
    dot_key,
    interval_mark,
    no_rows,
    rows_figure,
)
from ffsu_eval.charts.theme import ACCENT, MARK, RULE, housed
from ffsu_eval.charts.words import alternative, extremes, label_of, table, without_value
from ffsu_eval.french import NBSP, SECRET, interval, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE, need

NEEDED = ("item_id", "theme", "theme_label_fr", "group", "value", "ci_low", "ci_high", "n", "count",
          "display")
SMALL = "effectif faible"
AXIS = "Part de « souvent » ou « de temps en temps » (%)"
TICKS = [(t / 100, number(t)) for t in (0, 25, 50, 75, 100)]


@housed
def insecurity_dots(shares: pd.DataFrame, groups: Mapping[str, str] | None = None) -> Figure:
    """Share who feel unsafe: one point per place or time, or per group within each.

    ``shares``: SUR01; ``groups``: group → label, needed when the frame has other groups than
    "ensemble". Rows are sorted by value; an interval is drawn where there is one. A base under 30
    has no point, only its count. ValueError: missing column, no row, group without label.
    """
    rows: list[Row] = []
    for theme, part in _read(shares, groups):
        if len(part) > 1:
            rows.append(Row(theme, heading=True))
        rows += [_row(row, row.name_fr if len(part) > 1 else theme) for row in part.itertuples()]
    keys = []
    if (shares["display"] == SMALL).any():
        keys = [dot_key("30 réponses ou plus", ACCENT), dot_key("30 à 49 réponses", ACCENT, False)]
        keys[0] = dot_key("50 réponses ou plus", ACCENT)
    return rows_figure(rows, Scale(0, 1, TICKS, AXIS), _draw, keys)


def _read(
    shares: pd.DataFrame, groups: Mapping[str, str] | None
) -> list[tuple[str, pd.DataFrame]]:
    """One frame per theme with the label of each group, both sorted by value, missing last."""
    need(shares, "shares", NEEDED)
    no_rows("shares", len(shares))
    known = {WHOLE: "Ensemble", **(groups or {})}
    named = shares.assign(name_fr=[capital(label_of(known, group)) for group in shares["group"]])
    parts = [
        (capital(str(part["theme_label_fr"].iloc[0])),
         part.sort_values(["value", "name_fr"], ascending=[False, True], na_position="last"))
        for _, part in named.groupby("item_id", sort=False)
    ]
    if all(len(part) == 1 for _, part in parts):
        parts.sort(key=lambda pair: -_or_less(pair[1]["value"].iloc[0]))
    return parts


def _or_less(value: Any) -> float:
    return -1.0 if is_missing(value) else float(value)


def _row(row: Any, label: str) -> Row:
    if is_missing(row.value):
        if is_missing(row.count):
            return Row(label, SECRET, None)
        return Row(label, of_total(row.count, row.n), None)
    base = f"(n{NBSP}={NBSP}{number(row.n)})"
    bounds = "" if is_missing(row.ci_low) else f" {_interval(row)}"
    return Row(label, f"{percent(row.value)}{bounds} {base}", row)


def _interval(row: Any) -> str:
    return interval(100 * row.ci_low, 100 * row.ci_high)


def _draw(axes: Axes, row: Any, y: float) -> None:
    axes.plot([0, float(row.value)], [y, y], color=RULE, linewidth=1.2, zorder=1)
    bounds = None if is_missing(row.ci_low) else (float(row.ci_low), float(row.ci_high))
    interval_mark(axes, y, float(row.value), bounds, dot(ACCENT, row.display != SMALL))


def insecurity_dots_alt(shares: pd.DataFrame, groups: Mapping[str, str] | None = None) -> str:
    """Alternative text of ``insecurity_dots``."""
    parts = _read(shares, groups)
    named = [(_name(theme, part, row), row) for theme, part in parts for row in part.itertuples()]
    pairs = [(name, float(row.value)) for name, row in named if not is_missing(row.value)]
    lacking = [name for name, row in named if is_missing(row.value)]
    bounds = " avec intervalles à 95 %" if shares["ci_low"].notna().any() else ""
    return alternative(
        f"Graphique en points{bounds} : part des répondants qui se disent en insécurité souvent ou "
        "de temps en temps, par lieu ou moment, de 0 à 100 %.",
        extremes(pairs, percent),
        without_value(lacking, "Sans pourcentage, effectif trop faible"),
    )


def _name(theme: str, part: pd.DataFrame, row: Any) -> str:
    return theme if len(part) == 1 else f"{theme}, {row.name_fr}"


def insecurity_dots_data(
    shares: pd.DataFrame, groups: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Table behind ``insecurity_dots``."""
    rows: Sequence[dict[str, str]] = [
        {
            "Lieu ou moment": theme,
            "Groupe": row.name_fr,
            "Part en insécurité": _share(row),
            "Intervalle à 95 %": "///" if is_missing(row.ci_low) else _interval(row),
            "Réponses (n)": number(row.n),
        }
        for theme, part in _read(shares, groups)
        for row in part.itertuples()
    ]
    frame = pd.DataFrame(rows)
    unused = [name for name in ("Groupe", "Intervalle à 95 %") if frame[name].nunique() == 1]
    return table(frame.drop(columns=unused))


def _share(row: Any) -> str:
    if not is_missing(row.value):
        return percent(row.value)
    return SECRET if is_missing(row.count) else of_total(row.count, row.n)


