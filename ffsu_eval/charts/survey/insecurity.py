"""SUR01: share who feel unsafe, by place and time, as points with their base."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key, interval_mark
from ffsu_eval.charts.rows import PERCENT_TICKS, Row, Scale, rows_figure
from ffsu_eval.charts.survey.bases import base
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, RULE, housed
from ffsu_eval.charts.words import (
    alternative,
    extremes,
    label_of,
    no_rows,
    records,
    table,
    without_value,
)
from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    SECRET,
    interval,
    is_missing,
    number,
    of_total,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE, need

NEEDED = (
    "item_id",
    "theme",
    "theme_label_fr",
    "group",
    "value",
    "n",
    "count",
    "display",
)
BOUNDS = ("ci_low", "ci_high")
SMALL = "effectif faible"
AXIS = "Part de « souvent » ou « de temps en temps » (%)"


@housed
def insecurity_dots(
    shares: pd.DataFrame, groups: Mapping[str, str] | None = None, ordered: bool = False
) -> Figure:
    """Share who feel unsafe: one point per place or time, or per group within each.

    ``shares``: SUR01; ``groups``: group → label, needed when the frame has other groups than
    "ensemble". Rows are sorted by value, or groups by the order of ``groups`` when they are
    ``ordered``. An interval is drawn where the frame has one: that of a purposive survey has no such
    column. A base under 30 has no point, only its count. ValueError: missing column, no row, group
    without label.
    """
    rows: list[Row] = []
    for theme, part in _read(shares, groups, ordered):
        if len(part) > 1:
            rows.append(Row(capital(theme), heading=True))
        for row in records(part):
            rows.append(_row(row, capital(row.name_fr if len(part) > 1 else theme)))
    keys = []
    if (shares["display"] == SMALL).any():
        keys = [dot_key("50 réponses ou plus", ACCENT), dot_key("30 à 49 réponses", ACCENT, False)]
    return rows_figure(rows, Scale(0, 1, PERCENT_TICKS, AXIS), _draw, keys)


def _read(
    shares: pd.DataFrame, groups: Mapping[str, str] | None, ordered: bool
) -> list[tuple[str, pd.DataFrame]]:
    """One frame per theme with the label of each group, both sorted by value, missing last."""
    need(shares, "shares", NEEDED)
    no_rows("shares", len(shares))
    known = {WHOLE: "Ensemble", **(groups or {})}
    ranks = {group: rank if ordered else 0 for rank, group in enumerate(known)}
    bounded = shares.reindex(columns=[*shares, *(name for name in BOUNDS if name not in shares)])
    named = bounded.assign(
        name_fr=[label_of(known, group) for group in shares["group"]],
        rank=[ranks[group] for group in shares["group"]],
    ).sort_values(["rank", "value", "name_fr"], ascending=[True, False, True])
    parts = [
        (str(part["theme_label_fr"].iloc[0]), part)
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
            return Row(label, f"{SECRET} ({base(row.n)} réponses)", None)
        return Row(label, of_total(row.count, row.n), None)
    size = f"(n{NBSP}={NBSP}{number(row.n)})"
    bounds = "" if is_missing(row.ci_low) else f" {_interval(row)}"
    return Row(label, f"{percent(row.value)}{bounds} {size}", row)


def _interval(row: Any) -> str:
    return interval(100 * row.ci_low, 100 * row.ci_high)


def _draw(axes: Axes, row: Any, y: float) -> None:
    axes.plot([0, float(row.value)], [y, y], color=RULE, linewidth=1.2, zorder=1)
    bounds = None if is_missing(row.ci_low) else (float(row.ci_low), float(row.ci_high))
    interval_mark(axes, y, float(row.value), bounds, dot(ACCENT, row.display != SMALL))


def insecurity_dots_alt(
    shares: pd.DataFrame, groups: Mapping[str, str] | None = None, ordered: bool = False
) -> str:
    """Alternative text of ``insecurity_dots``."""
    parts = _read(shares, groups, ordered)
    named = [
        (_name(parts, theme, part, row), row) for theme, part in parts for row in records(part)
    ]
    pairs = [(name, float(row.value)) for name, row in named if not is_missing(row.value)]
    lacking = [name for name, row in named if is_missing(row.value)]
    what = "par lieu ou moment" if len(parts) > 1 else parts[0][0]
    bounds = (
        " avec intervalles à 95 %" if "ci_low" in shares and shares["ci_low"].notna().any() else ""
    )
    return alternative(
        f"Graphique en points{bounds} : part des répondants qui se disent en insécurité souvent ou "
        f"de temps en temps, {what}, de 0 à 100 %.",
        extremes(pairs, percent),
        without_value(lacking, "Sans pourcentage, effectif trop faible"),
    )


def _name(parts: Sequence[Any], theme: str, part: pd.DataFrame, row: Any) -> str:
    """What tells a point from the others: its place or time, its group, or both."""
    if len(part) == 1:
        return theme
    return row.name_fr if len(parts) == 1 else f"{theme} – {row.name_fr}"


def insecurity_dots_data(
    shares: pd.DataFrame, groups: Mapping[str, str] | None = None, ordered: bool = False
) -> pd.DataFrame:
    """Table behind ``insecurity_dots``."""
    rows: Sequence[dict[str, str]] = [
        {
            "Lieu ou moment": capital(theme),
            "Groupe": capital(row.name_fr),
            "Part en insécurité": _share(row),
            "Intervalle à 95 %": NOT_APPLICABLE if is_missing(row.ci_low) else _interval(row),
            "Réponses (n)": base(row.n),
        }
        for theme, part in _read(shares, groups, ordered)
        for row in records(part)
    ]
    frame = pd.DataFrame(rows)
    unused = [name for name in ("Groupe", "Intervalle à 95 %") if frame[name].nunique() == 1]
    return table(frame.drop(columns=unused))


def _share(row: Any) -> str:
    if not is_missing(row.value):
        return percent(row.value)
    return SECRET if is_missing(row.count) else of_total(row.count, row.n)
