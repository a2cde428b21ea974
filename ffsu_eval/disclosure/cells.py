"""What a report may print, as cells tied by linear relations.

A cell is a number: of respondents, of incidents, a total, a sum of codes. A relation is a linear
combination of cells that is zero whatever the data: a total is the sum of its parts. Whoever reads
a report knows the relations and the printed cells; secrecy is about what they deduce of the others.
Source: A. Hundepool et al., Statistical Disclosure Control, Wiley, 2012, chapter 4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from ffsu_eval.indicators.frames import WHOLE

TOLERANCE = 1e-6
Relation = Mapping[str, float]


@dataclass(frozen=True)
class Cell:
    """A number and what is asked of it.

    ``protect``: the interval that no reader may narrow, None when the number is no secret;
    ``printable``: the report prints it unless it is withheld, at the ``cost`` of what readers lose;
    ``least``: what everybody knows it to be at least; ``rule``: in French, why it is secret;
    ``threshold``: a number of units that is secret under it, 0 when it counts no units; ``fixed``: it
    was printed in a former release and cannot be withheld any more.
    """

    id: str
    value: float
    protect: tuple[float, float] | None = None
    cost: float = 1.0
    printable: bool = True
    least: float = 0.0
    rule: str = ""
    threshold: float = 0.0
    fixed: bool = False


@dataclass(frozen=True)
class System:
    """Cells and the relations between them. ValueError for a relation that the values deny."""

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...] = ()

    def __post_init__(self) -> None:
        known = {cell.id: cell.value for cell in self.cells}
        if len(known) != len(self.cells):
            raise ValueError("cells: several of one identifier")
        if any(cell.value < cell.least for cell in self.cells):
            raise ValueError("cells: value below the least that is known of it")
        for relation in self.relations:
            unknown = sorted(set(relation) - set(known))
            if unknown:
                raise ValueError(f"relations: unknown cell {unknown[0]}")
            terms = [weight * known[name] for name, weight in relation.items()]
            if abs(sum(terms)) > TOLERANCE * (1 + max(map(abs, terms))):
                raise ValueError(f"relations: untrue of cell {min(relation)}")

    @cached_property
    def values(self) -> npt.NDArray[np.float64]:
        """Values of the cells, in their order."""
        return np.array([cell.value for cell in self.cells], dtype=float)

    @cached_property
    def matrix(self) -> csr_matrix:
        """Weights of the relations (rows) on the cells (columns)."""
        place = {cell.id: n for n, cell in enumerate(self.cells)}
        entries = [
            (weight, row, place[name])
            for row, relation in enumerate(self.relations)
            for name, weight in relation.items()
        ]
        weights, rows, columns = zip(*entries, strict=True) if entries else ((), (), ())
        shape = (len(self.relations), len(self.cells))
        return csr_matrix((np.array(weights, dtype=float), (rows, columns)), shape=shape)

    def parts(self) -> list["System"]:
        """The system cut where no relation ties cells together."""
        place = {cell.id: n for n, cell in enumerate(self.cells)}
        ties = [(place[first], place[other]) for first, other in self._pairs()]
        rows, columns = zip(*ties, strict=True) if ties else ((), ())
        size = (len(self.cells),) * 2
        graph = csr_matrix((np.ones(len(ties)), (rows, columns)), shape=size)
        count, part_of = connected_components(graph, directed=False)
        cells: list[list[Cell]] = [[] for _ in range(count)]
        relations: list[list[Relation]] = [[] for _ in range(count)]
        for cell, part in zip(self.cells, part_of, strict=True):
            cells[part].append(cell)
        for relation in self.relations:
            relations[part_of[place[next(iter(relation))]]].append(relation)
        return [System(tuple(c), tuple(r)) for c, r in zip(cells, relations, strict=True)]

    def _pairs(self) -> Iterable[tuple[str, str]]:
        for relation in self.relations:
            first, *others = relation
            yield from ((first, other) for other in others)


def table(
    counts: pd.DataFrame,
    dimensions: tuple[str, ...],
    name: str,
    cost: float = 1.0,
    inner: bool = True,
) -> tuple[list[Cell], list[Relation]]:
    """Cells and relations of a table of counts with all its margins, none secret yet.

    ``counts``: one row per combination of ``dimensions`` that occurs, and ``count``; combinations
    of categories that do not occur are zero. Cells have the names that ``named`` gives. ``inner``:
    whether the cells that are no margin are printed. A margin costs as many times ``cost`` as it
    sums cells.
    """
    categories = [sorted(map(str, counts[column].unique())) for column in dimensions]
    known = counts.assign(**{d: counts[d].astype(str) for d in dimensions})
    found = known.groupby(list(dimensions))["count"].sum()
    whole = found.index.nlevels
    entries = {
        key: float(found.get(key if whole > 1 else key[0], 0)) for key in product(*categories)
    }
    cells: list[Cell] = []
    relations: list[Relation] = []
    for key in product(*([WHOLE, *values] for values in categories)):
        summed = [position for position, part in enumerate(key) if part == WHOLE]
        covered = [k for k in entries if all(p in (WHOLE, q) for p, q in zip(key, k, strict=True))]
        cells.append(
            Cell(
                _of_key(name, dimensions, key),
                sum(entries[k] for k in covered),
                cost=cost * len(covered),
                printable=bool(summed) or inner,
            )
        )
        for position in summed:
            parts = [
                (*key[:position], value, *key[position + 1 :]) for value in categories[position]
            ]
            relations.append(
                {_of_key(name, dimensions, key): -1.0}
                | {_of_key(name, dimensions, part): 1.0 for part in parts}
            )
    return cells, relations


def named(name: str, **categories: object) -> str:
    """Name of the cell of these categories, summed over every other dimension.

    Two tables of the same population name a margin that they share alike.
    """
    return "|".join([name, *(f"{key}={categories[key]}" for key in sorted(categories))])


def union(parts: Iterable[tuple[Iterable[Cell], Iterable[Relation]]]) -> System:
    """One system from linked tables; a cell that several have is printed if one prints it.

    ValueError when tables disagree on the value of a cell.
    """
    cells: dict[str, Cell] = {}
    relations: list[Relation] = []
    for own, ties in parts:
        relations += ties
        for cell in own:
            known = cells.setdefault(cell.id, cell)
            if known.value != cell.value:
                raise ValueError(f"tables disagree on cell {cell.id}")
            if cell.printable and not known.printable:
                cells[cell.id] = cell
    return System(tuple(cells.values()), tuple(relations))


def _of_key(name: str, dimensions: tuple[str, ...], key: tuple[str, ...]) -> str:
    return named(name, **{d: k for d, k in zip(dimensions, key, strict=True) if k != WHOLE})
