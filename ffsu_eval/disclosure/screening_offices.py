"""Functions that one person holds on the territory: whoever quotes « le procureur » names someone.

The forms are those of data/reference/office_holders.csv, by family of actors (convention); forms
that are not ``unique`` (« l'adjoint au maire ») are recognised so as to be left alone.
"""

import re
from collections.abc import Iterator
from functools import cache

from ffsu_eval.disclosure.screening_text import fold
from ffsu_eval.reference import table

OFFICE = "fonction unique"
FORMS = "|"
# one person, in particular: « le », « notre », « en tant que »; « les maires » and « un maire » are
# nobody
ONE = (
    r"(?:(?:monsieur|madame|mme|m\.|mr) +)?(?:le|la|du|au|de la|a la|notre|mon|ma|votre|ce|cet|"
    r"cette|son|sa|leur|en tant que|comme|suis|etais|monsieur|madame|mme|m\.|mr) +|l'"
)


@cache
def _forms() -> re.Pattern[str]:
    frame = table("office_holders")
    unique: dict[str, bool] = {}
    for forms, alone in zip(frame["forms"], frame["unique"], strict=True):
        unique |= dict.fromkeys(map(fold, forms.split(FORMS)), alone == "oui")
    longest = sorted(unique, key=len, reverse=True)
    held = "|".join(re.escape(form) for form in longest if unique[form])
    others = "|".join(re.escape(form) for form in longest if not unique[form])
    end = r"(?![\w\-])"
    return re.compile(
        rf"(?<!\w)(?:(?P<other>{others}){end}|(?P<held>(?:{ONE})(?:ancien|ancienne|nouveau|nouvelle|"
        rf"jeune|futur|future|propre)? *(?!(?:{others}){end})(?:{held}){end}))"
    )


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of the unique functions named in the text."""
    for match in _forms().finditer(fold(text)):
        if match["held"]:
            yield OFFICE, match.start(), match.end()
