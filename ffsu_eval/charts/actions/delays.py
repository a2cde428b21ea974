"""ACT08: days between the planned and the actual end of each action."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, RULE, housed
from ffsu_eval.charts.words import alternative, extremes, no_rows, records, table
from ffsu_eval.french import NOT_APPLICABLE, count_words, date_short, is_missing, number, signed
from ffsu_eval.indicators.actions.delay import FINISHED, LATE
from ffsu_eval.indicators.frames import need

NEEDED = ("action_id", "title_fr", "planned_end", "actual_end", "days", "state")
STEP = 30


@housed
def delay_dots(delays: pd.DataFrame) -> Figure:
    """Delay of each action in days; a hollow mark for one that is late and not finished.

    ``delays``: see ``action_delays``; only actions that were run have a row.
    ValueError: missing column, no action that was run.
    """
    shown = _run(delays)
    rows = [Row(capital(str(row.title_fr)), _words(row), row) for row in records(shown)]
    low = min(0.0, float(shown["days"].min()))
    high = max(float(STEP), float(shown["days"].max()))
    step = STEP * max(1, round((high - low) / STEP / 5))
    first = step * int(np.floor(low / step))
    last = step * int(np.ceil(high / step))
    ticks = [(float(day), signed(day) if day else "0") for day in range(first, last + 1, step)]
    scale = Scale(
        first, last, ticks, "Jours après la fin prévue (0 : à l'heure)", lines=[(0.0, "")]
    )
    keys = [dot_key("achevée", ACCENT)]
    if (shown["state"] == LATE).any():
        keys.append(dot_key("échue et inachevée : au moins", ACCENT, filled=False))
    return rows_figure(rows, scale, _draw, keys, track=9.0)


def _run(delays: pd.DataFrame) -> pd.DataFrame:
    need(delays, "delays", NEEDED)
    shown = delays[delays["state"].isin([FINISHED, LATE])]
    no_rows("delays", len(shown))
    return shown.sort_values(["days", "action_id"], ascending=[False, True])


def _words(row: Any) -> str:
    days = f"{signed(row.days)} j" if row.days else "à l'heure"
    return days if row.state == FINISHED else f"au moins {days}"


def _draw(axes: Axes, row: Any, y: float) -> None:
    days = float(row.days)
    axes.plot([0, days], [y, y], color=RULE, linewidth=1.6, zorder=1)
    axes.plot(days, y, zorder=3, clip_on=False, **dot(ACCENT, row.state == FINISHED))


def delay_dots_alt(delays: pd.DataFrame) -> str:
    """Alternative text of ``delay_dots``."""
    shown = _run(delays)
    late = int((shown["days"] > 0).sum())
    return alternative(
        "Graphique en points : jours entre la fin prévue et la fin réelle de chaque action.",
        extremes([(str(r.title_fr), float(r.days)) for r in records(shown)], signed),
        f"{capital(count_words(late, 'action', 'actions', feminine=True))} après la date prévue.",
    )


def delay_dots_data(delays: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``delay_dots``: every action, those that were not run included."""
    need(delays, "delays", NEEDED)
    lines = [
        {
            "Action": str(row.title_fr),
            "Fin prévue": date_short(row.planned_end),
            "Fin réelle": NOT_APPLICABLE
            if is_missing(row.actual_end)
            else date_short(row.actual_end),
            "Retard (jours)": NOT_APPLICABLE if is_missing(row.days) else number(row.days),
            "État": str(row.state),
        }
        for row in records(delays)
    ]
    return table(pd.DataFrame(lines))
