"""Differences between shares, in points, as a French reader expects them."""

from ffsu_eval.french import signed

PLURAL = 2  # French nouns are plural from two on: « −1,8 point »


def points(value: float, decimals: int = 0) -> str:
    """« +18 points », « −0,4 point », « 0 point »."""
    several = abs(round(float(value), decimals)) >= PLURAL
    return signed(value, decimals, "points" if several else "point")
