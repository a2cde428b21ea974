"""Small helpers shared by the indicators: required columns, typed results, joined caveats."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

WHOLE = "ensemble"

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


def need(frame: pd.DataFrame, name: str, columns: Iterable[str]) -> None:
    """Raise ValueError when ``frame`` lacks one of ``columns``; ``name`` is for the message."""
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ValueError(f"{name}: missing columns {', '.join(missing)}")


def need_unique(frame: pd.DataFrame, name: str, key: Sequence[str]) -> None:
    """Raise ValueError when ``key`` does not identify the rows of ``frame``."""
    if frame.duplicated(list(key)).any():
        raise ValueError(f"{name}: several rows for one {' × '.join(key)}")


def need_values(values: pd.Series, name: str, allowed: Iterable[Any]) -> None:
    """Raise ValueError when ``values`` holds something else than ``allowed``; NA is not judged."""
    unknown = sorted({str(value) for value in values.dropna()} - {str(value) for value in allowed})
    if unknown:
        raise ValueError(f"{name}: unknown values {', '.join(unknown)}")


def result(data: Any, dtypes: Mapping[str, str]) -> pd.DataFrame:
    """Tidy frame with exactly these columns, order and types; NaN and None become NA."""
    frame = pd.DataFrame(data, columns=list(dtypes))
    return frame.astype(dict(dtypes)).reset_index(drop=True)


def floats(values: pd.Series) -> FloatArray:
    """Numbers as float64, NA as NaN."""
    return np.asarray(values.astype("Float64").to_numpy(dtype="float64", na_value=np.nan))


def truths(values: pd.Series) -> BoolArray:
    """Booleans, NA as False."""
    return values.astype("boolean").fillna(False).to_numpy(dtype=bool)


def given(values: pd.Series) -> BoolArray:
    """True where a value is given: neither NA nor an empty text."""
    return truths(values.notna() & (values.astype("string").str.strip() != ""))


def ratio(numerator: float, denominator: float) -> float:
    """Quotient, or NaN when the denominator is not positive."""
    return numerator / denominator if denominator > 0 else float("nan")


def joined(*caveats: str) -> str:
    """Caveats in one French text, empty ones left out."""
    return " ; ".join(caveat for caveat in caveats if caveat)


def plural(count: int, one: str, several: str) -> str:
    """Count and noun in French agreement (0 and 1 are singular)."""
    return f"{count} {one if count < 2 else several}"
