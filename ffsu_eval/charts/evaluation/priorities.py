"""EVA07: rank of each subject at the start and today."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, MARK, RULE, housed
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import NBSP, number, signed
from ffsu_eval.indicators.frames import need, need_unique
from ffsu_eval.indicators.past_priorities import RANKS

Names = Mapping[str, str]


@housed
def rank_changes(ranks: pd.DataFrame, labels: Names) -> Figure:
    """Rank at the start (hollow square) and today (filled circle), in the order of the start.

    ``ranks``: ``ranks_then_now``; ``labels``: phenomenon → name. ValueError: missing column, no row, a
    subject twice or without name.
    """
    known = _known(ranks, labels)
    rows = [
        Row(
            capital(labels[row.phenomenon]),
            f"{_rank(row.then)}{NBSP}→{NBSP}{_rank(row.now)}",
            row,
        )
        for row in records(known)
    ]
    last = len(known)
    ticks = [(float(rank), number(rank)) for rank in range(1, last + 1)]
    scale = Scale(0.6, last + 0.4, ticks, "Rang parmi les sujets communs (1 : le plus prioritaire)")
    keys = [dot_key("au départ", COMPARATOR, False, "s"), dot_key("aujourd'hui", ACCENT)]
    return rows_figure(rows, scale, _draw, keys, track=10.0)


def _known(ranks: pd.DataFrame, labels: Names) -> pd.DataFrame:
    need(ranks, "ranks", RANKS)
    no_rows("ranks", len(ranks))
    need_unique(ranks, "ranks", ("phenomenon",))
    for name in ranks["phenomenon"]:
        label_of(labels, name)
    return ranks


def _rank(rank: Any) -> str:
    return number(rank, 0 if float(rank) == int(rank) else 1)


def _draw(axes: Axes, row: Any, y: float) -> None:
    then, now = float(row.then), float(row.now)
    axes.plot(axes.get_xlim(), (y, y), color=RULE, linewidth=0.6, zorder=1)
    axes.plot((then, now), (y, y), color=MARK, linewidth=1.6, zorder=2)
    axes.plot(then, y, zorder=3, **dot(COMPARATOR, False, "s", 7.5))
    axes.plot(now, y, zorder=4, **dot(ACCENT, size=5.5))


def rank_changes_alt(ranks: pd.DataFrame, labels: Names) -> str:
    """Alternative text of ``rank_changes``: both ranks of every subject."""
    said = [
        f"{labels[row.phenomenon]} ({_rank(row.then)} puis {_rank(row.now)})"
        for row in records(_known(ranks, labels))
    ]
    return alternative(
        "Graphique en points : rang de chaque sujet au départ de la politique et aujourd'hui.",
        f"Rangs : {' ; '.join(said)}.",
    )


def rank_changes_data(ranks: pd.DataFrame, labels: Names) -> pd.DataFrame:
    """Table behind ``rank_changes``."""
    lines = [
        {
            "Sujet": capital(labels[row.phenomenon]),
            "Rang au départ": _rank(row.then),
            "Rang aujourd'hui": _rank(row.now),
            "Rangs gagnés": signed(row.value, 0 if float(row.value) == int(row.value) else 1),
        }
        for row in records(_known(ranks, labels))
    ]
    return table(pd.DataFrame(lines))
