"""What a sheet holds besides its values, that a CSV would not show: formulas, merges, formats."""

from dataclasses import dataclass, field
from typing import Literal

Oddity = Literal["formula", "error", "percent", "boolean"]
Place = tuple[int, int]

MAXIMUM_LINES = 200_000
MAXIMUM_COLUMNS = 2_000
MAXIMUM_CELLS = 5_000_000


@dataclass
class Sheet:
    """One sheet, before its values are read; lines and columns are counted from 1.

    ``oddities``: cells that are no plain value, by kind; ``merged``: first and last cell of each
    merged range; ``hidden_lines``: lines with values that the spreadsheet does not show;
    ``last_line``, ``last_column``, ``cells``: extent of the filled cells.
    """

    name: str
    visible: bool = True
    oddities: dict[Oddity, list[Place]] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_lines: int = 0
    last_line: int = 0
    last_column: int = 0
    cells: int = 0

    def note(self, oddity: Oddity, line: int, column: int) -> None:
        """Remember one cell that is no plain value."""
        self.oddities.setdefault(oddity, []).append((line, column))

    def extend(self, line: int, column: int, lines: int = 1, columns: int = 1) -> None:
        """Count a filled cell, repeated over so many lines and columns up to this one.

        ValueError, with a French reason, when the sheet is larger than any table: its reader would
        fill the memory with empty cells between two far ones.
        """
        self.last_line = max(self.last_line, line)
        self.last_column = max(self.last_column, column)
        self.cells += lines * columns
        too_wide = self.last_line > MAXIMUM_LINES or self.last_column > MAXIMUM_COLUMNS
        if too_wide or max(self.cells, self.last_line * self.last_column) > MAXIMUM_CELLS:
            raise ValueError(
                f"feuille {self.name} : trop étendue (une cellule remplie très loin ?)"
            )
