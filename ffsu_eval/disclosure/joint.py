"""Several releases of one table as one system of cells.

The new number of a cell is its old number and what came in between. All three are cells of one
system: what the old release printed is printed for good, what it withheld must stay protected, and a
small increment is a secret like a small number. Whoever makes the new release knows no more of the old
one than its readers: every increment that may be small is guarded.
Source: A. Hundepool et al., Statistical Disclosure Control, Wiley, 2012 (differences between
releases of one population), as linear relations of the problem of ``suppress``.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_matrix, eye

from ffsu_eval.disclosure.attack import intervals
from ffsu_eval.disclosure.cells import TOLERANCE, Cell, System
from ffsu_eval.disclosure.printed import Printed
from ffsu_eval.disclosure.rules import GROWN

OLD, MORE = "version {}|", "ajout {}-{}|"
# an increment: the later number, less the former one, less what came in between
STEP = (1.0, -1.0, -1.0)
Vector = npt.NDArray[np.float64]


def joint(system: System, chain: Sequence[Printed]) -> System | None:
    """One system of all releases, each number covering the former one (or covered by it).

    None when what was printed denies both.
    """
    for grown in (True, False):
        states = _completed(system, chain, grown)
        if states is not None:
            return _tied(system, chain, states, grown)
    return None


def _completed(system: System, chain: Sequence[Printed], grown: bool) -> list[Vector] | None:
    """Values that the cells of the former releases may have had; None when there are none."""
    new = {cell.id: cell.value for cell in system.cells}
    if not grown and any(n > 0 for name, n in new.items() if name not in chain[-1].values):
        return None
    bounds: list[tuple[float, float]] = []
    for old in chain:
        for name, value in old.values.items():
            low, high = (0.0, np.inf) if value is None else (value, value)
            # what was counted once is still counted, or will be no more
            other = new.get(name, 0.0)
            low, high = (low, min(high, other)) if grown else (max(low, other), high)
            if low > high + TOLERANCE:
                return None
            bounds.append((low, max(low, high)))
    equal = block_diag([_ties(old) for old in chain]).tocsr()
    ordered = _ordered(chain)
    found = linprog(
        np.zeros(len(bounds)),
        A_ub=ordered if grown else -ordered,
        b_ub=np.zeros(ordered.shape[0]),
        A_eq=equal,
        b_eq=np.zeros(equal.shape[0]),
        bounds=bounds,
        method="highs",
    )
    if found.x is None:
        return None
    return np.split(found.x, np.cumsum([len(old.values) for old in chain])[:-1])


def _ties(old: Printed) -> csr_matrix:
    return System(tuple(Cell(name, 0.0) for name in old.values), old.relations).matrix


def _ordered(chain: Sequence[Printed]) -> csr_matrix:
    """Each number of a release, less that of the next one."""
    starts = np.cumsum([0, *(len(old.values) for old in chain)])
    places = [
        {name: start + n for n, name in enumerate(old.values)}
        for start, old in zip(starts, chain, strict=False)
    ]
    pairs = [
        (own[name], following[name])
        for own, following in pairwise(places)
        for name in own
        if name in following
    ]
    whole = eye(int(starts[-1])).tocsr()
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    return csr_matrix(whole[first] - whole[second])


def _tied(
    system: System, chain: Sequence[Printed], states: Sequence[Vector], grown: bool
) -> System:
    """The system of all releases, the increments of each pair guarded where they may be small."""
    cells, relations = list(system.cells), list(system.relations)
    levels = [{name: OLD.format(k) + name for name in old.values} for k, old in enumerate(chain)]
    for named, old, state in zip(levels, chain, states, strict=True):
        cells += _former(named, old, state)
        relations += [{named[n]: w for n, w in tie.items()} for tie in old.relations]
    levels.append({cell.id: cell.id for cell in system.cells})
    value = {cell.id: cell.value for cell in cells}
    threshold = {cell.id: cell.threshold for cell in system.cells}
    for first, second in combinations(range(len(levels)), 2):
        low, high = (first, second) if grown else (second, first)
        for name in levels[high]:
            if name not in levels[low]:
                continue
            own = MORE.format(first, second) + name
            large, small = levels[high][name], levels[low][name]
            more, counted = max(0.0, value[large] - value[small]), threshold.get(name, 0.0)
            cells.append(Cell(own, more, printable=False, threshold=counted, rule=GROWN))
            relations.append(dict(zip((large, small, own), STEP, strict=True)))
    return _guarded(System(tuple(cells), tuple(relations)), set(levels[-1]))


def _former(named: dict[str, str], old: Printed, state: Vector) -> list[Cell]:
    """Cells of a former release: printed for good, or still to be protected."""
    return [
        Cell(
            named[name],
            float(max(0.0, number) if value is None else value),
            old.protect.get(name),
            printable=value is not None,
            rule=f"{GROWN} : case retenue alors" if name in old.protect else "",
            fixed=value is not None,
        )
        for (name, value), number in zip(old.values.items(), state, strict=True)
    ]


def _guarded(joint: System, new: set[str]) -> System:
    """The system with a protection interval for each increment that may be small."""
    counted = [c for c in joint.cells if c.threshold and c.id not in new]
    sure = {cell.id for cell in joint.cells if cell.fixed} | new
    exact = {
        name
        for tie in joint.relations
        for name in tie
        if name not in sure and len(tie) == len(STEP) and sure >= set(tie) - {name}
    }
    known = System(
        tuple(replace(c, printable=True) if c.id in new else c for c in joint.cells),
        joint.relations,
    )
    ranges = {cell.id: (cell.value, cell.value) for cell in counted}
    ranges |= intervals(known, (), set(ranges) - exact)
    guarded = {
        cell.id: replace(cell, protect=(0.0, cell.threshold))
        for cell in counted
        if _may_be_small(ranges[cell.id], cell.threshold)
    }
    return System(tuple(guarded.get(c.id, c) for c in joint.cells), joint.relations)


def _may_be_small(between: tuple[float, float], threshold: float) -> bool:
    low, high = between
    first = max(1.0, np.ceil(low - TOLERANCE))
    return bool(first <= min(threshold - 1, high + TOLERANCE))
