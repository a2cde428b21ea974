"""DOC06: share of the calls that nobody has reached yet, minute by minute."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.text import EDGE, LINE, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    MARK,
    MUTED,
    POINTS,
    WIDTH,
    axes_at,
    blank,
    housed,
)
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import interval, number, percent
from ffsu_eval.indicators.frames import WHOLE, need

LEFT, PLOT = 26.0, 150.0
LOOKS: tuple[tuple[str, Any], ...] = ((ACCENT, "-"), (COMPARATOR, "--"), (MARK, "-."), (INK, ":"))
READ_AT = (10, 20, 30)


@housed
def waiting_lines(curve: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """One stepped line per priority with its band; dashes tell the lines apart in grey print.

    ``labels``: priority → name. ValueError: missing column, no row, priority without label.
    """
    known = _known(curve)
    names = list(dict.fromkeys(known["item"]))
    keys = []
    for name, (color, dash) in zip(names, LOOKS, strict=False):
        line = Line2D([], [], color=color, linestyle=dash, linewidth=1.8)
        keys.append(Key(line, label_of(labels, name)))
    notes = wrapped("Minutes depuis l'appel ; part des appels sans arrivée (%)", WIDTH - 2 * EDGE)
    above, below = key_height(keys) + 6, 16 + LINE * len(notes) + 4
    figure = blank(above + PLOT + below)
    draw_key(figure, keys)
    axes = axes_at(figure, LEFT, below, WIDTH - EDGE - 6, below + PLOT)
    last = int(known["minute"].max())
    axes.set(xlim=(0, last), ylim=(0, 1))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_axisbelow(True)
    axes.grid(axis="y")
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    axes.set_xticks(list(range(0, last + 1, 10)))
    for name, (color, dash) in zip(names, LOOKS, strict=False):
        own = known[known["item"] == name]
        minutes = own["minute"].to_numpy(dtype=float)
        low, high, value = (own[c].to_numpy(dtype=float) for c in ("ci_low", "ci_high", "value"))
        axes.fill_between(minutes, low, high, step="post", color=color, alpha=0.14, linewidth=0)
        axes.step(minutes, value, where="post", color=color, linestyle=dash, linewidth=1.8)
    height = figure.get_figheight() * POINTS
    for rank, line_text in enumerate(reversed(notes)):
        figure.text(EDGE / WIDTH, (4 + rank * LINE) / height, line_text, color=MUTED)
    return figure


def _known(curve: pd.DataFrame) -> pd.DataFrame:
    need(curve, "curve", ("item", "minute", "value", "ci_low", "ci_high"))
    known = curve[curve["item"] != WHOLE]
    no_rows("curve", len(known))
    return known


def waiting_lines_alt(curve: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Alternative text of ``waiting_lines``."""
    said = []
    for name, own in _known(curve).groupby("item", sort=False):
        at = own.set_index("minute")["value"]
        told = [f"{percent(at[m])} après {m} minutes" for m in READ_AT if m in at.index]
        said.append(f"{label_of(labels, name)} : {', '.join(told)}.")
    return alternative("Courbes : part des appels que personne n'a encore rejoints.", *said)


def waiting_lines_data(curve: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``waiting_lines``: every five minutes."""
    known = _known(curve)
    lines = [
        {
            "Appels": label_of(labels, row.item),
            "Minutes": number(row.minute),
            "Part sans arrivée": percent(row.value, 1),
            "Intervalle à 95 %": interval(
                100 * float(row.ci_low), 100 * float(row.ci_high), 1, "%"
            ),
        }
        for row in records(known)
        if int(row.minute) % 5 == 0
    ]
    return table(pd.DataFrame(lines))
