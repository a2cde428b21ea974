"""The 24 hours: presence beside calls, and who covers each of them."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.text import EDGE, LINE, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    MARK,
    MUTED,
    PAPER,
    POINTS,
    SHADE,
    WIDTH,
    axes_at,
    blank,
    housed,
    tints,
)
from ffsu_eval.charts.words import alternative, extremes, records, table
from ffsu_eval.french import SECRET, is_missing, number, percent
from ffsu_eval.indicators.frames import need

LEFT, PLOT = 24.0, 130.0
HATCH = "////"


def _frame(figure: Figure, below: float, high: float, ticks: list[float], suffix: str = "") -> Axes:
    axes = axes_at(figure, LEFT, below, WIDTH - EDGE - 4, below + PLOT)
    axes.set(xlim=(0, 24), ylim=(0, high))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_axisbelow(True)
    axes.grid(axis="y")
    axes.set_yticks(ticks, [f"{number(100 * tick)}{suffix}" for tick in ticks])
    axes.set_xticks(
        [hour + 0.0 for hour in range(0, 24, 3)],
        [f"{hour}\u202fh" for hour in range(0, 24, 3)],
    )
    return axes


def _notes(figure: Figure, lines: list[str]) -> None:
    height = figure.get_figheight() * POINTS
    for rank, line in enumerate(reversed(lines)):
        figure.text(EDGE / WIDTH, (4 + rank * LINE) / height, line, color=MUTED)


@housed
def hour_profiles(profiles: pd.DataFrame) -> Figure:
    """DOC07: share of the presence (bars) and of the calls (steps) of each hour of the clock.

    An hour whose calls are withheld is a gap in the steps. ValueError: other than 24 hours.
    """
    known = _hours(profiles)
    keys = [
        Key(Patch(facecolor=tints(ACCENT, 3)[1], edgecolor="none"), "part de la présence"),
        Key(Patch(facecolor=PAPER, edgecolor=COMPARATOR, linewidth=1.6), "part des appels"),
    ]
    notes = wrapped("Part de chaque heure dans le total de la journée (%)", WIDTH - 2 * EDGE)
    above, below = key_height(keys) + 6, 16 + LINE * len(notes) + 4
    figure = blank(above + PLOT + below)
    draw_key(figure, keys)
    shares = [float(v) for v in (*known["presence_share"], *known["demand_share"].dropna())]
    step = 0.02 if max(shares) <= 0.12 else 0.05
    count = int(max(shares) / step) + 1
    axes = _frame(figure, below, step * count, [step * rank for rank in range(count + 1)])
    for row in records(known):
        hour = int(row.item)
        axes.add_patch(
            Rectangle((hour + 0.08, 0), 0.84, float(row.presence_share),
                      facecolor=tints(ACCENT, 3)[1], edgecolor="none", zorder=2)
        )  # fmt: skip
    previous: float | None = None
    for row in records(known):
        hour = int(row.item)
        if is_missing(row.demand_share):
            previous = None
            continue
        share = float(row.demand_share)
        axes.plot([hour, hour + 1], [share, share], color=COMPARATOR, linewidth=1.8, zorder=3)
        if previous is not None:
            axes.plot([hour, hour], [previous, share], color=COMPARATOR, linewidth=1.8, zorder=3)
        previous = share
    _notes(figure, notes)
    return figure


def _hours(profiles: pd.DataFrame) -> pd.DataFrame:
    need(profiles, "profiles", ("dimension", "item", "presence_share", "demand_share"))
    known = profiles[profiles["dimension"] == "hour"]
    if len(known) != 24:
        raise ValueError("profiles: expected 24 hours")
    return known


def hour_profiles_alt(profiles: pd.DataFrame) -> str:
    """Alternative text of ``hour_profiles``."""
    known = _hours(profiles)
    there = [(f"{row.item} h", float(row.presence_share)) for row in records(known)]
    asked = [
        (f"{row.item} h", float(row.demand_share))
        for row in records(known)
        if not is_missing(row.demand_share)
    ]
    return alternative(
        "Barres et ligne en escalier : part de la présence et part des appels de chaque heure.",
        f"Présence. {extremes(there, lambda v: percent(v, 1))}",
        f"Appels. {extremes(asked, lambda v: percent(v, 1))}",
    )


def hour_profiles_data(profiles: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``hour_profiles``."""
    lines = [
        {
            "Heure": f"{row.item} h",
            "Part de la présence": percent(row.presence_share, 1),
            "Part des appels": SECRET
            if is_missing(row.demand_share)
            else percent(row.demand_share, 1),
        }
        for row in records(_hours(profiles))
    ]
    return table(pd.DataFrame(lines))


