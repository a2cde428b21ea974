"""STS05: what is asked of each pilot, beside what it has."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, RULE, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import NOT_APPLICABLE, count_words, is_missing, number, percent
from ffsu_eval.indicators.frames import need

NEEDED = ("label_fr", "count", "fte", "capacity", "value")


@housed
def load_bars(load: pd.DataFrame) -> Figure:
    """Full-time equivalents asked for (disc) and available (ring) of each pilot.

    ``load``: STS05. A pilot whose load is unknown keeps its text. ValueError: missing column, no row.
    """
    need(load, "load", NEEDED)
    no_rows("load", len(load))
    rows = [Row(str(row.label_fr), _words(row), _content(row)) for row in records(load)]
    known = [content for row in rows if (content := row.content)]
    high = max([1.0, *(value for content in known for value in content)])
    step = 1 if high <= 6 else 2 if high <= 12 else 5
    last = step * (int(high / step) + 1)
    ticks = [(float(tick), number(tick)) for tick in range(0, last + 1, step)]
    scale = Scale(0, last, ticks, "Équivalents temps plein")
    keys = [dot_key("demandés", ACCENT), dot_key("disponibles", COMPARATOR, filled=False)]
    return rows_figure(rows, scale, _draw, keys, track=9.0)


def _content(row: Any) -> tuple[float, float] | None:
    return None if is_missing(row.value) else (float(row.fte), float(row.capacity))


def _words(row: Any) -> str:
    actions = count_words(int(row.count), "action", "actions", feminine=True)
    return (
        f"{actions}, charge inconnue"
        if is_missing(row.value)
        else f"{actions}, {percent(row.value)}"
    )


def _draw(axes: Axes, content: tuple[float, float], y: float) -> None:
    asked, there = content
    axes.plot([min(content), max(content)], [y, y], color=RULE, linewidth=1.6, zorder=1)
    axes.plot(there, y, zorder=2, clip_on=False, **dot(COMPARATOR, False))
    axes.plot(asked, y, zorder=3, clip_on=False, **dot(ACCENT))


def load_bars_alt(load: pd.DataFrame) -> str:
    """Alternative text of ``load_bars``."""
    over = [
        str(row.label_fr) for row in records(load) if not is_missing(row.value) and row.value > 1
    ]
    return alternative(
        "Graphique en points : équivalents temps plein demandés à chaque pilote et disponibles.",
        f"Charge supérieure à la capacité : {' ; '.join(over)}." if over else "",
    )


def load_bars_data(load: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``load_bars``."""
    lines = [
        {
            "Pilote": str(row.label_fr),
            "Actions": number(row.count),
            "Demandés (ETP)": number(row.fte, 1),
            "Disponibles (ETP)": NOT_APPLICABLE
            if is_missing(row.capacity)
            else number(row.capacity, 1),
            "Charge": NOT_APPLICABLE if is_missing(row.value) else percent(row.value),
        }
        for row in records(load)
    ]
    return table(pd.DataFrame(lines))
