"""A column of labelled rows on one horizontal scale, the layout of most charts.

A row has its label above its track, not beside it: long French labels then leave the whole width to
the marks, on paper as on a telephone. Lengths are in points.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.text import EDGE, LINE, text_width, wrapped
from ffsu_eval.charts.theme import INK, MUTED, PAPER, POINTS, WIDTH, axes_at, blank
from ffsu_eval.french import number, typography

LEFT, RIGHT = 6.0, 13.0  # room for half a tick label at both ends of the scale
SPAN = WIDTH - LEFT - RIGHT
TRACK = 12.0
ROW_GAP = 6.0
PERCENT_TICKS = tuple((t / 100, number(t)) for t in (0, 25, 50, 75, 100))


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
    lines: Sequence[tuple[float, str]] = ()
    grid: bool = True


Drawer = Callable[[Axes, Any, float], None]
Placed = tuple[Row, float, list[str], list[str]]  # row, top, lines of its label, of its detail


def rows_figure(
    rows: Sequence[Row],
    scale: Scale | None,
    draw: Drawer,
    keys: Sequence[Key] = (),
    track: float = TRACK,
) -> Figure:
    """Figure of labelled rows; ``draw(axes, content, y)`` draws a track around height ``y``."""
    placed, body = _placed(rows, track)
    names = wrapped(scale.name, WIDTH - 2 * EDGE) if scale else []
    named_lines = scale is not None and any(text for _, text in scale.lines)
    above = key_height(keys) + (LINE + 2 if named_lines else 0)
    below = 14 + LINE * len(names) + 2 if scale else 3
    figure = blank(above + body + below)
    # data heights are points from the top of the rows, so that text and marks share one ruler
    axes = axes_at(figure, LEFT, below, WIDTH - RIGHT, below + body)
    axes.set_ylim(body, 0)
    axes.set_yticks([])
    axes.spines[["left", "right", "top"]].set_visible(False)
    _draw_scale(axes, scale)
    _draw_names(figure, names)
    for row, top, label, details in placed:
        _draw_text(axes, row, top, label, details)
        if row.content is not None:
            text_lines = len(label) + len(details)
            draw(axes, row.content, top + LINE * text_lines + _track(row, track) / 2)
    draw_key(figure, keys)
    return figure


def _placed(rows: Sequence[Row], track: float) -> tuple[list[Placed], float]:
    """Each row with its top and its lines of text, and the height of all."""
    placed: list[Placed] = []
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


def _draw_scale(axes: Axes, scale: Scale | None) -> None:
    if scale is None:
        axes.spines["bottom"].set_visible(False)
        axes.set_xticks([])
        return
    if scale.log:
        axes.set_xscale("log")
    axes.set_xlim(scale.low, scale.high)
    axes.set_xticks([value for value, _ in scale.ticks], [text for _, text in scale.ticks])
    axes.set_xticks([], minor=True)
    for label, (value, text) in zip(axes.get_xticklabels(), scale.ticks, strict=True):
        place, half = _share(axes, value) * SPAN, text_width(text) / 2
        if place - half < -LEFT:
            label.set_horizontalalignment("left")
        elif place + half > SPAN + RIGHT:
            label.set_horizontalalignment("right")
    axes.set_axisbelow(True)
    if scale.grid:
        axes.grid(axis="x")
    for value, text in scale.lines:
        axes.axvline(value, color=INK, linewidth=0.8, zorder=1)
        share = _share(axes, value)
        side = "left" if share < 0.15 else "right" if share > 0.85 else "center"
        axes.annotate(
            text, (share, 1), (0, 2), "axes fraction", "offset points",
            ha=side, va="bottom", color=INK,
        )  # fmt: skip


def _share(axes: Axes, value: float) -> float:
    """Place of a value along the scale, 0 to 1."""
    place, _ = axes.transAxes.inverted().transform(axes.transData.transform((value, 0)))
    return float(place)


def _draw_names(figure: Figure, names: Sequence[str]) -> None:
    """Name of the scale, at the foot of the figure."""
    height = figure.get_figheight() * POINTS
    for rank, name in enumerate(reversed(names)):
        figure.text(EDGE / WIDTH, (4 + rank * LINE) / height, name, color=MUTED)


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
