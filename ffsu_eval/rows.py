"""Rows of a frame as plain mappings, for code that writes one thing per row."""

from typing import Any

import pandas as pd

Row = dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Row]:
    """One mapping per row, columns by name; missing values stay missing."""
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The text with a small first letter; an acronym keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
