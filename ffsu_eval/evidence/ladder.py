"""The ladder of statements: how far the evidence of a finding lets it speak of causes.

Four rungs, computed: a description; an association, when a comparison is among the evidence; a
plausible contribution, when a tested link of the logic model carries it (Mayne, 2001, Canadian
Journal of Program Evaluation 16; 2008, ILAC Brief 16); an estimated effect, from level 3 of the
Maryland scale on, before and after with a comparable control (Sherman et al., 1997, Preventing
Crime). Which evidence opens which rung is a convention of the project (docs/methode.md).
"""

from collections.abc import Sequence
from typing import Literal, get_args

from ffsu_eval.evidence.items import Direction, Evidence, design_of, is_solid
from ffsu_eval.evidence.strength import (
    FAMILIES_MODERATE,
    Strength,
    independent_families,
    role,
    solid,
    strength,
)

Rung = Literal["descriptif", "associé", "contribution plausible", "effet estimé"]
RUNGS: tuple[Rung, ...] = get_args(Rung)
COMPARED = ("comparaison", "avant-après avec témoin")
# a finding on which the sources disagree, or that nothing bears, attributes nothing
NO_CAUSE: tuple[Strength, ...] = ("contradictoire", "non établi")


def height(rung: Rung) -> int:
    """Rank of a rung, from 0."""
    return RUNGS.index(rung)


def lower(one: Rung, other: Rung) -> Rung:
    """The lower of two rungs."""
    return min(one, other, key=height)


def reach(
    asserted: Direction, items: Sequence[Evidence], linked: bool, explained: bool = False
) -> Rung:
    """Highest rung that a finding may claim.

    ``linked``: the link of the logic model that the finding speaks of is supported, its rival
    explanations examined (ffsu_eval.evidence.contribution).
    """
    if strength(asserted, items, explained) not in NO_CAUSE:
        if any(_estimates(asserted, item) for item in items):
            return "effet estimé"
        families = independent_families(solid(asserted, items, "appui"))
        if linked and families >= FAMILIES_MODERATE:
            return "contribution plausible"
    compared = any(
        is_solid(item) and design_of(item) in COMPARED and role(asserted, item) != "silence"
        for item in items
    )
    return "associé" if compared else "descriptif"


def allows(item: Evidence) -> Rung:
    """Highest rung that an item can open by itself."""
    if not is_solid(item) or item.direction == "non établi":
        return "descriptif"
    if _estimates(item.direction, item):
        return "effet estimé"
    return "associé" if design_of(item) in COMPARED else "descriptif"


def _estimates(asserted: Direction, item: Evidence) -> bool:
    """A change that the finding asserts, against a comparable control, with its interval."""
    return (
        is_solid(item)
        and design_of(item) == "avant-après avec témoin"
        and item.ci_low is not None
        and item.ci_high is not None
        and asserted in ("hausse", "baisse")
        and item.direction == asserted
    )
