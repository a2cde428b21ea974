"""Map of a territory among its neighbours, with classes of rates where they are given."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch

from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.recorded.classes import Classes, classes_of
from ffsu_eval.charts.recorded.contours import Plan, Ring, outline, plan_of
from ffsu_eval.charts.recorded.map_labels import draw_labels, labels_of
from ffsu_eval.charts.text import EDGE, LINE, text_width, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    INK,
    MARK,
    MUTED,
    PAPER,
    POINTS,
    WIDTH,
    axes_at,
    blank,
    housed,
    tints,
)
from ffsu_eval.charts.words import label_of
from ffsu_eval.french import NBSP, NOT_PUBLISHED, number

TALLEST = 360.0
STRIP = 16.0  # under the map, for its scale bar
HATCH = "/////"
BARS = tuple(step * 10.0**power for power in (2, 1, 0) for step in (5, 2, 1))  # km, longest first


@housed
def territory_map(
    contours: Mapping[str, Sequence[Ring]],
    names: Mapping[str, str],
    highlighted: Sequence[str],
    values: Mapping[str, Any] | None = None,
    classes: Sequence[float] | None = None,
    measure: str = "",
) -> Figure:
    """Communes of a territory among others, same scale in both directions, north at the top.

    ``contours``: INSEE code → rings of longitudes and latitudes, every commune to be drawn;
    ``highlighted``: those that are named, by ``names``; ``values``: code → **rate**, never a count
    (missing: not published, hatched; a code that is absent has its outline only), in at most five
    ``classes`` given by their inner bounds, else quantiles, each with its number of communes;
    ``measure``: what the rates are, drawn above.
    ValueError: see ``classed``, ``classes_of`` and ``plan_of``.
    """
    found = classed(contours, names, highlighted, values, classes, measure)
    plan = plan_of(contours, WIDTH - 2 * EDGE, TALLEST)
    fills = _fills(contours, highlighted, found)
    labels = labels_of(plan, names, highlighted)
    heading, note = (wrapped(t, WIDTH - 2 * EDGE) if t else [] for t in (measure, labels.note))
    keys = _keys(contours, highlighted, found)
    above = key_height(keys) + LINE * len(heading) + 4
    below = STRIP + LINE * len(note) + 4
    figure = blank(above + plan.height + below)
    height = figure.get_figheight() * POINTS
    draw_key(figure, keys)
    for top, lines in ((height - key_height(keys), heading), (below - STRIP, note)):
        for rank, line in enumerate(lines):
            y = (top - LINE * (rank + 0.8)) / height
            figure.text(EDGE / WIDTH, y, line, color=MUTED)
    left = (WIDTH - plan.width) / 2
    axes = axes_at(figure, left, below - STRIP, left + plan.width, below + plan.height)
    axes.set(xlim=(0, plan.width), ylim=(-STRIP, plan.height))
    axes.axis("off")
    _draw_communes(axes, plan, fills, highlighted, found)
    draw_labels(axes, labels.written, fills)
    _draw_bar(axes, plan)
    return figure


def classed(
    contours: Mapping[str, Sequence[Ring]],
    names: Mapping[str, str],
    highlighted: Sequence[str],
    values: Mapping[str, Any] | None,
    classes: Sequence[float] | None,
    measure: str,
) -> Classes | None:
    """Classes of the communes that are drawn, None without values.

    ValueError: no highlighted commune, one without contour or name, rates without ``measure``.
    """
    if not highlighted:
        raise ValueError("highlighted: no commune")
    for code in highlighted:
        label_of(names, code)
        if code not in contours:
            raise ValueError(f"contours: none for {code}")
    if values is None:
        return None
    if not measure:
        raise ValueError("measure: needed to say what the values are")
    drawn = {code: value for code, value in values.items() if code in contours}
    return classes_of(drawn, classes)


def _fills(
    contours: Mapping[str, Sequence[Ring]], highlighted: Sequence[str], found: Classes | None
) -> dict[str, str]:
    """Colour of each commune; without rates, a light one for the territory."""
    if found is None:
        return dict.fromkeys(contours, PAPER) | dict.fromkeys(highlighted, tints(ACCENT, 4)[0])
    shades = tints(ACCENT, found.count)
    ranks = {code: found.rank.get(code) for code in contours}
    return {code: PAPER if rank is None else shades[rank] for code, rank in ranks.items()}


def _draw_communes(
    axes: Axes,
    plan: Plan,
    fills: Mapping[str, str],
    highlighted: Sequence[str],
    found: Classes | None,
) -> None:
    """Outlines, those of the territory last and thicker; hatched where nothing is published."""
    secret = set(found.members(None)) if found else set()
    for code, rings in plan.rings.items():
        axes.add_patch(
            PathPatch(
                outline(rings), facecolor=fills[code], edgecolor=MARK, linewidth=0.4,
                hatch=HATCH if code in secret else None, zorder=2,
            )
        )  # fmt: skip
    color = ACCENT if found is None else INK
    for code in highlighted:
        style = {"facecolor": "none", "edgecolor": color, "linewidth": 1.3, "joinstyle": "round"}
        axes.add_patch(PathPatch(outline(plan.rings[code]), zorder=3, clip_on=False, **style))


def _keys(
    contours: Mapping[str, Sequence[Ring]], highlighted: Sequence[str], found: Classes | None
) -> list[Key]:
    """Classes with their number of communes, then the territory and its neighbours."""
    others = len(set(contours) - set(highlighted))
    own = "communes du territoire" if len(highlighted) > 1 else "commune étudiée"
    if found is None:
        shade = Patch(facecolor=tints(ACCENT, 4)[0], edgecolor=ACCENT, linewidth=1.3)
        plain = Patch(facecolor=PAPER, edgecolor=MARK, linewidth=0.6)
        return [Key(shade, own), *([Key(plain, "autres communes")] if others else [])]
    keys = []
    for rank, size in found.sizes:
        if rank is not None:
            fill = tints(ACCENT, found.count)[rank]
            keys.append(
                Key(Patch(facecolor=fill, edgecolor=MARK, linewidth=0.6), class_words(found, rank))
            )
        elif size:
            hatched = Patch(facecolor=PAPER, edgecolor=MARK, linewidth=0.6, hatch=HATCH)
            keys.append(Key(hatched, class_words(found, None)))
    return [*keys, Key(Patch(facecolor=PAPER, edgecolor=INK, linewidth=1.3), own)]


def class_words(found: Classes, rank: int | None) -> str:
    """« de 2,1 à moins de 3,4 (12 communes) », « n.d. (8 communes) »."""
    size = len(found.members(rank))
    said = NOT_PUBLISHED if rank is None else found.words(rank)
    return f"{said} ({number(size)}{NBSP}commune{'s' if size > 1 else ''})"


def _draw_bar(axes: Axes, plan: Plan) -> None:
    """Scale bar under the map, of a round length."""
    length = next((km for km in BARS if km * plan.points_per_km <= plan.width / 4), BARS[-1])
    end = length * plan.points_per_km
    axes.plot((0, end), (-STRIP / 2, -STRIP / 2), color=INK, linewidth=1.4, solid_capstyle="butt")
    text = f"{number(length)}{NBSP}km"
    axes.text(end + 4, -STRIP / 2, text, ha="left", va="center_baseline", color=MUTED)
    if end + 4 + text_width(text) > plan.width:
        raise ValueError("contours: too narrow to be drawn")
