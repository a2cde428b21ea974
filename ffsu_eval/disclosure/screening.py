"""What could identify a person in free text: found by form, then judged by a person.

Rules by form rather than a model of language: a model weighs hundreds of megabytes, changes its
mind from one version to the next, and cannot say why. Its recall is measured on a labelled corpus.
Sources: regulation (EU) 2016/679, article 4(1), for what identifies directly or indirectly; Article
29 Working Party, Opinion 05/2014 on anonymisation techniques (WP216). The list of unique functions
is a house convention.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from ffsu_eval.disclosure import screening_names, screening_offices, screening_patterns
from ffsu_eval.disclosure.screening_names import NAME
from ffsu_eval.disclosure.screening_offices import OFFICE
from ffsu_eval.disclosure.screening_patterns import CERTAIN
from ffsu_eval.disclosure.screening_text import fold
from ffsu_eval.indicators.frames import need
from ffsu_eval.rows import rows

KINDS = (*CERTAIN, NAME, OFFICE)
UNITS = ("dataset", "key", "column", "text")
FINDINGS = (
    "finding_id", "seal", "kind", "dataset", "key", "column", "position", "length",
)  # fmt: skip
ID_LENGTH, SEAL_LENGTH = 12, 4


def units(
    frame: pd.DataFrame, dataset: str, key: Sequence[str], columns: Sequence[str]
) -> pd.DataFrame:
    """Text units (``dataset``, ``key``, ``column``, ``text``) of a frame; empty cells are left out.

    ValueError: missing column.
    """
    need(frame, dataset, [*key, *columns])
    keys = frame[list(key)].astype(str).agg(" ".join, axis=1) if len(frame) else ""
    parts = [
        pd.DataFrame({"dataset": dataset, "key": keys, "column": column, "text": frame[column]})
        for column in columns
    ]
    found = pd.concat(parts).dropna(subset="text").reset_index(drop=True)
    return found[found["text"].str.strip() != ""].reset_index(drop=True)


def find(texts: pd.DataFrame, known: Iterable[str] = ()) -> pd.DataFrame:
    """What may identify a person in text units, one row per finding, never the text itself.

    ``texts``: ``dataset``, ``key``, ``column``, ``text``; ``known``: labels of the territory and of
    organisations, which are no names of persons. ``position``: first character, from 1;
    ``length``: characters. ``finding_id`` hashes the place alone (dataset, key, column, kind, rank
    among those of its kind), so that nothing of the text can be guessed from a published log; the
    ``seal`` hashes the text, so that a decision dies with the text it was made on: it stays with
    the data and is never published. ValueError: missing column, or a text that occurs twice.
    """
    need(texts, "texts", UNITS)
    if texts.duplicated(["dataset", "key", "column"]).any():
        raise ValueError("texts: one text per dataset, key and column expected")
    labels = sorted({fold(label) for label in known if label.strip()}, key=len, reverse=True)
    found = [
        row
        for unit in rows(texts)
        for row in _of_unit(unit["dataset"], unit["key"], unit["column"], unit["text"], labels)
    ]
    return pd.DataFrame(found, columns=list(FINDINGS))


def located(text: str, known: Iterable[str] = ()) -> list[tuple[str, int, int]]:
    """Kind, start and end of what is found in one text, in its order, without overlap."""
    labels = sorted({fold(label) for label in known if label.strip()}, key=len, reverse=True)
    return _located(text, labels)


def _located(text: str, labels: Sequence[str]) -> list[tuple[str, int, int]]:
    folded = fold(text)
    shielded = [place for label in labels for place in _places(folded, label)]
    candidates = [
        *screening_patterns.spans(text),
        *(
            (kind, start, end)
            for kind, start, end in screening_names.spans(text)
            if not any(first <= start and end <= last for first, last in shielded)
        ),
        *screening_offices.spans(text),
    ]
    kept: list[tuple[str, int, int]] = []
    for kind, start, end in sorted(candidates, key=_certain_then_long):
        if all(end <= first or start >= last for _, first, last in kept):
            kept.append((kind, start, end))
    return sorted(kept, key=lambda span: span[1])


def _certain_then_long(span: tuple[str, int, int]) -> tuple[bool, int, int]:
    kind, start, end = span
    return kind not in CERTAIN, start - end, start


def _places(folded: str, label: str) -> list[tuple[int, int]]:
    places, start = [], folded.find(label)
    while start >= 0:
        places.append((start, start + len(label)))
        start = folded.find(label, start + 1)
    return places


def _of_unit(
    dataset: str, key: str, column: str, text: str, labels: Sequence[str]
) -> list[tuple[str, str, str, str, str, str, int, int]]:
    ranks: Counter[str] = Counter()
    listed = []
    for kind, start, end in _located(text, labels):
        ranks[kind] += 1
        # a letter first: no list of decisions reads it as a number
        place = "T" + _digest(dataset, key, column, kind, str(ranks[kind]))[:ID_LENGTH]
        seal = _digest(place, fold(text[start:end]))[:SEAL_LENGTH]
        listed.append((place, seal, kind, dataset, key, column, start + 1, end - start))
    return listed


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()
