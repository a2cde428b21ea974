"""Incidents and presence of services by night of the week and hour, one grid above the other."""

from itertools import product
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from ffsu_eval.charts.incidents.heat import HIDDEN
from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.recorded.classes import Classes, classes_of
from ffsu_eval.charts.text import EDGE, LINE, capital, text_width
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    MARK,
    PAPER,
    POINTS,
    RULE,
    WIDTH,
    axes_at,
    blank,
    housed,
    tints,
)
from ffsu_eval.charts.words import alternative, extremes, missing_sign, table
from ffsu_eval.french import SECRET, is_missing, number
from ffsu_eval.indicators.frames import need
from ffsu_eval.nighttime import DAYS, HOURS, hour_label

ROW, GAP = 14.0, 6.0
NEEDED = ("night", "hour", "value")
UNITS = ("incidents pour dix nuits", "agents présents en moyenne")


@housed
def night_heat(incidents: pd.DataFrame, presence: pd.DataFrame) -> Figure:
    """Two grids of 7 nights × 14 hours, each in its own classes, on one clock: what happens, who is there.

    ``incidents``: per ten nights, hatched where withheld; ``presence``: agents present on average. A
    night is named after its evening. ValueError: missing column, other than 98 slots.
    """
    grids = [_classes(incidents), _classes(presence)]
    colors = [
        tints(color, grid.count) for color, grid in zip((ACCENT, COMPARATOR), grids, strict=True)
    ]
    keys = [_keys(grid, tones) for grid, tones in zip(grids, colors, strict=True)]
    left = max(text_width(day) for day in DAYS) + 8
    body = 7 * ROW
    heights = [LINE + 3 + key_height(own) + body for own in keys]
    below = LINE + 6
    figure = blank(sum(heights) + GAP + below)
    top = figure.get_figheight() * POINTS
    for rank, (grid, tones, own) in enumerate(zip(grids, colors, keys, strict=True)):
        figure.text(EDGE / WIDTH, (top - LINE * 0.8) / (figure.get_figheight() * POINTS),
                    capital(UNITS[rank]), color=INK, fontweight="bold")  # fmt: skip
        _draw_key_at(figure, own, top - LINE - 3)
        floor = top - heights[rank]
        axes = axes_at(figure, left, floor, WIDTH - EDGE - 6, floor + body)
        _draw(axes, grid, tones, named=rank == 1)
        top = floor - GAP
    return figure


def _draw_key_at(figure: Figure, keys: list[Key], top: float) -> None:
    """Keys under the name of their grid: drawn at the head of the figure, then brought down."""
    known = set(figure.axes)
    draw_key(figure, keys)
    height = figure.get_figheight() * POINTS
    for axes in figure.axes:
        if axes not in known:
            box = axes.get_position()
            axes.set_position((box.x0, box.y0 - (height - top) / height, box.width, box.height))


def _draw(axes: Axes, grid: Classes, colors: list[str], named: bool) -> None:
    axes.set(xlim=(0, len(HOURS)), ylim=(7, 0))
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    places = range(0, len(HOURS), 2) if named else ()
    axes.set_xticks([p + 0.0 for p in places], [hour_label(HOURS[p]) for p in places])
    axes.set_yticks([day + 0.5 for day in range(7)], [capital(day) for day in DAYS])
    for (day, night), (rank, hour) in product(enumerate(DAYS), enumerate(HOURS)):
        place = grid.rank[f"{night}-{hour}"]
        look: dict[str, Any] = (
            HIDDEN if place is None else {"facecolor": colors[place], "edgecolor": PAPER}
        )
        axes.add_patch(Rectangle((rank, day), 1, 1, **{"linewidth": 0.6, **look}))
    axes.axvline(HOURS.index(0), color=RULE, linewidth=0.8)


def _classes(frame: pd.DataFrame) -> Classes:
    need(frame, "frame", NEEDED)
    if len(frame) != 7 * len(HOURS):
        raise ValueError("frame: expected 98 slots")
    return classes_of(
        {
            f"{n}-{h}": v
            for n, h, v in zip(frame["night"], frame["hour"], frame["value"], strict=True)
        }
    )


def _keys(grid: Classes, colors: list[str]) -> list[Key]:
    keys = [
        Key(Patch(facecolor=colors[rank], edgecolor=MARK, linewidth=0.4), grid.words(rank))
        for rank, size in grid.sizes
        if rank is not None and size
    ]
    if grid.members(None):
        keys.append(Key(Patch(**HIDDEN), f"{SECRET} : trop peu d'incidents"))
    return keys


def night_heat_alt(incidents: pd.DataFrame, presence: pd.DataFrame) -> str:
    """Alternative text of ``night_heat``."""
    sentences = []
    for name, frame in zip(UNITS, (incidents, presence), strict=True):
        _classes(frame)
        known = frame[frame["value"].notna()]
        pairs = [
            (f"nuit de {night} à {hour} h", float(value))
            for night, hour, value in zip(
                known["night"], known["hour"], known["value"], strict=True
            )
        ]
        hidden = len(frame) - len(known)
        sentences.append(f"{capital(name)}. {extremes(pairs, _text)}")
        if hidden:
            sentences.append(f"Créneaux non montrés : {number(hidden)} sur {number(len(frame))}.")
    return alternative(
        "Deux grilles de sept nuits et quatorze heures, l'une sous l'autre.", *sentences
    )


def _text(value: float) -> str:
    return number(value, 1)


def night_heat_data(incidents: pd.DataFrame, presence: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``night_heat``: one row per night and grid, one column per hour."""
    lines = []
    for name, frame in zip(UNITS, (incidents, presence), strict=True):
        _classes(frame)
        for night in DAYS:
            own = frame[frame["night"] == night].set_index("hour")
            caveats = own["caveat"] if "caveat" in own else pd.Series("", index=own.index)
            line = {"Nuit": capital(night), "Mesure": capital(name)}
            for hour in map(str, HOURS):
                value = own["value"][hour]
                sign = missing_sign(caveats[hour])
                line[f"{hour} h"] = sign if is_missing(value) else _text(float(value))
            lines.append(line)
    return table(pd.DataFrame(lines))
