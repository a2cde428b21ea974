"""Measured and wrapped text. Lengths are in points."""

from collections.abc import Iterator, Sequence
from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from ffsu_eval.charts.theme import TEXT, font_families
from ffsu_eval.french import typography

LINE = 11.5
EDGE = 2.0


@cache
def text_width(text: str, bold: bool = False) -> float:
    """Width of one line of text in points, in the house font."""
    weight = "bold" if bold else "normal"
    font = FontProperties(family=list(font_families()), size=TEXT, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def wrapped(text: str, width: float, bold: bool = False) -> list[str]:
    """Lines of ``text`` that hold in ``width``, cut at spaces; a word that is too long is cut."""
    lines = [""]
    for word in _pieces(typography(text).split(" "), width, bold):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, bold) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(words: Sequence[str], width: float, bold: bool) -> Iterator[str]:
    """Words, those that are too long in equal pieces."""
    for word in words:
        count = 1
        while count < len(word) and not _fits(word, count, width, bold):
            count += 1
        yield from _cut(word, count)


def _fits(word: str, count: int, width: float, bold: bool) -> bool:
    return all(text_width(piece, bold) <= width for piece in _cut(word, count))


def _cut(word: str, count: int) -> list[str]:
    size = max(1, -(-len(word) // count))
    pieces = [word[i : i + size] for i in range(0, len(word), size)] or [word]
    return [piece + "-" for piece in pieces[:-1]] + pieces[-1:]


def capital(text: str) -> str:
    """Same text with a capital first letter."""
    return text[:1].upper() + text[1:]
