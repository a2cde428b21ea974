"""Which numbers are secret, by source, and what a correction of the data makes of them.

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
    return [_guarded(cell, threshold, unit, sensitive) for cell in cells]


def _guarded(cell: Cell, threshold: int, unit: str, sensitive: bool) -> Cell:
    counted = replace(cell, threshold=float(threshold))
    if not (0 if sensitive else 1) <= cell.value < threshold:
        return counted
    return replace(counted, protect=(0.0, float(threshold)), rule=f"moins de {threshold} {unit}")


def corrected(cells: Iterable[Cell], printed: Mapping[str, float | None]) -> list[Cell]:
    """The cells of a release whose data correct those of the former one, in both directions.

    No relation ties the two: what one counts may have left the other. A number that moved by less
    than its threshold is secret all the same, and what was withheld (None) stays so.
    """
    return [_corrected(cell, printed) for cell in cells]


def _corrected(cell: Cell, printed: Mapping[str, float | None]) -> Cell:
    if cell.id not in printed or cell.protect or not cell.threshold:
        return cell
    old = printed[cell.id]
    if old is None:
        return replace(cell, protect=(cell.value, cell.value), rule=KEPT)
    if not 0 < abs(cell.value - old) < cell.threshold:
        return cell
    around = (max(0.0, old - cell.threshold), old + cell.threshold)
    return replace(cell, protect=around, rule=GROWN)
