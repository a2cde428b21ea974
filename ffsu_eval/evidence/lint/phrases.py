"""L5, L6 and the adjectives that judge: what a report of the project does not say.

The words are a table (data/reference/forbidden_phrases.csv).
"""

import re
from collections.abc import Iterator
from functools import cache

from ffsu_eval.evidence.lint.faults import Fault
from ffsu_eval.evidence.lint.texts import Sentence, Statement, sentences
from ffsu_eval.reference import table
from ffsu_eval.rows import rows

NOTICE = "avis"


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Rule, pattern and reason of each line of the table."""
    return tuple(
        (row["rule"], re.compile(rf"(?<!\w)(?:{row['pattern']})", re.IGNORECASE), row["reason_fr"])
        for row in rows(table("forbidden_phrases"))
    )


def _found(sentence: Sentence, wanted: str) -> dict[str, str]:
    """Words found in a sentence for one rule, with the reason; adjectives may be quoted."""
    text = sentence.own if wanted == NOTICE else sentence.whole
    return {
        match[0].strip(): reason
        for rule, pattern, reason in _phrases()
        if rule == wanted
        for match in pattern.finditer(text)
    }


def phrase_faults(statement: Statement) -> Iterator[Fault]:
    """L5, L6: one fault per rule and sentence."""
    for sentence in sentences(statement.text):
        for rule in ("L5", "L6"):
            found = _found(sentence, rule)
            if found:
                words = ", ".join(f"« {word} »" for word in found)
                reason = f"{words} : {next(iter(found.values()))}"
                yield Fault(rule, statement.identifier, statement.file, sentence.raw, reason)


def adjectives(statement: Statement) -> Iterator[str]:
    """Notices on words that judge: they do not stop the build."""
    for sentence in sentences(statement.text):
        for word, reason in _found(sentence, NOTICE).items():
            yield f"{statement.file}, {statement.identifier} : « {word} » : {reason}"
