"""Two waves of one survey: what people answered then, and answer now with the same mix."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, rows_figure
from ffsu_eval.charts.survey.pairs import Point, draw_points, share_scale
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, INK, MARK, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table, without_value
from ffsu_eval.french import NOT_APPLICABLE, is_missing, number, percent, signed
from ffsu_eval.indicators.frames import floats, need
from ffsu_eval.points import points

NEEDED = (
    "theme_label_fr",
    "value",
    "before",
    "after",
    "after_standardised",
    "n_before",
    "n_after",
    "caveat",
)
SHARES = ("before", "after", "after_standardised")
AXIS = "Part des deux réponses les plus hautes (%)"
BEFORE, CRUDE, AFTER = dot(INK, filled=False), dot(MARK, filled=False, marker="s"), dot(ACCENT)


@housed
def change_plot(changes: pd.DataFrame, before: str, after: str) -> Figure:
    """Share in the first wave and in the second, one row per question put in both.

    ``changes``: result of ``wave_change``; ``before``, ``after``: how the waves are called. Where the
    second wave was brought to the mix of the first, its share as it was answered is a grey square.
    No interval: the people asked were not drawn. ValueError: missing column, no row with a change.
    """
    compared = _compared(changes)
    rows = [Row(capital(row.theme_label_fr), points(row.value), row) for row in records(compared)]
    keys = [dot_key(before, INK, filled=False)]
    if compared["after_standardised"].notna().any():
        keys.append(dot_key(f"{after}, même composition", ACCENT))
        keys.append(dot_key(f"{after}, telle que répondue", MARK, filled=False, marker="s"))
    else:
        keys.append(dot_key(after, ACCENT))
    shown = [x for name in SHARES for x in floats(compared[name])]
    return rows_figure(rows, share_scale(shown, AXIS), _draw, keys)


def _compared(changes: pd.DataFrame) -> pd.DataFrame:
    need(changes, "changes", NEEDED)
    compared = changes[changes["value"].notna()]
    no_rows("changes", len(compared))
    return compared.sort_values("value", kind="stable")


def _draw(axes: Axes, row: Any, y: float) -> None:
    start = Point(float(row.before), BEFORE)
    if is_missing(row.after_standardised):
        draw_points(axes, [start, Point(float(row.after), AFTER)], y)
        return
    crude, end = Point(float(row.after), CRUDE), Point(float(row.after_standardised), AFTER)
    draw_points(axes, [start, crude, end], y)


def change_plot_alt(changes: pd.DataFrame, before: str, after: str) -> str:
    """Alternative text of ``change_plot``."""
    compared = _compared(changes)
    facts = [
        f"{capital(row.theme_label_fr)} : {percent(row.before)} puis {percent(_end(row))}, soit "
        f"{points(row.value)}."
        for row in records(compared)
    ]
    left = changes.loc[changes["value"].isna(), "theme_label_fr"]
    return alternative(
        f"Graphique en points, deux vagues par question : {before}, puis {after}.",
        *facts,
        without_value(left, "Questions non comparées"),
    )


def _end(row: Any) -> Any:
    return row.after if is_missing(row.after_standardised) else row.after_standardised


def change_plot_data(changes: pd.DataFrame, before: str, after: str) -> pd.DataFrame:
    """Table behind ``change_plot``."""
    need(changes, "changes", NEEDED)
    no_rows("changes", len(changes))
    columns = {
        "Question": [capital(label) for label in changes["theme_label_fr"]],
        capital(before): _shares(changes["before"]),
        capital(after): _shares(changes["after"]),
        f"{capital(after)}, même composition": _shares(changes["after_standardised"]),
        "Écart (points)": [
            NOT_APPLICABLE if is_missing(value) else signed(value) for value in changes["value"]
        ],
        "Réponses": [
            f"{_base(b)}, {_base(a)}"
            for b, a in zip(changes["n_before"], changes["n_after"], strict=True)
        ],
        "Remarque": list(changes["caveat"]),
    }
    return table(columns)


def _shares(values: pd.Series) -> list[str]:
    return [NOT_APPLICABLE if is_missing(value) else percent(value) for value in values]


def _base(n: Any) -> str:
    return NOT_APPLICABLE if is_missing(n) else number(n)
