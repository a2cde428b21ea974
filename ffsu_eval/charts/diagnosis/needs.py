"""DLS02: for each public and phenomenon, is there a need, and a response?"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ffsu_eval.charts.marks import Key, bar
from ffsu_eval.charts.rows import LEFT, SPAN, Row, rows_figure
from ffsu_eval.charts.text import EDGE, LINE, capital, text_width, wrapped
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, MUTED, PAPER, RULE, WIDTH, housed
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import NOT_APPLICABLE, count_words, join_fr, number, typography
from ffsu_eval.indicators.diagnosis.needs import COVERAGE, COVERED, GAP, WEAK, WITHOUT_NEED
from ffsu_eval.indicators.frames import need, need_unique, need_values

CELL = 15.0
BY_DAY = "couvert, en journée seulement"
# style of the mark, its colour, fill of the cell; the shape alone tells them apart
SYMBOLS: dict[str, tuple[dict[str, Any], str, str]] = {
    GAP: (
        {"marker": "x", "markersize": 7.5, "markeredgewidth": 2.4},
        COMPARATOR,
        "#f1e6d3",
    ),
    BY_DAY: (
        {"marker": "o", "markersize": 7.0, "markeredgewidth": 1.5, "markerfacecolor": PAPER},
        ACCENT,
        "#dbe6e5",
    ),
    COVERED: ({"marker": "o", "markersize": 7.5}, ACCENT, "#dbe6e5"),
    WEAK: ({"marker": "o", "markersize": 2.6}, MUTED, PAPER),
    WITHOUT_NEED: (
        {"marker": "s", "markersize": 6.0, "markeredgewidth": 1.2, "markerfacecolor": PAPER},
        MUTED,
        PAPER,
    ),
}
KEYS = {
    GAP: "manque : besoin établi, aucune réponse",
    BY_DAY: "couvert, en journée seulement",
    COVERED: "couvert, y compris en soirée ou la nuit",
    WEAK: "besoin peu étayé",
    WITHOUT_NEED: "réponse sans besoin établi",
}


@housed
def needs_matrix(
    coverage: pd.DataFrame, publics: Mapping[str, str], phenomena: Mapping[str, str]
) -> Figure:
    """Phenomena in rows, publics in columns, one symbol for each pair that has a need or a response.

    ``coverage``: DLS02; ``publics``, ``phenomena``: id → label, in the order of the columns and rows.
    An empty cell: neither a need nor a response is known. ValueError: missing column, no row, a pair
    twice, an identifier without label.
    """
    states = _states(coverage, publics, phenomena)
    columns = [name for name in publics if name in {public for public, _ in states}]
    listed = [name for name in phenomena if name in {name for _, name in states}]
    heads = [capital(publics[name]) for name in columns]
    upright, edges = _columns(heads)
    depth = (
        LINE * max(len(lines) for lines in upright) + 1
        if upright
        else max(text_width(typography(head)) for head in heads) + 6
    )
    shown = [Row("", content=heads, track=depth)]
    shown += [
        Row(capital(phenomena[name]), content=[states.get((public, name)) for public in columns])
        for name in listed
    ]

    def draw(axes: Axes, content: list[Any], y: float) -> None:
        axes.set_xlim(0, SPAN)
        if content is heads:
            _head(axes, upright or [[head] for head in heads], edges, y, depth, not upright)
        else:
            _cells(axes, content, edges, y)

    present = set(states.values())
    keys = [
        Key(Line2D([], [], color=color, linestyle="none", **style), KEYS[word])
        for word, (style, color, _) in SYMBOLS.items()
        if word in present
    ]
    return rows_figure(shown, None, draw, keys, track=CELL)


def _states(
    coverage: pd.DataFrame, publics: Mapping[str, str], phenomena: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """Word of each pair: its state, that of a cover by day told apart."""
    need(coverage, "coverage", COVERAGE)
    no_rows("coverage", len(coverage))
    need_unique(coverage, "coverage", ("public", "phenomenon"))
    need_values(coverage["state"], "coverage.state", (GAP, COVERED, WEAK, WITHOUT_NEED))
    found = {}
    for row in records(coverage):
        label_of(publics, row.public)
        label_of(phenomena, row.phenomenon)
        word = str(row.state)
        found[str(row.public), str(row.phenomenon)] = (
            BY_DAY if word == COVERED and not bool(row.evening) else word
        )
    return found


def _columns(heads: Sequence[str]) -> tuple[list[list[str]], list[float]]:
    """Lines of each heading, none when they must stand upright, and edges of the equal columns."""
    width = (WIDTH - 2 * EDGE) / len(heads)
    longest = max(text_width(word) for head in heads for word in head.split())
    lines = [wrapped(head, width - 2) for head in heads] if longest <= width - 4 else []
    return lines, [EDGE - LEFT + width * rank for rank in range(len(heads) + 1)]


def _head(
    axes: Axes,
    heads: Sequence[Sequence[str]],
    edges: Sequence[float],
    y: float,
    depth: float,
    turned: bool,
) -> None:
    bottom = y + depth / 2
    for rank, lines in enumerate(heads):
        middle = (edges[rank] + edges[rank + 1]) / 2
        for line, text in enumerate(reversed(lines)):
            axes.text(
                middle,
                bottom - (2 if turned else LINE * (line + 0.2)),
                typography(text),
                ha="center",
                va="bottom" if turned else "baseline",
                rotation=90 if turned else 0,
                color=MUTED,
            )


def _cells(axes: Axes, words: Sequence[str | None], edges: Sequence[float], y: float) -> None:
    for rank, word in enumerate(words):
        style, color, fill = SYMBOLS[word] if word else ({}, MUTED, PAPER)
        left, right = edges[rank] + 1, edges[rank + 1] - 1
        bar(axes, y, left, right, fill, CELL, edgecolor=RULE, linewidth=0.6)
        if word:
            axes.plot((left + right) / 2, y, color=color, zorder=4, **style)


def needs_matrix_alt(
    coverage: pd.DataFrame, publics: Mapping[str, str], phenomena: Mapping[str, str]
) -> str:
    """Alternative text of ``needs_matrix``: how many pairs in each state, and the gaps by name."""
    states = _states(coverage, publics, phenomena)
    counts = [
        f"{word} : {number(sum(state == word for state in states.values()))}"
        for word in SYMBOLS
        if word in states.values()
    ]
    gaps = [
        f"{publics[public]} ({phenomena[name]})"
        for (public, name), state in states.items()
        if state == GAP
    ]
    return alternative(
        "Tableau de symboles : phénomènes en lignes, publics en colonnes ; un symbole par couple qui a "
        f"un besoin ou une réponse ({count_words(len(states), 'couple')}).",
        f"Nombre de couples par état : {' ; '.join(counts)}.",
        f"Manques : {join_fr(gaps)}." if gaps else "",
    )


def needs_matrix_data(
    coverage: pd.DataFrame, publics: Mapping[str, str], phenomena: Mapping[str, str]
) -> pd.DataFrame:
    """Table behind ``needs_matrix``: every pair, with its need and its responses."""
    states = _states(coverage, publics, phenomena)
    known = {(str(row.public), str(row.phenomenon)): row for row in records(coverage)}
    lines = [
        {
            "Phénomène": capital(phenomena[name]),
            "Public": capital(publics[public]),
            "Familles de preuves": number(known[public, name].value),
            "Constats": str(known[public, name].findings) or NOT_APPLICABLE,
            "Réponses": number(known[public, name].responses),
            "Organismes": number(known[public, name].organisations),
            "État": states[public, name],
        }
        for name in phenomena
        for public in publics
        if (public, name) in states
    ]
    return table(pd.DataFrame(lines))
