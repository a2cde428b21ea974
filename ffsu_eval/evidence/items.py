"""Items of evidence: what they establish, their quality, the design that produced them."""

from dataclasses import dataclass
from typing import Literal, get_args

from ffsu_eval.reference import labels

Family = Literal["DOC", "REC", "SUR", "INT", "OBS", "WRK"]
Quality = Literal["A", "B", "C"]
Direction = Literal["hausse", "baisse", "stable", "descriptif", "non établi"]
Design = Literal["niveau", "évolution", "comparaison", "avant-après avec témoin"]
DESIGNS: tuple[Design, ...] = get_args(Design)

FAMILY_LABELS: dict[Family, str] = {
    "DOC": "documents",
    "REC": "données enregistrées",
    "SUR": "enquête",
    "INT": "entretiens",
    "OBS": "observations",
    "WRK": "ateliers",
}


@dataclass(frozen=True)
class Evidence:
    """What one indicator establishes.

    ``statement_fr`` reads the value aloud, interval included; ``headline_fr`` is the value alone;
    ``producer`` is the organisation
    whose data they are (two items of one producer are not independent); ``shown_in`` is the
    identifier of the figure or table where a reader finds it; ``design``: how it was obtained, that
    of its indicator unless given (data/reference/evidence_designs.csv).
    """

    evidence_id: str
    label_fr: str
    statement_fr: str
    headline_fr: str
    family: Family
    quality: Quality
    direction: Direction
    producer: str
    status: str
    shown_in: str
    value: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    n: int | None = None
    design: Design | None = None


def is_solid(item: Evidence) -> bool:
    """True when an item can bear a finding: quality A or B."""
    return item.quality in ("A", "B")


def design_of(item: Evidence) -> Design:
    """Design of an item: its own, else that of its indicator, else a level.

    ValueError when the reference table holds an unknown word.
    """
    if item.design:
        return item.design
    indicator = item.evidence_id.partition(":")[0]
    known = labels("evidence_designs", "indicator", "design").get(indicator, "niveau")
    for design in DESIGNS:
        if design == known:
            return design
    raise ValueError(f"evidence_designs: unknown design {known}")


def quality(coverage: bool, stability: bool, precision: bool, independence: bool) -> Quality:
    """Quality of an item from four yes-or-no questions.

    Does it cover the territory and the period; was it measured in the same way throughout; is its
    base large enough; is its producer independent of what is judged? Four yes: A; three: B;
    fewer: C. Convention of the project (docs/methode.md), in the spirit of the checks of official
    analysis (HM Treasury, The Aqua Book).
    """
    score = sum((coverage, stability, precision, independence))
    return "A" if score == 4 else "B" if score == 3 else "C"


@dataclass(frozen=True)
class Origin:
    """Where items come from: whose data, with which status, in which figure or table they show."""

    producer: str
    status: str
    shown_in: str
