"""DLS03: mean score of each dimension of the walks, by day and in the evening, with its extremes."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.diagnosis.labels import DIMENSIONS, PERIODS
from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, RULE, housed
from ffsu_eval.charts.words import alternative, label_of, no_rows, table, without_value
from ffsu_eval.french import NOT_APPLICABLE, is_missing, number, percent
from ffsu_eval.indicators.frames import WHOLE, need, need_unique, plural
from ffsu_eval.rows import rows as plain_rows

NEEDED = ("period", "dimension", "value", "lowest", "highest", "low_share", "count", "n", "caveat")
TICKS = ((1.0, "1"), (2.0, "2"), (3.0, "3"), (4.0, "4"))
NAME = "Note moyenne, de 1 (très défavorable) à 4 (très favorable) ; trait fin : notes extrêmes"
MARKS = {"jour": (COMPARATOR, False, "s"), "soir": (ACCENT, True, "o"), WHOLE: (ACCENT, True, "o")}
SHIFT = 4.0


@housed
def walk_dots(profile: pd.DataFrame) -> Figure:
    """Mean score by dimension, one mark by period, with a thin line from the lowest to the highest score.

    ``profile``: DLS03 split by period. Dimensions in their usual order; when walks took place by
    day only, or in the evening only, one mark. A mean under three points has none.
    ValueError: missing column, no row, a dimension twice in one period.
    """
    held = _held(profile)
    shown = []
    for dimension, own in held:
        known = [row for row in own if not is_missing(row["value"])]
        texts = [_value(row, len(own)) for row in known]
        detail = ", ".join(_points(row, len(own) > 1) for row in own)
        shown.append(Row(capital(DIMENSIONS[dimension]), " ; ".join(texts), known or None, detail))
    scale = Scale(0.9, 4.1, TICKS, NAME)
    periods = [p for p in PERIODS if any(row["period"] == p for _, own in held for row in own)]
    keys = [
        dot_key(f"marches {PERIODS[period]}", color, filled, marker)
        for period in periods
        for color, filled, marker in [MARKS[period]]
    ]
    return rows_figure(shown, scale, _draw, keys, track=16.0)


def _held(profile: pd.DataFrame) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows of each dimension, periods in order; the whole stands for none of them."""
    need(profile, "profile", NEEDED)
    own = profile[profile["period"] != WHOLE]
    no_rows("profile", len(own))
    need_unique(own, "profile", ("period", "dimension"))
    held: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(plain_rows(own), key=lambda row: list(PERIODS).index(row["period"])):
        label_of(DIMENSIONS, row["dimension"])
        held.setdefault(str(row["dimension"]), []).append(row)
    return [(name, held[name]) for name in DIMENSIONS if name in held]


def _value(row: dict[str, Any], several: int) -> str:
    text = number(row["value"], 1)
    return f"{row['period']} {text}" if several > 1 else text


def _points(row: dict[str, Any], named: bool) -> str:
    counted = plural(int(row["n"]), "point", "points")
    return f"{PERIODS[row['period']]} : {counted}" if named else counted


def _draw(axes: Axes, held: Sequence[dict[str, Any]], y: float) -> None:
    axes.plot((1, 4), (y, y), color=RULE, linewidth=0.6, zorder=1)
    for rank, row in enumerate(held):
        color, filled, marker = MARKS[row["period"]]
        at = y + (SHIFT * (2 * rank - 1) if len(held) > 1 else 0)
        ends = float(row["lowest"]), float(row["highest"])
        axes.plot(ends, (at, at), color=color, linewidth=0.9, zorder=2)
        axes.plot(float(row["value"]), at, zorder=4, **dot(color, filled, marker))


def walk_dots_alt(profile: pd.DataFrame) -> str:
    """Alternative text of ``walk_dots``: every mean, in the order of the rows."""
    held = _held(profile)
    said = [
        f"{DIMENSIONS[name]} {PERIODS[row['period']]} ({number(row['value'], 1)})"
        for name, own in held
        for row in own
        if not is_missing(row["value"])
    ]
    hidden = [
        f"{DIMENSIONS[name]} {PERIODS[row['period']]}"
        for name, own in held
        for row in own
        if is_missing(row["value"])
    ]
    return alternative(
        "Graphique en points : note moyenne des marches exploratoires, de 1 (très défavorable) à 4 (très "
        "favorable), par dimension.",
        f"{capital(' ; '.join(said))}." if said else "",
        without_value(hidden, "Trop peu de points"),
    )


def walk_dots_data(profile: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``walk_dots``."""
    lines = [
        {
            "Dimension": capital(DIMENSIONS[name]),
            "Moment": capital(PERIODS[row["period"]]),
            "Note moyenne (1 à 4)": _or(row, number(row["value"], 1)),
            "Notes extrêmes": _or(row, f"{number(row['lowest'])} à {number(row['highest'])}"),
            "Notes de 1 ou 2": _or(row, percent(row["low_share"])),
            "Points": number(row["n"]),
            "Notes": number(row["count"]),
        }
        for name, own in _held(profile)
        for row in own
    ]
    return table(pd.DataFrame(lines))


def _or(row: dict[str, Any], text: str) -> str:
    return NOT_APPLICABLE if is_missing(row["value"]) else text
