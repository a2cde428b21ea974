"""Nobody deduces a withheld number from the printed ones: tables, linked tables, two releases."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.disclosure.cells import System, named, table, union
from ffsu_eval.disclosure.rules import after, guarded
from ffsu_eval.disclosure.suppress import suppress
from tests.attacker import WHOLE, Counts, Key, bounds, margins, value

THRESHOLD = 5
SHAPES = [(3, 4), (5, 3), (4, 4), (6, 3), (2, 2, 3), (2, 3, 2), (8,), (3, 3), (2, 5), (7, 2)]
BATCHES, TABLES = 10, 50


def counts_of(rng: np.random.Generator, shape: tuple[int, ...]) -> dict[Key, int]:
    """A table of counts where small ones are common."""
    drawn = rng.poisson(rng.gamma(0.7, 12, shape))
    labels = [[f"{'abc'[d]}{n}" for n in range(size)] for d, size in enumerate(shape)]
    return {
        key: int(drawn[place])
        for key, place in zip(product(*labels), np.ndindex(shape), strict=True)
    }


def dimensions(counts: Counts) -> tuple[str, ...]:
    return tuple("xyz"[: len(next(iter(counts)))])


def system_of(counts: Counts, before: dict[str, float | None] | None = None) -> System:
    frame = pd.DataFrame(
        [dict(zip(dimensions(counts), key, strict=True), count=n) for key, n in counts.items()]
    )
    cells, relations = table(frame, dimensions(counts), "t")
    guardeds = after(guarded(cells, THRESHOLD, "répondants"), before or {}, THRESHOLD)
    return System(tuple(guardeds), tuple(relations))


def name_of(key: Key) -> str:
    return named("t", **{"xyz"[d]: part for d, part in enumerate(key) if part != WHOLE})


def narrowed(counts: Counts, known: dict[Key, tuple[float, float]]) -> list[Key]:
    """Secrets that were printed, or narrowed below 0 to the threshold."""
    return [
        key
        for key in margins(counts)
        if 0 < value(counts, key) < THRESHOLD
        and (key not in known or known[key][0] > 1e-6 or known[key][1] < THRESHOLD - 1e-6)
    ]


def printed_of(counts: Counts, withheld: set[str]) -> list[Key]:
    return [key for key in margins(counts) if name_of(key) not in withheld]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_secret_is_narrowed_on_random_tables(batch: int) -> None:
    rng = np.random.default_rng(batch)
    betrayed_without_secondary = 0
    with_secrets = 0
    for draw in range(TABLES):
        counts = counts_of(rng, SHAPES[draw % len(SHAPES)])
        system = system_of(counts)
        withheld = suppress(system)
        known = bounds([(counts, printed_of(counts, {entry.cell for entry in withheld}))])[0]
        assert not narrowed(counts, known), counts
        primary = {entry.cell for entry in withheld if entry.kind == "primaire"}
        if primary:
            with_secrets += 1
            naive = bounds([(counts, printed_of(counts, primary))])[0]
            betrayed_without_secondary += bool(narrowed(counts, naive))
    # the same reader breaks most tables where only the secrets themselves are withheld
    assert with_secrets > TABLES / 2
    assert betrayed_without_secondary > 0.8 * with_secrets


@pytest.mark.parametrize("seed", range(20))
def test_no_secret_is_narrowed_across_two_releases(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first = counts_of(rng, (3, 3))
    added = rng.poisson(rng.gamma(0.3, 6, 9)) * rng.integers(0, 2, 9)
    second = {key: n + int(more) for (key, n), more in zip(first.items(), added, strict=True)}
    old = system_of(first)
    old_withheld = {entry.cell for entry in suppress(old)}
    before = {c.id: None if c.id in old_withheld else c.value for c in old.cells}
    new_withheld = {entry.cell for entry in suppress(system_of(second, before))}
    releases = [
        (first, printed_of(first, old_withheld)),
        (second, printed_of(second, new_withheld)),
    ]
    for (counts, _), known in zip(releases, bounds(releases), strict=True):
        assert not narrowed(counts, known)
    # nor is a small difference between the two
    for key in margins(second):
        difference = value(second, key) - value(first, key)
        if 0 < difference < THRESHOLD:
            assert name_of(key) in old_withheld | new_withheld


def test_two_releases_each_safe_alone_betray_together() -> None:
    """What the memory of the former release is for."""
    first = {("a0",): 20, ("a1",): 30, ("a2",): 12}
    second = {("a0",): 22, ("a1",): 30, ("a2",): 12}
    alone = suppress(system_of(second))
    assert alone == ()
    printed = {c.id: c.value for c in system_of(first).cells}
    together = {entry.cell for entry in suppress(system_of(second, printed))}
    assert name_of(("a0",)) in together
    assert name_of((WHOLE,)) in together


def test_linked_tables_are_protected_together() -> None:
    """A margin that two tables share is withheld in both, or its parts are."""
    rng = np.random.default_rng(3)
    broken_apart = 0
    for _ in range(12):
        people = pd.DataFrame(
            {name: rng.choice(list("abc"), 60, p=(0.7, 0.22, 0.08)) for name in ("x", "y", "z")}
        )
        parts = []
        for pair in (("x", "y"), ("x", "z")):
            counted = people.groupby(list(pair)).size().reset_index(name="count")
            cells, relations = table(counted, pair, "t")
            parts.append((guarded(cells, THRESHOLD, "répondants"), relations))
        both = union(parts)
        withheld = {entry.cell for entry in suppress(both)}
        assert not _narrowed_in_cube(people, both, withheld)
        apart = set()
        for cells, relations in parts:
            apart |= {e.cell for e in suppress(System(tuple(cells), tuple(relations)))}
        one_prints = {
            cell.id
            for cells, relations in parts
            for cell in cells
            if cell.id not in {e.cell for e in suppress(System(tuple(cells), tuple(relations)))}
        }
        broken_apart += bool(_narrowed_in_cube(people, both, apart - one_prints))
    assert broken_apart > 0


def _narrowed_in_cube(people: pd.DataFrame, system: System, withheld: set[str]) -> list[str]:
    """Secrets of both tables that a reader narrows, who thinks of the cube x × y × z behind them."""
    categories = {name: sorted(people[name].unique()) for name in "xyz"}
    counts = dict.fromkeys(product(*categories.values()), 0)
    for key in people.itertuples(index=False, name=None):
        counts[key] += 1
    of_key = {name_of(key): key for key in margins(counts)}
    printed = [of_key[cell.id] for cell in system.cells if cell.id not in withheld]
    known = bounds([(counts, printed)])[0]
    secrets = {cell.id for cell in system.cells if cell.protect}
    return [
        name
        for name in secrets
        if of_key[name] not in known
        or known[of_key[name]][0] > 1e-6
        or known[of_key[name]][1] < THRESHOLD - 1e-6
    ]
