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
from urllib.parse import unquote

import pandas as pd

TAG = re.compile(r"<[^<>]*>")
# what a reader, or a reading machine, is told by an attribute
TOLD = re.compile(
    r"\b(?:alt|title|aria-label|descr|description|content|name|label)\s*=\s*([\"'])(.*?)\1", re.S
)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[ntr]")
GROUPED = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+"
NUMBER = re.compile(rf"(?<![\w.,])(?:{GROUPED})(?:[.,]\d+)?(?![\w]|[.,]\d)")
WHOLE_NUMBER = re.compile(rf"(?:{GROUPED})(?:[.,]\d+)?")
LISTED = re.compile(r"\d+(?:[.,;]\d+){2,}")  # « 3,4,12 »: several numbers
FRENCH_PHONE = re.compile(r"(?:0|33|0033|330)([1-9]\d{8})")
RUN = re.compile(r"[^\W_]+")
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
        plain = _unescaped(text)
        told = "\n".join(match[2] for match in TOLD.finditer(plain))
        joined, cut = _entities(TAG.sub("", plain)), _entities(TAG.sub(" | ", plain))
        self._numbers = {n for t in (joined, cut, _entities(told)) for n in _numbers(t)}
        source = _entities(plain)
        views = (cut, source, unquote(source))
        self._streams = [_stream(view) for view in dict.fromkeys(views)]

    def holds(self, secret: str) -> bool:
        bare = secret.strip()
        # « 0612… » is no quantity
        if WHOLE_NUMBER.fullmatch(bare) and not re.match(r"0\d", bare):
            return _value(bare) in self._numbers
        return any(
            _within(form, stream, edges) for form in _forms(bare) for stream, edges in self._streams
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


def _stream(text: str) -> tuple[str, list[int]]:
    # letters and digits end to end, and the places where a word starts or ends
    runs = RUN.findall(_plain(text))
    edges = [0]
    for run in runs:
        edges.append(edges[-1] + len(run))
    return "".join(runs), edges


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _forms(secret: str) -> list[str]:
    bare = "".join(RUN.findall(_plain(secret)))
    phone = FRENCH_PHONE.fullmatch(bare)
    return [f"{start}{phone[1]}" for start in ("0", "33", "330", "0033")] if phone else [bare]


def _within(form: str, stream: str, edges: list[int]) -> bool:
    return any(
        _edge(edges, start) and _edge(edges, start + len(form)) for start in _starts(form, stream)
    )


def _starts(form: str, stream: str) -> Iterator[int]:
    start = stream.find(form)
    while start >= 0:
        yield start
        start = stream.find(form, start + 1)


def _edge(edges: list[int], place: int) -> bool:
    at = bisect_left(edges, place)
    return at < len(edges) and edges[at] == place
