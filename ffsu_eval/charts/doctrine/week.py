"""Presence and calls side by side: the 168 hours of the week, hours down, days across."""

from itertools import product
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from ffsu_eval.charts.incidents.labels import DAYS
from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.recorded.classes import Classes, classes_of
from ffsu_eval.charts.text import EDGE, LINE, capital
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    MARK,
    PAPER,
    POINTS,
    WIDTH,
    axes_at,
    blank,
    housed,
    tints,
)
from ffsu_eval.charts.words import alternative, extremes, records, table
from ffsu_eval.french import SECRET, is_missing, number
from ffsu_eval.indicators.doctrine.matching import WEEK
from ffsu_eval.indicators.frames import need

ROW, HOURS, GAP = 9.5, 27.0, 14.0
HIDDEN: dict[str, Any] = {"facecolor": PAPER, "edgecolor": MARK, "hatch": "////", "linewidth": 0.0}
PANELS = (("agents", "Agents présents", ACCENT), ("value", "Appels pour 100 heures", COMPARATOR))
# under two agents there is no crew (convention of DOC15)
BOUNDS = {"agents": (2.0, 4.0, 6.0, 10.0), "value": None}


@housed
def week_pair(week: pd.DataFrame) -> Figure:
    """Agents there on average (left) and calls per 100 hours (right), each in at most five classes.

    ``week``: the 168 slots; a slot whose calls are withheld is hatched, which is not « none ».
    ValueError: missing column, other than 168 slots.
    """
    panels = [(words, color, _classes(week, column)) for column, words, color in PANELS]
    keys = [_keys(words, color, classes) for words, color, classes in panels]
    heights = [key_height(each) for each in keys]
    body, below = 24 * ROW, 16.0
    above = sum(heights) + 2 * LINE + 12
    figure = blank(above + body + below)
    draw_key(figure, keys[0])
    _second_key(figure, keys[1], heights[0])
    across = (WIDTH - HOURS - GAP - 2 * EDGE) / 2
    for rank, (words, color, classes) in enumerate(panels):
        left = HOURS + rank * (across + GAP)
        axes = axes_at(figure, left, below, left + across, below + body)
        _panel(axes, classes, color, rank == 0)
        figure.text(
            left / WIDTH, (below + body + 15) / (figure.get_figheight() * POINTS), words, color=INK,
            fontweight="bold",
        )  # fmt: skip
    return figure


def _second_key(figure: Figure, keys: list[Key], down: float) -> None:
    """Draw keys under those of the first panel: the figure is told to end lower for a moment."""
    whole = figure.get_figheight()
    before = len(figure.axes)
    draw_key(figure, keys)
    if len(figure.axes) > before:
        axes = figure.axes[-1]
        box = axes.get_position()
        axes.set_position((box.x0, box.y0 - down / (whole * POINTS), box.width, box.height))


def _classes(week: pd.DataFrame, column: str) -> Classes:
    need(week, "week", WEEK)
    if len(week) != 7 * 24:
        raise ValueError("week: expected 168 slots")
    values = {f"{row.weekday}-{row.hour}": getattr(row, column) for row in records(week)}
    known = {key: None if is_missing(v) else round(float(v), 2) for key, v in values.items()}
    return classes_of(known, BOUNDS[column])


def _keys(words: str, color: str, classes: Classes) -> list[Key]:
    colors = tints(color, classes.count)
    keys = [
        Key(
            Patch(facecolor=colors[rank], edgecolor=MARK, linewidth=0.4),
            f"{words} : {classes.words(rank)}" if not rank else classes.words(rank),
        )
        for rank, size in classes.sizes
        if rank is not None and size
    ]
    if classes.members(None):
        keys.append(Key(Patch(**HIDDEN), f"{SECRET} : moins de 6 appels"))
    return keys


def _panel(axes: Axes, classes: Classes, color: str, named: bool) -> None:
    colors = tints(color, classes.count)
    axes.set(xlim=(0, 7), ylim=(24, 0))
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.set_xticks([day + 0.5 for day in range(7)], [capital(day)[:1] for day in DAYS])
    axes.set_yticks(
        [hour + 0.0 for hour in range(0, 25, 3)] if named else [],
        [f"{hour % 24}\u202fh" for hour in range(0, 25, 3)] if named else [],
    )
    for day, hour in product(range(7), range(24)):
        rank = classes.rank[f"{day}-{hour}"]
        look = HIDDEN if rank is None else {"facecolor": colors[rank], "edgecolor": PAPER}
        axes.add_patch(Rectangle((day, hour), 1, 1, **{"linewidth": 0.5, **look}))


def week_pair_alt(week: pd.DataFrame) -> str:
    """Alternative text of ``week_pair``."""
    _classes(week, "agents")
    told = []
    for column, words, _ in PANELS:
        known = week[week[column].notna()]
        slots = [
            (f"{DAYS[row.weekday]} à {row.hour} h", float(getattr(row, column)))
            for row in records(known)
        ]
        told.append(f"{words} : {extremes(slots, lambda value: number(value, 1))}")
    hidden = int(week["value"].isna().sum())
    secret = f"Créneaux d'appels non montrés : {number(hidden)}." if hidden else ""
    return alternative("Deux cartes de chaleur des 168 heures de la semaine.", *told, secret)


def week_pair_data(week: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``week_pair``: one row per hour; agents and calls per 100 hours of each day."""
    _classes(week, "agents")
    columns = {"Heure": [f"{hour} h" for hour in range(24)]}
    for day, name in enumerate(DAYS):
        own = week[week["weekday"] == day].sort_values("hour")
        for column, _, _ in PANELS:
            short = "agents" if column == "agents" else "appels"
            columns[f"{capital(name)}, {short}"] = [
                SECRET if is_missing(getattr(row, column)) else number(getattr(row, column), 1)
                for row in records(own)
            ]
    return table(columns)
