"""Which numbers are secret, by source, and what a former release of the report has made of them.

Recorded crime is printed as its producer publishes it: its unpublished cells are not in our hands.
Sources: Insee, Guide du secret statistique; A. Hundepool et al., Statistical Disclosure Control,
Wiley, 2012 (threshold rule, differences between releases). The thresholds are those of params.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ffsu_eval.disclosure.cells import Cell

KEPT = "retenue dans la version précédente"
GROWN = "trop peu de différence avec la version précédente"


def guarded(
    cells: Iterable[Cell], threshold: int, unit: str, sensitive: bool = False
) -> list[Cell]:
    """The cells, secret from 1 to ``threshold`` − 1, zero too when ``sensitive``.

    A reader may not narrow a secret below 0 to ``threshold``. ``unit``: what is counted, in French.
    """
    rule = f"moins de {threshold} {unit}"
    return [
        replace(cell, protect=(0.0, float(threshold)), rule=rule)
        if (0 if sensitive else 1) <= cell.value < threshold
        else cell
        for cell in cells
    ]


def after(cells: Iterable[Cell], printed: Mapping[str, float | None], threshold: int) -> list[Cell]:
    """The cells of a new release, given what the former one printed (None: withheld), by cell.

    What was withheld stays so: its value would be the difference of a total and what is printed. A
    number that moved by less than ``threshold`` is secret too: the difference counts few people.
    When no number has shrunk, everybody knows that the data were completed: the former values are
    the least that the new ones can be.
    """
    listed = list(cells)
    before = {c.id: printed[c.id] for c in listed if printed.get(c.id) is not None}
    grown = all(c.value >= (before.get(c.id) or 0) for c in listed)
    return [_after(cell, printed, threshold, grown) for cell in listed]


def _after(cell: Cell, printed: Mapping[str, float | None], threshold: int, grown: bool) -> Cell:
    if cell.id not in printed:
        return cell
    old = printed[cell.id]
    if old is None:
        if cell.protect:
            return cell
        return replace(cell, protect=(cell.value, cell.value), rule=KEPT)
    known = replace(cell, least=old) if grown else cell
    if cell.value == old or abs(cell.value - old) >= threshold:
        return known
    if cell.value > old:
        return replace(known, protect=(old, old + threshold), rule=GROWN)
    return replace(known, protect=(max(0.0, old - threshold), old), rule=GROWN)
