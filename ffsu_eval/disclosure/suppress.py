"""Which numbers to withhold so that no secret can be deduced from the printed ones.

A secret is protected when what is printed leaves room for two other states of the data: one where it
is as low, one where it is as high as its protection interval. Each such state is the true one plus
a shift that obeys the relations, moves withheld cells only and makes none smaller than known. The
cheapest set of withheld cells that admits all these shifts is found by one integer programme; parts
too large for it are treated secret by secret, and what proves superfluous is printed after all.
Sources: J. P. Kelly, B. L. Golden, A. A. Assad, Cell suppression: disclosure protection for
sensitive tabular data, Networks 22, 1992; M. Fischetti, J. J. Salazar-González, Solving the cell
suppression problem on tabular data with linear constraints, Management Science 47, 2001.
"""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import diags, eye, hstack, kron, vstack

from ffsu_eval.disclosure.attack import unprotected
from ffsu_eval.disclosure.cells import System
from ffsu_eval.errors import DisclosureError

# unknowns of the programme up to which it is solved for all secrets at once
EXACT = 1_500
# how far a cell may have to move for a secret to move, in widths of the largest interval
REACH = 10
PRIMARY, SECONDARY = "primaire", "secondaire"


@dataclass(frozen=True)
class Withheld:
    """A number that is not printed: ``kind`` primary (secret) or secondary (it would betray one)."""

    cell: str
    kind: str
    rule: str


def suppress(system: System) -> tuple[Withheld, ...]:
    """Printable cells to withhold, in the order of the cells.

    DisclosureError when a secret could be deduced even if nothing was printed that can be withheld.
    """
    names = {name for part in system.parts() for name in _of_part(part)}
    return tuple(
        Withheld(cell.id, PRIMARY, cell.rule)
        if cell.protect
        else Withheld(cell.id, SECONDARY, "protège une autre case")
        for cell in system.cells
        if cell.id in names
    )


def _of_part(part: System) -> set[str]:
    secrets = [n for n, cell in enumerate(part.cells) if cell.protect]
    if not secrets:
        return set()
    chosen = {n for n in secrets if part.cells[n].printable}
    if 2 * len(secrets) * len(part.cells) <= EXACT:
        chosen = _cheapest(part, secrets, chosen)
    else:
        for secret in secrets:
            name = part.cells[secret].id
            if name in unprotected(part, {part.cells[n].id for n in chosen}, [name]):
                chosen |= _cheapest(part, [secret], chosen)
        chosen = _without_superfluous(part, chosen)
    return {part.cells[n].id for n in chosen}


def _cheapest(part: System, secrets: Sequence[int], chosen: set[int]) -> set[int]:
    """Cheapest set that holds ``chosen`` and protects these secrets."""
    cells, values, size = part.cells, part.values, len(part.cells)
    ends = [(n, end) for n in secrets for end in cells[n].protect or () if end != values[n]]
    if not ends:
        return chosen
    matrix = part.matrix
    width = max(high - low for low, high in (c.protect for c in cells if c.protect))
    reach = REACH * width * max(1.0, abs(matrix).max() if matrix.nnz else 1.0)
    room = values - np.array([cell.least for cell in cells])
    free = [not cell.printable or n in chosen for n, cell in enumerate(cells)]
    shifts = len(ends) * size
    # unknowns: for each cell, is it withheld; then one shift of all the cells for each end
    again = vstack([eye(size)] * len(ends))
    limits = [
        LinearConstraint(hstack([-reach * again, eye(shifts)]).tocsc(), -np.inf, 0),
        LinearConstraint(hstack([again @ diags(room), eye(shifts)]).tocsc(), 0, np.inf),
    ]
    if matrix.nnz:
        obeyed = kron(eye(len(ends)), matrix)
        none = np.zeros((obeyed.shape[0], size))
        limits.append(LinearConstraint(hstack([none, obeyed]).tocsc(), 0, 0))
    low = np.concatenate([np.array(free, dtype=float), np.tile(-room, len(ends))])
    high = np.concatenate([np.ones(size), np.full(shifts, reach)])
    for rank, (secret, end) in enumerate(ends):
        low[size * (rank + 1) + secret] = high[size * (rank + 1) + secret] = end - values[secret]
    costs = [0.0 if withheld else cell.cost for cell, withheld in zip(cells, free, strict=True)]
    with _quiet():
        found = milp(
            np.concatenate([costs, np.zeros(shifts)]),
            integrality=np.concatenate([np.ones(size), np.zeros(shifts)]),
            bounds=Bounds(low, high),
            constraints=limits,
        )
    if found.x is None:
        raise DisclosureError(_hopeless(part, secrets))
    taken: npt.NDArray[np.intp] = np.flatnonzero(found.x[:size] > 0.5)
    return {int(n) for n in taken if cells[n].printable}


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


def _without_superfluous(part: System, chosen: set[int]) -> set[int]:
    """The set without the cells, dearest first, whose printing would betray nothing."""
    kept = set(chosen)
    extra = sorted(
        (n for n in chosen if not part.cells[n].protect), key=lambda n: (-part.cells[n].cost, n)
    )
    for n in extra:
        if not unprotected(part, {part.cells[k].id for k in kept - {n}}):
            kept.remove(n)
    return kept


def _hopeless(part: System, secrets: Sequence[int]) -> str:
    rules = sorted({part.cells[n].rule for n in secrets if part.cells[n].rule})
    return (
        f"secret statistique : {len(secrets)} case(s) restent déductibles quoi que l'on retienne "
        f"({' ; '.join(rules) or 'règle sans nom'})"
    )
