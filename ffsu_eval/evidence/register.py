"""The register of a report: every item that its indicators establish, by identifier."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from ffsu_eval.errors import NotebookError
from ffsu_eval.evidence.items import FAMILY_LABELS, Evidence
from ffsu_eval.evidence.strength import Strength, role, strength
from ffsu_eval.narrative import DATA_MIME
from ffsu_eval.rows import rows

CITED = re.compile(r"\{([A-Z]{3}\d{0,2}:[A-Za-z0-9_.\-]+)\}")


@dataclass
class Register:
    """Items by identifier. In JupyterLab it shows which identifiers a finding may cite."""

    items: dict[str, Evidence] = field(default_factory=dict)

    def add(self, items: Iterable[Evidence]) -> None:
        """Add items; the same identifier twice is a mistake of the notebook."""
        for item in items:
            if item.evidence_id in self.items:
                raise NotebookError(f"preuve {item.evidence_id} inscrite deux fois au registre")
            self.items[item.evidence_id] = item

    def cited(self, identifiers: Sequence[str], by: str) -> list[Evidence]:
        """Items cited by a finding; raises NotebookError naming those that do not exist."""
        return [self._get(identifier, by) for identifier in identifiers]

    def fill(self, text: str, by: str) -> str:
        """Text with each {identifier} replaced by what the item establishes, read aloud."""
        return CITED.sub(lambda match: self._get(match[1], by).statement_fr, text)

    def strength(self, asserted: Any, items: Sequence[Evidence]) -> Strength:
        """Strength of a finding (see ffsu_eval.evidence.strength)."""
        return strength(asserted, items)

    def roles(self, findings: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
        """One row per finding and item: finding_id, evidence_id, family, quality, role."""
        merged = links.merge(findings[["finding_id", "eq_id", "direction"]], on="finding_id")
        lines = []
        for row in rows(merged):
            item = self._get(row["evidence_id"], row["finding_id"])
            lines.append(
                {
                    "finding_id": row["finding_id"],
                    "eq_id": row["eq_id"],
                    "evidence_id": item.evidence_id,
                    "family": item.family,
                    "quality": item.quality,
                    "role": role(row["direction"], item),
                }
            )
        return pd.DataFrame(lines)

    def frame(self) -> pd.DataFrame:
        """All items, one row each."""
        return pd.DataFrame([asdict(item) for item in self.items.values()])

    def _get(self, identifier: str, by: str) -> Evidence:
        if identifier in self.items:
            return self.items[identifier]
        near = difflib.get_close_matches(identifier, self.items, n=3)
        hint = f" ; identifiants voisins : {', '.join(near)}" if near else ""
        raise NotebookError(f"{by} cite une preuve qui n'existe pas : {identifier}{hint}")

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        shown = self.frame()[["evidence_id", "label_fr", "statement_fr", "quality", "status"]]
        cells = [list(row) for row in shown.itertuples(index=False)]
        columns = ["Identifiant", "Preuve", "Valeur", "Qualité", "Statut des données"]
        data = {
            "id": "preuves",
            "columns": columns,
            "rows": cells,
            "source": "registre des preuves de l'évaluation",
        }
        html = shown.set_axis(columns, axis=1).to_html(index=False)
        return {"text/html": html, DATA_MIME: data}, {}


def family_words(families: Iterable[str]) -> str:
    """Families in words, for a sources line."""
    known = dict(FAMILY_LABELS)
    return ", ".join(known[f] for f in sorted(set(families)) if f in known)
