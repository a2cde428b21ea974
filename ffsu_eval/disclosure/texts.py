"""The free texts that a report may print, screened together before anything is told."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from ffsu_eval.disclosure.decisions import ALLOW, apply
from ffsu_eval.disclosure.screening import UNITS, find, units
from ffsu_eval.disclosure.screening_offices import OFFICE
from ffsu_eval.rows import Row, rows

DECISIONS = "screening_decisions"
SENTENCE_END = re.compile(r"[.!?\n](?=\s|$)")
# rank of a row among those that the rest of its key does not tell apart: a key never holds a text
RANK = "_rang"
# frame → its key, the columns of text that a report prints
PRINTED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "segments": (("segment_id",), ("text_redacted",)),
    "findings": (("finding_id",), ("text_fr", "theme_fr", "explained_fr")),
    "conclusions": (("conclusion_id",), ("text_fr",)),
    "recommendations": (("reco_id",), ("text_fr", "owner", "delay", "success_indicator")),
    "documents": (("document_id",), ("title", "type", "producer", "perimeter")),
    "interviews": (("interview_id",), ("org_type", "mode")),
    "objectives": (("objective_id",), ("label_fr", "axis_label_fr", "policy_ref")),
    "actions": (
        ("action_id",),
        (
            "title_fr",
            "target_public",
            "funding",
            "output_indicator",
            "indicator_source",
            "problem_fr",
            "mechanism_fr",
            "partners",
            "risks_fr",
        ),
    ),
    "baselines": (("objective_id", "indicator_id"), ("label_fr", "unit", "source")),
    "policy_events": (("event_id",), ("label_fr",)),
    "decisions": (("decision_id",), ("label_fr",)),
    "meetings": (("meeting_id",), ("theme",)),
    "codebook": (("code_id",), ("label_fr", "definition", "include_rule", "exclude_rule")),
    "codebook_history": (
        ("code_id", "version"),
        ("label_fr", "definition", "include_rule", "exclude_rule"),
    ),
    "workshops": (("workshop_id",), ("label_fr",)),
    "survey_items": (("item_id",), ("text_fr", "theme_label_fr")),
    "workshop_items": (("workshop_id", "item_id"), ("label_fr",)),
    "legal_checks": (("requirement_id",), ("comment_fr",)),
    "survey_strata": (("wave_id", "stratum"), ("label_fr", "declined")),
    "survey_waves": (("wave_id",), ("frame_desc", "mode")),
    "logic_nodes": (("node_id",), ("label_fr",)),
    "logic_links": (("link_id",), ("assumption_fr",)),
    "logic_rivals": (("link_id", RANK), ("text_fr",)),
    "responses": (("response_id",), ("label_fr",)),
    "walk_observations": (("observation_id",), ("note_fr",)),
    "socio": (("commune_code", "year"), ("source",)),
    "challenges": (("challenge_id",), ("label_fr",)),
    "zones": (("zone_id",), ("label_fr",)),
    "formations": (("formation_id",), ("label_fr", "theme")),
    "seats": (("seat_id",), ("label_fr",)),
    "milestones": (("kind", "planned_on", RANK), ("label_fr",)),
    "follow_up_values": (("indicator_id", "quarter"), ("label_fr",)),
    "info_flows": (("flow_id",), ("purpose_fr", "legal_basis", "legal_exception")),
    "exchange_instances": (("instance_id",), ("label_fr",)),
    "signatories": (("instance_id", "org_id", RANK), ("role_fr",)),
    "annual_reviews": (("year",), ("changes_fr",)),
    "charter_tasks": (("task_id", "org_id"), ("task_fr",)),
    "waivers": (("rule", "target"), ("quote", "justification", "by")),
}
# labels of places and organisations, which are no names of persons
LABELS = {"organisations": "label_fr", "quartiers": "label_fr", "survey_strata": "label_fr"}

Frames = Mapping[str, pd.DataFrame]


def screened(frames: Frames, place: str) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The frames with their printed texts masked as decided, and the log of the decisions.

    ``place``: name of the territory. DisclosureError as ``decisions.apply``: a passage that may name
    somebody, and that nobody has decided on.
    """
    present, texts = _texts(frames)
    found = find(texts, _labels(frames, place))
    masked, log = apply(texts, found, frames.get(DECISIONS))
    shown = dict(frames)
    for name, (key, columns) in present.items():
        own = masked[masked["dataset"] == name]
        for column in columns:
            values = own[own["column"] == column].set_index("key")["text"]
            keys = _ranked(frames[name], key)[list(key)].astype(str).agg(" ".join, axis=1)
            written = keys.map(values)
            shown[name] = shown[name].assign(
                **{column: frames[name][column].where(written.isna(), written).astype("string")}
            )
    return shown, log


def masked_passages(frames: Frames, place: str) -> list[str]:
    """The passages themselves that ``screened`` masks, to look for them in what is published.

    A function is sought with the sentence that it stands in: « le procureur » alone is in the law.
    """
    _, texts = _texts(frames)
    found = find(texts, _labels(frames, place))
    _, log = apply(texts, found, frames.get(DECISIONS))
    hidden = found[(log["decision"] != ALLOW).to_numpy()].merge(
        texts, on=["dataset", "key", "column"]
    )
    return [_passage(row) for row in rows(hidden)]


def _passage(row: Row) -> str:
    text, first = str(row["text"]), int(row["position"]) - 1
    last = first + int(row["length"])
    if row["kind"] != OFFICE:
        return text[first:last]
    ends = [match.start() for match in SENTENCE_END.finditer(text)]
    start = max((end + 1 for end in ends if end < first), default=0)
    stop = min((end for end in ends if end >= last), default=len(text))
    return text[start:stop].strip()


def _texts(
    frames: Frames,
) -> tuple[dict[str, tuple[tuple[str, ...], tuple[str, ...]]], pd.DataFrame]:
    present = {
        name: (key, tuple(column for column in columns if column in frames[name]))
        for name, (key, columns) in PRINTED.items()
        if name in frames and len(frames[name])
    }
    present = {name: entry for name, entry in present.items() if entry[1]}
    parts = [
        units(_ranked(frames[name], key), name, key, columns)
        for name, (key, columns) in present.items()
    ]
    none = pd.DataFrame(columns=list(UNITS), dtype="string")
    return present, pd.concat(parts, ignore_index=True) if parts else none


def _ranked(frame: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    if RANK not in key:
        return frame
    others = [column for column in key if column != RANK]
    return frame.assign(**{RANK: frame.groupby(others, dropna=False).cumcount() + 1})


def _labels(frames: Frames, place: str) -> list[str]:
    found = [frames[name][column].dropna() for name, column in LABELS.items() if name in frames]
    return [place, *(str(label) for labels in found for label in labels)]
