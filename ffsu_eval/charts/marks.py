"""Marks that the charts share (points, intervals, bars) and their keys in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from ffsu_eval.charts.text import EDGE, LINE, text_width
from ffsu_eval.charts.theme import INK, PAPER, POINTS, WIDTH, axes_at
from ffsu_eval.french import typography

KEY_MARK = 13.0


def dot(color: str, filled: bool = True, marker: str = "o", size: float = 6.5) -> dict[str, Any]:
    """Style of a point: filled, or hollow where the shape alone must tell (grey print)."""
    return {
        "marker": marker,
        "markersize": size,
        "markerfacecolor": color if filled else PAPER,
        "markeredgecolor": color,
        "markeredgewidth": 1.3,
        "linestyle": "none",
    }


def interval_mark(
    axes: Axes, y: float, point: float, bounds: tuple[float, float] | None, style: dict[str, Any]
) -> None:
    """A point and, where it is known, its interval; an arrow head where it leaves the scale."""
    low, high = axes.get_xlim()
    if bounds:
        color = style["markeredgecolor"]
        inside = max(bounds[0], low), min(bounds[1], high)
        axes.plot(inside, (y, y), color=color, linewidth=1.6, solid_capstyle="butt", zorder=3)
        for bound, edge, head in ((bounds[0], low, "<"), (bounds[1], high, ">")):
            if bound < low or bound > high:
                axes.plot(edge, y, marker=head, markersize=5, color=color, clip_on=False, zorder=3)
    if low <= point <= high:
        axes.plot(point, y, zorder=4, clip_on=False, **style)


def bar(
    axes: Axes, y: float, start: float, end: float, color: str, height: float, **style: Any
) -> None:
    """A horizontal bar from ``start`` to ``end`` around ``y``."""
    axes.add_patch(
        Rectangle(
            (start, y - height / 2),
            end - start,
            height,
            facecolor=color,
            zorder=3,
            clip_on=False,
            **{"edgecolor": "none", "linewidth": 0, **style},
        )
    )


@dataclass(frozen=True)
class Key:
    """One entry of a key: how the mark looks (``Line2D`` or ``Patch``) and what it means."""

    mark: Line2D | Patch
    text: str


def dot_key(text: str, color: str, filled: bool = True, marker: str = "o") -> Key:
    """Key of a point."""
    return Key(Line2D([], [], **dot(color, filled, marker)), text)


def _key_lines(keys: Sequence[Key]) -> list[list[tuple[Key, float]]]:
    """Keys broken into lines, each with its left edge in points."""
    lines: list[list[tuple[Key, float]]] = []
    x = WIDTH
    for key in keys:
        width = KEY_MARK + 4 + text_width(typography(key.text)) + 11
        if x + width - 11 > WIDTH - EDGE or not lines:
            lines.append([])
            x = EDGE
        lines[-1].append((key, x))
        x += width
    return lines


def key_height(keys: Sequence[Key]) -> float:
    """Height that the keys take at the top of a figure."""
    return LINE * len(_key_lines(keys)) + 6 if keys else 0.0


def draw_key(figure: Figure, keys: Sequence[Key]) -> None:
    """Draw the keys at the top of a figure."""
    if not keys:
        return
    lines, height = _key_lines(keys), figure.get_figheight() * POINTS
    depth = LINE * len(lines)
    axes = axes_at(figure, 0, height - depth - 1, WIDTH, height - 1)
    axes.set(xlim=(0, WIDTH), ylim=(depth, 0))
    axes.axis("off")
    for rank, line in enumerate(lines):
        y = LINE * (rank + 0.5)
        for key, x in line:
            _draw_mark(axes, key.mark, x, y)
            axes.text(
                x + KEY_MARK + 4, y + LINE * 0.28, typography(key.text), color=INK, va="baseline"
            )


def _draw_mark(axes: Axes, mark: Line2D | Patch, x: float, y: float) -> None:
    if isinstance(mark, Line2D):
        mark.set_data([x, x + KEY_MARK / 2, x + KEY_MARK], [y, y, y])
        mark.set_markevery([1])
        mark.set_transform(axes.transData)
        axes.add_line(mark)
        return
    box = Rectangle((x, y - 4), KEY_MARK, 8)
    box.update_from(mark)
    box.set_transform(axes.transData)
    axes.add_patch(box)
