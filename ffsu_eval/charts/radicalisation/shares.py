"""Shares with their base, one bar a row, from zero; a withheld share keeps its row and its sign."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import bar
from ffsu_eval.charts.rows import PERCENT_TICKS, Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, RULE, housed
from ffsu_eval.charts.words import alternative, extremes, missing_sign, no_rows, records, table
from ffsu_eval.french import is_missing, number, percent
from ffsu_eval.indicators.frames import need

NEEDED = ("label_fr", "group", "count", "n", "value", "caveat")


@housed
def share_bars(frame: pd.DataFrame, axis: str) -> Figure:
    """One bar per row, under the name of its group where it has one.

    ``frame``: label_fr, group (may be empty), count, n, value, caveat; ``axis``: what the scale
    measures. No bar where the share is missing. ValueError: missing column, no row.
    """
    need(frame, "frame", NEEDED)
    no_rows("frame", len(frame))
    rows: list[Row] = []
    for group, own in frame.groupby("group", sort=False):
        if group:
            rows.append(Row(capital(str(group)), heading=True))
        rows += [
            Row(capital(str(row.label_fr)), _words(row), _content(row)) for row in records(own)
        ]
    return rows_figure(rows, Scale(0, 1, PERCENT_TICKS, axis), _draw, track=9.0)


def _content(row: Any) -> float | None:
    return None if is_missing(row.value) else float(row.value)


def _words(row: Any) -> str:
    if is_missing(row.value):
        return missing_sign(row.caveat)
    return f"{number(row.count)} sur {number(row.n)}"


def _draw(axes: Axes, share: float, y: float) -> None:
    bar(axes, y, 0, 1, RULE, 3.0)
    bar(axes, y, 0, share, ACCENT, 7.0)


def share_bars_alt(frame: pd.DataFrame, axis: str) -> str:
    """Alternative text of ``share_bars``."""
    known = [
        (str(row.label_fr), float(row.value)) for row in records(frame) if not is_missing(row.value)
    ]
    hidden = len(frame) - len(known)
    return alternative(
        f"Barres horizontales ({axis}), {number(len(frame))} lignes.",
        extremes(known, percent) if known else "Aucune part n'est montrée.",
        f"Non montrées : {number(hidden)}." if hidden else "",
    )


def share_bars_data(frame: pd.DataFrame, axis: str) -> pd.DataFrame:
    """Table behind ``share_bars``."""
    lines = [
        {
            "Ligne": capital(str(row.label_fr)),
            "Effectif": missing_sign(row.caveat) if is_missing(row.count) else number(row.count),
            "Sur": missing_sign(row.caveat) if is_missing(row.n) else number(row.n),
            "Part": missing_sign(row.caveat) if is_missing(row.value) else percent(row.value),
        }
        for row in records(frame)
    ]
    return table(pd.DataFrame(lines))