@housed
def coverage_columns(coverage: pd.DataFrame) -> Figure:
    """DOC15: share of the days when each hour is covered by both, by one police, by none.

    Columns of 24 hours, stacked to 100 %: both, municipal only, national only, neither (hatched).
    ValueError: other than 24 hours.
    """
    known = _covered(coverage)
    tone = tints(ACCENT, 3)
    looks: list[tuple[str, dict[str, Any]]] = [
        ("les deux", {"facecolor": tone[2]}),
        ("police municipale seule", {"facecolor": tone[0]}),
        ("police nationale seule", {"facecolor": tints(COMPARATOR, 3)[0]}),
        ("aucune", {"facecolor": SHADE, "hatch": HATCH, "edgecolor": MARK}),
    ]
    keys = [
        Key(Patch(**{"edgecolor": MARK, "linewidth": 0.4, **look}), words) for words, look in looks
    ]
    notes = wrapped("Part des jours observés, à chaque heure (%)", WIDTH - 2 * EDGE)
    above, below = key_height(keys) + 6, 16 + LINE * len(notes) + 4
    figure = blank(above + PLOT + below)
    draw_key(figure, keys)
    axes = _frame(figure, below, 1.0, [0, 0.25, 0.5, 0.75, 1.0])
    for row in records(known):
        bottom = 0.0
        for (_, look), share in zip(looks, _parts(row), strict=True):
            if share > 0:
                box = Rectangle(
                    (int(row.item) + 0.06, bottom), 0.88, share,
                    **{"edgecolor": "none", "linewidth": 0.0, "zorder": 2, **look},
                )  # fmt: skip
                axes.add_patch(box)
            bottom += share
    _notes(figure, notes)
    return figure


def _covered(coverage: pd.DataFrame) -> pd.DataFrame:
    need(coverage, "coverage", ("item", "municipal", "state", "both", "value"))
    known = coverage[coverage["item"].isin([str(hour) for hour in range(24)])]
    if len(known) != 24:
        raise ValueError("coverage: expected 24 hours")
    return known


def _parts(row: Any) -> list[float]:
    both, either = float(row.both), float(row.value)
    return [both, float(row.municipal) - both, float(row.state) - both, 1 - either]


def coverage_columns_alt(coverage: pd.DataFrame) -> str:
    """Alternative text of ``coverage_columns``."""
    pairs = [(f"{row.item} h", float(row.value)) for row in records(_covered(coverage))]
    return alternative(
        "Colonnes empilées : part des jours où chaque heure est couverte par les deux polices, par "
        "l'une, par aucune. Couverture par l'une ou l'autre.",
        extremes(pairs, percent),
    )


def coverage_columns_data(coverage: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``coverage_columns``."""
    lines = []
    for row in records(_covered(coverage)):
        both, municipal, state, nobody = _parts(row)
        lines.append(
            {
                "Heure": f"{row.item} h",
                "Les deux": percent(both),
                "Police municipale seule": percent(municipal),
                "Police nationale seule": percent(state),
                "Aucune": percent(nobody),
            }
        )
    return table(pd.DataFrame(lines))
