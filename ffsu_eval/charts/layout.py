"""What the charts share: measured and wrapped text, a column of labelled rows, keys in words.

Lengths are in points. A row has its label above its track, not beside it: long French labels then
leave the whole width to the marks, in a column as on a telephone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.textpath import text_to_path

from ffsu_eval.charts.theme import (
    INK,
    MUTED,
    PAPER,
    TEXT,
    WIDTH,
    axes_at,
    blank,
    font_families,
)
from ffsu_eval.french import typography

LINE = 11.5
EDGE = 2.0
LEFT, RIGHT = 6.0, 13.0  # room for half a tick label at both ends of the scale
SPAN = WIDTH - LEFT - RIGHT
TRACK = 12.0
ROW_GAP = 6.0
KEY_MARK = 13.0


@cache
def text_width(text: str, bold: bool = False) -> float:
    """Width of one line of text in points, in the house font."""
    weight = "bold" if bold else "normal"
    font = FontProperties(family=list(font_families()), size=TEXT, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def wrapped(text: str, width: float, bold: bool = False) -> list[str]:
    """Lines of ``text`` that hold in ``width``, cut at spaces; a word that is too long is cut."""
    lines = [""]
    for word in _pieces(typography(text).split(" "), width, bold):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, bold) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(words: Sequence[str], width: float, bold: bool) -> list[str]:
    pieces = []
    for word in words:
        rest = word
        while text_width(rest, bold) > width and len(rest) > 1:
            size = next(
                n
                for n in range(len(rest) - 1, 0, -1)
                if n == 1 or text_width(rest[:n] + "-", bold) <= width
            )
            pieces.append(rest[:size] + "-")
            rest = rest[size:]
        pieces.append(rest)
    return pieces


def capital(text: str) -> str:
    """Same text with a capital first letter."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Row:
    """One row: ``label`` left, ``value`` right of it, ``detail`` under it in grey; then the track.

    ``content`` is what the chart draws on the track; None: nothing, the row keeps its text.
    ``heading``: the row only names the group of those that follow; ``track``: own height.
    """

    label: str
    value: str = ""
    content: Any = None
    detail: str = ""
    heading: bool = False
    track: float | None = None


@dataclass(frozen=True)
class Scale:
    """Horizontal scale of the rows: limits, ticks with their text, name; ``lines``: references."""

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    name: str
    log: bool = False
    lines: Sequence[tuple[float, str]] = field(default_factory=tuple)
    grid: bool = True


@dataclass(frozen=True)
class Key:
    """One entry of a key: how the mark looks (``Line2D`` or ``Patch``) and what it means."""

    mark: Line2D | Patch
    text: str


Drawer = Callable[[Axes, Any, float], None]


def rows_figure(
    rows: Sequence[Row],
    scale: Scale | None,
    draw: Drawer,
    keys: Sequence[Key] = (),
    track: float = TRACK,
) -> Figure:
    """Figure of labelled rows; ``draw(axes, content, y)`` draws a track around height ``y``."""
    placed, body = _placed(rows, track)
    key_lines = _key_lines(keys)
    names = wrapped(scale.name, WIDTH - 2 * EDGE) if scale else []
    lines = scale.lines if scale else ()
    above = (
        LINE * len(key_lines)
        + (6 if keys else 0)
        + (LINE + 2 if any(text for _, text in lines) else 0)
    )
    below = 14 + LINE * len(names) + 2 if scale else 3
    height = above + body + below
    figure = blank(height)
    # data heights are points from the top of the rows, so that text and marks share one ruler
    axes = axes_at(figure, LEFT, below, WIDTH - RIGHT, below + body)
    axes.set_ylim(body, 0)
    axes.set_yticks([])
    axes.spines[["left", "right", "top"]].set_visible(False)
    _draw_scale(axes, scale, names)
    for row, top, label, details in placed:
        _draw_text(axes, row, top, label, details)
        if row.content is not None:
            text_lines = len(label) + len(details)
            draw(axes, row.content, top + LINE * text_lines + _track(row, track) / 2)
    draw_keys(figure, key_lines, height)
    return figure


