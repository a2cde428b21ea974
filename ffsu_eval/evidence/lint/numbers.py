"""Figures in a text: where they are, what they count, and whether evidence carries them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.lint.texts import PLAIN

Unit = Literal["part", "durée", "autre"]

FIGURE = re.compile(r"(?<![\w.,/])(?<![^\W\d_]-)(\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:[.,](\d+))?")
SHARE = re.compile(r"\s*(?:%|‰|points?(?!\w)|pour\s+(?:cent|mille)(?!\w)|p\.\s*100)", re.IGNORECASE)
SUM = re.compile(r"\s*(?:€|euros?(?!\w)|k€|millions?|milliers?)", re.IGNORECASE)
DURATION = re.compile(r"\s*(?:jours?|semaines?|mois|ans?|années?|heures?|minutes?)(?!\w)", re.I)
UNITS: tuple[tuple[re.Pattern[str], Unit], ...] = (
    (SHARE, "part"),
    (SUM, "part"),
    (DURATION, "durée"),
)
# shares in words, and how many points around them they still tell the truth
FRACTIONS = {
    r"(?:la|une)\s+moitié": 50.0, r"un\s+tiers": 100 / 3, r"deux\s+tiers": 200 / 3,
    r"un\s+quart": 25.0, r"trois\s+quarts": 75.0, r"un\s+dixième": 10.0,
}  # fmt: skip
FRACTION_HALF = 2.5
# figures that measure nothing: years, dates, times of day, ranks, references to a text or to a part of it
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
UNMEASURED = re.compile(
    rf"""
      \d{{1,2}}(?:er)?\s+(?:{MONTHS})(?:\s+\d{{4}})? | \d{{1,2}}/\d{{1,2}}/\d{{4}}
    | (?<![\d,.])(?:19|20)\d{{2}}(?:\s*[-–/]\s*(?:19|20)?\d{{2}})?
        (?!\d|,\d|\s*(?:%|€|faits|habitants|logements|personnes|répondants|actions))
    | (?:à|après|avant|dès|de|entre|et|vers|jusqu'à)\s+\d{{1,2}}\s?h(?:\s?\d{{2}})?(?!\w)
    | \d+\s?(?:er|re|e|ème|ième|nd|nde)(?!\w)
    | (?:à|de\s+confiance\s+à)\s+(?:95|99,8)\s?%
    | (?:n°|articles?|art\.|loi|décret|[LRD]\.)\s*[\d-]+(?:-\d+)*
    | (?:axes?|annexes?|tableaux?|figures?|questions?|niveaux?|sections?|objectifs?)\s+\d+(?!\s*%)
    """,
    re.VERBOSE | re.IGNORECASE,
)
IN_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "cent": 100, "cents": 100, "mille": 1000,
}  # fmt: skip
WORDS = "|".join(IN_WORDS)
IN_LETTERS = re.compile(
    rf"(?<!\w)((?:{WORDS})(?:(?:-|\s|-et-|\set\s)(?:{WORDS}))*)\s+"
    r"(pour\s+cent|pour\s+mille|points?|euros?|jours?|semaines?|mois|ans|années|heures)(?!\w)",
    re.IGNORECASE,
)
# « deux répondants sur trois disent »: what follows shows that it is a share, not « sur trois axes »
OUT_OF = re.compile(
    rf"(?<!\w)({WORDS})\s+(?:[\w'-]+\s+){{0,4}}?sur\s+({WORDS})"
    r"(?=\s*(?:[,.;:)]|$)|\s+(?:le|la|les|se|ne|en|y|est|sont|a|ont|dit|disent|déclare\w*|cite\w*|"
    r"juge\w*|estime\w*|perçoi\w+)(?!\w)|\s+(?:s'|n'))",
    re.IGNORECASE,
)
ROUGHLY = re.compile(r"(?:environ|près de|autour de|quelque|plus de|moins de)\s+$", re.IGNORECASE)
BRACKETED = re.compile(r"\[[^\]]*\]")
TOLERANCE = 1e-9
HALF = 0.5


@dataclass(frozen=True)
class Typed:
    """A figure as it is written: its words, its size, the half-unit of its last digit, its unit."""

    words: str
    size: float
    half: float
    unit: Unit


def figures(text: str) -> Iterator[Typed]:
    """Figures of a text (spaces made plain) that measure something."""
    kept = UNMEASURED.sub(lambda match: " " * len(match[0]), text)
    for match in FIGURE.finditer(kept):
        whole, decimals = match[1].replace(" ", ""), match[2] or ""
        size = float(f"{whole}.{decimals or 0}")
        unit, after = _unit(kept, match.end())
        rough = bool(ROUGHLY.search(kept[: match.start()]))
        zeros = len(whole) - len(whole.rstrip("0")) if rough and not decimals and size else 0
        yield Typed(
            f"{match[0]}{after}".strip(), size, HALF * 10.0 ** (zeros - len(decimals)), unit
        )
    for match in IN_LETTERS.finditer(kept):
        unit, _ = _unit(f" {match[2]}", 0)
        yield Typed(match[0], _in_letters(match[1]), HALF, unit)
    yield from _fractions(kept)


def _fractions(text: str) -> Iterator[Typed]:
    """« la moitié des », « deux … sur trois », as shares in per cent."""
    for words, share in FRACTIONS.items():
        for match in re.finditer(rf"(?<!\w){words}\s+(?:des?|du|d')(?!\s*heure)", text, re.I):
            yield Typed(match[0], share, FRACTION_HALF, "part")
    for match in OUT_OF.finditer(text):
        part, whole = _in_letters(match[1]), _in_letters(match[2])
        if part < whole:
            yield Typed(match[0], 100 * part / whole, FRACTION_HALF, "part")


def _unit(text: str, place: int) -> tuple[Unit, str]:
    """Kind and words of the unit that follows a figure."""
    for pattern, unit in UNITS:
        match = pattern.match(text, place)
        if match:
            return unit, match[0]
    return "autre", ""


def _in_letters(words: str) -> float:
    """« quarante-huit » is 48, « quatre-vingt-dix » 90, « deux cents » 200."""
    total, group = 0, 0
    for word in re.split(r"[\s-]+", words.lower()):
        value = IN_WORDS.get(word, 0)
        if value >= 100 or (value == 20 and 0 < group < 10):
            group = max(group, 1) * value
        else:
            group += value
        if value == 1000:
            total, group = total + group, 0
    return float(total + group)


def carries(items: Iterable[Evidence], typed: Typed) -> bool:
    """True when an item holds this figure, up to the rounding with which it is written."""
    return any(
        abs(size - typed.size) <= typed.half + TOLERANCE
        for item in items
        for size in _held(item, typed.unit)
    )


def _held(item: Evidence, unit: Unit) -> list[float]:
    """Sizes of this unit that an item gives: in what it says, and the same before rounding."""
    said = [
        size
        for text in (item.statement_fr, item.headline_fr, item.label_fr)
        for size in _said(text.translate(PLAIN), unit)
    ]
    bounds = (item.value, item.ci_low, item.ci_high, item.n)
    exact = [abs(float(value)) for value in bounds if value is not None]
    if unit == "autre":
        return said + exact
    # a share is held as 0.46, a trend as 7.1: only what is said tells which
    forms = [*exact, *(100 * value for value in exact)]
    return said + [size for size in forms if any(abs(size - each) <= HALF for each in said)]


def _said(text: str, unit: Unit) -> Iterator[float]:
    """Figures of a text with this unit; the bounds of an interval have that of their value."""
    inside = [match.span() for match in BRACKETED.finditer(text)]
    for match in FIGURE.finditer(text):
        in_interval = any(start <= match.start() < end for start, end in inside)
        if in_interval or _unit(text, match.end())[0] == unit:
            yield float(f"{match[1].replace(' ', '')}.{match[2] or 0}")
