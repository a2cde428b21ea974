"""A reader who solves: what is deduced of unprinted counts from the sums that a report prints.

Written apart from the code under attack: the unknowns are raw counts, never the cells of its systems.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

Cell = tuple[object, ...]
Sum = Mapping[Cell, float]


@dataclass
class Reader:
    """Unknown counts, what a report prints of them, and the true values.

    ``least``: a count under it is a secret, unless it is zero.
    """

    truth: Mapping[Cell, float]
    least: float
    equal: list[tuple[Sum, float]] = field(default_factory=list)
    at_most: list[Sum] = field(default_factory=list)

    def told(self, cells: list[Cell], value: Any) -> None:
        """The report prints this sum of cells, unless it is missing."""
        self.weighed(dict.fromkeys(cells, 1.0), value)

    def weighed(self, cells: Sum, value: Any) -> None:
        """The report prints this weighted sum of cells, unless it is missing."""
        if not pd.isna(value):
            total = sum(weight * self.truth[cell] for cell, weight in cells.items())
            assert np.isclose(total, float(value)), (list(cells)[:1], total, value)
            self.equal.append((cells, total))

    def narrowed(self, secrets: list[list[Cell]]) -> list[list[Cell]]:
        """Sums of cells that are bounded more closely than from 0 to the threshold."""
        place = {cell: n for n, cell in enumerate(self.truth)}

        def matrix(sums: list[Sum]) -> csr_matrix:
            entries = [(w, r, place[c]) for r, one in enumerate(sums) for c, w in one.items()]
            weights, rows, columns = zip(*entries, strict=True) if entries else ((), (), ())
            shape = (len(sums), len(place))
            return csr_matrix((np.array(weights, dtype=float), (rows, columns)), shape=shape)

        lines, sides = matrix([one for one, _ in self.equal]), [side for _, side in self.equal]
        above = matrix(self.at_most)
        found = []
        for secret in secrets:
            goal = np.zeros(len(place))
            goal[[place[cell] for cell in secret]] = 1.0
            for sign in (1, -1):
                answer = linprog(
                    sign * goal, A_ub=above, b_ub=np.zeros(above.shape[0]),
                    A_eq=lines, b_eq=sides, method="highs",
                )  # fmt: skip
                assert answer.status in (0, 3), answer.message
                end = np.inf if answer.status == 3 else sign * answer.fun
                if (sign == 1 and end > 1e-6) or (sign == -1 and end < self.least - 1e-6):
                    found.append(secret)
                    break
        return found
