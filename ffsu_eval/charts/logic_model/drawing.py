"""F9: steps in columns by level, links drawn by what the evidence says of them."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ffsu_eval.charts.logic_model.layout import checked, order
from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.text import EDGE, LINE, capital, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    MUTED,
    RULE,
    SHADE,
    WIDTH,
    axes_at,
    blank,
    housed,
)
from ffsu_eval.charts.words import records
from ffsu_eval.evidence.contribution import SCORES
from ffsu_eval.evidence.logic_model import LEVELS
from ffsu_eval.french import typography

INDENT, PADDING, GAP = 34.0, 4.0, 7.0
# a box is wide enough for the words of its step, and leaves room to the columns on its right
BOX = WIDTH - 2 * EDGE - INDENT * (len(LEVELS) - 1)
# the links that leave a box share this room, so that their names stand clear of them
TRUNK, TRUNK_ROOM, TRUNK_STEP, HEAD = 5.0, 8.0, 4.0, 4.0
# the dash pattern alone tells the scores apart: the figure holds in grey print
STYLES: dict[str, dict[str, Any]] = {
    "étayé": {"color": ACCENT, "linewidth": 2.6, "linestyle": "solid"},
    "partiellement étayé": {"color": ACCENT, "linewidth": 1.6, "linestyle": (0, (5, 2))},
    "non étayé": {"color": INK, "linewidth": 1.2, "linestyle": (0, (3, 2, 1, 2))},
    "contredit": {
        "color": COMPARATOR, "linewidth": 1.6, "linestyle": "solid", "marker": "x",
        "markersize": 6.0, "markeredgewidth": 1.8,
    },
    "non documenté": {"color": MUTED, "linewidth": 1.2, "linestyle": (0, (1, 2))},
}  # fmt: skip


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    lines: tuple[str, ...]
    level: str

    @property
    def height(self) -> float:
        return LINE * (len(self.lines) + 1) + PADDING

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@housed
def logic_model(nodes: pd.DataFrame, links: pd.DataFrame) -> Figure:
    """F9: one box per step, its column is its level; one line per link, drawn by its score.

    ``nodes``: node_id, label_fr, level; ``links``: link_id, from_node, to_node, assumption_fr,
    score. Line and dash pattern say the score, the key says it in words. ValueError: missing
    column, no node, node given twice, unknown level, score or end of a link, link that does not go
    to a later level.
    """
    checked(nodes, links)
    boxes = _boxes(nodes, links)
    depth = max(box.top + box.height for box in boxes.values()) + 2
    present = [score for score in SCORES if score in set(links["score"])]
    keys = [Key(Line2D([], [], **STYLES[score]), score) for score in present]
    figure = blank(depth + key_height(keys))
    draw_key(figure, keys)
    axes = axes_at(figure, 0, 0, WIDTH, depth)
    axes.set(xlim=(0, WIDTH), ylim=(depth, 0))
    axes.axis("off")
    for box in boxes.values():
        _draw_box(axes, box)
    leaving = _shifts(links, boxes)
    arrivals = links.groupby("to_node").cumcount()
    received = links["to_node"].value_counts()
    for link, arrival in zip(records(links), arrivals, strict=True):
        share = (arrival + 1) / (int(received[link.to_node]) + 1)
        shift = leaving[link.link_id]
        _draw_link(axes, boxes[link.from_node], boxes[link.to_node], link, shift, share)
    return figure


def _boxes(nodes: pd.DataFrame, links: pd.DataFrame) -> dict[str, _Box]:
    known = nodes.set_index("node_id")
    boxes: dict[str, _Box] = {}
    top = 2.0
    for name in order(nodes, links):
        level = known["level"][name]
        left = EDGE + INDENT * LEVELS.index(level)
        lines = tuple(wrapped(capital(known["label_fr"][name]), BOX - 2 * PADDING))
        boxes[name] = _Box(left, top, lines, capital(level))
        top += boxes[name].height + GAP
    return boxes


def _shifts(links: pd.DataFrame, boxes: dict[str, _Box]) -> dict[str, float]:
    """Shift of each link among those that leave its box: the farther it goes, the more to the left,
    so that they do not cross."""
    shifts: dict[str, float] = {}
    for _, leaving in links.groupby("from_node", sort=False):
        far_first = sorted(records(leaving), key=lambda link: -boxes[link.to_node].top)
        step = min(TRUNK_STEP, TRUNK_ROOM / max(1, len(far_first) - 1))
        shifts |= {link.link_id: rank * step for rank, link in enumerate(far_first)}
    return shifts


def _draw_box(axes: Axes, box: _Box) -> None:
    axes.add_patch(
        Rectangle(
            (box.left, box.top), BOX, box.height, facecolor=SHADE, edgecolor=RULE, linewidth=0.8,
            zorder=3,
        )
    )  # fmt: skip
    for rank, text in enumerate((box.level, *box.lines)):
        axes.text(
            box.left + PADDING,
            box.top + LINE * (rank + 0.95),
            typography(text),
            color=MUTED if rank == 0 else INK,
            va="baseline",
            zorder=4,
        )


def _draw_link(axes: Axes, start: _Box, end: _Box, link: Any, shift: float, share: float) -> None:
    """Down from the first box, then across to the left edge of the second."""
    style = STYLES[link.score]
    x, y = start.left + TRUNK + shift, end.top + end.height * share
    points = [(x, start.top + start.height), (x, y), (end.left - HEAD, y)]
    line = {name: style[name] for name in ("color", "linewidth", "linestyle")}
    axes.plot(*zip(*points, strict=True), solid_joinstyle="miter", zorder=2, **line)
    axes.plot(end.left - HEAD / 2, y, marker=">", markersize=5, color=style["color"], zorder=5)
    if "marker" in style:
        cross = {name: style[name] for name in ("color", "marker", "markersize", "markeredgewidth")}
        axes.plot(x, (points[0][1] + y) / 2, zorder=5, **cross)
    axes.text(
        end.left - HEAD - 2, y - 4, link.link_id, color=INK, ha="right", va="baseline", zorder=5
    )
