"""What some programs say of a table beyond its text: labels of codes, numbers that are numbers."""

from dataclasses import dataclass, field

from ffsu_eval.sources.raw import RawTable


@dataclass
class RichTable(RawTable):
    """A raw table from a program that types its cells.

    ``labels``: by column, the label of each code; ``certain``: columns whose numbers were kept as
    numbers, so that no separator is open to doubt.
    """

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    certain: frozenset[str] = frozenset()
