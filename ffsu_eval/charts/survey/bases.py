"""How the base of a result is written."""

from typing import Any

from ffsu_eval.french import is_missing, number

HIDDEN_BELOW = 10


def base(n: Any) -> str:
    """Number of answers; the exact number is not told where nothing may be shown."""
    if not is_missing(n) and n < HIDDEN_BELOW:
        return f"moins de {HIDDEN_BELOW}"
    return number(n)
