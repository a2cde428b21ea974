"""Two values of the same thing on one track: the mark of each, and the line that joins them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ffsu_eval.charts.marks import interval_mark
from ffsu_eval.charts.rows import Scale
from ffsu_eval.charts.theme import MARK
from ffsu_eval.french import number

STEPS = (0.05, 0.1, 0.25)
MOST_TICKS = 6


@dataclass(frozen=True)
class Point:
    """A share 0-1, how it is drawn, and the interval that it has, if any."""

    value: float
    style: dict[str, Any]
    bounds: tuple[float, float] | None = None


def draw_points(axes: Axes, points: Sequence[Point], y: float) -> None:
    """The points of one row, the last one above; a thin line joins the first to the last."""
    ends = [points[0].value, points[-1].value]
    axes.plot(ends, [y, y], color=MARK, linewidth=0.9, zorder=2)
    for point in points:
        interval_mark(axes, y, point.value, point.bounds, point.style)


def share_scale(values: Sequence[float], name: str) -> Scale:
    """Scale in per cent from 0 to the first tick beyond the largest share."""
    largest = max([value for value in values if not np.isnan(value)], default=1.0)
    step = next((s for s in STEPS if largest / s <= MOST_TICKS), STEPS[-1])
    last = min(1.0, step * max(1, int(np.ceil(largest / step - 1e-9))))
    ticks = [round(tick, 4) for tick in np.arange(0, last + step / 2, step)]
    return Scale(0, last, [(tick, number(100 * tick)) for tick in ticks], name)
