"""A fault of a text: the rule, where, the sentence, and what to do."""

from dataclasses import dataclass

from ffsu_eval.evidence.lint.texts import fingerprint, plain

RULES = {
    "L1": "constat sans preuve",
    "L2": "chaîne rompue",
    "L3": "mot causal au-dessus de l'échelon",
    "L4": "chiffre écrit à la main",
    "L5": "délinquance globale",
    "L6": "classement de territoires",
    "L7": "section obligatoire",
}
SHOWN = 140


@dataclass(frozen=True)
class Fault:
    """One rule that one sentence breaks; ``target``: what holds it, C7, K2, R1 or a section."""

    rule: str
    target: str
    file: str
    sentence: str
    reason: str

    @property
    def fingerprint(self) -> str:
        """What a waiver may name instead of the beginning of the sentence."""
        return fingerprint(self.sentence)

    @property
    def plain(self) -> str:
        """The sentence with plain spaces and apostrophes."""
        return plain(self.sentence)

    def line(self) -> str:
        """One French line: file, identifier, rule, sentence, reason, fingerprint."""
        said = self.plain if len(self.plain) <= SHOWN else f"{self.plain[:SHOWN].rstrip()}…"
        return (
            f"{self.file}, {self.target}, règle {self.rule} ({RULES[self.rule]}) : "
            f"« {said} » : {self.reason} [{self.fingerprint}]"
        )
