"""Controlled chance: quotas first, then a shuffle, so that a planted truth never depends on luck.

A share that must be found again (46 % of respondents, 42 % of presence) is turned into whole
numbers by largest remainders, and chance only decides who is who. Only `Generator.random` is drawn:
its stream is the steadiest from one version of NumPy to the next.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

SEED = 20230930
T = TypeVar("T")


def generator(name: str) -> np.random.Generator:
    """Independent generator for one dataset: adding a dataset leaves the others unchanged."""
    return np.random.Generator(np.random.PCG64([SEED, zlib.crc32(name.encode())]))


def apportion(shares: Sequence[float], total: int) -> list[int]:
    """Whole numbers that sum to `total` and follow `shares` (largest remainders)."""
    exact = [share / sum(shares) * total for share in shares]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: (round(parts[i] - exact[i], 9), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def shuffled(items: Iterable[T], rng: np.random.Generator) -> list[T]:
    """The items in a random order."""
    pool = list(items)
    return [pool[i] for i in np.argsort(rng.random(len(pool)), kind="stable")]


def deal(values: Sequence[T], shares: Sequence[float], total: int) -> list[T]:
    """`total` values in order, each repeated in proportion of its share."""
    counts = apportion(shares, total)
    return [value for value, count in zip(values, counts, strict=True) for _ in range(count)]


def ranked(
    ordered: Sequence[T], latent: np.ndarray, weight: float, rng: np.random.Generator
) -> list[T]:
    """Give ordered values to people so that those with a higher latent trait tend to be last.

    `weight` (0 to 1) is the part of the trait in the rank, the rest being chance.
    """
    score = weight * latent + (1 - weight) * rng.random(len(latent))
    result = list(ordered)
    for value, person in zip(ordered, np.argsort(score, kind="stable"), strict=True):
        result[person] = value
    return result


def wobble(expected: float, rng: np.random.Generator, strength: float = 0.35) -> int:
    """A count near its expectation, with part of the Poisson spread: trends stay found."""
    return round(expected + strength * float(np.sqrt(expected)) * (2 * rng.random() - 1) * 1.7)
