"""Reference tables of data/reference: versioned vocabularies that people and code share."""

from functools import cache
from pathlib import Path

import pandas as pd

REFERENCE = Path(__file__).parent.parent / "data" / "reference"


@cache
def _read(name: str) -> pd.DataFrame:
    """A table, and the rows that a type of mission adds to it in a folder of its own."""
    paths = [REFERENCE / f"{name}.csv", *sorted(REFERENCE.glob(f"*/{name}.csv"))]
    return pd.concat(
        [pd.read_csv(path, sep=";", dtype="string", keep_default_na=False) for path in paths],
        ignore_index=True,
    )


def table(name: str) -> pd.DataFrame:
    """One reference table, all columns text; a copy, so that nobody changes the original."""
    return _read(name).copy()


def labels(name: str, key: str, label: str = "label_fr") -> dict[str, str]:
    """Mapping from an identifier to its French label."""
    frame = table(name)
    return dict(zip(frame[key], frame[label], strict=True))


def values(name: str, column: str) -> tuple[str, ...]:
    """Distinct values of a column, in the order of the table."""
    return tuple(dict.fromkeys(table(name)[column]))
