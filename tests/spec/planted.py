"""How a planted truth is read again: operators, and the frames of a mission by indicator."""

import operator
from collections.abc import Callable
from typing import Any

import pandas as pd

from ffsu_eval.errors import Undocumented
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import Absent
from ffsu_eval.narrative.chapters import Chapters

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">=": operator.ge,
    "renseigné": lambda found, expected: bool(pd.notna(found)) is expected,
}
ABSENT = "non documenté"
Source = tuple[Callable[[Chapters], pd.DataFrame], str, str]


def _by_place(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["territory_id"] == WHOLE]


def _one(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of a single row, which stands for the whole."""
    return frame.assign(item=WHOLE)


def _needs(chapters: Chapters) -> pd.DataFrame:
    """DLS02: moments that responses are open at, then « public:phénomène »."""
    chapter: Any = chapters.diagnosis
    found = chapter.coverage(chapters.register)
    pairs = found.assign(item=found["public"] + ":" + found["phenomenon"])
    return pd.concat([chapter.slots.rename(columns={"slots": "item"}), pairs])


def _walks(chapters: Chapters) -> pd.DataFrame:
    found = _of("diagnosis", "walk_profile")(chapters)
    return found.assign(item=found["period"] + ":" + found["dimension"])


def _zones(chapters: Chapters) -> pd.DataFrame:
    """EVA03: the ratio, then the differences in numbers of facts, told apart by ``measure``."""
    chapter: Any = chapters.evaluation
    return pd.concat([chapter.effects.assign(measure="rapport"), chapter.displacement])


def _gaps(chapters: Chapters) -> pd.DataFrame:
    """RAD06: empty cells among all."""
    gaps = _of("radicalisation", "matrix")(chapters)["gap"]
    return pd.DataFrame([{"item": WHOLE, "count": int(gaps.sum()), "n": len(gaps)}])


def _charter(chapters: Chapters) -> pd.DataFrame:
    """NUI10: who signed, then what was checked, told apart by ``part``."""
    chapter: Any = chapters.nightlife
    signed = chapter.membership.rename(columns={"kind": "item"}).assign(part="adhésion")
    kept = chapter.commitments.rename(columns={"commitment_id": "item"}).assign(part="respect")
    return pd.concat([signed, kept])


def _of(
    chapter: str, frame: str, then: Callable[[pd.DataFrame], pd.DataFrame] = lambda found: found
) -> Callable[[Chapters], pd.DataFrame]:
    """A frame of a chapter; Undocumented when the mission does not have its data."""

    def read(chapters: Chapters) -> pd.DataFrame:
        held: Any = getattr(chapters, chapter)
        if isinstance(held, Absent):
            raise Undocumented(held.what)
        for name in frame.split("."):
            held = getattr(held, name)
        return then(held)

    return read


# indicator → its frame, the column of the item, the column of the scope
SOURCES: dict[str, Source] = {
    "REC02": (_of("crime", "changes"), "indicator_id", ""),
    "REC03": (_of("crime", "trends"), "indicator_id", ""),
    "REC04": (_of("crime", "gaps"), "indicator_id", ""),
    "REC06": (_of("crime", "coverage"), "indicator_id", ""),
    "REC08": (_of("crime", "differentials"), "indicator_id", ""),
    "SUR01": (_of("surveys", "main.shares"), "theme", ""),
    "SUR02": (_of("surveys", "main.frequency"), "theme", ""),
    "SUR03": (_of("surveys", "main.evolution"), "theme", ""),
    "SUR05": (_of("surveys", "main.services"), "theme", ""),
    "SUR07": (_of("surveys", "gaps"), "theme", ""),
    "SUR10": (_of("surveys", "changes"), "theme", ""),
    "QUA01": (_of("interviews", "coverage"), "code_id", "macro_family"),
    "QUA02": (_of("interviews", "valence"), "code_id", ""),
    "PIE": (_of("mission", "data.documents"), "document_id", ""),
    "INC01": (_of("incidents", "changes", _by_place), "source_org_id", ""),
    "INC02": (_of("incidents", "completeness", _by_place), "source_org_id", "year"),
    "INC03": (_of("incidents", "nights"), "territory_id", ""),
    "INC05": (_of("incidents", "concentration"), "base", ""),
    "PRI01": (_of("workshop", "scores"), "item_id", ""),
    "PRI02": (_of("workshop", "consensus"), "item_id", ""),
    "GOV01": (_of("partnership", "meetings"), "instance_type", "year"),
    "GOV02": (_of("partnership", "presence"), "college", ""),
    "GOV04": (_of("partnership", "decisions", _one), "item", ""),
    "GOV06": (_of("partnership", "feedback"), "family", ""),
    "GOV08": (_of("partnership", "legal", _one), "item", ""),
    "ACT02": (_of("policy", "completed"), "axis_code", ""),
    "ACT03": (_of("policy", "budget"), "axis_code", ""),
    "ACT04": (_of("policy", "median_target", lambda f: f.assign(item="mediane")), "item", ""),
    "ACT05": (_of("policy", "costs"), "action_id", ""),
    "ACT06": (_of("policy", "scores"), "action_id", ""),
    "ACT07": (_of("policy", "equity", _one), "item", ""),
    "ACT08": (_of("policy", "delay", _one), "item", ""),
    "EVA01": (_of("policy", "attainment"), "objective_id", ""),
    "EVA02": (_of("policy", "unmeasurable", _one), "item", ""),
    "EVA03": (_zones, "comparison_id", "measure"),
    "EVA04": (_of("evaluation", "synthetic"), "indicator_id", ""),
    "EVA06": (_of("evaluation", "costs"), "action_id", ""),
    "EVA07": (_of("evaluation", "correlation", _one), "item", ""),
    "DLS02": (_needs, "item", ""),
    "DLS03": (_walks, "item", ""),
    "DLS04": (_of("diagnosis", "ratios"), "indicator_id", ""),
    "STS01": (_of("strategy", "coverage"), "challenge_id", ""),
    "STS02": (_of("strategy", "anchoring"), "action_id", ""),
    "STS03": (_of("strategy", "alignment"), "objective_id", ""),
    "STS05": (_of("strategy", "load"), "org_id", ""),
    "STS08": (_of("strategy", "measurable"), "objective_id", ""),
    "CLS01": (_of("council", "seats"), "college", ""),
    "CLS02": (_of("council", "overlap"), "first", ""),
    "CLS03": (_of("council", "creation", _one), "item", ""),
    "CLS04": (_of("council", "returns"), "quarter", ""),
    "CLS05": (_of("council", "utility"), "macro_family", ""),
    "CLS06": (_of("council", "orphans", _one), "item", ""),
    "RAD01": (_of("radicalisation", "coverage"), "item", ""),
    "RAD02": (_of("radicalisation", "training"), "item", ""),
    "RAD03": (_of("radicalisation", "procedure"), "item", ""),
    "RAD04": (_of("radicalisation", "confidence"), "item", ""),
    "RAD05": (_of("radicalisation", "orientation"), "vignette_id", ""),
    "RAD06": (_gaps, "item", ""),
    "RAD07": (_of("radicalisation", "equity"), "resource_type", ""),
    "RAD08": (_of("radicalisation", "feedback"), "item", ""),
    "RAD10": (_of("radicalisation", "scales"), "action_id", ""),
    "RAD11": (_of("radicalisation", "circuit"), "step", ""),
    "RAD12": (_of("radicalisation", "scales"), "action_id", ""),
    "RAD13": (_of("radicalisation", "stigma"), "item", ""),
    "DOC01": (_of("doctrine", "staffing"), "item", ""),
    "DOC02": (_of("doctrine", "presence"), "unit", ""),
    "DOC03": (_of("doctrine", "street_share"), "item", ""),
    "DOC04": (_of("doctrine", "initiative"), "item", ""),
    "DOC05": (_of("doctrine", "time_use"), "item", ""),
    "DOC06": (_of("doctrine", "arrivals"), "item", ""),
    "DOC07": (_of("doctrine", "mismatch"), "dimension", ""),
    "DOC08": (_of("doctrine", "workload"), "item", ""),
    "DOC09": (_of("doctrine", "gaps"), "mission_code", "family"),
    "DOC10": (_of("doctrine", "convention"), "theme", ""),
    "DOC11": (_of("doctrine", "trainings"), "item", ""),
    "DOC12": (_of("doctrine", "force"), "item", ""),
    "DOC13": (_of("doctrine", "complaints"), "item", ""),
    "DOC14": (_of("doctrine", "scenarios"), "scenario_id", ""),
    "DOC15": (_of("doctrine", "coverage"), "item", ""),
    "NUI01": (_of("nightlife", "rates"), "zone_id", ""),
    "NUI02": (_of("nightlife", "passages"), "zone_id", ""),
    "NUI03": (_of("nightlife", "complaints"), "zone_id", ""),
    "NUI04": (_of("nightlife", "recurrence"), "zone_id", ""),
    "NUI05": (_of("nightlife", "peak"), "zone_id", ""),
    "NUI06": (_of("nightlife", "offer"), "closing", ""),
    "NUI07": (_of("nightlife", "mismatch"), "item", ""),
    "NUI08": (_of("nightlife", "harassment"), "item", ""),
    "NUI09": (_of("nightlife", "nuisance"), "item", ""),
    "NUI10": (_charter, "item", "part"),
    "NUI11": (_of("nightlife", "effect"), "comparison_id", ""),
    "NUI12": (_of("nightlife", "sanctions"), "type", "year"),
    "NUI13": (_of("nightlife", "rescue"), "service", ""),
    "NUI14": (_of("nightlife", "rounds"), "zone_id", ""),
    "CHA01": (_of("charter", "signatures"), "item", ""),
    "CHA02": (_of("charter", "coverage"), "item", ""),
    "CHA03": (_of("charter", "compliance"), "item", "scope"),
    "CHA04": (_of("charter", "critical"), "item", "control_id"),
    "CHA05": (_of("charter", "reciprocity"), "item", ""),
    "CHA06": (_of("charter", "informed"), "item", ""),
    "CHA07": (_of("charter", "training"), "item", ""),
    "CHA08": (_of("charter", "gap"), "item", ""),
    "CHA09": (_of("charter", "reviews"), "item", ""),
}


def found(chapters: Chapters, check: dict[str, Any], item: str) -> Any:
    """The one value that an expectation speaks of."""
    compute, item_column, scope_column = SOURCES[check["indicator"]]
    rows = compute(chapters)
    rows = rows[rows[item_column] == item]
    if scope_column:
        rows = rows[rows[scope_column] == check["scope"]]
    assert len(rows) == 1, f"{check['indicator']}:{item} : {len(rows)} lignes"
    return rows.iloc[0][check["field"]]
