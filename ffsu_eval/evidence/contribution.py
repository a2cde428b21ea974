"""EVA05, how far the evidence supports one link of the logic model: a word, never a number.

From the conditions of a contribution claim (Mayne, 2008, ILAC Brief 16): the expected result is
observed, and the other influences were examined. The words and their thresholds are a convention of
the project (docs/methode.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from ffsu_eval.evidence.items import Direction, Evidence, is_solid
from ffsu_eval.evidence.strength import FAMILIES_MODERATE, independent_families, role, solid

Score = Literal["étayé", "partiellement étayé", "non étayé", "contredit", "non documenté"]
SCORES: tuple[Score, ...] = get_args(Score)
# a rival that would account by itself for what is observed
PREVAILS = "retenue"
VERDICTS = ("écartée", "partielle", PREVAILS)


@dataclass(frozen=True)
class Rival:
    """Another explanation of the expected result; ``verdict`` is empty until it is examined."""

    text: str
    examined: bool
    verdict: str = ""


def examined(rivals: Sequence[Rival]) -> bool:
    """True when there are rivals, all examined, and none accounts for the result by itself."""
    return bool(rivals) and all(r.examined and r.verdict != PREVAILS for r in rivals)


def score(
    expected: Direction,
    items: Sequence[Evidence],
    against: Sequence[Evidence],
    rivals: Sequence[Rival],
) -> Score:
    """Score of a link that expects this direction.

    ``against``: items that the analyst reads as contrary though they have no direction (a target
    that was not met): the analyst can add a contradiction, never take one away.
    """
    speaking = [item for item in (*items, *against) if role(expected, item) != "silence"]
    if not speaking:
        return "non documenté"
    read_so = [item for item in against if is_solid(item) and item.direction != "non établi"]
    if read_so or solid(expected, items, "contredit"):
        return "contredit"
    families = independent_families(solid(expected, items, "appui"))
    if families == 0:
        return "non étayé"
    if families >= FAMILIES_MODERATE and examined(rivals):
        return "étayé"
    return "partiellement étayé"
