"""The cheapest set of cells to withhold, by one integer programme.

Each end of each secret asks for a shift of the true state that obeys the relations, moves withheld
cells only and makes none smaller than known. Sources: as ``suppress``.
"""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, diags, eye, hstack, kron, vstack

from ffsu_eval.disclosure.cells import System

# how far a cell may have to move for a secret to move, in widths of the largest interval
REACH = 10
TIE = 1e-3


def cheapest(part: System, secrets: Sequence[int], chosen: set[int]) -> set[int] | None:
    """Cheapest set that holds ``chosen`` and protects these secrets; None when none is found."""
    cells, values, size = part.cells, part.values, len(part.cells)
    ends = [(n, end) for n in secrets for end in cells[n].protect or () if end != values[n]]
    if not ends:
        return chosen
    matrix = part.matrix
    width = max(high - low for low, high in (c.protect for c in cells if c.protect))
    reach = REACH * width * max(1.0, abs(matrix).max() if matrix.nnz else 1.0)
    room = values - np.array([cell.least for cell in cells])
    free = [not cell.printable or n in chosen for n, cell in enumerate(cells)]
    kept = [cell.fixed for cell in cells]
    shifts = len(ends) * size
    # unknowns: for each cell, is it withheld; then one shift of all the cells for each end
    again = vstack([eye(size)] * len(ends))
    limits = [
        LinearConstraint(hstack([-reach * again, eye(shifts)]).tocsc(), -np.inf, 0),
        LinearConstraint(hstack([again @ diags(room), eye(shifts)]).tocsc(), 0, np.inf),
    ]
    if matrix.nnz:
        obeyed = kron(eye(len(ends)), matrix)
        none = csr_matrix((obeyed.shape[0], size))
        limits.append(LinearConstraint(hstack([none, obeyed]).tocsc(), 0, 0))
    low = np.concatenate([np.array(free, dtype=float), np.tile(-room, len(ends))])
    high = np.concatenate([1.0 - np.array(kept, dtype=float), np.full(shifts, reach)])
    for rank, (secret, end) in enumerate(ends):
        low[size * (rank + 1) + secret] = high[size * (rank + 1) + secret] = end - values[secret]
    # between two cells of one cost the first one, so that the choice says nothing of the values
    ties = TIE * np.arange(size) / size
    costs = [
        0.0 if withheld else cell.cost + tie
        for cell, withheld, tie in zip(cells, free, ties, strict=True)
    ]
    with _quiet():
        found = milp(
            np.concatenate([costs, np.zeros(shifts)]),
            integrality=np.concatenate([np.ones(size), np.zeros(shifts)]),
            bounds=Bounds(low, high),
            constraints=limits,
            options={"mip_rel_gap": 0.0},
        )
    if found.x is None:
        return None
    return {int(n) for n in np.flatnonzero(found.x[:size] > 0.5) if cells[n].printable}


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """HiGHS sometimes writes a line of its own on the standard output, whatever it is asked."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
