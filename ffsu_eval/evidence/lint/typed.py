"""L4: figures come from the evidence, not from a keyboard."""

from collections.abc import Iterator

from ffsu_eval.evidence.lint.faults import Fault
from ffsu_eval.evidence.lint.numbers import carries, figures
from ffsu_eval.evidence.lint.texts import Statement, sentences


def figure_faults(statement: Statement) -> Iterator[Fault]:
    """L4: figures that no evidence of the statement's chain carries; one fault per sentence.

    In a recommendation only shares and sums are checked: a delay or a number of meetings is what it
    asks for, not a result.
    """
    checked = ("part",) if statement.kind == "recommandation" else ("part", "durée", "autre")
    for sentence in sentences(statement.text):
        loose = [
            typed.words
            for typed in figures(sentence.own)
            if typed.unit in checked and not carries(statement.items, typed)
        ]
        if loose:
            words = ", ".join(f"« {each} »" for each in dict.fromkeys(loose))
            reason = f"{words} : aucune preuve citée ne porte ce chiffre, citer la preuve entre accolades"
            yield Fault("L4", statement.identifier, statement.file, sentence.raw, reason)
