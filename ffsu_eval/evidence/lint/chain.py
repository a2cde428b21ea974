"""L1 and L2: nothing is said that rests on nothing."""

from collections.abc import Iterator

from ffsu_eval.evidence.lint.faults import Fault
from ffsu_eval.evidence.lint.texts import Kind, Statement
from ffsu_eval.evidence.register import CITED

NEEDED: dict[Kind, tuple[str, str]] = {
    "constat": ("L1", "aucune preuve citée (evidence)"),
    "conclusion": ("L2", "aucun constat retenu sur lequel elle repose (findings)"),
    "recommandation": ("L2", "aucune conclusion retenue sur laquelle elle repose (conclusions)"),
}


def chain_faults(statement: Statement) -> Iterator[Fault]:
    """L1, L2: what rests on nothing; evidence read aloud in a text without being in its chain."""
    where = statement.identifier, statement.file, statement.text
    rule, reason = NEEDED[statement.kind]
    if not statement.rests_on:
        yield Fault(rule, *where, reason)
        return
    held = {item.evidence_id for item in statement.items}
    loose = [name for name in dict.fromkeys(CITED.findall(statement.text)) if name not in held]
    if loose:
        listed = ", ".join(loose)
        yield Fault(rule, *where, f"{listed} : dans le texte, absent des preuves de la chaîne")
