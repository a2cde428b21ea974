"""Waivers: a fault of a text that somebody accepts, in writing, one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from ffsu_eval.errors import LintError
from ffsu_eval.evidence.lint.faults import Fault
from ffsu_eval.evidence.lint.texts import plain
from ffsu_eval.rows import rows

FILE = "waivers.yml"
# a sentence says why; a word does not
JUSTIFICATION_LENGTH = 20
# a quoted beginning long enough to tell one sentence from another; a fingerprint has this length
QUOTE_LENGTH = 12


@dataclass(frozen=True)
class Waiver:
    """``quote``: beginning of the sentence, or its fingerprint; ``by``: name and role."""

    rule: str
    target: str
    quote: str
    justification: str
    by: str
    date: date

    def names(self, fault: Fault) -> bool:
        """True for a fault of this rule, at this place, in this sentence."""
        quoted = plain(self.quote).removeprefix("« ").removesuffix("…").rstrip()
        said = fault.plain.startswith(quoted) or quoted == fault.fingerprint
        return (self.rule, self.target) == (fault.rule, fault.target) and said


@dataclass(frozen=True)
class Outcome:
    """Faults that remain, those that a waiver accepts, and what is worth knowing."""

    refused: tuple[Fault, ...]
    accepted: tuple[tuple[Waiver, Fault], ...]
    notices: tuple[str, ...]

    def stop_if_refused(self) -> None:
        """Raise LintError with every fault that remains, one a line."""
        if not self.refused:
            return
        count = len(self.refused)
        head = f"texte de l'analyste : {count} faute{'s' if count > 1 else ''}"
        tail = (
            f"une faute s'accepte dans {FILE} : rule, target, quote (début de la phrase ou "
            "empreinte), justification, by, date"
        )
        raise LintError("\n".join([head, *(fault.line() for fault in self.refused), tail]))


def read_waivers(data: SimpleNamespace) -> list[Waiver]:
    """Waivers of a mission, in the order of its file."""
    if not hasattr(data, "waivers"):
        return []
    return [
        Waiver(
            row["rule"],
            row["target"],
            row["quote"],
            row["justification"],
            row["by"],
            row["date"].date(),
        )
        for row in rows(data.waivers)
    ]


def apply(faults: Sequence[Fault], waivers: Sequence[Waiver]) -> Outcome:
    """Each waiver accepts exactly one fault.

    Without justification, or naming several faults, it is itself a fault and accepts none; naming
    none, it is a notice.
    """
    refused, accepted, unused = list(faults), [], []
    for waiver in waivers:
        named = [fault for fault in refused if waiver.names(fault)]
        wrong = _wrong(waiver, named)
        if wrong:
            refused.append(Fault(waiver.rule, waiver.target, FILE, waiver.quote, wrong))
        elif named:
            refused.remove(named[0])
            accepted.append((waiver, named[0]))
        else:
            unused.append(
                f"{FILE} : dérogation sans objet ({waiver.rule}, {waiver.target}) : à retirer"
            )
    return Outcome(tuple(refused), tuple(accepted), tuple(unused))


def _wrong(waiver: Waiver, named: Sequence[Fault]) -> str:
    if len(waiver.justification.strip()) < JUSTIFICATION_LENGTH:
        return "dérogation sans justification, refusée"
    if len(waiver.quote.strip()) < QUOTE_LENGTH:
        return "dérogation dont la citation est trop courte, refusée"
    if len(named) > 1:
        return f"dérogation qui désigne {len(named)} fautes : allonger la citation"
    return ""
