"""Contours of communes on paper: local projection, outline, a place for a name inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.path import Path

Ring = npt.NDArray[np.float64]
KM_PER_DEGREE = 111.195  # of a great circle of the mean Earth radius, 6,371 km
GRID = 24
GRAIN = 0.4


@dataclass(frozen=True)
class Plan:
    """Rings of each commune in points, origin at the lower left, and the size of the whole."""

    rings: Mapping[str, Sequence[Ring]]
    width: float
    height: float
    points_per_km: float


def plan_of(contours: Mapping[str, Sequence[Ring]], width: float, height: float) -> Plan:
    """Local equirectangular projection that holds in ``width`` × ``height``, same scale both ways.

    Longitudes are multiplied by the cosine of the middle latitude: true to scale over a département.
    ValueError: no contour, a ring that is not an (n, 2) array of at least three points.
    """
    if not contours or not all(contours.values()):
        raise ValueError("contours: expected at least one ring for each commune")
    for code, rings in contours.items():
        if any(np.ndim(ring) != 2 or np.shape(ring)[1] != 2 or len(ring) < 3 for ring in rings):
            raise ValueError(f"contours: {code}, a ring is not a list of longitudes and latitudes")
    flat = np.concatenate([ring for rings in contours.values() for ring in rings])
    low, high = flat.min(axis=0), flat.max(axis=0)
    shrink = np.array([np.cos(np.radians((low[1] + high[1]) / 2)), 1.0])
    size = (high - low) * shrink
    scale = float(min(width / size[0], height / size[1]))
    drawn = {
        code: [_coarse((np.asarray(ring, dtype=float) - low) * shrink * scale) for ring in rings]
        for code, rings in contours.items()
    }
    width, height = (float(side) for side in size * scale)
    return Plan(drawn, width, height, scale / KM_PER_DEGREE)


def _coarse(ring: Ring) -> Ring:
    """A ring on a grain that paper does not show: neighbours keep the very same border."""
    snapped = np.round(ring / GRAIN) * GRAIN
    moved = np.any(snapped != np.roll(snapped, 1, axis=0), axis=1)
    return snapped[moved] if moved.sum() >= 3 else ring


def outline(rings: Sequence[Ring]) -> Path:
    """One path for a commune; a ring inside another is turned the other way, so that it is a hole."""
    turned = []
    for i, ring in enumerate(rings):
        around = [Path(other) for j, other in enumerate(rings) if j != i]
        hole = sum(path.contains_point(ring[0]) for path in around) % 2 == 1
        way = ring if (_area(ring) > 0) != hole else ring[::-1]
        turned.append(Path(np.vstack([way, way[:1]]), closed=True))
    return Path.make_compound_path(*turned)


def _area(ring: Ring) -> float:
    """Signed area, positive when the ring turns counterclockwise."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def inner_places(rings: Sequence[Ring]) -> list[tuple[float, float]]:
    """Places of a grid that are inside the largest ring, the farthest from its outline first."""
    ring = max(rings, key=lambda each: abs(_area(each)))
    low, high = ring.min(axis=0), ring.max(axis=0)
    steps = (np.arange(GRID) + 0.5) / GRID
    grid = low + np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2) * (high - low)
    inside = grid[Path(ring).contains_points(grid)]
    if not len(inside):
        inside = ring.mean(axis=0)[None, :]
    gaps = np.hypot(*(inside[:, None, :] - ring[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    order = np.argsort(-gaps.round(3), kind="stable")
    return [(float(x), float(y)) for x, y in inside[order]]


def holds(rings: Sequence[Ring], box: Sequence[float]) -> bool:
    """True when a commune's largest ring holds a box (left, bottom, right, top)."""
    path = Path(max(rings, key=lambda each: abs(_area(each))))
    left, bottom, right, top = box
    xs, ys = np.linspace(left, right, 9), np.linspace(bottom, top, 3)
    return bool(path.contains_points(np.stack(np.meshgrid(xs, ys), -1).reshape(-1, 2)).all())
