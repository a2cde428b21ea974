"""Small multiples: titled panels in two columns, a heading above, notes below. Lengths in points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.text import EDGE, LINE, capital, wrapped
from ffsu_eval.charts.theme import INK, MUTED, POINTS, WIDTH, axes_at, blank
from ffsu_eval.french import NBSP

GUTTER = 12.0
AXIS = 19.0
GAP, GAP_NAMED = 9.0, 17.0
# height of a panel, up to this number of panels: all must hold on one page
PLOTS = ((4, 72.0), (10, 46.0), (1000, 40.0))


@dataclass(frozen=True)
class Grid:
    """What stands around the panels: their titles, ``heading``, ``notes`` (paragraphs) and keys.

    ``plots``: height of each panel, its row takes the largest; ``axis``: room for the tick labels
    at its left; ``gap``: room under a row, for its ticks and, where all rows name them, their names.
    """

    titles: Sequence[str]
    heading: str
    notes: Sequence[str]
    keys: Sequence[Key]
    plots: Sequence[float]
    axis: float = AXIS
    gap: float = GAP


# draws one panel: its axes, its rank, and whether it names the ticks of the axis below
Drawer = Callable[[Axes, int, bool], None]


def grid_figure(grid: Grid, draw: Drawer) -> Figure:
    """Figure of panels in reading order, one column for a single panel, else two."""
    count = len(grid.titles)
    columns = 1 if count == 1 else 2
    width = (WIDTH - 2 * EDGE - GUTTER * (columns - 1)) / columns
    titles = [wrapped(capital(title), width) for title in grid.titles]
    top = wrapped(grid.heading, WIDTH - 2 * EDGE)
    bottom = [line for text in grid.notes if text for line in wrapped(text, WIDTH - 2 * EDGE)]
    rows = [range(first, min(first + columns, count)) for first in range(0, count, columns)]
    plots = [max(grid.plots[i] for i in row) for row in rows]
    depths = [
        LINE * max(len(titles[i]) for i in row) + 2 + plot + grid.gap
        for row, plot in zip(rows, plots, strict=True)
    ]
    above = key_height(grid.keys) + LINE * len(top) + 4
    below = GAP_NAMED - grid.gap + LINE * len(bottom) + 4
    figure = blank(above + sum(depths) + below)
    height = figure.get_figheight() * POINTS
    draw_key(figure, grid.keys)
    _text(figure, EDGE, height - key_height(grid.keys), top, MUTED)
    _text(figure, EDGE, LINE * len(bottom) + 4, bottom, MUTED)
    y = height - above
    for row, plot, depth in zip(rows, plots, depths, strict=True):
        for rank in row:
            left, base = EDGE + (rank % columns) * (width + GUTTER), y - depth + grid.gap
            lines = titles[rank]
            _text(figure, left, base + plot + 2 + LINE * len(lines), lines, INK)
            axes = axes_at(figure, left + grid.axis, base, left + width, base + plot)
            draw(axes, rank, rank + columns >= count)
        y -= depth
    return figure


def plot_height(count: int) -> float:
    """Height of each of ``count`` panels: fewer ones are taller."""
    return next(height for most, height in PLOTS if count <= most)


def starred(labels: Sequence[str], dwellings: Sequence[bool]) -> list[str]:
    """Labels, with a star for the rates that have another base than most."""
    mixed = any(dwellings) and not all(dwellings)
    return [
        label + (NBSP + "*" if mixed and starry else "")
        for label, starry in zip(labels, dwellings, strict=True)
    ]


def bases(dwellings: Sequence[bool]) -> str:
    """« 1 000 habitants (* : logements) »: what the rates of the panels are related to."""
    base = "logements" if all(dwellings) else "habitants"
    mixed = any(dwellings) and not all(dwellings)
    return f"1\u202f000 {base}" + " (*\u00a0: logements)" * mixed


def _text(figure: Figure, left: float, top: float, lines: Sequence[str], color: str) -> None:
    height = figure.get_figheight() * POINTS
    for rank, line in enumerate(lines):
        figure.text(left / WIDTH, (top - LINE * (rank + 0.8)) / height, line, color=color)
