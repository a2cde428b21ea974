"""How free text is read before anybody looks for a person in it: folded, without losing places."""

import unicodedata

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})


def fold(text: str) -> str:
    """The text without accents nor capitals, with plain spaces, letter for letter (same length)."""
    return "".join(_plain(letter) for letter in text.translate(STRAIGHT))


def _plain(letter: str) -> str:
    if letter.isspace():
        return " "
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter
