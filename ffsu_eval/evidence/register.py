"""The register of a report: every item that its indicators establish, by identifier."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from ffsu_eval.errors import NotebookError
from ffsu_eval.evidence.items import FAMILY_LABELS, Evidence
from ffsu_eval.evidence.ladder import allows
from ffsu_eval.evidence.strength import Strength, role, strength
from ffsu_eval.french import join_fr
from ffsu_eval.narrative import DATA_MIME
from ffsu_eval.rows import rows

NOBODY, UNDOCUMENTED = "personne", "non documenté"
ROLES = ("finding_id", "eq_id", "theme_fr", "evidence_id", "family", "quality", "role")
CITED = re.compile(r"\{([A-Z]{3}\d{0,2}:[A-Za-z0-9_.\-]+)\}")


@dataclass
class Register:
    """Items by identifier, and who cites each.

    ``absent``: by prefix of identifiers (SUR, GOV…), the data that the mission does not have.
    In JupyterLab it shows which identifiers a finding may cite, and those that nobody cites.
    """

    items: dict[str, Evidence] = field(default_factory=dict)
    uses: dict[str, list[str]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)

    def add(self, items: Iterable[Evidence]) -> None:
        """Add items; the same identifier twice is a mistake of the notebook."""
        for item in items:
            if item.evidence_id in self.items:
                raise NotebookError(f"preuve {item.evidence_id} inscrite deux fois au registre")
            self.items[item.evidence_id] = item

    def undocumented(self, identifiers: Iterable[str]) -> list[str]:
        """The data, absent from the mission, that some of these items would have come from."""
        missing = [name for name in identifiers if name not in self.items]
        kinds = (self.absent[name[:3]] for name in missing if name[:3] in self.absent)
        return list(dict.fromkeys(kinds))

    def cited(self, identifiers: Sequence[str], by: str) -> list[Evidence]:
        """Items cited by a finding; raises NotebookError naming those that do not exist.

        Those that would have come from data which the mission does not have are left out.
        """
        return [self._get(name, by) for name in identifiers if not self.undocumented([name])]

    def fill(self, text: str, by: str) -> str:
        """Text with each {identifier} replaced by what the item establishes, read aloud."""

        def told(match: re.Match[str]) -> str:
            return (
                UNDOCUMENTED
                if self.undocumented([match[1]])
                else self._get(match[1], by).statement_fr
            )

        return CITED.sub(told, text)

    def strength(
        self, asserted: Any, items: Sequence[Evidence], explained: bool = False
    ) -> Strength:
        """Strength of a finding (see ffsu_eval.evidence.strength)."""
        return strength(asserted, items, explained)

    def roles(self, findings: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
        """One row per finding and item it cites, columns ROLES."""
        merged = links.merge(findings.assign(**_absent(findings)), on="finding_id")
        lines = []
        for row in rows(merged):
            if self.undocumented([row["evidence_id"]]):
                continue
            item = self._get(row["evidence_id"], row["finding_id"])
            lines.append(
                {
                    "finding_id": row["finding_id"],
                    "eq_id": row["eq_id"],
                    "theme_fr": row["theme_fr"],
                    "evidence_id": item.evidence_id,
                    "family": item.family,
                    "quality": item.quality,
                    "role": role(row["direction"], item),
                }
            )
        return pd.DataFrame(lines, columns=list(ROLES))

    def frame(self) -> pd.DataFrame:
        """All items, one row each."""
        return pd.DataFrame([asdict(item) for item in self.items.values()])

    def uncited(self) -> list[str]:
        """Identifiers that nobody cites."""
        return [identifier for identifier in self.items if not self.uses.get(identifier)]

    def _get(self, identifier: str, by: str) -> Evidence:
        if identifier in self.items:
            users = self.uses.setdefault(identifier, [])
            if by not in users:
                users.append(by)
            return self.items[identifier]
        near = difflib.get_close_matches(identifier, self.items, n=3)
        hint = f" ; identifiants voisins : {', '.join(near)}" if near else ""
        raise NotebookError(f"{by} cite une preuve qui n'existe pas : {identifier}{hint}")

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        columns = [
            "Identifiant", "Preuve", "Valeur", "Qualité", "Échelon permis", "Statut des données",
            "Citée par",
        ]  # fmt: skip
        lines = [
            [
                item.evidence_id,
                item.label_fr,
                item.statement_fr,
                item.quality,
                allows(item),
                item.status,
                join_fr(self.uses.get(item.evidence_id) or [NOBODY]),
            ]
            for item in self.items.values()
        ]
        data = {
            "id": "preuves",
            "columns": columns,
            "rows": lines,
            "source": "registre des preuves de l'évaluation",
        }
        html = pd.DataFrame(lines, columns=columns).to_html(index=False)
        free = len(self.uncited())
        said = f"<p>{len(lines)} preuves, dont {free} que personne ne cite.</p>"
        return {"text/html": said + html, DATA_MIME: data}, {}


def _absent(findings: pd.DataFrame) -> dict[str, Any]:
    """The theme is optional: a mission may not have any."""
    return {} if "theme_fr" in findings else {"theme_fr": pd.NA}


def family_words(families: Iterable[str]) -> str:
    """Families in words, for a sources line."""
    known = dict(FAMILY_LABELS)
    return ", ".join(known[f] for f in sorted(set(families)) if f in known)
