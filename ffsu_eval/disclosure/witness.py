"""Another state of the data that a reader cannot rule out, in which a secret is far from its value.

Such a state, low or high, is the proof that a secret is protected. Where none exists, the cheapest
way to admit one says what to withhold besides. Source: the linear relaxation of J. P. Kelly, B. L.
Golden, A. A. Assad, Cell suppression: disclosure protection for sensitive tabular data, Networks 22,
1992.
"""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack

from ffsu_eval.disclosure.cells import TOLERANCE, System

Vector = npt.NDArray[np.float64]
# the value to reach, and whether at most (−1) or at least (1)
End = tuple[float, int]


def ends_of(part: System, secret: int) -> list[End]:
    """The ends that a secret must be able to reach: the value, and −1 (at most) or 1 (at least)."""
    protect = part.cells[secret].protect
    value = part.cells[secret].value
    if protect is None:
        return []
    low, high = protect
    return [
        *([(low, -1)] if low < value - TOLERANCE else []),
        *([(high, 1)] if high > value + TOLERANCE else []),
    ]


def witness(
    part: System,
    wanted: tuple[int, End],
    hidden: Collection[int],
    more: bool = False,
    wishes: Sequence[tuple[int, End]] = (),
) -> Vector | None:
    """A state of all the cells with a secret at its end, None when there is none.

    ``hidden``: cells that a reader does not know, the unprintable ones included. ``more``: any cell
    that may still be withheld may move too, at its cost: those that do are to be withheld.
    ``wishes``: other secrets that had better be at their ends too, without ``more``.
    """
    secret, (end, sign) = wanted
    cells, values, matrix = part.cells, part.values, part.matrix
    free = sorted(hidden)
    place = {n: rank for rank, n in enumerate(free)}
    moved = [n for n, c in enumerate(cells) if c.printable and not c.fixed and n not in place]
    moved = moved if more else []
    bounds = [[cells[n].least, np.inf] for n in free]
    bounds[place[secret]][int(sign < 0)] = end
    if bounds[place[secret]][0] > bounds[place[secret]][1]:
        return None
    bounds += [[0.0, np.inf] for _ in moved]
    bounds += [[0.0, values[n] - cells[n].least] for n in moved]
    costs = np.concatenate([np.zeros(len(free)), [cells[n].cost for n in moved] * 2])
    ties = matrix[:, free]
    if moved:
        ties = hstack([ties, matrix[:, moved], -matrix[:, moved]]).tocsr()
    else:
        capped, low = _wished(place, wishes)
        costs = np.concatenate([costs, -np.ones(len(capped))])
        bounds += [[-np.inf, high] for _, high in capped]
        ties = hstack([ties, csr_matrix((ties.shape[0], len(capped)))]).tocsr()
        costs[low] = 1.0
    shown = np.ones(len(cells), dtype=bool)
    shown[free] = False
    used = np.flatnonzero(np.diff(ties.indptr))
    sums = -(matrix[:, shown] @ values[shown])
    under = _under(capped, len(costs)) if not moved and capped else None
    found = linprog(
        costs,
        A_ub=under,
        b_ub=None if under is None else np.zeros(len(capped)),
        A_eq=ties[used] if len(used) else None,
        b_eq=sums[used] if len(used) else None,
        bounds=bounds,
        method="highs",
    )
    if found.x is None:
        return None
    state: Vector = values.copy()
    state[free] = found.x[: len(free)]
    up, down = found.x[len(free) :][: len(moved)], found.x[len(free) + len(moved) :][: len(moved)]
    state[moved] += up - down
    return state


def reached(state: Vector, wanted: tuple[int, End]) -> bool:
    """True when the secret is at its end in this state."""
    secret, (end, sign) = wanted
    return bool(sign * (state[secret] - end) >= -TOLERANCE)


def proves(part: System, state: Vector, hidden: Collection[int]) -> bool:
    """True when a reader who does not know the ``hidden`` cells cannot rule this state out."""
    fixed = np.ones(len(part.cells), dtype=bool)
    fixed[sorted(hidden)] = False
    least = np.array([cell.least for cell in part.cells])
    scale = 1 + np.abs(part.values).max(initial=0.0)
    return bool(
        (state >= least - TOLERANCE).all()
        and (np.abs(state - part.values)[fixed] <= TOLERANCE).all()
        and (np.abs(part.matrix @ state) <= TOLERANCE * scale).all()
    )


def _wished(
    place: dict[int, int], wishes: Sequence[tuple[int, End]]
) -> tuple[list[tuple[int, float]], list[int]]:
    """Places of the secrets wished high, with their ends, and of those wished low."""
    high = [(place[n], end) for n, (end, sign) in wishes if sign > 0]
    low = [place[n] for n, (_, sign) in wishes if sign < 0]
    return high, low


def _under(capped: Sequence[tuple[int, float]], size: int) -> csr_matrix:
    """What is counted of a secret wished high is no more than the secret."""
    rows = np.arange(len(capped))
    ones = csr_matrix(
        (np.ones(len(capped)), (rows, size - len(capped) + rows)), (len(capped), size)
    )
    return ones - csr_matrix((np.ones(len(capped)), (rows, [n for n, _ in capped])), ones.shape)
