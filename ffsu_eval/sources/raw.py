"""A raw table: the text of a file, cell by cell, with the line of each row."""

from dataclasses import dataclass, field

import pandas as pd

ROW = "_ligne"
FILE = "_fichier"


@dataclass
class RawTable:
    """Text cells of one dataset.

    ``frame`` has one text column per column of the file (empty text for an empty cell) and
    ``_ligne``, the line of the file (and ``_fichier`` when several files make the table);
    ``headings`` gives the heading in the file of a column that was given the project's name;
    ``notices`` say how the file was read, ``faults`` why it cannot be.
    """

    file: str
    frame: pd.DataFrame
    sha256: str
    headings: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """Columns of the file."""
        return [str(name) for name in self.frame.columns if name not in (ROW, FILE)]


def unreadable(file: str, fault: str, sha256: str = "") -> RawTable:
    """A table that could not be read at all: the gate refuses it with this reason."""
    return RawTable(file, pd.DataFrame({ROW: []}), sha256, faults=[fault])
