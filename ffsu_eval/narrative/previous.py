"""What other missions of the same city have established, taken over by reference and not by copy."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.mission import Mission, other_mission
from ffsu_eval.narrative.analysis import Analysis
from ffsu_eval.narrative.analysis.chain import ANCHORS
from ffsu_eval.rows import rows


@dataclass(frozen=True)
class Previous:
    """The missions that a strategy builds on; their analysis is computed again from their data."""

    mission: Mission

    @cached_property
    def analyses(self) -> dict[str, Analysis]:
        """Analysis of each of them that has one, by engagement."""
        # a strategy is itself one of the chapters
        from ffsu_eval.narrative.chapters import Chapters

        found = {}
        for key in self.mission.parameters.builds_on:
            analysis = Chapters(other_mission(self.mission, key)).analysis
            if isinstance(analysis, Analysis):
                found[key] = analysis
        return found

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Their findings: reference (« dls:C3 »), text_fr, strength."""
        lines = [
            {
                "reference": f"{key}:{found.identifier}",
                "text_fr": found.text,
                "strength": found.strength,
            }
            for key, analysis in self.analyses.items()
            for found in analysis.findings
        ]
        return pd.DataFrame(lines, columns=["reference", "text_fr", "strength"], dtype="string")

    @cached_property
    def conclusions(self) -> pd.DataFrame:
        """Their conclusions: reference (« dls:K1 »), text_fr."""
        lines = [
            {"reference": f"{key}:{row['conclusion_id']}", "text_fr": row["text_fr"]}
            for key, analysis in self.analyses.items()
            for row in rows(analysis.conclusions)
        ]
        return pd.DataFrame(lines, columns=["reference", "text_fr"], dtype="string")

    def link(self, reference: str) -> str:
        """Markdown link from « dls:C3 » to the finding in its own report."""
        key, _, identifier = reference.partition(":")
        anchor = f"{ANCHORS[identifier[0]]}-{identifier.lower()}"
        return f"[{identifier}, {short_name(key)}]({key}.html#{anchor})"


def short_name(key: str) -> str:
    """« diagnostic local de sécurité » for dls, to name the report that a reference leads to."""
    label = ENGAGEMENTS[key].label_fr
    return f"{label[0].lower()}{label[1:]}"
