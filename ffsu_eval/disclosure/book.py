"""Secrecy of one population that a report counts in many ways: linked tables as one system.

Every cell is the number of units that share some categories; it is split by one more dimension, and
by another, so that two tables that speak of the same units share the cells that they share.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from ffsu_eval.disclosure.cells import Cell, Relation, System, named
from ffsu_eval.disclosure.printed import Printed, released
from ffsu_eval.disclosure.releases import suppress_after
from ffsu_eval.disclosure.rules import guarded

# a row of a frame, as the cells that it tells: categories by dimension
Told = Mapping[str, object]


class Book:
    """Cells of a population and what ties them, none printed until ``printed`` says so.

    ``frame``: one row per unit, its categories in text columns (missing: of no category).
    """

    def __init__(self, name: str, frame: pd.DataFrame) -> None:
        self.name = name
        self.frame = frame
        self._cells: dict[str, Cell] = {}
        self._relations: dict[str, Relation] = {}
        self._masks: dict[tuple[str, str], npt.NDArray[np.bool_]] = {}

    def split(self, by: str, values: Iterable[object], **of: object) -> None:
        """Cut the cell of these categories by one more dimension, in these parts and no other.

        ValueError when the parts do not make the whole.
        """
        self.tie([{**of, by: value} for value in values], by, **of)

    def tie(self, parts: Iterable[Told], word: str, **of: object) -> None:
        """Say that a cell is the sum of others; ``word`` tells two ways to cut it apart."""
        whole = self._cell(of)
        names = [self._cell(part) for part in parts]
        relation = dict.fromkeys(names, 1.0) | {whole: -1.0}
        found = sum(self._cells[name].value for name in names)
        if found != self._cells[whole].value:
            raise ValueError(f"book: the parts by {word} do not make cell {whole}")
        self._relations[f"{whole} {word}"] = relation

    def printed(self, cost: float, cells: Iterable[Told]) -> None:
        """Say that the report prints these cells, at what readers lose with one of them."""
        for of in cells:
            name = self._cell(of)
            self._cells[name] = replace(self._cells[name], printable=True, cost=cost)

    def values(self, column: str, **of: object) -> list[str]:
        """Categories of a dimension that occur, in order."""
        return sorted(map(str, self.frame.loc[self._of(of), column].dropna().unique()))

    def system(self, threshold: int, unit: str) -> System:
        """The cells, guarded, and their relations."""
        cells = guarded(self._cells.values(), threshold, unit)
        return System(tuple(cells), tuple(self._relations.values()))

    def _of(self, of: Told) -> npt.NDArray[np.bool_]:
        """Which units have these categories."""
        kept = np.ones(len(self.frame), dtype=bool)
        for column, value in of.items():
            key = (column, str(value))
            if key not in self._masks:
                self._masks[key] = (self.frame[column] == key[1]).fillna(False).to_numpy(dtype=bool)
            kept &= self._masks[key]
        return kept

    def _cell(self, of: Told) -> str:
        name = named(self.name, **of)
        if name not in self._cells:
            self._cells[name] = Cell(name, float(self._of(of).sum()), printable=False)
        return name


class BookSecrecy:
    """What may not be printed of a book, and why (``log``); ``released``: what the next one knows.

    ``former``: what the former releases of the report printed of it, the oldest first.
    """

    def __init__(
        self, book: Book, threshold: int, unit: str, former: Sequence[Printed] = ()
    ) -> None:
        self.name = book.name
        system = book.system(threshold, unit)
        self.cells = system.cells
        self.relations = system.relations
        self.log = suppress_after(system, former)
        self.released = released(system, self.log)
        self._withheld = {entry.cell for entry in self.log}

    def kept(self, *cells: Told) -> bool:
        """True when one of these cells may not be printed."""
        return any(named(self.name, **of) in self._withheld for of in cells)
