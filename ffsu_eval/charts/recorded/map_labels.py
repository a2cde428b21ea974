"""Names on a map: inside the commune where they hold, else beside it, else numbers. In points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from ffsu_eval.charts.placing import Box, place
from ffsu_eval.charts.recorded.contours import Plan, holds, inner_places
from ffsu_eval.charts.text import LINE, text_width
from ffsu_eval.charts.theme import INK, PAPER, readable_on
from ffsu_eval.french import NBSP, join_fr, typography

PAD = 1.5


@dataclass(frozen=True)
class Label:
    """A text, its box, the commune it names and a place inside that commune."""

    code: str
    text: str
    box: Box
    place: tuple[float, float]
    inside: bool


@dataclass(frozen=True)
class Labels:
    """What is written on the map, and what a note must then say (nothing where all is written)."""

    written: Sequence[Label]
    note: str


def labels_of(plan: Plan, names: Mapping[str, str], highlighted: Sequence[str]) -> Labels:
    """Names of the highlighted communes; numbers where they would overlap, else a list alone."""
    texts = {code: typography(names[code]).replace(" ", NBSP) for code in highlighted}
    written = _around(plan, texts)
    if _free(written, plan):
        return Labels(written, "")
    numbers = {code: str(rank) for rank, code in enumerate(highlighted, 1)}
    written = [_centred(plan, code, text) for code, text in numbers.items()]
    if _free(written, plan):
        said = [f"{numbers[code]}{NBSP}{text}" for code, text in texts.items()]
        return Labels(written, f"{', '.join(said)}.")
    return Labels([], f"Communes du territoire : {join_fr(list(texts.values()))}.")


def _around(plan: Plan, texts: Mapping[str, str]) -> list[Label]:
    """Each name inside its commune where it holds, else at the best place around."""
    centred = [_centred(plan, code, text) for code, text in texts.items()]
    inside = [label for label in centred if label.inside]
    others = [label for label in centred if not label.inside]
    sizes = [(each.box.right - each.box.left, each.box.top - each.box.bottom) for each in others]
    boxes = place(
        [each.place for each in others], sizes, plan.width, plan.height, 3.0,
        [each.box for each in inside],
    )  # fmt: skip
    beside = [
        Label(each.code, each.text, box, each.place, False)
        for each, box in zip(others, boxes, strict=True)
    ]
    return inside + beside


def _centred(plan: Plan, code: str, text: str) -> Label:
    """A text in its commune, where it holds if it holds anywhere, else in the middle."""
    rings, half, up = plan.rings[code], text_width(text) / 2 + PAD, LINE / 2
    labels = [
        Label(code, text, Box(x - half, y - up, x + half, y + up), (x, y), False)
        for x, y in inner_places(rings)
    ]
    for label in labels:
        box = label.box
        if holds(rings, (box.left, box.bottom, box.right, box.top)):
            return replace(label, inside=True)
    return labels[0]


def _free(labels: Sequence[Label], plan: Plan) -> bool:
    """True when no text leaves the map, or covers another text, its place or the line to it."""
    boxes = [label.box for label in labels]
    held = all(
        box.left >= 0 and box.bottom >= 0 and box.right <= plan.width and box.top <= plan.height
        for box in boxes
    )
    pairs = [(one, other) for one in labels for other in labels if one is not other]
    apart = not any(_overlap(one.box, other.box) for one, other in pairs)
    return held and apart and not any(_covers(one.box, other) for one, other in pairs)


def _covers(box: Box, other: Label) -> bool:
    """True when a box covers the place of another label or the line that leads to it."""
    near = other.box.nearest(*other.place)
    steps = [step / 20 for step in range(21)]
    path = [
        (near[0] + (other.place[0] - near[0]) * t, near[1] + (other.place[1] - near[1]) * t)
        for t in steps
    ]
    return any(box.nearest(x, y) == (x, y) for x, y in path)


def _overlap(one: Box, other: Box) -> bool:
    return min(one.right, other.right) > max(one.left, other.left) and min(
        one.top, other.top
    ) > max(one.bottom, other.bottom)


def draw_labels(axes: Axes, labels: Sequence[Label], fills: Mapping[str, str]) -> None:
    """Texts on the colour of their commune, or on paper with a line to it."""
    for label in labels:
        fill = fills[label.code] if label.inside else PAPER
        if not label.inside:
            near = label.box.nearest(*label.place)
            xs, ys = zip(near, label.place, strict=True)
            axes.plot(xs, ys, color=INK, linewidth=0.7, zorder=5)
            axes.plot(*label.place, marker="o", markersize=2.5, color=INK, zorder=5)
        x, y = (label.box.left + label.box.right) / 2, (label.box.bottom + label.box.top) / 2
        axes.text(
            x, y, label.text, ha="center", va="center_baseline", color=readable_on(fill), zorder=6,
            bbox={"facecolor": fill, "edgecolor": "none", "pad": PAD},
        )  # fmt: skip
