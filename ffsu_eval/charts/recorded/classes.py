"""Classes of rates for a map: bounds, words, and how many communes each holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from ffsu_eval.french import is_missing, number
from ffsu_eval.indicators.frames import FloatArray

MOST = 5
FEWEST = 3  # communes of a quantile class: fewer would be a ranking (convention)


@dataclass(frozen=True)
class Classes:
    """Inner bounds of the classes, the class of each commune (None: not published)."""

    bounds: tuple[float, ...]
    rank: Mapping[str, int | None]

    @property
    def count(self) -> int:
        """Number of classes."""
        return len(self.bounds) + 1

    def words(self, rank: int) -> str:
        """« moins de 2,1 », « de 2,1 à moins de 3,4 », « 3,4 ou plus »."""
        texts = [number(bound, self.decimals) for bound in self.bounds]
        if not texts:
            return "une seule classe"
        if rank == 0:
            return f"moins de {texts[0]}"
        if rank == len(texts):
            return f"{texts[-1]} ou plus"
        return f"de {texts[rank - 1]} à moins de {texts[rank]}"

    @property
    def decimals(self) -> int:
        """Decimals that write the bounds exactly."""
        return next(
            (d for d in range(4) if all(abs(round(b, d) - b) < 1e-9 for b in self.bounds)), 4
        )

    def members(self, rank: int | None) -> list[str]:
        """Codes of the communes of one class, or of those that are not published."""
        return [code for code, own in self.rank.items() if own == rank]

    @property
    def sizes(self) -> Iterator[tuple[int | None, int]]:
        """Each class and its number of communes, then None and that of the unpublished ones."""
        for rank in (*range(self.count), None):
            yield rank, len(self.members(rank))


def classes_of(values: Mapping[str, Any], bounds: Sequence[float] | None = None) -> Classes:
    """Classes of rates: those of the inner ``bounds``, or quantiles written with one decimal.

    A rate equal to a bound is in the class above. ValueError: more than five classes, bounds that do
    not increase, a negative rate.
    """
    known = {code: float(value) for code, value in values.items() if not is_missing(value)}
    if any(value < 0 for value in known.values()):
        raise ValueError("values: negative rate")
    inner = _quantiles(list(known.values())) if bounds is None else [float(b) for b in bounds]
    if len(inner) + 1 > MOST:
        raise ValueError(f"classes: more than {MOST}")
    if any(low >= high for low, high in pairwise(inner)):
        raise ValueError("classes: bounds do not increase")
    place = {code: int(np.searchsorted(inner, value, "right")) for code, value in known.items()}
    return Classes(tuple(inner), {code: place.get(code) for code in values})


def _quantiles(known: Sequence[float]) -> list[float]:
    """Bounds of at most five classes of equal size, each of at least three communes, rounded.

    Zeros have their own class when they would fill more than one.
    """
    numbers = np.sort(np.array(known))
    count = min(MOST, len(numbers) // FEWEST)
    positive = numbers[numbers > 0]
    if count < 2 or not len(positive):
        return []
    decimals = 1 if np.median(positive) >= 1 else 2
    zeros = len(numbers) - len(positive)
    if zeros * count > len(numbers):
        inner = [positive[0], *_shares(positive, min(MOST - 1, len(positive) // FEWEST))]
    else:
        inner = _shares(numbers, count)
    bounds = sorted({round(float(bound), decimals) for bound in inner})
    return [bound for bound in bounds if numbers[0] < bound <= numbers[-1]]


def _shares(numbers: FloatArray, count: int) -> list[float]:
    """Bounds of ``count`` classes of equal size; none for a single class."""
    return [float(bound) for bound in np.quantile(numbers, np.arange(1, count) / max(count, 1))]
