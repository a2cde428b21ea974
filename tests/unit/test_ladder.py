"""The ladder of statements at each of its boundaries, and the score of a link."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffsu_eval.evidence.contribution import Rival, examined, score
from ffsu_eval.evidence.items import Evidence, design_of
from ffsu_eval.evidence.ladder import RUNGS, allows, height, lower, reach
from ffsu_eval.evidence.strength import strength

WITNESS = "avant-après avec témoin"
STRENGTHS = ("non établi", "faible", "modérée", "forte")


def item(family: str = "REC", **changes: Any) -> Evidence:
    made = Evidence(
        evidence_id="REC02:x",
        label_fr="libellé",
        statement_fr="−31 %",
        headline_fr="−31 %",
        family=family,  # type: ignore[arg-type]
        quality="A",
        direction="baisse",
        producer=family,
        status="terrain",
        shown_in="tbl-x",
    )
    return dataclasses.replace(made, **changes)


EFFECT = item(design=WITNESS, ci_low=0.6, ci_high=0.9)
COMPARED = item(evidence_id="REC04:x")
INTERVIEW = item("INT", evidence_id="QUA01:x", direction="descriptif")


def test_design_is_that_of_the_indicator_unless_given() -> None:
    assert design_of(item()) == "évolution"
    assert design_of(COMPARED) == "comparaison"
    assert design_of(INTERVIEW) == "niveau"
    assert design_of(item(design="niveau")) == "niveau"


@pytest.mark.parametrize(
    ("asserted", "items", "linked", "expected"),
    [
        ("baisse", [], False, "descriptif"),
        # a change alone is a description, however many sources tell it
        ("baisse", [item(), item("SUR"), INTERVIEW], False, "descriptif"),
        ("baisse", [COMPARED], False, "associé"),
        # a comparison of quality C, or that could not be made, compares nothing
        ("baisse", [dataclasses.replace(COMPARED, quality="C")], False, "descriptif"),
        ("baisse", [dataclasses.replace(COMPARED, direction="non établi")], False, "descriptif"),
        # a plausible contribution: a supported link and two families of its own
        ("baisse", [item(), INTERVIEW], True, "contribution plausible"),
        ("baisse", [item()], True, "descriptif"),
        ("baisse", [item(), dataclasses.replace(INTERVIEW, quality="C")], True, "descriptif"),
        ("baisse", [item(), dataclasses.replace(INTERVIEW, producer="REC")], True, "descriptif"),
        ("baisse", [COMPARED, INTERVIEW], False, "associé"),
        # a contradiction takes any cause away, and leaves the comparison
        (
            "baisse",
            [COMPARED, INTERVIEW, item("SUR", direction="hausse")],
            True,
            "associé",
        ),
        # an effect: before and after, a control, an interval, the direction that is asserted
        ("baisse", [EFFECT], False, "effet estimé"),
        ("baisse", [dataclasses.replace(EFFECT, ci_low=None)], False, "associé"),
        ("baisse", [dataclasses.replace(EFFECT, ci_high=None)], False, "associé"),
        ("baisse", [dataclasses.replace(EFFECT, quality="C")], False, "descriptif"),
        ("baisse", [dataclasses.replace(EFFECT, direction="stable")], False, "associé"),
        ("descriptif", [EFFECT], False, "associé"),
        ("baisse", [EFFECT, item("SUR", direction="hausse")], True, "associé"),
    ],
)
def test_rung_follows_the_evidence(
    asserted: Any, items: list[Evidence], linked: bool, expected: str
) -> None:
    assert reach(asserted, items, linked) == expected


def test_explained_contradiction_lets_causes_in_but_never_makes_a_finding_strong() -> None:
    items = [item(), INTERVIEW, item("DOC"), item("SUR", direction="hausse")]
    assert strength("baisse", items) == "contradictoire"
    assert strength("baisse", items, explained=True) == "modérée"
    assert reach("baisse", items, True) == "descriptif"
    assert reach("baisse", items, True, explained=True) == "contribution plausible"


def test_what_an_item_can_open_by_itself() -> None:
    assert allows(item()) == "descriptif"
    assert allows(COMPARED) == "associé"
    assert allows(EFFECT) == "effet estimé"
    assert allows(dataclasses.replace(EFFECT, direction="stable")) == "associé"
    assert allows(dataclasses.replace(COMPARED, quality="C")) == "descriptif"


def test_lower_is_the_lower() -> None:
    assert [height(rung) for rung in RUNGS] == [0, 1, 2, 3]
    assert lower("effet estimé", "associé") == lower("associé", "effet estimé") == "associé"


FAMILIES = ("DOC", "REC", "SUR", "INT", "OBS", "WRK")
ITEMS = st.builds(
    item,
    family=st.sampled_from(FAMILIES),
    producer=st.sampled_from(("Ville", "enquête", "SSMSI", "entretiens")),
    quality=st.sampled_from("ABC"),
    direction=st.sampled_from(("hausse", "baisse", "stable", "descriptif", "non établi")),
)


@given(
    st.lists(ITEMS, max_size=8),
    st.sampled_from(FAMILIES),
    st.sampled_from(("A", "B")),
    st.sampled_from(("nouveau", "Ville")),
    st.booleans(),
)
def test_more_support_never_lowers_a_strength(
    items: list[Evidence], family: str, grade: str, producer: str, explained: bool
) -> None:
    before = strength("baisse", items, explained)
    after = strength("baisse", [*items, item(family, quality=grade, producer=producer)], explained)
    if before == "contradictoire":
        assert after == before
    else:
        assert STRENGTHS.index(after) >= STRENGTHS.index(before)


@given(st.lists(ITEMS, max_size=8), st.sampled_from(FAMILIES), st.booleans())
def test_more_support_never_lowers_a_rung(items: list[Evidence], family: str, linked: bool) -> None:
    more = [*items, item(family, producer="nouveau")]
    assert height(reach("baisse", more, linked)) >= height(reach("baisse", items, linked))


@given(st.lists(ITEMS, max_size=8))
def test_no_cause_without_a_link_or_a_control(items: list[Evidence]) -> None:
    assert height(reach("baisse", items, linked=False)) <= height("associé")


YES, NO = Rival("a", True, "écartée"), Rival("b", False)


@pytest.mark.parametrize(
    ("items", "against", "rivals", "expected"),
    [
        ([], [], [YES], "non documenté"),
        ([item(direction="non établi")], [], [YES], "non documenté"),
        ([item(direction="stable")], [], [YES], "non étayé"),
        ([item(quality="C")], [], [YES], "non étayé"),
        ([item()], [], [YES], "partiellement étayé"),
        ([item(), INTERVIEW], [], [], "partiellement étayé"),
        ([item(), INTERVIEW], [], [YES, NO], "partiellement étayé"),
        ([item(), INTERVIEW], [], [Rival("a", True, "retenue")], "partiellement étayé"),
        ([item(), INTERVIEW], [], [YES, Rival("c", True, "partielle")], "étayé"),
        ([item(), INTERVIEW, item("SUR", direction="hausse")], [], [YES], "contredit"),
        ([item(), INTERVIEW, item("SUR", direction="hausse", quality="C")], [], [YES], "étayé"),
        ([item(), INTERVIEW], [item("DOC", direction="descriptif")], [YES], "contredit"),
        ([item(), INTERVIEW], [item("DOC", quality="C")], [YES], "étayé"),
        ([], [item("DOC", direction="descriptif")], [YES], "contredit"),
    ],
)
def test_score_of_a_link(
    items: list[Evidence], against: list[Evidence], rivals: list[Rival], expected: str
) -> None:
    assert score("baisse", items, against, rivals) == expected


def test_rivals_are_examined_when_there_are_some_and_none_prevails() -> None:
    assert not examined([])
    assert examined([YES])
    assert not examined([YES, NO])
