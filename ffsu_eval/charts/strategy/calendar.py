"""Calendar of a strategy (Gantt): when each action begins and ends, by axis."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.theme import ACCENT, RULE, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import date_short, number
from ffsu_eval.indicators.frames import need

NEEDED = ("title_fr", "axis_code", "axis_label_fr", "planned_start", "planned_end")


@housed
def calendar_bars(actions: pd.DataFrame) -> Figure:
    """One bar per action from its planned start to its planned end, under the name of its axis.

    ``actions``: title_fr, axis_code, axis_label_fr, planned_start, planned_end. ValueError: missing
    column, no row.
    """
    shown = _ordered(actions)
    years = range(
        int(shown["planned_start"].dt.year.min()), int(shown["planned_end"].dt.year.max()) + 1
    )
    rows: list[Row] = []
    for _, own in shown.groupby("axis_code", sort=False):
        rows.append(Row(str(own["axis_label_fr"].iloc[0]), heading=True))
        rows += [
            Row(
                str(row.title_fr), _dates(row), (_place(row.planned_start), _place(row.planned_end))
            )
            for row in records(own)
        ]
    ticks = [(float(year), str(year)) for year in [*years, years[-1] + 1]]
    scale = Scale(
        years[0], years[-1] + 1, ticks, "Début et fin prévus ; 1er janvier de chaque année"
    )
    return rows_figure(rows, scale, _draw, track=9.0)


def _ordered(actions: pd.DataFrame) -> pd.DataFrame:
    need(actions, "actions", NEEDED)
    no_rows("actions", len(actions))
    return actions.sort_values(["axis_code", "planned_start", "title_fr"], kind="stable")


def _place(day: Any) -> float:
    return float(day.year) + (day.dayofyear - 1) / 366


def _dates(row: Any) -> str:
    return f"{row.planned_start:%m/%Y}-{row.planned_end:%m/%Y}"


def _draw(axes: Axes, ends: tuple[float, float], y: float) -> None:
    axes.plot(axes.get_xlim(), [y, y], color=RULE, linewidth=0.6, zorder=1)
    axes.plot(ends, [y, y], color=ACCENT, linewidth=5, solid_capstyle="butt", zorder=2)


def calendar_bars_alt(actions: pd.DataFrame) -> str:
    """Alternative text of ``calendar_bars``."""
    shown = _ordered(actions)
    return alternative(
        f"Calendrier en barres : {number(len(shown))} actions, de {shown['planned_start'].min():%m/%Y} "
        f"à {shown['planned_end'].max():%m/%Y}, rangées par axe."
    )


def calendar_bars_data(actions: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``calendar_bars``."""
    lines = [
        {
            "Action": str(row.title_fr),
            "Axe": str(row.axis_label_fr),
            "Début prévu": date_short(row.planned_start),
            "Fin prévue": date_short(row.planned_end),
        }
        for row in records(_ordered(actions))
    ]
    return table(pd.DataFrame(lines))
