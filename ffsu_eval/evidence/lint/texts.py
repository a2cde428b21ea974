"""The analyst's texts as the rules read them: statements, their sentences, what is left out."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.ladder import Rung

Kind = Literal["constat", "conclusion", "recommandation"]
FILES: dict[Kind, str] = {
    "constat": "findings.yml",
    "conclusion": "conclusions.yml",
    "recommandation": "recommendations.yml",
}
PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " "})
# where a sentence ends: its stop, then a capital or an opening quotation mark
STOP = re.compile(r"[.!?…]+ *»?(?= +[«A-ZÀ-ÖØ-Þ])")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
FINGERPRINT_LENGTH = 12


@dataclass(frozen=True)
class Statement:
    """A finding, a conclusion or a recommendation, as the analyst wrote it.

    ``rung``: the highest that it may claim; ``items``: the evidence that it rests on, through what
    it rests on; ``rests_on``: evidence of a finding, findings of a conclusion, conclusions of a
    recommendation; ``claimed``: the rung that the analyst wrote, if any.
    """

    kind: Kind
    identifier: str
    text: str
    rung: Rung
    items: tuple[Evidence, ...]
    rests_on: tuple[str, ...]
    claimed: Rung | None = None

    @property
    def file(self) -> str:
        """File where the analyst can correct it."""
        return FILES[self.kind]


@dataclass(frozen=True)
class Sentence:
    """One sentence: ``own`` is what the analyst says, quotations and citations blanked out.

    ``whole`` keeps quotations: what may not be published may not be quoted either.
    """

    raw: str
    own: str
    whole: str


def sentences(text: str) -> Iterator[Sentence]:
    """Sentences of a text, spaces and apostrophes made plain; places are the same in all forms."""
    whole = _blanked(PLACEHOLDER, text.translate(PLAIN))
    own = _blanked(QUOTED, whole)
    start = 0
    for end in (*(match.end() for match in STOP.finditer(whole)), len(text)):
        if text[start:end].strip():
            yield Sentence(text[start:end].strip(), own[start:end], whole[start:end])
        start = end


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)


def plain(sentence: str) -> str:
    """A sentence on one line, with plain spaces and apostrophes."""
    return " ".join(sentence.translate(PLAIN).split())


def fingerprint(sentence: str) -> str:
    """Short hash of a sentence, the same whatever its spaces and apostrophes."""
    return hashlib.sha256(plain(sentence).encode()).hexdigest()[:FINGERPRINT_LENGTH]
