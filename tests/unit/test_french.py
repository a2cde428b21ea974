"""French numbers, dates, agreement, elision and typography."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ffsu_eval import french
from ffsu_eval.french import (
    count_words,
    date_fr,
    date_short,
    elide,
    interval,
    interval_from,
    join_fr,
    number,
    of_total,
    percent,
    signed,
    typography,
)

MISSING = [None, float("nan"), pd.NA, pd.NaT, np.float64("nan")]
INFINITE = float("inf")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (365, 0, "365"),
        (np.int64(1234567), 0, "1\u202f234\u202f567"),
        (8.85, 1, "8,9"),  # 8.85 is 8.8499999… in binary
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (-2.5, 0, "\u22123"),
        (-31.04, 1, "\u221231,0"),
        (-0.04, 1, "0,0"),
        (1e-9, 2, "0,00"),
        (10000, 2, "10\u202f000,00"),
        (INFINITE, 1, "∞"),
        (-INFINITE, 1, "\u2212∞"),
    ],
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [(0.46, 0, "46\u00a0%"), (0.285, 0, "29\u00a0%"), (1, 1, "100,0\u00a0%"), (0, 0, "0\u00a0%")],
)
def test_percent(share: float, decimals: int, text: str) -> None:
    assert percent(share, decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [
        (2, 1, "", "+2,0"),
        (-31, 0, "%", "\u221231\u00a0%"),
        (0, 0, "", "0"),
        (0.4, 0, "", "0"),
        (-0.4, 0, "", "0"),
        (INFINITE, 0, "%", "+∞\u00a0%"),
    ],
)
def test_signed(value: float, decimals: int, unit: str, text: str) -> None:
    assert signed(value, decimals, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "decimals", "unit", "plus", "text"),
    [
        (7.9, 9.7, 1, "", False, "[7,9\u202f;\u00a09,7]"),
        (-40, -21, 0, "%", False, "[\u221240\u202f;\u00a0\u221221]\u00a0%"),
        (5, 9.3, 1, "", True, "[+5,0\u202f;\u00a0+9,3]"),
        (1.2, INFINITE, 1, "", False, "[1,2\u202f;\u00a0+∞["),
        (-INFINITE, 3, 0, "", False, "]\u2212∞\u202f;\u00a03]"),
    ],
)
def test_interval(low: float, high: float, decimals: int, unit: str, plus: bool, text: str) -> None:
    assert interval(low, high, decimals, unit, plus) == text


@pytest.mark.parametrize("missing", MISSING)
def test_missing_is_said_never_nan_nor_empty(missing: object) -> None:
    texts = [
        number(missing),
        percent(missing),
        signed(missing, 1, "%"),
        interval(missing, 3),
        interval(3, missing, 1, "‰"),
        date_fr(missing),  # type: ignore[arg-type]
        date_short(missing),  # type: ignore[arg-type]
        count_words(missing, "réunion"),
    ]
    assert set(texts) == {french.NOT_PUBLISHED}
    assert of_total(missing, 11) == "n.d. sur 11"


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.integers(0, 4))
def test_number_can_be_read_back(value: float, decimals: int) -> None:
    text = number(value, decimals).replace("\u202f", "").replace(",", ".").replace("\u2212", "-")
    assert float(text) == pytest.approx(value, abs=0.5 * 10**-decimals * 1.001, rel=1e-9)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2023, 9, 30), "30 septembre 2023", "30/09/2023"),
        (datetime(2022, 2, 1, 18, 30), "1er février 2022", "01/02/2022"),
        (pd.Timestamp("2020-08-11"), "11 août 2020", "11/08/2020"),
    ],
)
def test_dates(day: date, long: str, short: str) -> None:
    assert date_fr(day) == long
    assert date_short(day) == short


@pytest.mark.parametrize(
    ("count", "words", "text"),
    [
        (0, {"feminine": True}, "aucune réunion"),
        (1, {"feminine": True}, "une réunion"),
        (3, {}, "trois réunions"),
        (10, {}, "dix réunions"),
        (11, {}, "11\u00a0réunions"),
        (np.int64(1200), {}, "1\u202f200\u00a0réunions"),
        (2.0, {}, "deux réunions"),
    ],
)
def test_count_words(count: int, words: dict[str, bool], text: str) -> None:
    assert count_words(count, "réunion", **words) == text


def test_count_words_takes_an_irregular_plural_and_the_masculine() -> None:
    assert count_words(2, "local", "locaux") == "deux locaux"
    assert count_words(1, "axe") == "un axe"
    assert count_words(0, "axe") == "aucun axe"


@pytest.mark.parametrize("count", [-1, 2.5])
def test_count_words_refuses_what_is_no_count(count: float) -> None:
    with pytest.raises(ValueError, match="whole number"):
        count_words(count, "réunion")


def test_join_fr() -> None:
    assert join_fr([]) == ""
    assert join_fr(["a"]) == "a"
    assert join_fr(["a", "b"]) == "a et b"
    assert join_fr(["a", "b", "c"], "ou") == "a, b ou c"


@pytest.mark.parametrize(
    ("word", "following", "text"),
    [
        ("de", "habitants", "d’habitants"),
        ("de", "communes", "de communes"),
        ("de", "Évry", "d’Évry"),
        ("la", "œuvre", "l’œuvre"),
        ("que", "il", "qu’il"),
        ("de", "harcèlement de rue", "de harcèlement de rue"),
        ("de", "halls", "de halls"),
        ("le", "onzième", "le onzième"),
        ("de", "Les Lilas", "des Lilas"),
        ("à", "Le Havre", "au Havre"),
        ("de", "La Courneuve", "de La Courneuve"),
        ("sa", "action", "sa action"),  # takes another word, not an elision
    ],
)
def test_elide(word: str, following: str, text: str) -> None:
    assert elide(word, following) == text


@pytest.mark.parametrize(
    ("text", "typeset"),
    [
        ("Vrai ; oui ! Non ?", "Vrai\u202f; oui\u202f! Non\u202f?"),
        ("Vrai; oui! Non?", "Vrai\u202f; oui\u202f! Non\u202f?"),
        ("Champ: ville", "Champ\u00a0: ville"),
        ("46 %, 46% et 8 ‰", "46\u00a0%, 46\u00a0% et 8\u00a0‰"),
        ("«oui» et « non »", "«\u00a0oui\u00a0» et «\u00a0non\u00a0»"),
        ("l'emploi d'Anne", "l’emploi d’Anne"),
        ("5 000 habitants en 2022", "5\u202f000 habitants en 2022"),
        ("1 234 567 faits", "1\u202f234\u202f567 faits"),
        ("en 2022 365 faits", "en 2022 365 faits"),
        ("n° 3", "n°\u00a03"),
        ("**mot**: suite", "**mot**\u00a0: suite"),
        ("[C1]{.number} : x", "[C1]{.number}\u00a0: x"),
        ("`code` : x", "`code`\u00a0: x"),
        ("| a : b | c ; d |", "| a\u00a0: b | c\u202f; d |"),
    ],
)
def test_typography(text: str, typeset: str) -> None:
    assert typography(text) == typeset


@pytest.mark.parametrize(
    "kept",
    [
        "https://exemple.fr/a?b=1;c:d!",
        "`a : b ; l'x`",
        "```\na : b ; c ?\n```",
        "~~~ python\nd['x'] : 5 %\n~~~",
        '::: {.callout-note title="a : b"}',
        "::: notes",
        "{#fig-x .classe}",
        '![](figures/fig-x){fig-alt="a : b ; c ?"}',
        "[texte](chemin:a;b)",
        "| a | b |\n|:---|---:|\n| 1 | 2 |",
        "**Lecture :**",
        "**Champ :**",
        "**Source :**",
        "---\ntitle: a ; b\nlist: [c, d]\n---\n",
        "[^1]: note",
        "<span title='a : b'>",
        "a&nbsp;b &amp; c",
        "22:30, REC02:vols, @fig-x",
        ":   définition",
    ],
)
def test_typography_leaves_markup_alone(kept: str) -> None:
    assert typography(kept) == kept


PIECES = st.sampled_from(
    [
        *"ab1é .,;:!?%«»'`*_[](){}#<>&|-~\n\u00a0\u202f€‰",
        "**Lecture :**",
        ":::",
        "```",
        "http://a",
        "\n\n",
        "---",
        " 000",
        "n° ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@example("«\n»")
@example("a  :  b")
@example("` a ; ` b ;")
def test_typography_is_idempotent_and_changes_only_spaces_and_apostrophes(text: str) -> None:
    once = typography(text)
    assert typography(once) == once
    assert "".join(once.replace("’", "'").split()) == "".join(text.replace("’", "'").split())
    assert once.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("low", "high", "neutral", "decimals", "expected"),
    [
        (-24.9, -0.1, 0, 0, "[−24,9\u00a0; −0,1]"),
        (-24.9, -5.2, 0, 0, "[−25\u00a0; −5]"),
        (-24.9, 0.1, 0, 0, "[−25\u00a0; 0]"),
        (1.002, 1.3, 1, 2, "[1,002\u00a0; 1,300]"),
    ],
)
def test_interval_never_rounds_onto_the_neutral_value(
    low: float, high: float, neutral: float, decimals: int, expected: str
) -> None:
    plain = interval_from(low, high, neutral, decimals).replace("\u202f", "\u00a0")
    assert plain.replace("\u00a0", " ") == expected.replace("\u00a0", " ")
