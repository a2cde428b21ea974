"""Successive releases of one table: what to withhold so that they betray nothing together."""

from collections.abc import Sequence
from dataclasses import replace

from ffsu_eval.disclosure.cells import System
from ffsu_eval.disclosure.joint import MORE, OLD, joint
from ffsu_eval.disclosure.printed import Printed
from ffsu_eval.disclosure.rules import GROWN, corrected
from ffsu_eval.disclosure.suppress import Withheld, logged, suppress


def suppress_after(system: System, former: Sequence[Printed] = ()) -> tuple[Withheld, ...]:
    """``suppress``, given what the former releases of the same table printed, the oldest first.

    A release that says again what the last one said withholds the same cells. Where no number that
    was printed can have shrunk (or none grown), readers take it that one release completes (or is
    part of) the other, and all are protected together. Else the data were corrected: see
    ``rules.corrected``. DisclosureError when the former releases already tell too much.
    """
    if not former:
        return suppress(system)
    last = former[-1]
    if _same(system, last):
        withheld = {name for name, value in last.values.items() if value is None}
        return logged(system, withheld - last.unprintable)
    for chain in (former, former[-1:]):
        whole = joint(system, chain)
        if whole is not None:
            return logged(_told(system, whole, len(chain)), {e.cell for e in suppress(whole)})
    cells = tuple(corrected(system.cells, _seen(last)))
    return suppress(System(cells, system.relations))


def _told(system: System, whole: System, rank: int) -> System:
    """The new cells as the log tells them: one that moved by too little is secret."""
    secrets = {cell.id for cell in whole.cells if cell.protect}
    known = {cell.id for cell in whole.cells if cell.fixed}
    moved = {
        cell.id: (0.0, cell.threshold)
        for cell in system.cells
        if not cell.protect
        and any(
            MORE.format(k, rank) + cell.id in secrets and OLD.format(k) + cell.id in known
            for k in range(rank)
        )
    }
    cells = [
        replace(cell, protect=moved[cell.id], rule=GROWN) if cell.id in moved else cell
        for cell in system.cells
    ]
    return System(tuple(cells), system.relations)


def _seen(old: Printed) -> dict[str, float | None]:
    """Values by printable cell; None for a secret that was withheld."""
    return {
        name: value
        for name, value in old.values.items()
        if name not in old.unprintable and (value is not None or name in old.protect)
    }


def _same(system: System, old: Printed) -> bool:
    """True when the new release may print what the old one did, of the same numbers and rules."""
    if {cell.id for cell in system.cells} != set(old.values) or system.relations != old.relations:
        return False
    return all(
        (old.values[c.id] in (None, c.value))
        and (c.id in old.unprintable) is not c.printable
        and (not c.protect or (old.values[c.id] is None and old.protect.get(c.id) == c.protect))
        for c in system.cells
    )
