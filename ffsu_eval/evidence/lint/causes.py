"""L3: words that say a cause, against the rung that the evidence allows.

The words and the rung that each needs are a table (data/reference/causal_phrases.csv); in its
patterns {avoir}, {être} and {pouvoir} stand for the forms of these verbs with their adverbs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ffsu_eval.evidence.ladder import RUNGS, Rung, height
from ffsu_eval.evidence.lint.faults import Fault
from ffsu_eval.evidence.lint.texts import Sentence, Statement, sentences
from ffsu_eval.reference import table
from ffsu_eval.rows import rows

ADVERBS = (
    r"(?:\s+(?:pas|plus|point|jamais|guère|donc|ainsi|aussi|bien|peu|encore|déjà|toujours|même|"
    r"sans\s+doute|peut-être|en\s+partie|\w+ment)){0,3}\s+"
)
HAVE = (
    r"(?<![\w-])(?:ai|as|a|avons|avez|ont|avait|avaient|aura|auront|aurait|auraient|ait|aient|eut|"
    r"eurent|ayant|avoir)"
)
BE = r"(?<![\w-])(?:est|sont|était|étaient|sera|seront|serait|seraient|fut|furent|étant|être)"
CAN = rf"(?:{HAVE}{ADVERBS}pu|(?<!\w)(?:peut|peuvent|pourrait|pourraient|pouvait|pouvaient))"
MACROS = {"{avoir}": HAVE + ADVERBS, "{être}": BE + ADVERBS, "{pouvoir}": CAN + ADVERBS}
# said before the verb or with it, these make the statement a possibility
HEDGE = re.compile(
    r"(?<!\w)(?:probablement|vraisemblablement|possiblement|sans\s+doute|peut-être|aurait|auraient|"
    r"semble(?:nt)?|paraît|paraissent)(?!\w)",
    re.IGNORECASE,
)
BEFORE = 12


@dataclass(frozen=True)
class Cause:
    """A causal phrase; ``hedged``: the rung it needs when it is said as a possibility."""

    pattern: re.Pattern[str]
    needs: Rung
    hedged: Rung
    unless: re.Pattern[str] | None


@cache
def causes() -> tuple[Cause, ...]:
    """The table of causal phrases. ValueError for a rung that does not exist."""
    return tuple(
        Cause(
            _compiled(rf"(?<!\w)(?:{row['pattern']})"),
            _rung(row["needs"]),
            _rung(row["hedged"] or row["needs"]),
            _compiled(row["unless"]) if row["unless"] else None,
        )
        for row in rows(table("causal_phrases"))
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, forms in MACROS.items():
        pattern = pattern.replace(name, forms)
    return re.compile(pattern, re.IGNORECASE)


def _rung(text: str) -> Rung:
    for rung in RUNGS:
        if rung == text:
            return rung
    raise ValueError(f"causal_phrases: unknown rung {text}")


def said(sentence: Sentence) -> Iterator[tuple[str, Rung]]:
    """Causal words of one sentence, each with the rung that it needs."""
    for cause in causes():
        for match in cause.pattern.finditer(sentence.own):
            if cause.unless and cause.unless.match(sentence.own, match.end()):
                continue
            around = sentence.own[max(0, match.start() - BEFORE) : match.end()]
            yield match[0].strip(), cause.hedged if HEDGE.search(around) else cause.needs


def cause_faults(statement: Statement) -> Iterator[Fault]:
    """L3: one fault per sentence, and one for a rung claimed above the computed one."""
    allowed, where = statement.rung, (statement.identifier, statement.file)
    if statement.claimed and height(statement.claimed) > height(allowed):
        reason = f"échelon revendiqué « {statement.claimed} », échelon calculé « {allowed} »"
        yield Fault("L3", *where, statement.text, reason)
    for sentence in sentences(statement.text):
        above = {words: needs for words, needs in said(sentence) if height(needs) > height(allowed)}
        if above:
            asked = " ; ".join(f"« {w} » demande « {needs} »" for w, needs in above.items())
            reason = f"{asked} ; les preuves permettent « {allowed} »"
            yield Fault("L3", *where, sentence.raw, reason)
