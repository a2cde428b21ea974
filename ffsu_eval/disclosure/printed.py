"""What one release of a report printed of a table, as the next one must know it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ffsu_eval.disclosure.cells import Relation, System
from ffsu_eval.disclosure.suppress import Withheld


@dataclass(frozen=True)
class Printed:
    """What a release printed of one table: its cells, None for a value that it did not print.

    ``protect``: by cell, the interval that no reader may narrow; ``thresholds``: of the numbers of
    units. Nothing here was not printed, in the report or in its log.
    """

    values: dict[str, float | None]
    protect: dict[str, tuple[float, float]]
    thresholds: dict[str, float]
    relations: tuple[Relation, ...]
    unprintable: frozenset[str] = frozenset()


def released(system: System, log: Sequence[Withheld]) -> Printed:
    """What is printed of this system once the cells of ``log`` are withheld."""
    kept = {entry.cell for entry in log}
    return Printed(
        {c.id: c.value if c.printable and c.id not in kept else None for c in system.cells},
        {c.id: c.protect for c in system.cells if c.protect},
        {c.id: c.threshold for c in system.cells if c.threshold},
        system.relations,
        frozenset(c.id for c in system.cells if not c.printable),
    )
