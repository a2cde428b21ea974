"""Rules of writing, read on the analyst's own text before anything is rendered.

L1 a finding without evidence; L2 a conclusion or a recommendation that rests on nothing; L3 a causal
word above the rung; L4 a typed figure; L5 a global crime rate; L6 a ranking of territories; L7 a
mandatory section missing. All faults are said at once. Conventions of the project
(docs/methode.md).
"""

from collections.abc import Iterable, Iterator, Sequence

from ffsu_eval.evidence.lint.causes import cause_faults
from ffsu_eval.evidence.lint.chain import chain_faults
from ffsu_eval.evidence.lint.faults import RULES, Fault
from ffsu_eval.evidence.lint.phrases import adjectives, phrase_faults
from ffsu_eval.evidence.lint.sections import notebook_cells, section_faults
from ffsu_eval.evidence.lint.texts import Statement
from ffsu_eval.evidence.lint.typed import figure_faults

__all__ = [
    "RULES",
    "Fault",
    "Statement",
    "adjectives",
    "notebook_cells",
    "section_faults",
    "text_faults",
]

TEXT_RULES = (chain_faults, cause_faults, figure_faults, phrase_faults)


def text_faults(statements: Iterable[Statement]) -> list[Fault]:
    """Faults L1 to L6 of all statements, in their order."""
    return [fault for statement in statements for fault in _faults(statement)]


def notices(statements: Sequence[Statement]) -> list[str]:
    """What is worth a second look and stops nothing: words that judge."""
    return [notice for statement in statements for notice in adjectives(statement)]


def _faults(statement: Statement) -> Iterator[Fault]:
    for rule in TEXT_RULES:
        yield from rule(statement)
