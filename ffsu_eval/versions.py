"""Order of versions written by people: « 9 » before « 10 », « 2023-03 » before « 2023-06 »."""

import re


def version_order(version: str) -> tuple[tuple[int, int, str], ...]:
    """Key to sort versions by: numbers as numbers, words as words."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p.casefold()) for p in parts)
