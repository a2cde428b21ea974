"""A reader who deduces: bounds on every unprinted number of a table, from what is printed of it.

Written apart from the code under attack: its unknowns are the cells of the raw table, each printed
margin is one equation, and a second release only adds to the first.
"""

from collections.abc import Collection, Mapping
from itertools import product

import numpy as np
from scipy.optimize import linprog

WHOLE = "ensemble"
Key = tuple[str, ...]
Counts = Mapping[Key, int]


def margins(counts: Counts) -> list[Key]:
    """Every cell of the table, margins included."""
    categories = [sorted({key[d] for key in counts}) for d in range(len(next(iter(counts))))]
    return list(product(*([WHOLE, *values] for values in categories)))


def value(counts: Counts, key: Key) -> int:
    """True value of a cell or a margin."""
    return sum(count for other, count in counts.items() if _covers(key, other))


def bounds(
    releases: list[tuple[Counts, Collection[Key]]], below: float = np.inf
) -> list[dict[Key, tuple[float, float]]]:
    """Interval of each unprinted cell of a true value under ``below``, for each release.

    ``releases``: the true counts and the printed keys of each, the oldest first; a reader knows that
    every later one has counted at least the same people.
    """
    reader = _Reader(releases)
    found = []
    for rank, (counts, printed) in enumerate(releases):
        told = set(printed)
        unprinted = [k for k in margins(counts) if k not in told and value(counts, k) < below]
        found.append({key: reader.between(reader.line(key, rank)) for key in unprinted})
    return found


def increments(
    releases: list[tuple[Counts, Collection[Key]]], keys: Collection[Key], first: int, second: int
) -> dict[Key, tuple[float, float]]:
    """Interval of what came in between two of the releases, for these cells."""
    reader = _Reader(releases)
    return {key: reader.between(reader.line(key, second) - reader.line(key, first)) for key in keys}


class _Reader:
    """What is known of the cells of the raw tables, all releases side by side."""

    def __init__(self, releases: list[tuple[Counts, Collection[Key]]]) -> None:
        self.count = len(releases)
        self.inner = sorted(releases[0][0])
        assert all(sorted(counts) == self.inner for counts, _ in releases)
        told = [
            (self.line(key, rank), value(counts, key))
            for rank, (counts, printed) in enumerate(releases)
            for key in printed
        ]
        self.lines = np.array([line for line, _ in told]) if told else None
        self.sides = np.array([side for _, side in told]) if told else None
        # what is added between two releases is not negative
        size = len(self.inner)
        steps = np.eye(self.count)[:-1] - np.eye(self.count)[1:]
        self.growth = np.kron(steps, np.eye(size)) if self.count > 1 else None

    def line(self, key: Key, rank: int) -> np.ndarray:
        """Weights of the raw cells in a cell or margin of one release."""
        size = len(self.inner)
        line = np.zeros(size * self.count)
        line[rank * size : (rank + 1) * size] = [_covers(key, other) for other in self.inner]
        return line

    def between(self, goal: np.ndarray) -> tuple[float, float]:
        """Least and greatest value of a sum of raw cells."""
        ends = []
        for sign in (1, -1):
            answer = linprog(
                sign * goal,
                A_ub=self.growth,
                b_ub=None if self.growth is None else np.zeros(len(self.growth)),
                A_eq=self.lines,
                b_eq=self.sides,
                method="highs",
            )
            assert answer.status in (0, 3)
            ends.append(np.inf if answer.status == 3 else sign * answer.fun)
        return ends[0], ends[1]


def _covers(key: Key, other: Key) -> bool:
    return all(part in (WHOLE, own) for part, own in zip(key, other, strict=True))
