"""Who rests on whom: findings, conclusions and recommendations, followed both ways."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

ANCHORS = {"C": "constat", "K": "conclusion", "R": "recommandation"}
Names = tuple[str, ...]


def link(identifier: str) -> str:
    """Markdown link to a finding (C1), a conclusion (K1) or a recommendation (R1)."""
    return f"[{identifier}](#{ANCHORS[identifier[0]]}-{identifier.lower()})"


def links(identifiers: Iterable[str]) -> str:
    """Links one after the other."""
    return ", ".join(map(link, identifiers))


@dataclass(frozen=True)
class Chain:
    """``findings_of``: findings of each conclusion; ``conclusions_of``: of each recommendation."""

    findings_of: Mapping[str, Names]
    conclusions_of: Mapping[str, Names]

    def concluded(self, finding: str) -> Names:
        """Conclusions that rest on a finding."""
        return tuple(k for k, findings in self.findings_of.items() if finding in findings)

    def advised(self, conclusions: Iterable[str]) -> Names:
        """Recommendations that rest on one of these conclusions."""
        wanted = set(conclusions)
        return tuple(r for r, below in self.conclusions_of.items() if wanted & set(below))

    def findings_below(self, recommendation: str) -> Names:
        """Findings on which a recommendation rests, through its conclusions."""
        conclusions = self.conclusions_of.get(recommendation, ())
        found = (finding for k in conclusions for finding in self.findings_of.get(k, ()))
        return tuple(sorted(dict.fromkeys(found), key=number))

    def above(self, finding: str) -> str:
        """« ↑ Conclusions qui s'appuient sur ce constat : K1 ; recommandations : R1 »."""
        conclusions = self.concluded(finding)
        if not conclusions:
            return "Aucune conclusion ne s'appuie sur ce constat."
        one = len(conclusions) == 1
        head = "Conclusion qui s'appuie" if one else "Conclusions qui s'appuient"
        return f"↑ {head} sur ce constat : {links(conclusions)}{self._advice(conclusions)}"

    def above_conclusion(self, conclusion: str) -> str:
        """« ↑ Recommandations : R1, R2 », or nothing."""
        advised = self.advised([conclusion])
        return f"↑ {_recommendations(advised).capitalize()} : {links(advised)}" if advised else ""

    def _advice(self, conclusions: Names) -> str:
        advised = self.advised(conclusions)
        return f" ; {_recommendations(advised)} : {links(advised)}" if advised else ""


def chain(
    conclusions: pd.DataFrame,
    conclusion_findings: pd.DataFrame,
    recommendations: pd.DataFrame,
    recommendation_conclusions: pd.DataFrame,
) -> Chain:
    """The chain of a mission, in the order of its conclusions and recommendations."""
    return Chain(
        _below(conclusions["conclusion_id"], conclusion_findings, "conclusion_id", "finding_id"),
        _below(recommendations["reco_id"], recommendation_conclusions, "reco_id", "conclusion_id"),
    )


def _below(names: Iterable[str], pairs: pd.DataFrame, above: str, below: str) -> dict[str, Names]:
    held = pairs.groupby(above)[below].agg(tuple).to_dict()
    return {str(name): held.get(name, ()) for name in names}


def number(identifier: str) -> int:
    """C2 before C10."""
    return int(identifier[1:])


def _recommendations(advised: Names) -> str:
    return "recommandation" if len(advised) == 1 else "recommandations"
