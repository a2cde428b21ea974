"""Nobody deduces a withheld number from the printed ones: tables, linked tables, two releases."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.disclosure.cells import System, named, table, union
from ffsu_eval.disclosure.printed import Printed, released
from ffsu_eval.disclosure.releases import suppress_after
from ffsu_eval.disclosure.rules import guarded
from ffsu_eval.disclosure.suppress import suppress
from tests.attacker import WHOLE, Counts, Key, bounds, increments, margins, value

THRESHOLD = 5
SHAPES = [(3, 4), (5, 3), (4, 4), (6, 3), (2, 2, 3), (2, 3, 2), (8,), (3, 3), (2, 5), (7, 2)]
BATCHES, TABLES = 10, 50
# pairs of releases by batch, and those among them tried without memory
PAIRS, WITHOUT_MEMORY = 20, 3
SHAPES_OF_PAIRS = [(3, 3), (2, 3), (2, 2, 2), (6,)]


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


def system_of(counts: Counts) -> System:
    frame = pd.DataFrame(
        [dict(zip(dimensions(counts), key, strict=True), count=n) for key, n in counts.items()]
    )
    cells, relations = table(frame, dimensions(counts), "t")
    return System(tuple(guarded(cells, THRESHOLD, "répondants")), tuple(relations))


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
        known = bounds(
            [(counts, printed_of(counts, {entry.cell for entry in withheld}))], THRESHOLD
        )[0]
        assert not narrowed(counts, known), counts
        primary = {entry.cell for entry in withheld if entry.kind == "primaire"}
        if primary:
            with_secrets += 1
            naive = bounds([(counts, printed_of(counts, primary))], THRESHOLD)[0]
            betrayed_without_secondary += bool(narrowed(counts, naive))
    # the same reader breaks most tables where only the secrets themselves are withheld
    assert with_secrets > TABLES / 2
    assert betrayed_without_secondary > 0.8 * with_secrets


Chain = list[tuple[Counts, set[str]]]


def grown(rng: np.random.Generator, counts: Counts) -> dict[Key, int]:
    """The same table after a few more people."""
    size = len(counts)
    added = rng.poisson(rng.gamma(0.3, 6, size)) * rng.integers(0, 2, size)
    return {key: n + int(more) for (key, n), more in zip(counts.items(), added, strict=True)}


def published(tables: list[dict[Key, int]], memory: bool = True) -> Chain:
    """Each table with what its release withholds, given the ones before."""
    former: tuple[Printed, ...] = ()
    chain: Chain = []
    for counts in tables:
        system = system_of(counts)
        log = suppress_after(system, former if memory else ())
        former = (*former, released(system, log))
        chain.append((counts, {entry.cell for entry in log}))
    return chain


def betrayed(chain: Chain) -> list[tuple[int, Key]]:
    """Small numbers and small increments that a reader of all the releases narrows."""
    releases = [(counts, printed_of(counts, withheld)) for counts, withheld in chain]
    found = [
        (rank, key)
        for rank, known in enumerate(bounds(releases, THRESHOLD))
        for key in narrowed(chain[rank][0], known)
    ]
    for first, second in combinations(range(len(chain)), 2):
        small = [
            key
            for key in margins(chain[0][0])
            if 0 < value(chain[second][0], key) - value(chain[first][0], key) < THRESHOLD
        ]
        between = increments(releases, small, first, second)
        found += [
            (second, key)
            for key, (low, high) in between.items()
            if low > 1e-6 or high < THRESHOLD - 1e-6
        ]
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_is_narrowed_across_two_releases(batch: int) -> None:
    broken_without_memory = 0
    for seed in range(PAIRS * batch, PAIRS * (batch + 1)):
        rng = np.random.default_rng(seed)
        first = counts_of(rng, SHAPES_OF_PAIRS[seed % len(SHAPES_OF_PAIRS)])
        second = grown(rng, first)
        assert not betrayed(published([first, second])), seed
        if seed % PAIRS < WITHOUT_MEMORY:
            broken_without_memory += bool(betrayed(published([first, second], memory=False)))
    # each release is safe alone: the same reader breaks pairs that do not know of each other
    assert broken_without_memory > WITHOUT_MEMORY / 4


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_narrowed_across_three_releases(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first = counts_of(rng, (2, 3))
    second = grown(rng, first)
    assert not betrayed(published([first, second, grown(rng, second)]))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_narrowed_when_people_are_withdrawn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    smaller = counts_of(rng, (3, 3))
    larger = grown(rng, smaller)
    assert not betrayed(published([larger, smaller])[::-1])


def test_two_releases_each_safe_alone_betray_together() -> None:
    """What the memory of the former release is for."""
    first = {("a0",): 20, ("a1",): 30, ("a2",): 12}
    second = {("a0",): 22, ("a1",): 30, ("a2",): 12}
    assert suppress(system_of(second)) == ()
    (_, _), (_, withheld) = published([first, second])
    assert {name_of(("a0",)), name_of((WHOLE,))} <= withheld


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
        apart, one_prints = set(), set()
        for cells, relations in parts:
            own = {e.cell for e in suppress(System(tuple(cells), tuple(relations)))}
            apart |= own
            one_prints |= {cell.id for cell in cells} - own
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
    known = bounds([(counts, printed)], THRESHOLD)[0]
    secrets = {cell.id for cell in system.cells if cell.protect}
    return [
        name
        for name in secrets
        if of_key[name] not in known
        or known[of_key[name]][0] > 1e-6
        or known[of_key[name]][1] < THRESHOLD - 1e-6
    ]
