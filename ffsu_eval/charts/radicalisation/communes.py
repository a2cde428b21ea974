"""What each commune has set up: one row per commune, in alphabetical order, never by value.

Many communes make several figures, each short enough for a page.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ffsu_eval.charts.marks import Key
from ffsu_eval.charts.rows import LEFT, SPAN, Row, rows_figure
from ffsu_eval.charts.text import EDGE, LINE, capital, text_width, wrapped
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, INK, MUTED, PAPER, RULE, WIDTH, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import is_missing, number, typography
from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.radicalisation.names import alphabetical

NAMES = 118.0  # room for the names of the communes
CELL = 13.5
YES, NO, SILENT = "oui", "non", "sans réponse"
STYLES: dict[str, tuple[dict[str, Any], str]] = {
    YES: ({"marker": "o", "markersize": 6.5}, ACCENT),
    NO: ({"marker": "x", "markersize": 5.5, "markeredgewidth": 1.5}, COMPARATOR),
    SILENT: ({"marker": "_", "markersize": 6.0, "markeredgewidth": 1.2}, MUTED),
}


@housed
def commune_matrix(setup: pd.DataFrame, items: Mapping[str, str]) -> Figure:
    """Communes in rows, in alphabetical order; one symbol for each thing: yes, no, no answer.

    ``setup``: label_fr and the columns that ``items`` names (yes, no or missing); ``items``: column →
    heading. ValueError: missing column, no row.
    """
    shown = _ordered(setup, items)
    heads = [capital(name) for name in items.values()]
    edges = _edges(len(heads))
    room = edges[1] - edges[0] - 3
    lines = [wrapped(head, room) for head in heads]
    upright = max(text_width(word) for head in heads for word in head.split()) > room
    depth = (
        max(text_width(typography(head)) for head in heads) + 6
        if upright
        else LINE * max(len(own) for own in lines) + 3
    )
    rows = [Row("", content=("head", lines if not upright else [[h] for h in heads]), track=depth)]
    rows += [
        Row("", content=(str(row.label_fr), [_state(getattr(row, item)) for item in items]))
        for row in records(shown)
    ]

    def draw(axes: Axes, content: Any, y: float) -> None:
        axes.set_xlim(0, SPAN)
        name, cells = content
        if name == "head":
            _head(axes, cells, edges, y + depth / 2, upright)
        else:
            _line(axes, name, cells, edges, y)

    present = {_state(value) for item in items for value in shown[item]}
    keys = [
        Key(Line2D([], [], color=color, linestyle="none", **style), word)
        for word, (style, color) in STYLES.items()
        if word in present
    ]
    return rows_figure(rows, None, draw, keys, track=CELL - 6)


def _ordered(setup: pd.DataFrame, items: Mapping[str, str]) -> pd.DataFrame:
    need(setup, "setup", ("label_fr", *items))
    no_rows("setup", len(setup))
    return setup.sort_values("label_fr", key=lambda s: s.map(alphabetical), kind="stable")


def _state(value: Any) -> str:
    return SILENT if is_missing(value) else YES if bool(value) else NO


def _edges(count: int) -> list[float]:
    width = (WIDTH - 2 * EDGE - NAMES) / count
    return [EDGE - LEFT + NAMES + width * rank for rank in range(count + 1)]


def _head(
    axes: Axes, heads: Sequence[Sequence[str]], edges: Sequence[float], bottom: float, turned: bool
) -> None:
    for rank, lines in enumerate(heads):
        middle = (edges[rank] + edges[rank + 1]) / 2
        for line, text in enumerate(reversed(lines)):
            axes.text(
                middle, bottom - (1 if turned else LINE * (line + 0.1)), typography(text), ha="center",
                va="bottom" if turned else "baseline", rotation=90 if turned else 0, color=MUTED,
            )  # fmt: skip


def _line(axes: Axes, name: str, cells: Sequence[str], edges: Sequence[float], y: float) -> None:
    axes.plot([EDGE - LEFT, edges[-1]], [y + CELL / 2] * 2, color=RULE, linewidth=0.5, zorder=1)
    axes.text(EDGE - LEFT, y + 3.1, typography(name), ha="left", va="baseline", color=INK)
    for rank, word in enumerate(cells):
        style, color = STYLES[word]
        middle = (edges[rank] + edges[rank + 1]) / 2
        fill = {"markerfacecolor": color if word == YES else PAPER, "markeredgecolor": color}
        axes.plot(middle, y, linestyle="none", color=color, zorder=3, **{**style, **fill})


def commune_matrix_alt(setup: pd.DataFrame, items: Mapping[str, str]) -> str:
    """Alternative text of ``commune_matrix``: what is counted, never which commune has least."""
    shown = _ordered(setup, items)
    parts = []
    for item, label in items.items():
        states = [_state(value) for value in shown[item]]
        parts.append(f"{label} : {number(states.count(YES))}")
    silent = sum(all(_state(row[item]) == SILENT for item in items) for _, row in shown.iterrows())
    return alternative(
        f"Tableau de symboles : {number(len(shown))} communes en lignes, par ordre alphabétique, "
        "dispositifs en colonnes.",
        f"Nombre de communes qui en disposent : {' ; '.join(parts)}.",
        f"Sans réponse : {number(silent)}." if silent else "",
    )


def commune_matrix_data(setup: pd.DataFrame, items: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``commune_matrix``."""
    lines = [
        {
            "Commune": str(row.label_fr),
            **{capital(label): _state(getattr(row, item)) for item, label in items.items()},
        }
        for row in records(_ordered(setup, items))
    ]
    return table(pd.DataFrame(lines))
