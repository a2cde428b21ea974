"""Sections on questions that are not asked: left out when they show nothing, kept otherwise."""

import pytest

from ffsu_eval.narrative.analysis.analysis import UNASKED
from ffsu_eval.render.sections import without_unasked_sections

ANSWER = f"::: {{.answer .{UNASKED}}}\nQuestion non retenue dans cette mission.\n:::\n\n"
FOLLOWS = f"::: {{.{UNASKED}}}\nLes résultats qui suivent éclairent les autres questions.\n:::\n\n"
ABSENT = "::: {.undocumented}\nNon documenté : réunions.\n:::\n\n"
QUESTION = "*Le conseil se réunit-il ?*\n\n"
BEFORE, AFTER = "# Avant {#sec-avant}\n\ntexte\n\n", "# Après {#sec-apres}\n\nsuite\n"
HEAD = "# Activité {#sec-activite}\n\n"


@pytest.mark.parametrize(
    "section", [ANSWER, QUESTION + ANSWER + FOLLOWS, QUESTION + ANSWER + FOLLOWS + ABSENT]
)
def test_a_question_not_asked_that_shows_nothing_is_left_out(section: str) -> None:
    assert without_unasked_sections(BEFORE + HEAD + section + AFTER) == BEFORE + AFTER


@pytest.mark.parametrize(
    "section",
    [
        QUESTION + ANSWER + FOLLOWS + "::: {#fig-reunions}\n![](f)\n\nTitre\n:::\n\n",
        QUESTION + ANSWER + FOLLOWS + "Une phrase.\n\n",
        QUESTION + ABSENT,  # asked: the reader is told what is missing
        QUESTION,
        QUESTION + ANSWER + FOLLOWS + "## Détail {#sec-detail}\n\ntexte\n\n",
    ],
)
def test_what_shows_something_stays(section: str) -> None:
    whole = BEFORE + HEAD + section + AFTER
    assert without_unasked_sections(whole) == whole


def test_a_text_without_heading_stays() -> None:
    assert without_unasked_sections("texte") == "texte"
