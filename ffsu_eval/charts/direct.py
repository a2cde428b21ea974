"""Direct labels of the points of axes, tied to their point by a thin line when they are not beside it."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from ffsu_eval.charts.placing import Box, place
from ffsu_eval.charts.text import LINE, text_width, wrapped
from ffsu_eval.charts.theme import INK, MARK, PAPER, size_of


def label_points(
    axes: Axes,
    data: Sequence[tuple[float, float]],
    texts: Sequence[str],
    width: float,
    halo: bool = False,
) -> None:
    """Label points given in the data's units; ``width``: of a label, in points, before it is wrapped.

    ``halo``: a thin light edge around the letters, where lines of the plot may pass behind them.
    """
    if not data:
        return
    across, up = size_of(axes)
    shares = axes.transAxes.inverted().transform(axes.transData.transform(list(data)))
    points = [(float(x) * across, float(y) * up) for x, y in shares]
    lines = [wrapped(text, width) for text in texts]
    sizes = [(max(map(text_width, each)), LINE * len(each)) for each in lines]
    for point, each, spot in zip(points, lines, place(points, sizes, across + 4, up), strict=True):
        _draw(axes, point, each, spot, halo)


def _draw(
    axes: Axes, point: tuple[float, float], lines: Sequence[str], spot: Box, halo: bool
) -> None:
    x, y = spot.nearest(*point)
    if (x - point[0]) ** 2 + (y - point[1]) ** 2 > 9.0**2:
        axes.annotate(
            "",
            (x, y),
            point,
            "axes points",
            "axes points",
            zorder=3,
            arrowprops={
                "arrowstyle": "-",
                "color": MARK,
                "linewidth": 0.7,
                "shrinkA": 4,
                "shrinkB": 0,
            },
        )
    side = "left" if spot.left >= point[0] else "right" if spot.right <= point[0] else "center"
    across = {"left": spot.left, "right": spot.right, "center": (spot.left + spot.right) / 2}[side]
    for rank, line in enumerate(lines):
        baseline = spot.top - LINE * (rank + 0.78)
        axes.annotate(
            line,
            (across, baseline),
            xycoords="axes points",
            ha=side,
            va="baseline",
            color=INK,
            zorder=5,
            annotation_clip=False,
            path_effects=[withStroke(linewidth=2.2, foreground=PAPER)] if halo else None,
        )
