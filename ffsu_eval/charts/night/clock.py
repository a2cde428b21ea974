"""The night clock: shares of the incidents and of the presence of services, hour by hour, on a dial."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    MARK,
    MUTED,
    POINTS,
    RULE,
    TEXT,
    WIDTH,
    blank,
    housed,
)
from ffsu_eval.charts.words import alternative, extremes, missing_sign, table
from ffsu_eval.french import is_missing, percent
from ffsu_eval.indicators.frames import need
from ffsu_eval.nighttime import HOURS, START, hour_label

NEEDED = ("hour", "incidents", "presence", "caveat")
DIAL, NAMED, STEP = 232.0, (18, 20, 22, 0, 2, 4, 6, 8), 0.05


@housed
def night_clock(hours: pd.DataFrame) -> Figure:
    """Bars: share of the night's incidents of each hour; line: share of the agent-hours present.

    ``hours``: one row per hour of the night, from 18 h. The dial is that of a clock of 24 hours, midnight
    on top. An hour whose incidents are withheld has no bar. ValueError: missing column, other hours.
    """
    ordered = _ordered(hours)
    keys = [
        Key(Patch(facecolor=ACCENT, edgecolor="none"), "part des incidents"),
        Key(Line2D([], [], color=COMPARATOR, linewidth=1.8), "part des heures de présence"),
    ]
    above = key_height(keys)
    figure = blank(above + DIAL)
    height = figure.get_figheight() * POINTS
    box = (0.04, 0.0, 0.92, DIAL / height)
    axes: Any = figure.add_axes(box, projection="polar")
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    axes.set_thetamin(-90)
    axes.set_thetamax(120)
    top = max(STEP, float(ordered[["incidents", "presence"]].astype(float).max().max()))
    top = STEP * np.ceil(top / STEP + 0.2)
    axes.set_rorigin(-0.35 * top)
    axes.set_ylim(0, top)
    angles = np.array([_angle(hour) for hour in HOURS])
    width = 2 * np.pi / 24
    shares = ordered["incidents"].astype("Float64").fillna(0).astype(float).to_numpy()
    axes.bar(angles + width / 2, shares, width=0.86 * width, color=ACCENT, zorder=2)
    there = ordered["presence"].astype("Float64").fillna(0).astype(float).to_numpy()
    edges = np.repeat(np.append(angles, angles[-1] + width), 2)[1:-1]
    axes.plot(edges, np.repeat(there, 2), color=COMPARATOR, linewidth=1.8, zorder=3)
    axes.set_xticks([_angle(hour) for hour in NAMED], [hour_label(hour) for hour in NAMED])
    ticks = np.arange(STEP, top + 1e-9, STEP * (2 if top > 0.2 else 1))
    axes.set_yticks(ticks, [percent(tick) for tick in ticks])
    axes.set_rlabel_position(-90)
    axes.tick_params(axis="y", labelsize=TEXT - 1, labelcolor=MUTED, pad=8)
    axes.tick_params(axis="x", labelcolor=INK, pad=1)
    axes.grid(color=RULE, linewidth=0.6)
    axes.spines[:].set_color(MARK)
    draw_key(figure, keys)
    assert figure.get_figwidth() * POINTS == WIDTH
    return figure


def _angle(hour: int) -> float:
    """Angle of an hour from midnight, the evening before it."""
    return float(2 * np.pi * (hour - 24 if hour >= START else hour) / 24)


def _ordered(hours: pd.DataFrame) -> pd.DataFrame:
    need(hours, "hours", NEEDED)
    known = hours.assign(hour=hours["hour"].astype(int)).set_index("hour")
    if sorted(known.index) != sorted(HOURS):
        raise ValueError("hours: expected the fourteen hours of the night")
    return known.loc[list(HOURS)].reset_index()


def night_clock_alt(hours: pd.DataFrame) -> str:
    """Alternative text of ``night_clock``."""
    ordered = _ordered(hours)
    names = [f"{hour_label(h)} à {hour_label((h + 1) % 24)}" for h in ordered["hour"]]
    facts, there = (
        [(name, float(v)) for name, v in zip(names, ordered[column], strict=True) if pd.notna(v)]
        for column in ("incidents", "presence")
    )
    return alternative(
        "Cadran de la nuit, de 18 h à 8 h, minuit en haut : part de chaque heure dans les incidents "
        "(barres) et dans les heures de présence des services (ligne).",
        f"Incidents. {extremes(facts, percent)}",
        f"Présence. {extremes(there, percent)}",
    )


def night_clock_data(hours: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``night_clock``."""
    ordered = _ordered(hours)
    return table(
        {
            "Heure": [f"{hour_label(h)} à {hour_label((h + 1) % 24)}" for h in ordered["hour"]],
            "Part des incidents": [
                missing_sign(caveat) if is_missing(value) else percent(value, 1)
                for value, caveat in zip(ordered["incidents"], ordered["caveat"], strict=True)
            ],
            "Part des heures de présence": [percent(value, 1) for value in ordered["presence"]],
        }
    )
