"""Direct labels of points: where each goes without covering a point or another label.

Lengths in points, origin at the lower left of the axes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

Boxes = npt.NDArray[np.float64]  # one row per box: left, bottom, right, top

TRIALS, ROUNDS = 16, 4
RADII = (6.0, 9.0, 13.0, 18.0, 24.0, 32.0, 42.0)
COVERED, OUTSIDE = 40.0, 1000.0


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Its point that is nearest to another one."""
        return min(max(x, self.left), self.right), min(max(y, self.bottom), self.top)


def place(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    width: float,
    height: float,
    radius: float = 5.0,
    taken: Sequence[Box] = (),
) -> list[Box]:
    """Box of the label of each point, the same for the same input; ``taken``: labels already there.

    Labels take in turn their best place given the others, a few times over; the best of several
    orders is kept: the first serves the points in a crowd first, the others are drawn with a fixed
    seed.
    """
    if not points:
        return []
    marks = np.array(
        [(x - radius, y - radius, x + radius, y + radius) for x, y in points]
        + [(box.left, box.bottom, box.right, box.top) for box in taken]
    )
    choices = [_candidates(point, size) for point, size in zip(points, sizes, strict=True)]
    alone = [
        _distance(boxes, point) + COVERED * _covered(boxes, marks) + _outside(boxes, width, height)
        for boxes, point in zip(choices, points, strict=True)
    ]
    order = sorted(range(len(points)), key=lambda i: (_solitude(points, i), i))
    random = Random(len(points))
    best_cost, best = float("inf"), [0] * len(points)
    for _ in range(TRIALS):
        cost, chosen = _settle(order, choices, alone)
        if cost < best_cost - 1e-6:
            best_cost, best = cost, chosen
        order = random.sample(order, len(order))
    return [Box(*map(float, choices[i][place])) for i, place in enumerate(best)]


def _settle(
    order: Sequence[int], choices: Sequence[Boxes], alone: Sequence[npt.NDArray[np.float64]]
) -> tuple[float, list[int]]:
    """Cost of all labels and the place of each, when they choose in this order."""
    chosen: dict[int, int] = {}
    for _ in range(ROUNDS):
        before = dict(chosen)
        for i in order:
            others = np.array([choices[j][place] for j, place in chosen.items() if j != i])
            chosen[i] = int(np.argmin(alone[i] + COVERED * _covered(choices[i], others)))
        if chosen == before:
            break
    placed = np.array([choices[i][chosen[i]] for i in range(len(choices))])
    overlaps = _covered(placed, placed).sum() - ((placed[:, 2:] - placed[:, :2]).prod(axis=1)).sum()
    cost = sum(float(alone[i][place]) for i, place in chosen.items()) + COVERED * float(overlaps)
    return cost, [chosen[i] for i in range(len(choices))]


def _solitude(points: Sequence[tuple[float, float]], i: int) -> float:
    """Distance to the nearest other point."""
    array = np.delete(np.array(points), i, axis=0) - np.array(points[i])
    return round(float(np.hypot(*array.T).min()), 3) if len(array) else 0.0


def _candidates(point: tuple[float, float], size: tuple[float, float]) -> Boxes:
    """Places around a point, near ones first: beside it, above and below it, then at its corners."""
    (x, y), (width, height) = point, size
    corners = []
    for radius in RADII:
        for up in (0, 1, -1):
            bottom = y - height / 2 + up * (radius * 0.7 + height / 2)
            corners += [(x + radius, bottom), (x - radius - width, bottom)]
        for shift in (0.5, 0.25, 0.75, 0.05, 0.95):
            corners += [(x - width * shift, y + radius), (x - width * shift, y - radius - height)]
    return np.array([(left, low, left + width, low + height) for left, low in corners])


def _covered(boxes: Boxes, obstacles: Boxes) -> npt.NDArray[np.float64]:
    """Area of the obstacles that each box covers."""
    if not len(obstacles):
        return np.zeros(len(boxes))
    low = np.maximum(boxes[:, None, :2], obstacles[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], obstacles[None, :, 2:])
    return np.clip(high - low, 0, None).prod(axis=2).sum(axis=1)


def _outside(boxes: Boxes, width: float, height: float) -> npt.NDArray[np.float64]:
    """Penalty of what leaves the axes."""
    beyond = np.hstack([-boxes[:, :2], boxes[:, 2:] - np.array([width, height])])
    return OUTSIDE * np.clip(beyond, 0, None).sum(axis=1)


def _distance(boxes: Boxes, point: tuple[float, float]) -> npt.NDArray[np.float64]:
    """Distance from the point to each box."""
    nearest = np.clip(np.array(point), boxes[:, :2], boxes[:, 2:])
    return np.hypot(*(nearest - np.array(point)).T)
