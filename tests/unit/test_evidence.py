"""Evidence: quality, strength of findings, identifiers that exist."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffsu_eval.errors import NotebookError
from ffsu_eval.evidence.items import Evidence, quality
from ffsu_eval.evidence.register import Register
from ffsu_eval.evidence.strength import independent_families, role, strength
from ffsu_eval.narrative import DATA_MIME


def item(
    identifier: str = "REC02:x",
    family: str = "REC",
    direction: str = "baisse",
    grade: str = "A",
    producer: str = "",
) -> Evidence:
    return Evidence(
        evidence_id=identifier,
        label_fr="libellé",
        statement_fr="−31 % [−40 ; −21]",
        headline_fr="−31 %",
        family=family,  # type: ignore[arg-type]
        quality=grade,  # type: ignore[arg-type]
        direction=direction,  # type: ignore[arg-type]
        producer=producer or family,
        status="terrain",
        shown_in="tbl-x",
    )


@pytest.mark.parametrize(
    ("answers", "expected"),
    [((1, 1, 1, 1), "A"), ((1, 1, 0, 1), "B"), ((0, 1, 1, 0), "C"), ((0, 0, 0, 0), "C")],
)
def test_quality_counts_the_four_answers(answers: tuple[int, ...], expected: str) -> None:
    assert quality(*map(bool, answers)) == expected


@pytest.mark.parametrize(
    ("asserted", "items", "expected"),
    [
        ("baisse", [], "non établi"),
        ("baisse", [item()], "faible"),
        ("baisse", [item(grade="C")], "non établi"),
        ("baisse", [item(), item(family="INT")], "modérée"),
        ("baisse", [item(), item(family="INT"), item(family="SUR")], "forte"),
        # three families without recorded or survey data are not strong
        ("baisse", [item(family="DOC"), item(family="INT"), item(family="OBS")], "modérée"),
        # the same producer counts once
        ("baisse", [item(producer="Ville"), item(family="DOC", producer="Ville")], "faible"),
        # a solid item the other way contradicts, a weak one does not
        ("baisse", [item(), item(family="SUR", direction="hausse")], "contradictoire"),
        ("baisse", [item(), item(family="SUR", direction="hausse", grade="C")], "faible"),
        # "stable" is a nuance to a fall; a level supports; what says nothing is silent
        ("baisse", [item(direction="stable")], "non établi"),
        ("baisse", [item(direction="descriptif")], "faible"),
        ("baisse", [item(direction="non établi")], "non établi"),
        ("descriptif", [item(direction="hausse"), item(family="SUR")], "modérée"),
    ],
)
def test_strength_follows_its_rule(asserted: str, items: list[Evidence], expected: str) -> None:
    assert strength(asserted, items) == expected  # type: ignore[arg-type]


@given(st.lists(st.sampled_from([item(family=f) for f in ("REC", "SUR", "INT", "DOC")])))
def test_independent_families_are_the_distinct_ones_when_producers_differ(
    items: list[Evidence],
) -> None:
    assert independent_families(items) == len({i.family for i in items})


def test_matching_finds_the_largest_number() -> None:
    """Greedy counting would stop at one here: SUR has a second producer."""
    items = [
        item(family="SUR", producer="Ville"),
        item(family="SUR", producer="enquête"),
        item(family="DOC", producer="Ville"),
    ]
    assert independent_families(items) == 2


def test_roles() -> None:
    assert role("hausse", item(direction="baisse")) == "contredit"
    assert role("stable", item(direction="hausse")) == "nuance"


def test_register_refuses_what_does_not_exist_and_suggests() -> None:
    register = Register()
    register.add([item("REC02:cambriolages")])
    with pytest.raises(NotebookError, match=r"C4 cite une preuve.*REC02:cambriolage.*voisins"):
        register.cited(["REC02:cambriolage"], "C4")
    with pytest.raises(NotebookError, match="n'existe pas"):
        register.fill("évolue de {REC02:vols}", "C4")
    with pytest.raises(NotebookError, match="deux fois"):
        register.add([item("REC02:cambriolages")])


def test_text_is_filled_with_statements() -> None:
    register = Register()
    register.add([item("REC02:cambriolages")])
    assert register.fill("évolue de {REC02:cambriolages}.", "C4") == "évolue de −31 % [−40 ; −21]."


def test_roles_table_has_one_row_per_citation() -> None:
    register = Register()
    register.add([item("REC02:a"), item("SUR03:b", family="SUR", direction="hausse")])
    findings = pd.DataFrame({"finding_id": ["C1"], "eq_id": ["EVA-Q1"], "direction": ["baisse"]})
    links = pd.DataFrame({"finding_id": ["C1", "C1"], "evidence_id": ["REC02:a", "SUR03:b"]})
    assert list(register.roles(findings, links)["role"]) == ["appui", "contredit"]


def test_register_shows_rung_and_who_cites() -> None:
    register = Register()
    register.add([item("REC04:a"), item("REC02:b")])
    register.cited(["REC04:a"], "C1")
    register.fill("{REC04:a}", "C1")
    register.cited(["REC04:a"], "K2")
    assert register.uses["REC04:a"] == ["C1", "K2"]
    assert register.uncited() == ["REC02:b"]
    bundle, _ = register._repr_mimebundle_()
    lines = {line[0]: line for line in bundle[DATA_MIME]["rows"]}
    assert lines["REC04:a"][3:] == ["A", "associé", "terrain", "C1 et K2"]
    assert lines["REC02:b"][3:] == ["A", "descriptif", "terrain", "personne"]
    assert "dont 1 que personne ne cite" in bundle["text/html"]
