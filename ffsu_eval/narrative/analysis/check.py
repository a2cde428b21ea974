"""The rules of writing applied to the analysis of a mission."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ffsu_eval.evidence import lint
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.ladder import Rung, height
from ffsu_eval.evidence.waivers import Outcome, Waiver, apply
from ffsu_eval.narrative.analysis.chain import Chain
from ffsu_eval.narrative.analysis.findings import Finding
from ffsu_eval.rows import rows


def statements(
    findings: Sequence[Finding],
    conclusions: pd.DataFrame,
    recommendations: pd.DataFrame,
    chain: Chain,
) -> list[lint.Statement]:
    """Everything the analyst wrote and the report prints, with what it rests on.

    A conclusion may speak as high as the highest of its findings, a recommendation likewise. A finding
    on data that the mission does not have gives no ground; its text is not the analyst's.
    """
    known = {found.identifier: found for found in findings if not found.missing}
    written = [
        lint.Statement(
            "constat",
            found.identifier,
            found.source,
            found.reach,
            found.items,
            tuple(item.evidence_id for item in found.items),
            found.claimed,
        )
        for found in known.values()
    ]
    for row in rows(conclusions):
        below = chain.findings_of[row["conclusion_id"]]
        held = [known[name] for name in below if name in known]
        written.append(
            lint.Statement(
                "conclusion", row["conclusion_id"], row["text_fr"], _highest(held), _items(held),
                tuple(found.identifier for found in held),
            )
        )  # fmt: skip
    for row in rows(recommendations):
        held = [known[name] for name in chain.findings_below(row["reco_id"]) if name in known]
        written.append(
            lint.Statement(
                "recommandation", row["reco_id"], row["text_fr"], _highest(held), _items(held),
                chain.conclusions_of[row["reco_id"]],
            )
        )  # fmt: skip
    return written


def checked(
    written: Sequence[lint.Statement], waivers: Sequence[Waiver], notebook: Path, engagement: str
) -> Outcome:
    """Every fault of the texts and of the notebook, less those that a waiver accepts."""
    faults = lint.text_faults(written)
    faults += lint.section_faults(
        lint.notebook_cells(notebook), engagement, f"notebooks/{notebook.name}"
    )
    outcome = apply(faults, waivers)
    return Outcome(outcome.refused, outcome.accepted, (*outcome.notices, *lint.notices(written)))


def _highest(findings: Sequence[Finding]) -> Rung:
    return max((found.rung for found in findings), key=height, default="descriptif")


def _items(findings: Sequence[Finding]) -> tuple[Evidence, ...]:
    held: dict[str, Any] = {item.evidence_id: item for found in findings for item in found.items}
    return tuple(held.values())
