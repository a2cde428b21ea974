"""Needs of a diagnosis: for whom and what do the findings speak, and on how many families of evidence."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.strength import independent_families, solid
from ffsu_eval.indicators.diagnosis.needs import KEY, NEEDS
from ffsu_eval.indicators.frames import need, result
from ffsu_eval.rows import rows


def needs_of(
    findings: pd.DataFrame, links: pd.DataFrame, items: Mapping[str, Evidence]
) -> pd.DataFrame:
    """Needs by public and phenomenon: independent families of solid evidence of their findings.

    ``findings``: finding_id, direction, public, phenomenon (those without both are no need);
    ``links``: finding_id, evidence_id; ``items``: the evidence by identifier, that which a mission does
    not have left out. ``need``: number of families of quality A or B that support the findings of the
    pair, two of one producer counting once; ``findings``: their identifiers. ValueError: missing column.
    House rule, as the strength of a finding.
    """
    need(findings, "findings", ("finding_id", "direction", *KEY))
    need(links, "links", ("finding_id", "evidence_id"))
    cited = links.groupby("finding_id")["evidence_id"].agg(list).to_dict()
    pairs: dict[tuple[str, str], tuple[list[Evidence], list[str]]] = {}
    for row in rows(findings.dropna(subset=KEY)):
        bearing, names = pairs.setdefault((row["public"], row["phenomenon"]), ([], []))
        known = [items[name] for name in cited.get(row["finding_id"], []) if name in items]
        bearing += solid(row["direction"], known, "appui")
        names.append(row["finding_id"])
    lines = [
        (*pair, independent_families(bearing), " ".join(names))
        for pair, (bearing, names) in pairs.items()
    ]
    return result(lines, NEEDS)
