"""What some programs say of a table beyond its text: labels of codes, numbers kept as text."""

from dataclasses import dataclass, field

from ffsu_eval.sources.raw import RawTable


@dataclass
class RichTable(RawTable):
    """A raw table from a program that types its cells.

    ``labels``: by column, the label of each code; ``as_text``: by column, the different numbers that
    are kept as text: the others are numbers, whose separators are not open to doubt.
    """

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    as_text: dict[str, set[str]] = field(default_factory=dict)
