"""RAD06: levels of prevention by public, with what is planned, what exists, and what is empty."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import bar
from ffsu_eval.charts.rows import LEFT, SPAN, Row, rows_figure
from ffsu_eval.charts.text import EDGE, LINE, capital
from ffsu_eval.charts.theme import COMPARATOR, INK, MUTED, PAPER, RULE, WIDTH, housed
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import NOT_APPLICABLE, count_words, is_missing, join_fr, number, typography
from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.radicalisation.plan import LEVELS, MATRIX

NAMES, CELL = 78.0, 29.0
FULL, EMPTY = "#dbe6e5", "#f1e6d3"


@housed
def level_matrix(matrix: pd.DataFrame, publics: Mapping[str, str]) -> Figure:
    """Publics in rows, the three levels in columns; planned actions and existing resources in words.

    ``matrix``: RAD06; a cell without either says « rien ». ValueError: missing column, no row, public
    without label.
    """
    need(matrix, "matrix", MATRIX)
    no_rows("matrix", len(matrix))
    width = (WIDTH - 2 * EDGE - NAMES) / len(LEVELS)
    edges = [EDGE - LEFT + NAMES + width * rank for rank in range(len(LEVELS) + 1)]
    rows = [Row("", content=None), Row("", content="head", track=LINE + 4)]
    for public, own in matrix.groupby("public", sort=False):
        cells = own.set_index("prevention_level").loc[list(LEVELS)]
        rows.append(Row("", content=(capital(label_of(publics, public)), list(records(cells)))))

    def draw(axes: Axes, content: Any, y: float) -> None:
        axes.set_xlim(0, SPAN)
        if content == "head":
            for rank, level in enumerate(LEVELS):
                middle = (edges[rank] + edges[rank + 1]) / 2
                axes.text(middle, y + 3, capital(level), ha="center", va="baseline", color=MUTED)
            return
        name, cells = content
        axes.text(EDGE - LEFT, y + 3.1, typography(name), ha="left", va="baseline", color=INK)
        for rank, row in enumerate(cells):
            _cell(axes, row, edges[rank] + 1, edges[rank + 1] - 1, y)

    return rows_figure(rows[1:], None, draw, track=CELL)


def _cell(axes: Axes, row: Any, left: float, right: float, y: float) -> None:
    style = {"edgecolor": COMPARATOR, "hatch": ""} if row.gap else {"edgecolor": RULE}
    bar(axes, y, left, right, EMPTY if row.gap else FULL, CELL, linewidth=0.8, **style)
    lines = _lines(row)
    for rank, text in enumerate(lines):
        place = y + 3.1 + LINE * (rank - (len(lines) - 1) / 2)
        axes.text((left + right) / 2, place, typography(text), ha="center", va="baseline", color=INK,
                  zorder=5, bbox={"facecolor": EMPTY if row.gap else FULL, "edgecolor": PAPER,
                                  "linewidth": 0, "pad": 0})  # fmt: skip


def _lines(row: Any) -> list[str]:
    if row.gap:
        return ["rien"]
    there = (
        ""
        if is_missing(row.resources)
        else count_words(int(row.resources), "ressource", feminine=True)
    )
    planned = count_words(int(row.actions), "action", feminine=True)
    parts = [planned if row.actions else "", there if there and row.resources else ""]
    return [part for part in parts if part]


def level_matrix_alt(matrix: pd.DataFrame, publics: Mapping[str, str]) -> str:
    """Alternative text of ``level_matrix``."""
    gaps = [
        f"{label_of(publics, row.public)} ({row.prevention_level})"
        for row in records(matrix)
        if row.gap
    ]
    return alternative(
        "Tableau : publics en lignes, niveaux de prévention en colonnes ; actions prévues et ressources "
        "existantes dans chaque case.",
        f"Cases vides, {number(len(gaps))} sur {number(len(matrix))} : {join_fr(gaps)}."
        if gaps
        else "Aucune case n'est vide.",
    )


def level_matrix_data(matrix: pd.DataFrame, publics: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``level_matrix``."""
    lines = [
        {
            "Public": capital(label_of(publics, row.public)),
            "Niveau": str(row.prevention_level),
            "Actions prévues": number(row.actions),
            "Ressources existantes": NOT_APPLICABLE
            if is_missing(row.resources)
            else number(row.resources),
            "Case vide": "oui" if row.gap else "non",
        }
        for row in records(matrix)
    ]
    return table(pd.DataFrame(lines))
