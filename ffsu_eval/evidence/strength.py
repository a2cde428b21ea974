"""Strength of a finding, computed from the evidence it cites, never typed.

Convention of the project (docs/methode.md): let F be the number of independent families of
evidence, of quality A or B, that point the way the finding says. The finding is contradicted when
an item of quality A or B points the other way; else strong with F ≥ 3 and recorded or survey data
among them, moderate with F = 2 (or 3 without such data), weak with F = 1, not established with
none. A contradiction that the analyst has explained in writing no longer makes the finding
contradicted, but no text can make it strong.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from ffsu_eval.evidence.items import Direction, Evidence, is_solid

Strength = Literal["forte", "modérée", "faible", "contradictoire", "non établi"]
Role = Literal["appui", "nuance", "contredit", "silence"]

OPPOSITE: dict[Direction, Direction] = {"hausse": "baisse", "baisse": "hausse"}
MEASURED = {"REC", "SUR"}
FAMILIES_STRONG, FAMILIES_MODERATE = 3, 2


def role(asserted: Direction, item: Evidence) -> Role:
    """What an item does to a finding that asserts this direction.

    An item without direction (a level, a share) supports the finding that cites it; one that says
    nothing (not computable, not published) is silent.
    """
    if item.direction == "non établi":
        return "silence"
    if asserted == "descriptif" or item.direction in ("descriptif", asserted):
        return "appui"
    if item.direction == OPPOSITE.get(asserted):
        return "contredit"
    return "nuance"


def solid(asserted: Direction, items: Sequence[Evidence], wanted: Role) -> list[Evidence]:
    """Items of quality A or B that do this to a finding that asserts this direction."""
    return [item for item in items if is_solid(item) and role(asserted, item) == wanted]


def strength(asserted: Direction, items: Sequence[Evidence], explained: bool = False) -> Strength:
    """Strength of a finding that asserts this direction and cites these items.

    ``explained``: the analyst says in writing why what contradicts the finding does not undo it.
    """
    contradicted = bool(solid(asserted, items, "contredit"))
    if contradicted and not explained:
        return "contradictoire"
    supporting = solid(asserted, items, "appui")
    families = independent_families(supporting)
    measured = any(item.family in MEASURED for item in supporting)
    if families >= FAMILIES_STRONG and measured and not contradicted:
        return "forte"
    if families >= FAMILIES_MODERATE:
        return "modérée"
    return "faible" if families == 1 else "non établi"


def independent_families(items: Sequence[Evidence]) -> int:
    """Largest number of families that can each be counted with a producer of its own.

    Two items of the same producer (its data and its director's interview) count once: the number is
    that of a maximum matching between families and producers.
    """
    if not items:
        return 0
    families = sorted({item.family for item in items})
    producers = sorted({item.producer for item in items})
    pairs = np.zeros((len(families), len(producers)), dtype=int)
    for item in items:
        pairs[families.index(item.family), producers.index(item.producer)] = 1
    return int((maximum_bipartite_matching(csr_matrix(pairs), perm_type="column") >= 0).sum())
