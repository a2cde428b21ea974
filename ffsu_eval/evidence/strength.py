"""Strength of a finding, computed from the evidence it cites, never typed.

Convention of the project (docs/methode.md): let F be the number of independent families of
evidence, of quality A or B, that point the way the finding says. The finding is contradicted when
an item of quality A or B points the other way; else strong with F ≥ 3 and recorded or survey data
among them, moderate with F = 2 (or 3 without such data), weak with F = 1, not established with
none.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from ffsu_eval.evidence.items import Direction, Evidence

Strength = Literal["forte", "modérée", "faible", "contradictoire", "non établi"]
Role = Literal["appui", "nuance", "contredit", "silence"]

OPPOSITE: dict[Direction, Direction] = {"hausse": "baisse", "baisse": "hausse"}
MEASURED = {"REC", "SUR"}


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


def strength(asserted: Direction, items: Sequence[Evidence]) -> Strength:
    """Strength of a finding that asserts this direction and cites these items."""
    solid = [item for item in items if item.quality in ("A", "B")]
    if any(role(asserted, item) == "contredit" for item in solid):
        return "contradictoire"
    supporting = [item for item in solid if role(asserted, item) == "appui"]
    families = independent_families(supporting)
    measured = any(item.family in MEASURED for item in supporting)
    if families >= 3 and measured:
        return "forte"
    if families >= 2:
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
