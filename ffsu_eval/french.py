"""French as a reader expects it: numbers, dates, agreement, elision and spaces before punctuation.

Pure text functions. What is missing is said with a conventional sign, never « nan » nor an empty
cell. Spaces follow the Lexique des règles typographiques en usage à l'Imprimerie nationale: a
no-break space before « : », « % », « » » and after « « », a narrow one before « ; », « ! », « ? »
and between thousands.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from numbers import Integral
from typing import Any

import pandas as pd

NBSP = "\u00a0"
NNBSP = "\u202f"
MINUS = "\u2212"
APOSTROPHE = "\u2019"

LINES_SHOWN = 10
ANY_FLOAT = Context(prec=330)  # digits enough for the largest float

NOT_PUBLISHED = "n.d."
NOT_APPLICABLE = "///"
SECRET = "s"
NOT_ESTABLISHED = "ns"

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SMALL_NUMBERS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
)  # fmt: skip


def is_missing(value: Any) -> bool:
    """True for None, NaN, pd.NA and pd.NaT."""
    return value is None or bool(pd.isna(value))


def number(value: Any, decimals: int = 0) -> str:
    """« 12 345,6 »: thin thousands, decimal comma, true minus; halves are rounded away from zero.

    Missing gives « n.d. », infinity « ∞ ». A value that rounds to zero has no sign.
    """
    if is_missing(value):
        return NOT_PUBLISHED
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    rounded = _rounded(value, decimals)
    text = f"{abs(rounded):,f}".replace(",", NNBSP).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def _rounded(value: Any, decimals: int) -> Decimal:
    # the shortest decimal form of a float, so that 8.85 is a half and not 8.8499999
    exact = Decimal(int(value)) if isinstance(value, Integral) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, ANY_FLOAT)


def signed(value: Any, decimals: int = 0, unit: str = "") -> str:
    """« +2,0 », « −31 % »: a change with its sign; zero has none. Missing gives « n.d. »."""
    if is_missing(value):
        return NOT_PUBLISHED
    positive = math.isinf(value) or _rounded(value, decimals) > 0
    sign = "+" if positive and value > 0 else ""
    return _with_unit(sign + number(value, decimals), unit)


def percent(share: Any, decimals: int = 0) -> str:
    """« 46 % » from a share between 0 and 1. Missing gives « n.d. »."""
    return _with_unit(number(share if is_missing(share) else _times_100(share), decimals), "%")


def _times_100(share: Any) -> float:
    # in decimal: 100 * 0.285 is 28.499999999999996 in binary
    return float(share) if math.isinf(share) else float(Decimal(repr(float(share))) * 100)


def _with_unit(text: str, unit: str) -> str:
    return f"{text}{NBSP}{unit}" if unit and text != NOT_PUBLISHED else text


def interval(low: Any, high: Any, decimals: int = 0, unit: str = "", plus: bool = False) -> str:
    """« [7,9 ; 9,7] », on one line; an infinite bound is outside: « [1,2 ; +∞[ ».

    ``plus`` writes the sign of positive bounds too, for the interval of a change. Missing bounds
    give « n.d. ».
    """
    if is_missing(low) or is_missing(high):
        return NOT_PUBLISHED
    write = signed if plus else number
    opening, closing = "]" if math.isinf(low) else "[", "[" if math.isinf(high) else "]"
    upper = "+∞" if math.isinf(high) else write(high, decimals)
    bounds = f"{opening}{write(low, decimals)}{NNBSP};{NBSP}{upper}{closing}"
    return _with_unit(bounds, unit)


def interval_from(low: Any, high: Any, neutral: float, decimals: int, plus: bool = False) -> str:
    """Interval with one decimal more when rounding would put the neutral value on its edge.

    « [−24,9 ; −0,1] » for a fall that is established: « [−25 ; 0] » would read as no change.
    """
    if is_missing(low) or is_missing(high):
        return interval(low, high, decimals, plus=plus)
    edges = [float(low), float(high)]
    if not low <= neutral <= high and any(round(edge - neutral, decimals) == 0 for edge in edges):
        decimals += 1
    return interval(low, high, decimals, plus=plus)


def of_total(count: Any, total: Any) -> str:
    """« 4 sur 11 », the way to write a share of a small base."""
    return f"{number(count)} sur {number(total)}"


def date_fr(day: date | datetime | None) -> str:
    """« 30 septembre 2023 », « 1er octobre 2023 ». Missing gives « n.d. »."""
    if day is None or is_missing(day):
        return NOT_PUBLISHED
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def date_short(day: date | datetime | None) -> str:
    """« 30/09/2023 ». Missing gives « n.d. »."""
    if day is None or is_missing(day):
        return NOT_PUBLISHED
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def count_words(
    count: Any, singular: str, plural: str | None = None, feminine: bool = False
) -> str:
    """« trois réunions »: a count and its noun, ten or less in letters; none is « aucune réunion ».

    ``plural`` is ``singular`` with an s unless given. Missing gives « n.d. ». ValueError for a
    count that is negative or not whole.
    """
    if is_missing(count):
        return NOT_PUBLISHED
    whole = int(count)
    if whole != count or whole < 0:
        raise ValueError("count: expected a whole number, not negative")
    if whole < 2:
        word = ("aucune", "une")[whole] if feminine else ("aucun", "un")[whole]
        return f"{word} {singular}"
    several = plural or f"{singular}s"
    if whole < len(SMALL_NUMBERS):
        return f"{SMALL_NUMBERS[whole]} {several}"
    return f"{number(whole)}{NBSP}{several}"


def join_fr(items: Sequence[str], last: str = "et") -> str:
    """« a, b et c »."""
    *first, end = items or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


# words whose h, or whose vowel, admits no elision
ASPIRATED = re.compile(
    r"haies?\b|hain|halls?\b|haltes?\b|hameaux?\b|hand|hangar|harc|hasard|hauss|haut|havre|heros?\b|"
    r"heurt|hierarch|holland|hongr|honte|hors\b|huit|hurl|onz|oui\b|ouistreham|yaourt|yacht|yougo"
)
ARTICLES = {
    ("de", "Le "): "du ",
    ("de", "Les "): "des ",
    ("à", "Le "): "au ",
    ("à", "Les "): "aux ",
}


def elide(word: str, following: str) -> str:
    """« d'habitants », « de communes », « des Lilas »: a small word before the next one.

    « de » and « à » contract with the article of a place name (Le Havre, Les Lilas).
    """
    for (small, article), contracted in ARTICLES.items():
        if word == small and following.startswith(article):
            return contracted + following.removeprefix(article)
    plain = unicodedata.normalize("NFD", following.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.replace("œ", "oe").replace("æ", "ae")
    vowel = plain[:1] in set("aeiouyh") and not ASPIRATED.match(plain)
    if vowel and word[-1:] in ("e", "a") and word not in ("sa", "ma", "ta"):
        return f"{word[:-1]}{APOSTROPHE}{following}"
    return f"{word} {following}"


# what is no French text: left exactly as it is
KEPT = r"""
    \A---[ ]*\n.*?^(?:---|\.\.\.)[ ]*$            # YAML header
  | ^[ ]*(?P<fence>`{3,}|~{3,}).*?(?:^[ ]*(?P=fence)[`~]*[ ]*$|\Z)   # block of code
  | ^[ ]*:{3,}[^\n]*$                             # fence of a div
  | ^[ ]*\|?[ ]*:?-+:?[ ]*(?:[|+][ ]*:?-+:?[ ]*)*\|?[ ]*$    # alignments of a table
  | ^\[[^\]\n]+\]:[ ]                             # definition of a note or of a link
  | (?P<tick>`+)(?!`)(?:(?!\n[ ]*\n).)+?(?<!`)(?P=tick)(?!`)    # code
  | \*\*(?:Lecture|Champ|Source)[ ]:\*\*          # labels that the renderers look for
  | \{[^{}\n]*\}                                  # attributes, identifiers of evidence
  | <!--.*?-->|</?[A-Za-z][^<>\n]*>               # HTML, automatic links
  | \]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ ]+"[^"\n]*")?\)    # target of a link or an image
  | (?:https?://|mailto:|www\.)[^\s<>|)\]»]+      # addresses
  | &\#?\w+;                                      # entities
"""
SPACES = rf"[ {NBSP}{NNBSP}]"
RULES = rf"""
    (?P<narrow>(?<=[^\s|]){SPACES}+(?=[;?]|!(?!\[))
      | (?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d\d\d)){SPACES}(?=\d\d\d\b)
      | (?<=[\w)\]»"*’…])(?=[;!?](?:[\s*_»")\]]|\Z)))
  | (?P<wide>(?<=[^\s|]){SPACES}+(?=:(?![:-]))
      | (?<=[\w)»*’])(?=:(?:[\s*_»]|\Z))
      | (?<=\d){SPACES}*(?=[%‰€])
      | (?<=[^\s«]){SPACES}*(?=»)
      | (?<=\bn°){SPACES}+(?=\d))
  | (?P<opening>«{SPACES}*(?=[^\s»]))
  | (?P<apostrophe>(?<=[^\W\d_])'(?=[^\W_]|«))
"""
TYPOGRAPHY = re.compile(f"(?P<kept>{KEPT})|{RULES}", re.VERBOSE | re.MULTILINE | re.DOTALL)
REPLACED = {"narrow": NNBSP, "wide": NBSP, "opening": f"«{NBSP}", "apostrophe": APOSTROPHE}


def typography(text: str) -> str:
    """French spaces and apostrophes in plain text or Pandoc Markdown; applied twice, no change.

    Code, addresses, attributes, fences, table rulers, HTML, entities and the YAML header are kept.
    """
    return TYPOGRAPHY.sub(_typeset, text)


def _typeset(match: re.Match[str]) -> str:
    if match["kept"] is not None:
        return match["kept"]
    return next(new for name, new in REPLACED.items() if match[name] is not None)


def lines_fr(lines: list[int]) -> str:
    """« ligne 12 », « lignes 12, 14 et 20 », « lignes 2, 3, … (58 au total) »."""
    if len(lines) == 1:
        return f"ligne {lines[0]}"
    shown = [str(line) for line in lines[:LINES_SHOWN]]
    if len(lines) > LINES_SHOWN:
        return f"lignes {', '.join(shown)}, … ({len(lines)} au total)"
    return f"lignes {', '.join(shown[:-1])} et {shown[-1]}"
