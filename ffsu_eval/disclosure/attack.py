"""What a reader can deduce: the interval of each number that is not printed, from all that is.

Source: the attacker of A. Hundepool et al., Statistical Disclosure Control, Wiley, 2012: linear
programmes over the relations, the printed values and what is known of every cell (non-negative).
"""

from collections.abc import Collection

import numpy as np
from scipy.optimize import linprog

from ffsu_eval.disclosure.cells import TOLERANCE, System

UNBOUNDED = 3


def intervals(
    system: System, withheld: Collection[str], only: Collection[str] | None = None
) -> dict[str, tuple[float, float]]:
    """Least and greatest value that each unprinted cell can have; ``only``: of these cells."""
    found = {}
    for part in system.parts():
        hidden = [n for n, c in enumerate(part.cells) if not c.printable or c.id in withheld]
        sought = [n for n in hidden if only is None or part.cells[n].id in only]
        if not sought:
            continue
        matrix, values = part.matrix, part.values
        printed = np.ones(len(part.cells), dtype=bool)
        printed[hidden] = False
        ties = matrix[:, hidden]
        used = np.flatnonzero(np.diff(ties.indptr))
        sums = -(matrix[:, printed] @ values[printed])[used]
        bounds = [(part.cells[n].least, None) for n in hidden]
        for n in sought:
            goal = np.zeros(len(hidden))
            goal[hidden.index(n)] = 1
            ends = []
            for sign in (1, -1):
                answer = linprog(
                    sign * goal,
                    A_eq=ties[used] if len(used) else None,
                    b_eq=sums if len(used) else None,
                    bounds=bounds,
                    method="highs",
                )
                ends.append(np.inf if answer.status == UNBOUNDED else sign * answer.fun)
            found[part.cells[n].id] = (ends[0], ends[1])
    return found


def unprotected(
    system: System, withheld: Collection[str], only: Collection[str] | None = None
) -> list[str]:
    """Secrets (``only`` these) that a reader can narrow below their interval, or read."""
    secrets = {
        cell.id: cell.protect
        for cell in system.cells
        if cell.protect and (only is None or cell.id in only)
    }
    known = intervals(system, withheld, secrets)
    return [
        name
        for name, (low, high) in secrets.items()
        if name not in known
        or known[name][0] > low + TOLERANCE
        or known[name][1] < high - TOLERANCE
    ]
