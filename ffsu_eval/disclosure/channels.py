"""Final audit: does a secret appear anywhere in what is published, however it is written?

Texts are compared letter by letter and digit by digit, without accents, capitals, spaces, marks nor
punctuation: « 06 12 » cut by tags or no-break spaces is still found, « Ali » is not found in
« qualité ». Numbers are compared as whole numbers: 12 is not in 1 012 nor in 12,5.
"""

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote

import pandas as pd

TAG = re.compile(r"<[^<>]*>")
# what a reader, or a reading machine, is told by an attribute
TOLD = re.compile(
    r"\b(?:alt|title|aria-label|descr|description|content|name|label)\s*=\s*([\"'])(.*?)\1", re.S
)
# what draws a line of a figure: coordinates, that say nothing to anybody
DRAWN = re.compile(r"(?<![\w-])d=([\"'])\s*[Mm][MmLlHhVvCcSsQqTtAaZz\d\s.,+-]*\1")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[ntr]")
GROUPED = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+"
NUMBER = re.compile(rf"(?<![\w.,])(?:{GROUPED})(?:[.,]\d+)?(?![\w]|[.,]\d)")
WHOLE_NUMBER = re.compile(rf"(?:{GROUPED})(?:[.,]\d+)?")
LISTED = re.compile(r"\d+(?:[.,;]\d+){2,}")  # « 3,4,12 »: several numbers
FRENCH_PHONE = re.compile(r"(?:0|33|0033|330)([1-9]\d{8})")
RUN = re.compile(r"[^\W_]+")
# accents and other marks that stand on a letter
MARKS = frozenset(c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(c))
ROUNDS_OF_ENTITIES = 3


def leaks(channels: Mapping[str, str], secrets: Iterable[str]) -> pd.DataFrame:
    """Which secrets appear where: ``secret``, ``channel``, one row per pair, none when all is well.

    ``channels``: text of each publication channel by name, marked up or not. ValueError: a secret
    without letter nor digit.
    """
    listed = list(dict.fromkeys(secrets))
    if any(not RUN.search(secret) for secret in listed):
        raise ValueError("secrets: letters or digits expected")
    found = []
    for name, text in channels.items():
        seen = _Channel(text)
        found += [(secret, name) for secret in listed if seen.holds(secret)]
    return pd.DataFrame(found, columns=["secret", "channel"])


class _Channel:
    """One channel as a reader sees it, and as its source is written."""

    def __init__(self, text: str) -> None:
        self._plain = DRAWN.sub("", _unescaped(text))
        self._cut = _entities(TAG.sub(" | ", self._plain))
        source = _entities(self._plain)
        views = (self._cut, source, unquote(source))
        self._streams = [_Stream(view) for view in dict.fromkeys(views)]

    @cached_property
    def _numbers(self) -> set[Decimal]:
        """Every number that is read in the text or told by an attribute."""
        told = "\n".join(match[2] for match in TOLD.finditer(self._plain))
        joined = _entities(TAG.sub("", self._plain))
        return {n for t in (joined, self._cut, _entities(told)) for n in _numbers(t)}

    def holds(self, secret: str) -> bool:
        bare = secret.strip()
        # « 0612… » is no quantity
        if WHOLE_NUMBER.fullmatch(bare) and not re.match(r"0\d", bare):
            return _value(bare) in self._numbers
        return any(stream.holds(form) for form in _forms(bare) for stream in self._streams)


class _Stream:
    """Letters and digits of a text end to end, and the places where a word starts or ends."""

    def __init__(self, text: str) -> None:
        self._runs = RUN.findall(_plain(text))
        self._joined = "".join(self._runs)

    @cached_property
    def _edges(self) -> list[int]:
        return [0, *accumulate(map(len, self._runs))]

    def holds(self, form: str) -> bool:
        """True when the form is there, from the edge of a word to another."""
        return any(
            _edge(self._edges, start) and _edge(self._edges, start + len(form))
            for start in _starts(form, self._joined)
        )


def _unescaped(text: str) -> str:
    return ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else " ", text)


def _entities(text: str) -> str:
    for _ in range(ROUNDS_OF_ENTITIES):
        text = html.unescape(text)
    return text


def _numbers(text: str) -> Iterator[Decimal]:
    yield from (_value(match[0]) for match in NUMBER.finditer(text))
    for match in LISTED.finditer(text):
        yield from map(_value, re.findall(r"\d+", match[0]))


def _value(written: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.,]", "", written).replace(",", ".")).normalize()


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    for mark in MARKS.intersection(decomposed):
        decomposed = decomposed.replace(mark, "")
    return decomposed.casefold()


def _forms(secret: str) -> list[str]:
    bare = "".join(RUN.findall(_plain(secret)))
    phone = FRENCH_PHONE.fullmatch(bare)
    return [f"{start}{phone[1]}" for start in ("0", "33", "330", "0033")] if phone else [bare]


def _starts(form: str, stream: str) -> Iterator[int]:
    start = stream.find(form)
    while start >= 0:
        yield start
        start = stream.find(form, start + 1)


def _edge(edges: list[int], place: int) -> bool:
    at = bisect_left(edges, place)
    return at < len(edges) and edges[at] == place
