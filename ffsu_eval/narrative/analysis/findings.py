"""Findings: their evidence resolved, their strength and rung computed, their block in a report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ffsu_eval.evidence.items import Direction, Evidence
from ffsu_eval.evidence.ladder import Rung, lower, reach
from ffsu_eval.evidence.logic_model import LogicModel
from ffsu_eval.evidence.register import CITED, Register, family_words
from ffsu_eval.evidence.strength import Strength, role
from ffsu_eval.french import join_fr
from ffsu_eval.narrative.analysis.chain import Chain
from ffsu_eval.narrative.markup import div, escape, span
from ffsu_eval.rows import Row

BADGES: dict[Strength, str] = {
    "forte": "badge-forte",
    "modérée": "badge-moderee",
    "faible": "badge-faible",
    "contradictoire": "badge-contradictoire",
    "non établi": "badge-non-etabli",
}
NOTHING: Strength = "non établi"
# order in which findings come first in the summary
RANK: list[Strength] = ["forte", "contradictoire", "modérée", "faible", "non établi"]
# up to the first full stop that a capital letter follows
FIRST_SENTENCE = re.compile(r".*?\.(?=\s+[A-ZÀÂÉÈÊÎÔÛ])", re.DOTALL)
RUNG_WORDS: dict[Rung, str] = {
    "descriptif": "description, sans lien de cause",
    "associé": "comparaison, sans lien de cause",
    "contribution plausible": "contribution plausible",
    "effet estimé": "effet estimé",
}


@dataclass(frozen=True)
class Finding:
    """One finding, its evidence resolved, its strength and rung computed.

    ``reach``: the highest rung that its evidence allows; ``claimed``: the one that the analyst
    wrote; ``source``: all that the analyst wrote, with its citations; ``explained``: why what contradicts
    it does not undo it; ``missing``: data that it rests on and that the mission does not have.
    """

    identifier: str
    question: str
    text: str
    direction: Direction
    items: tuple[Evidence, ...]
    strength: Strength
    source: str = ""
    reach: Rung = "descriptif"
    claimed: Rung | None = None
    explained: str = ""
    missing: tuple[str, ...] = ()

    @property
    def rung(self) -> Rung:
        """Rung at which the finding speaks: the analyst may claim less than the evidence allows."""
        return lower(self.claimed, self.reach) if self.claimed else self.reach


def finding(row: Row, identifiers: Sequence[str], register: Register, model: LogicModel) -> Finding:
    """One finding from its row; NotebookError for evidence or a link that does not exist.

    A finding that cites data which the mission does not have says so, and establishes nothing.
    """
    identifier, direction = row["finding_id"], row["direction"]
    missing = register.undocumented([*identifiers, *CITED.findall(row["text_fr"])])
    if missing:
        text = f"Non documenté : ce constat repose sur des données absentes ({join_fr(missing)})."
        eq_id = row["eq_id"]
        return Finding(identifier, eq_id, text, direction, (), NOTHING, text, missing=(*missing,))
    items = register.cited(identifiers, identifier)
    named, explained = _optional(row, "link_id"), _optional(row, "explained_fr")
    linked = bool(named) and model.link(named, identifier).score == "étayé"
    claimed = _optional(row, "rung")
    return Finding(
        identifier,
        row["eq_id"],
        register.fill(row["text_fr"], identifier),
        direction,
        tuple(items),
        register.strength(direction, items, bool(explained)),
        f"{row['text_fr']} {explained}".strip(),
        reach(direction, items, linked, bool(explained)),
        claimed or None,  # type: ignore[arg-type]
        register.fill(explained, identifier),
    )


def _optional(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None or pd.isna(value) else str(value)


def finding_block(found: Finding, chain: Chain) -> str:
    """A finding with its number, strength, rung, evidence, and what rests on it."""
    number = span(found.identifier, "number")
    parts = [f"{number} {_badge(found)} {found.text}"]
    if found.explained:
        parts.append(f"Contradiction expliquée : {found.explained}")
    lines = [
        f"Portée : {RUNG_WORDS[found.rung]}. {sources_line(found)}",
        chain.above(found.identifier),
    ]
    parts.append(div("\n\n".join(lines), "sources"))
    return div("\n\n".join(parts), "finding", f"constat-{found.identifier.lower()}")


def sources_line(found: Finding) -> str:
    """« Preuves : enquête, entretiens (figure 3, tableau 5) ; en sens contraire : … »."""
    against = [item for item in found.items if role(found.direction, item) == "contredit"]
    line = f"Preuves : {family_words(item.family for item in found.items)}"
    places = list(dict.fromkeys(item.shown_in for item in found.items if item.shown_in))
    if places:
        line += f" ({', '.join('@' + place for place in places)})"
    if against:
        line += f" ; en sens contraire : {', '.join(escape(item.label_fr) for item in against)}"
    return line


def one_line(found: Finding) -> str:
    """First sentence of a finding, its strength, and the way to it."""
    sentence = FIRST_SENTENCE.match(found.text)
    link = f"[{found.identifier}](#constat-{found.identifier.lower()})"
    return f"{sentence[0] if sentence else found.text} {_badge(found)} ({link})"


def rank(found: Finding) -> int:
    """Place of a finding among those of its question, for the summary."""
    return RANK.index(found.strength)


def _badge(found: Finding) -> str:
    return f"[{found.strength}]{{.badge .{BADGES[found.strength]}}}"
