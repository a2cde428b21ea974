"""What secrecy costs in published numbers: next to withholding whole rows, and to the optimum."""

from collections.abc import Iterable
from itertools import chain, combinations

import numpy as np

from ffsu_eval.disclosure.attack import unprotected
from ffsu_eval.disclosure.cells import System
from ffsu_eval.disclosure.suppress import suppress
from tests.attacker import WHOLE, Counts, margins, value
from tests.security.test_attacker import THRESHOLD, counts_of, name_of, system_of

TABLES = 40
SHAPE, SMALL = (6, 4), (2, 2)


def cost(system: System, names: Iterable[str]) -> float:
    known = {cell.id: cell.cost for cell in system.cells}
    return sum(known[name] for name in names)


def whole_rows(counts: Counts) -> set[str]:
    """The usual way: withhold every row that has a secret, and its total."""
    rows = {
        key[0] for key in margins(counts) if 0 < value(counts, key) < THRESHOLD and key[0] != WHOLE
    }
    columns_too = {
        key[1] for key in margins(counts) if key[0] == WHOLE and 0 < value(counts, key) < THRESHOLD
    }
    return {name_of(key) for key in margins(counts) if key[0] in rows or key[1] in columns_too}


def optimum(system: System) -> float:
    """Cost of the cheapest safe set, every set tried; for small tables."""
    primary = {cell.id for cell in system.cells if cell.protect}
    others = [cell.id for cell in system.cells if not cell.protect]
    sets = chain.from_iterable(combinations(others, n) for n in range(len(others) + 1))
    safe = (primary | set(more) for more in sets)
    return min(cost(system, names) for names in safe if not unprotected(system, names))


def shares() -> tuple[float, float]:
    """Shares of cells withheld: ours, and with whole rows."""
    rng = np.random.default_rng(1)
    ours, rows, cells = 0, 0, 0
    for _ in range(TABLES):
        counts = counts_of(rng, SHAPE)
        system = system_of(counts)
        ours += len(suppress(system))
        rows += len(whole_rows(counts))
        cells += len(system.cells)
    return ours / cells, rows / cells


if __name__ == "__main__":
    share, by_rows = shares()
    print(
        f"{TABLES} tables of {SHAPE[0]} × {SHAPE[1]} with margins, counts under {THRESHOLD} secret"
    )
    print(f"  withheld here      {share:6.1%}")
    print(f"  withheld by rows   {by_rows:6.1%}")
    generator = np.random.default_rng(2)
    pairs = []
    for _ in range(TABLES):
        drawn = system_of(counts_of(generator, SMALL))
        pairs.append((cost(drawn, (e.cell for e in suppress(drawn))), optimum(drawn)))
    print(
        f"{TABLES} tables of {SMALL[0]} × {SMALL[1]}: cost {sum(p[0] for p in pairs):.0f}, "
        f"optimum {sum(p[1] for p in pairs):.0f}"
    )
