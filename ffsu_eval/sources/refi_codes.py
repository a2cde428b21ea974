"""Codes of a qualitative analysis in the exchange format REFI-QDA 1.5 (codebook .qdc, project .qdpx).

Format: Rotterdam Exchange Format Initiative, qdasoftware.org; written by NVivo, ATLAS.ti, MAXQDA,
QualCoder and, for the codebook, Taguette.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

# a line of a description that begins so is a rule of the codebook (convention)
RULES = {
    "include_rule": re.compile(r"(?i)^\s*(?:inclure|inclusion)\s*:\s*"),
    "exclude_rule": re.compile(r"(?i)^\s*(?:exclure|exclusion)\s*:\s*"),
}
# REFI-QDA has no valence: codes of these names, laid on a coded passage, give it (convention)
VALENCES = {"favorable": "1", "neutre": "0", "partage": "0", "partagee": "0", "defavorable": "-1"}
LONGEST = 40


@dataclass
class Code:
    """One code; ``code_id`` is made from its name, if need be with its parent's or its GUID."""

    guid: str
    name: str
    parent: "Code | None"
    description: str
    code_id: str = ""

    @property
    def valence(self) -> str:
        """« -1 », « 0 » or « 1 » for a code that says a valence, empty for a theme."""
        return VALENCES.get(slug(self.name), "")


def codes_of(root: Element) -> list[Code]:
    """Codes in the order of the tree, parents first, each with an identifier of its own."""
    found = [code for top in root.iterfind(".//Codes") for code in _below(top, None)]
    names = Counter(slug(code.name) for code in found)
    for code in found:
        own = slug(code.name)
        code.code_id = f"{slug(code.parent.name)}.{own}" if code.parent and names[own] > 1 else own
    identifiers = Counter(code.code_id for code in found)
    for code in found:
        if identifiers[code.code_id] > 1 or not 0 < len(code.code_id) <= LONGEST:
            # the GUID is what a program keeps from one export to the next
            code.code_id = f"{code.code_id[: LONGEST - 9].strip('_.') or 'code'}_{code.guid[-8:]}"
    return found


def code_rows(codes: list[Code]) -> list[dict[str, str]]:
    """One row per code: identifier, parent, label, definition and rules; not those of valence."""
    return [
        {
            "code_id": code.code_id,
            "parent_id": code.parent.code_id if code.parent else "",
            "label_fr": code.name,
            **_rules(code.description),
        }
        for code in codes
        if not code.valence
    ]


def slug(name: str) -> str:
    """« Insécurité en soirée » gives « insecurite_en_soiree »."""
    plain = unicodedata.normalize("NFD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"[\u0300-\u036f]", "", plain)).strip("_")


def guid_of(element: Element, attribute: str = "guid") -> str:
    """A GUID as one text: programs write it in either case, with or without braces."""
    return element.get(attribute, "").strip("{} ").lower()


def _below(element: Element, parent: Code | None) -> Iterator[Code]:
    for child in element.iterfind("Code"):
        name = " ".join(child.get("name", "").split())
        code = Code(guid_of(child), name, parent, child.findtext("Description") or "")
        yield code
        yield from _below(child, code)


def _rules(description: str) -> dict[str, str]:
    """Definition, inclusion and exclusion rules: lines of the description, by how they begin."""
    place = "definition"
    parts: dict[str, list[str]] = {place: [], "include_rule": [], "exclude_rule": []}
    for line in description.splitlines():
        place = next((rule for rule, opening in RULES.items() if opening.match(line)), place)
        parts[place].append(RULES[place].sub("", line).strip() if place in RULES else line.strip())
    return {name: " ".join(filter(None, lines)) for name, lines in parts.items()}
