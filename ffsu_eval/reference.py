"""Reference tables of data/reference: versioned vocabularies that people and code share."""

from functools import cache
from pathlib import Path

import pandas as pd

REFERENCE = Path(__file__).parent.parent / "data" / "reference"


@cache
def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", sep=";", dtype="string", keep_default_na=False)


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
