"""Which numbers to withhold so that no secret can be deduced from the printed ones.

A secret is protected when what is printed leaves room for two other states of the data: one where it
is as low, one where it is as high as its protection interval. The cheapest set of withheld cells that
admits all these states is found by one integer programme; parts too large for it are treated secret
by secret, and what proves superfluous is printed after all. Whatever the way, the result is then read
as a reader would (``attack``): nothing is released that this reader narrows.
Sources: J. P. Kelly, B. L. Golden, A. A. Assad, Cell suppression: disclosure protection for
sensitive tabular data, Networks 22, 1992; M. Fischetti, J. J. Salazar-González, Solving the cell
suppression problem on tabular data with linear constraints, Management Science 47, 2001.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ffsu_eval.disclosure.attack import unprotected
from ffsu_eval.disclosure.cells import TOLERANCE, System
from ffsu_eval.disclosure.programme import cheapest
from ffsu_eval.disclosure.witness import End, Vector, ends_of, proves, reached, witness
from ffsu_eval.errors import DisclosureError

# unknowns of the programme up to which it is solved for all secrets at once, and for one
EXACT, EXACT_ONE = 1_500, 400
PRIMARY, SECONDARY = "primaire", "secondaire"
PROTECTS = "protège une autre case"
SHOWN = 5
States = dict[tuple[int, End], Vector]


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
    return logged(system, names)


def logged(system: System, names: set[str]) -> tuple[Withheld, ...]:
    """The entries of the log for these cells."""
    return tuple(
        Withheld(cell.id, PRIMARY, cell.rule)
        if cell.protect
        else Withheld(cell.id, SECONDARY, PROTECTS)
        for cell in system.cells
        if cell.id in names
    )


def _of_part(part: System) -> set[str]:
    secrets = [n for n, cell in enumerate(part.cells) if cell.protect]
    if not secrets:
        return set()
    told = [n for n in secrets if part.cells[n].fixed]
    if told:
        raise DisclosureError(_hopeless(part, told))
    chosen = {n for n in secrets if part.cells[n].printable}
    if 2 * len(secrets) * len(part.cells) <= EXACT:
        found = cheapest(part, secrets, chosen)
        if found is not None and not unprotected(part, _names(part, found)):
            return _names(part, found)
    return _names(part, _one_by_one(part, secrets, chosen))


def _one_by_one(part: System, secrets: Sequence[int], chosen: set[int]) -> set[int]:
    """A set that protects every secret, found secret after secret; nothing in it is superfluous."""
    unprinted = {n for n, cell in enumerate(part.cells) if not cell.printable}
    asked = [(secret, end) for secret in secrets for end in ends_of(part, secret)]
    states: States = {}
    for one in asked:
        if one in states:
            continue
        same = [a for a in asked if a not in states and a[1][1] == one[1][1]]
        state = witness(part, one, chosen | unprinted, wishes=same)
        if state is None and len(part.cells) <= EXACT_ONE:
            chosen = cheapest(part, [one[0]], chosen) or chosen
            state = witness(part, one, chosen | unprinted)
        if state is None:
            state = witness(part, one, chosen | unprinted, more=True)
        if state is None:
            raise DisclosureError(_hopeless(part, [one[0]]))
        chosen = chosen | (_moved(part, state) - unprinted)
        # one state may be the proof of many secrets
        states |= {other: state for other in asked if other not in states and reached(state, other)}
    kept, states = _without_superfluous(part, chosen, unprinted, states)
    unproved = [
        one
        for one in asked
        if not reached(states[one], one) or not proves(part, states[one], kept | unprinted)
    ]
    if unproved:
        raise DisclosureError(_hopeless(part, sorted({secret for secret, _ in unproved})))
    return kept


def _without_superfluous(
    part: System, chosen: set[int], unprinted: set[int], states: States
) -> tuple[set[int], States]:
    """The set without the cells, dearest first, whose printing would betray nothing.

    ``states``: what protects each secret; only those that move a cell are sought anew without it.
    """
    kept, proofs = set(chosen), dict(states)
    extra = [n for n in chosen if not part.cells[n].protect]
    for n in sorted(extra, key=lambda n: (-part.cells[n].cost, n)):
        hidden = (kept | unprinted) - {n}
        stale = [a for a in proofs if abs(proofs[a][n] - part.cells[n].value) > TOLERANCE]
        renewed: States = {}
        for one in stale:
            if one in renewed:
                continue
            wishes = [a for a in stale if a not in renewed and a[1][1] == one[1][1]]
            state = witness(part, one, hidden, wishes=wishes)
            if state is None:
                break
            renewed |= {a: state for a in stale if a not in renewed and reached(state, a)}
        else:
            kept.remove(n)
            proofs |= renewed
    return kept, proofs


def _moved(part: System, state: Vector) -> set[int]:
    return {int(n) for n in np.flatnonzero(np.abs(state - part.values) > TOLERANCE)}


def _names(part: System, places: Iterable[int]) -> set[str]:
    return {part.cells[n].id for n in places}


def _hopeless(part: System, secrets: Sequence[int]) -> str:
    rules = sorted({part.cells[n].rule for n in secrets if part.cells[n].rule})
    cells = ", ".join(f"« {part.cells[n].id} »" for n in secrets[:SHOWN])
    return (
        f"secret statistique : {len(secrets)} case(s) restent déductibles quoi que l'on retienne "
        f"({' ; '.join(rules) or 'règle sans nom'}) : {cells}"
    )
