"""F4: incidents by hour and day of the week, in classes, with the margins as bars."""

from itertools import product
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from ffsu_eval.charts.incidents.labels import DAYS
from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.recorded.classes import Classes, classes_of
from ffsu_eval.charts.text import EDGE, LINE, capital, text_width, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    INK,
    MARK,
    MUTED,
    PAPER,
    POINTS,
    WIDTH,
    axes_at,
    blank,
    housed,
    tints,
)
from ffsu_eval.charts.words import alternative, extremes, missing_sign, records, table
from ffsu_eval.french import SECRET, is_missing, number, of_total
from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.incidents.hours import MARGINS, need_profile

ROW, BARS, GAP, HOURS_NAMED = 15.0, 26.0, 3.0, range(0, 24, 3)
HIDDEN: dict[str, Any] = {"facecolor": PAPER, "edgecolor": MARK, "hatch": "////", "linewidth": 0.0}
UNIT = "incidents pour 100 heures"


@housed
def week_heat(profile: pd.DataFrame, margins: pd.DataFrame) -> Figure:
    """F4: the 168 hours of the week in at most five classes of rate, darker for more; margins as bars.

    ``profile``: INC04; ``margins``: its margins. An hour with fewer than 6 incidents is hatched: it
    is not told from one that has none. ValueError: missing column, other than 168 slots.
    """
    classes = _classes(profile)
    need(margins, "margins", MARGINS)
    colors = tints(ACCENT, classes.count)
    keys = _keys(classes, colors)
    notes = wrapped(_notes(), WIDTH - 2 * EDGE)
    left = max(text_width(day) for day in DAYS) + 8
    body = 7 * ROW
    above, below = key_height(keys) + BARS + GAP, LINE * (len(notes) + 1) + 8
    figure = blank(above + body + below)
    draw_key(figure, keys)
    right = WIDTH - EDGE - BARS - GAP
    axes = axes_at(figure, left, below, right, below + body)
    axes.set(xlim=(0, 24), ylim=(7, 0))
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.set_xticks(
        [hour + 0.0 for hour in HOURS_NAMED], [f"{hour}\u202fh" for hour in HOURS_NAMED]
    )
    axes.set_yticks([day + 0.5 for day in range(7)], [capital(day) for day in DAYS])
    for day, hour in product(range(7), range(24)):
        rank = classes.rank[f"{day}-{hour}"]
        look = HIDDEN if rank is None else {"facecolor": colors[rank], "edgecolor": PAPER}
        axes.add_patch(Rectangle((hour, day), 1, 1, **{"linewidth": 0.6, **look}))
    top = axes_at(figure, left, below + body + GAP, right, below + body + GAP + BARS)
    side = axes_at(figure, right + GAP, below, right + GAP + BARS, below + body)
    _bars(top, margins[margins["margin"] == "hour"], vertical=True)
    _bars(side, margins[margins["margin"] == "weekday"], vertical=False)
    height = figure.get_figheight() * POINTS
    for rank, line in enumerate(reversed(notes)):
        figure.text(EDGE / WIDTH, (4 + rank * LINE) / height, line, color=MUTED)
    return figure


def _classes(profile: pd.DataFrame) -> Classes:
    need_profile(profile)
    return classes_of({f"{row.weekday}-{row.hour}": row.value for row in records(profile)})


def _keys(classes: Classes, colors: list[str]) -> list[Key]:
    keys = [
        Key(
            Patch(facecolor=colors[rank], edgecolor=MARK, linewidth=0.4),
            f"{classes.words(rank)} ({number(size)})",
        )
        for rank, size in classes.sizes
        if rank is not None and size
    ]
    if classes.members(None):
        size = len(classes.members(None))
        keys.append(Key(Patch(**HIDDEN), f"{SECRET} : moins de 6 incidents ({number(size)})"))
    return keys


def _notes() -> str:
    return (
        f"Classes : {UNIT} de ce créneau, heure locale ; entre parenthèses, nombre de créneaux. Barres : "
        "toutes les heures, puis tous les jours, à partir de zéro."
    )


def _bars(axes: Axes, margin: pd.DataFrame, vertical: bool) -> None:
    """Bars from zero; a suppressed slot has none."""
    axes.axis("off")
    rates = margin.sort_values("slot")["value"]
    highest = max((float(v) for v in rates if not is_missing(v)), default=1.0)
    axes.set(**({"xlim": (0, 24), "ylim": (0, highest)} if vertical else
                {"xlim": (0, highest), "ylim": (7, 0)}))  # fmt: skip
    for slot, rate in enumerate(rates):
        if is_missing(rate):
            continue
        box = (
            ((slot + 0.15, 0), 0.7, float(rate))
            if vertical
            else ((0, slot + 0.25), float(rate), 0.5)
        )
        axes.add_patch(Rectangle(*box, facecolor=MARK, edgecolor="none"))
    low, high = axes.get_xlim()
    if vertical:
        axes.plot((low, high), (0, 0), color=INK, linewidth=0.6, clip_on=False)
    else:
        axes.plot((0, 0), axes.get_ylim(), color=INK, linewidth=0.6, clip_on=False)


def week_heat_alt(profile: pd.DataFrame, margins: pd.DataFrame) -> str:
    """Alternative text of ``week_heat``."""
    _classes(profile)
    need(margins, "margins", MARGINS)
    known = profile[profile["value"].notna()]
    slots = [(f"{DAYS[row.weekday]} à {row.hour} h", float(row.value)) for row in records(known)]
    by_day = margins[(margins["margin"] == "weekday") & margins["value"].notna()]
    days = [(DAYS[row.slot], float(row.value)) for row in records(by_day)]
    hidden = len(profile) - len(known)
    return alternative(
        f"Carte de chaleur des 168 heures de la semaine : {UNIT}, en classes.",
        extremes(slots, _rate),
        f"Par jour. {extremes(days, _rate)}" if days else "",
        f"Créneaux de moins de six incidents, non montrés : {of_total(hidden, len(profile))}."
        if hidden
        else "",
    )


def _rate(value: float) -> str:
    return number(value, 1)


def week_heat_data(profile: pd.DataFrame, margins: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``week_heat``: one row per hour, one column per day; ``margins`` are not given.

    A margin beside its slots would give the one that is suppressed.
    """
    _classes(profile)
    need(margins, "margins", MARGINS)
    columns = {"Heure": [f"{hour} h" for hour in range(24)]}
    for day, name in enumerate(DAYS):
        own = profile[profile["weekday"] == day].sort_values("hour")
        columns[capital(name)] = [
            missing_sign(row.caveat) if is_missing(row.value) else _rate(row.value)
            for row in records(own)
        ]
    return table(columns)
