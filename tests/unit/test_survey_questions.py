"""The bank of questions: only sourced wordings are verified, and who claims more is in doubt."""

import pytest

from ffsu_eval.questions import bank, doubts, same_words
from ffsu_eval.reference import values
from ffsu_eval.sources.benchmark import THEMES

QUARTIER = "Vous arrive-t-il de vous sentir en insécurité dans votre quartier ou votre village ?"
HOME = "Vous arrive-t-il de vous sentir en insécurité à votre domicile ?"


def item(text: str, source: str = "CVS", verified: str = "non") -> dict[str, str]:
    return {"text_fr": text, "source": source, "source_verified": verified}


def test_bank_is_well_formed() -> None:
    known = bank()
    assert known["item_key"].is_unique
    assert known["text_fr"].map(same_words).is_unique
    assert set(known["source"]) <= {"CVS", "VRS", "IPR", "FFSU", "local"}
    assert set(known["source_verified"]) == {"oui", "non"}
    assert set(known["scale_id"]) <= set(values("survey_scales", "scale_id"))
    # a wording of a national survey answers a national series
    national = known[known["source"] == "CVS"]
    assert set(national["theme"]) == set(THEMES.values())


def test_the_one_verified_wording_is_that_of_2007() -> None:
    known = bank()
    assert known.loc[known["source_verified"] == "oui", "text_fr"].tolist() == [QUARTIER]


@pytest.mark.parametrize(
    ("asked", "doubt"),
    [
        (item(QUARTIER, verified="oui"), ""),
        (item(QUARTIER.replace(" ?", "\u202f?").replace("V", "v", 1)), ""),
        (item(QUARTIER.replace(" ou votre village", "")), "libellé différent"),
        (item(HOME), ""),
        (item(HOME, verified="oui"), "encore à vérifier"),
        (item(HOME, verified="Oui"), "encore à vérifier"),
        (item("Vous sentez-vous en insécurité ?", source="local"), ""),
    ],
)
def test_doubts(asked: dict[str, str], doubt: str) -> None:
    found = doubts(asked)
    assert doubt in found
    assert bool(found) == bool(doubt)
