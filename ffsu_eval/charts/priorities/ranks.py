"""F13: which rank each item could have, and its score; never one rank."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.theme import ACCENT, RULE, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table, without_value
from ffsu_eval.french import NBSP, is_missing, number, percent
from ffsu_eval.indicators.frames import need
from ffsu_eval.rows import capital

NEEDED = ("item_id", "value", "rank_low", "rank_high", "robustness", "n", "caveat")


@housed
def rank_intervals(scores: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Interval of rank of each item, highest score first; its score on the right.

    ``scores``: PRI01; ``labels``: French name of each item. An item without interval keeps its
    score. ValueError: missing column, no row.
    """
    need(scores, "scores", NEEDED)
    no_rows("scores", len(scores))
    rows = [
        Row(
            capital(labels[str(row.item_id)]),
            number(row.value, 1),
            None if is_missing(row.rank_low) else row,
        )
        for row in records(scores)
    ]
    last = len(scores)
    ticks = [(float(rank), number(rank)) for rank in range(1, last + 1)]
    scale = Scale(0.6, last + 0.4, ticks, "Rangs possibles (1 : le plus prioritaire)")
    keys = [dot_key("bornes de l'intervalle de rang à 95 %", ACCENT)]
    return rows_figure(rows, scale, _draw, keys, track=10.0)


def _draw(axes: Axes, row: Any, y: float) -> None:
    low, high = float(row.rank_low), float(row.rank_high)
    axes.plot(axes.get_xlim(), [y, y], color=RULE, linewidth=0.6, zorder=1)
    axes.plot([low, high], [y, y], color=ACCENT, linewidth=2.4, zorder=2)
    for end in {low, high}:
        axes.plot(end, y, zorder=3, **dot(ACCENT))


def rank_intervals_alt(scores: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Alternative text of ``rank_intervals``."""
    known = [row for row in records(scores) if not is_missing(row.rank_low)]
    words = [f"{labels[str(row.item_id)]} ({_interval(row)})" for row in known]
    unknown = [labels[str(r.item_id)] for r in records(scores) if is_missing(r.rank_low)]
    return alternative(
        "Graphique en intervalles : rangs possibles de chaque sujet mis au vote, du score le plus haut "
        "au plus bas.",
        f"Rangs : {' ; '.join(words)}." if words else "",
        without_value(unknown, "Sans intervalle"),
    )


def rank_intervals_data(scores: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``rank_intervals``."""
    lines = [
        {
            "Sujet": capital(labels[str(row.item_id)]),
            "Score (1 à 5)": number(row.value, 1),
            "Rangs possibles": "///" if is_missing(row.rank_low) else _interval(row),
            "Tient aux poids": percent(row.robustness),
            "n": number(row.n),
        }
        for row in records(scores)
    ]
    return table(pd.DataFrame(lines))


def _interval(row: Any) -> str:
    if row.rank_low == row.rank_high:
        return number(row.rank_low)
    return f"{number(row.rank_low)}{NBSP}à{NBSP}{number(row.rank_high)}"