def _placed(rows: Sequence[Row], track: float) -> tuple[list[tuple], float]:
    """Each row with its top and its lines of text, and the height of all."""
    placed: list[tuple[Row, float, list[str], list[str]]] = []
    y = 2.0
    for row in rows:
        room = WIDTH - 2 * EDGE - (text_width(typography(row.value)) + 8 if row.value else 0)
        label = wrapped(row.label, room, row.heading) if row.label else []
        details = wrapped(row.detail, WIDTH - 2 * EDGE) if row.detail else []
        if row.heading and placed:
            y += 3
        placed.append((row, y, label, details))
        y += LINE * (len(label) + len(details)) + _track(row, track)
        y += 1 if row.heading else ROW_GAP
    return placed, y


def _track(row: Row, usual: float) -> float:
    if row.content is None:
        return 0.0
    return usual if row.track is None else row.track


def _draw_scale(axes: Axes, scale: Scale | None, names: Sequence[str]) -> None:
    if scale is None:
        axes.spines["bottom"].set_visible(False)
        axes.set_xticks([])
        return
    if scale.log:
        axes.set_xscale("log")
    axes.set_xlim(scale.low, scale.high)
    axes.set_xticks([value for value, _ in scale.ticks], [text for _, text in scale.ticks])
    axes.set_xticks([], minor=True)
    axes.grid(scale.grid, axis="x", zorder=0)
    axes.set_axisbelow(True)
    for value, text in scale.lines:
        axes.axvline(value, color=INK, linewidth=0.8, zorder=1)
        share = (axes.transData.transform((value, 0))[0] - axes.bbox.x0) / axes.bbox.width
        side = "left" if share < 0.15 else "right" if share > 0.85 else "center"
        axes.annotate(
            text, (share, 1), (0, 2), "axes fraction", "offset points",
            ha=side, va="bottom", color=INK,
        )  # fmt: skip
    for rank, name in enumerate(reversed(names)):
        axes.figure.text(EDGE / WIDTH, 0, name, ha="left", va="baseline", color=MUTED).set_y(
            (4 + rank * LINE) / (axes.figure.get_figheight() * 72)
        )


def _draw_text(
    axes: Axes, row: Row, top: float, label: Sequence[str], details: Sequence[str]
) -> None:
    """Text of one row; white behind it hides the reference lines."""
    weight = "bold" if row.heading else "normal"
    across = axes.get_yaxis_transform()
    left, right = (EDGE - LEFT) / SPAN, 1 + (RIGHT - EDGE) / SPAN
    lines = [(text, INK, weight) for text in label] + [(text, MUTED, "normal") for text in details]
    for rank, (text, color, shown) in enumerate(lines):
        y = top + LINE * (rank + 0.78)
        _backed(axes, left, y, text_width(text, shown == "bold") / SPAN)
        axes.text(
            left, y, text, transform=across, ha="left", va="baseline", color=color, fontweight=shown
        )
    if row.value:
        value = typography(row.value)
        y = top + LINE * 0.78
        span = text_width(value) / SPAN
        _backed(axes, right - span, y, span)
        axes.text(right, y, value, transform=across, ha="right", va="baseline", color=INK)


def _backed(axes: Axes, left: float, baseline: float, width: float) -> None:
    pad = 1.5 / SPAN
    axes.add_patch(
        Rectangle(
            (left - pad, baseline - LINE * 0.74),
            width + 2 * pad,
            LINE,
            transform=axes.get_yaxis_transform(),
            facecolor=PAPER,
            edgecolor="none",
            clip_on=False,
            zorder=1.5,
        )
    )


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
    draw_keys(figure, _key_lines(keys), figure.get_figheight() * 72)


def draw_keys(figure: Figure, lines: Sequence[Sequence[tuple[Key, float]]], height: float) -> None:
    """Draw lines of keys at the top of a figure of this height."""
    if not lines:
        return
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


def dot_key(text: str, color: str, filled: bool = True, marker: str = "o") -> Key:
    """Key of a point."""
    return Key(Line2D([], [], **dot(color, filled, marker)), text)


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
            **{"edgecolor": "none", "linewidth": 0, **style},
        )
    )


def no_rows(name: str, count: int) -> None:
    """ValueError for a frame without any row: a figure of nothing is a mistake of the caller."""
    if count == 0:
        raise ValueError(f"{name}: no row to draw")
