"""F5: the 250 m cells of the territory as a schematic grid, in classes of incidents."""

import re
from math import inf

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.text import EDGE, LINE, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    INK,
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
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import NOT_PUBLISHED, count_words, number
from ffsu_eval.gate.datasets.incidents import CELL_SIDE
from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.recorded.rates import LOCAL_MINIMUM

BOUNDS = (LOCAL_MINIMUM, 20, 50)
CORNER = re.compile(r"N(\d{7})E(\d{7})$")
TALLEST = 300.0
KILOMETRE = 1_000


@housed
def cells_map(cells: pd.DataFrame, n_cells: int | None = None) -> Figure:
    """Each cell that holds 6 incidents or more, in its class; the others are the background.

    ``cells``: grid_cell_250m, count (all cells have one area: a count is a density); ``n_cells``:
    cells of the territory. A cell of fewer than 6 incidents is not told from an empty one. North is
    up, the frame is the box of the cells with an incident; no street, no contour. ValueError: missing
    column, no row.
    """
    squares = _squares(cells)
    colors = tints(ACCENT, len(BOUNDS))
    keys = [
        Key(Patch(facecolor=SHADE, edgecolor=MARK, linewidth=0.4), _words(None, cells, n_cells)),
        *(
            Key(Patch(facecolor=color, edgecolor=MARK, linewidth=0.4), _words(rank, cells, n_cells))
            for rank, color in enumerate(colors)
        ),
    ]
    wide = int(squares["east"].max() - squares["east"].min()) + CELL_SIDE
    high = int(squares["north"].max() - squares["north"].min()) + CELL_SIDE
    scale = min((WIDTH - 2 * EDGE) / wide, TALLEST / high)
    notes = wrapped("Mailles de 250 m, nord en haut, sans fond de carte.", WIDTH - 2 * EDGE)
    above, below = key_height(keys) + 2, LINE * (len(notes) + 1) + 8
    figure = blank(above + high * scale + below)
    draw_key(figure, keys)
    left = (WIDTH - wide * scale) / 2
    axes = axes_at(figure, left, below, left + wide * scale, below + high * scale)
    axes.set(xlim=(0, wide), ylim=(0, high))
    axes.axis("off")
    axes.add_patch(Rectangle((0, 0), wide, high, facecolor=SHADE, edgecolor="none"))
    for row in records(squares):
        if row.rank is not None:
            corner = (row.east - squares["east"].min(), row.north - squares["north"].min())
            axes.add_patch(
                Rectangle(corner, CELL_SIDE, CELL_SIDE, facecolor=colors[int(row.rank)],
                          edgecolor=PAPER, linewidth=0.4)
            )  # fmt: skip
    height = figure.get_figheight() * POINTS
    ruler = axes_at(figure, left, below - LINE - 4, left + wide * scale, below - 2)
    ruler.set(xlim=(0, wide), ylim=(0, LINE + 2))
    ruler.axis("off")
    ruler.plot((0, min(KILOMETRE, wide)), (LINE - 2, LINE - 2), color=INK, linewidth=1.2)
    if wide >= KILOMETRE:
        ruler.text(KILOMETRE * 1.08, LINE - 2, "1\u00a0km", va="center", color=MUTED)
    for rank, line in enumerate(reversed(notes)):
        figure.text(EDGE / WIDTH, (4 + rank * LINE) / height, line, color=MUTED)
    return figure


def _squares(cells: pd.DataFrame) -> pd.DataFrame:
    """Corner in metres and class of each cell."""
    need(cells, "cells", ("grid_cell_250m", "count"))
    no_rows("cells", len(cells))
    corners = cells["grid_cell_250m"].astype(str).str.extract(CORNER).astype(int)
    ranks = [_rank(float(count)) for count in cells["count"]]
    return pd.DataFrame(
        {"north": corners[0], "east": corners[1], "rank": pd.Series(ranks, dtype=object)}
    )


def _rank(count: float) -> int | None:
    """Class of a count; None under the first bound."""
    above = sum(count >= bound for bound in BOUNDS)
    return above - 1 if above else None


def _class(rank: int | None) -> str:
    if rank is None:
        return f"moins de {BOUNDS[0]} incidents"
    low, top = BOUNDS[rank], (*BOUNDS, inf)[rank + 1]
    return f"{low} incidents ou plus" if top == inf else f"{low} à {number(top - 1)} incidents"


def _size(rank: int | None, cells: pd.DataFrame, n_cells: int | None) -> int | None:
    """Cells of a class; those under the first bound only where all cells are counted."""
    ranks = [_rank(float(count)) for count in cells["count"]]
    if rank is not None:
        return ranks.count(rank)
    return None if n_cells is None else n_cells - sum(r is not None for r in ranks)


def _words(rank: int | None, cells: pd.DataFrame, n_cells: int | None) -> str:
    """« 6 à 19 incidents (73 mailles) »."""
    size = _size(rank, cells, n_cells)
    told = "" if size is None else f" ({_counted(size)})"
    return f"{_class(rank)}{told}"


def _counted(size: int) -> str:
    return f"{number(size)} {'maille' if size < 2 else 'mailles'}"


def cells_map_alt(cells: pd.DataFrame, n_cells: int | None = None) -> str:
    """Alternative text of ``cells_map``."""
    _squares(cells)
    parts = []
    for rank in (*reversed(range(len(BOUNDS))), None):
        size = _size(rank, cells, n_cells)
        if size is not None:
            said = count_words(size, "maille", feminine=True)
            parts.append(f"{_class(rank)} : {said}")
    return alternative(
        "Grille schématique de mailles de 250 m, en classes selon le nombre d'incidents.",
        f"{' ; '.join(parts)}.",
    )


def cells_map_data(cells: pd.DataFrame, n_cells: int | None = None) -> pd.DataFrame:
    """Table behind ``cells_map``: cells by class; no cell is named."""
    _squares(cells)
    ranks = (None, *range(len(BOUNDS)))
    sizes = [_size(rank, cells, n_cells) for rank in ranks]
    return table(
        {
            "Incidents dans la maille": [_class(rank) for rank in ranks],
            "Mailles": [NOT_PUBLISHED if size is None else number(size) for size in sizes],
        }
    )
