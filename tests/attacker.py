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
    releases: list[tuple[Counts, Collection[Key]]],
) -> list[dict[Key, tuple[float, float]]]:
    """Interval of each unprinted cell, for each release.

    ``releases``: the true counts and the printed keys of each, the oldest first; a reader knows that
    every later one has counted at least the same people.
    """
    inner = [sorted(counts) for counts, _ in releases]
    size = len(inner[0])
    assert all(keys == inner[0] for keys in inner)
    equations, sides = [], []
    for rank, (counts, printed) in enumerate(releases):
        for key in printed:
            equations.append(_line(inner[0], key, rank, len(releases)))
            sides.append(value(counts, key))
    # what is added between two releases is not negative
    growth = [
        np.concatenate(
            [np.zeros(size * rank), row, -row, np.zeros(size * (len(releases) - rank - 2))]
        )
        for rank in range(len(releases) - 1)
        for row in np.eye(size)
    ]
    found = []
    for rank, (counts, printed) in enumerate(releases):
        unprinted = [key for key in margins(counts) if key not in set(printed)]
        known = {}
        for key in unprinted:
            goal = _line(inner[0], key, rank, len(releases))
            ends = []
            for sign in (1, -1):
                answer = linprog(
                    sign * goal,
                    A_ub=np.array(growth) if growth else None,
                    b_ub=np.zeros(len(growth)) if growth else None,
                    A_eq=np.array(equations) if equations else None,
                    b_eq=np.array(sides) if equations else None,
                    method="highs",
                )
                assert answer.status in (0, 3)
                ends.append(np.inf if answer.status == 3 else sign * answer.fun)
            known[key] = (ends[0], ends[1])
        found.append(known)
    return found


def _line(inner: list[Key], key: Key, rank: int, releases: int) -> np.ndarray:
    line = np.zeros(len(inner) * releases)
    line[rank * len(inner) : (rank + 1) * len(inner)] = [_covers(key, other) for other in inner]
    return line


def _covers(key: Key, other: Key) -> bool:
    return all(part in (WHOLE, own) for part, own in zip(key, other, strict=True))
