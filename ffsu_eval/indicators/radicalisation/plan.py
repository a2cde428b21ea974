"""The plan: levels by public (RAD06), scale and reason of each action (RAD10), its review (RAD12)."""

from collections.abc import Sequence

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, given, need, need_unique, need_values, ratio, result

LEVELS = ("primaire", "secondaire", "tertiaire")
# publics looked at in every mission, beside those that an action or a resource names
CORE = ("mineurs", "jeunes_majeurs", "familles", "professionnels")
MATRIX = {
    "public": "string",
    "prevention_level": "string",
    "actions": "Int64",
    "resources": "Int64",
    "gap": "boolean",
    "caveat": "string",
}
SCALED = {
    "action_id": "string",
    "title_fr": "string",
    "scale": "string",
    "reason_fr": "string",
    "justified": "boolean",
    "reviewed_on": "datetime64[s]",
    "reviewed": "boolean",
    "count": "Int64",
    "reviewed_count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def prevention_matrix(
    actions: pd.DataFrame,
    scales: pd.DataFrame,
    resources: pd.DataFrame | None,
    core: Sequence[str] = CORE,
) -> pd.DataFrame:
    """RAD06, coverage level of prevention × public: planned actions and existing resources of each cell.

    ``scales`` gives the public of each action; ``resources``: None when unknown. One row per public
    (``core`` first, then those that are named, in alphabetical order) and level; ``gap``: neither an
    action nor a resource. An empty cell is not always a need. ValueError: missing column, action given
    twice, unknown level. Levels: G. Caplan, Principles of Preventive Psychiatry, 1964.
    """
    need(actions, "actions", ("action_id", "prevention_level"))
    need_unique(actions, "actions", ("action_id",))
    need(scales, "scales", ("action_id", "public"))
    placed = actions[["action_id", "prevention_level"]].merge(
        scales[["action_id", "public"]], on="action_id", validate="one_to_one"
    )
    there = (
        resources if resources is not None else pd.DataFrame(columns=["public", "prevention_level"])
    )
    need(there, "resources", ("public", "prevention_level"))
    for name, frame in (("actions", placed), ("resources", there)):
        need_values(frame["prevention_level"], f"{name}.prevention_level", LEVELS)
    others = sorted({*placed["public"], *there["public"]} - set(core))
    rows = []
    for public in (*core, *others):
        for level in LEVELS:
            counts = [
                int(((f["public"] == public) & (f["prevention_level"] == level)).sum())
                for f in (placed, there)
            ]
            rows.append(
                {
                    "public": public,
                    "prevention_level": level,
                    "actions": counts[0],
                    "resources": counts[1] if resources is not None else None,
                    "gap": sum(counts) == 0,
                    "caveat": "" if resources is not None else "ressources non documentées",
                }
            )
    return result(rows, MATRIX)


def action_scales(actions: pd.DataFrame, scales: pd.DataFrame | None) -> pd.DataFrame:
    """RAD10 and RAD12: actions that say at which scale and why / actions; actions that were reviewed.

    One row per action, then « ensemble »: ``count`` justified (RAD10, ``value`` = count/n) and
    ``reviewed_count`` reviewed for stigmatisation (RAD12). ``scales``: None when the mission does not
    have the file: no action is then justified nor reviewed. ValueError: missing column, action given
    twice. House rule.
    """
    need(actions, "actions", ("action_id", "title_fr"))
    need_unique(actions, "actions", ("action_id",))
    columns = ["action_id", "scale", "reason_fr", "stigma_review_on"]
    known = pd.DataFrame(columns=columns) if scales is None else scales
    need(known, "scales", columns)
    need_unique(known, "scales", ("action_id",))
    frame = actions[["action_id", "title_fr"]].merge(known[columns], on="action_id", how="left")
    frame["justified"] = given(frame["scale"]) & given(frame["reason_fr"])
    frame["reviewed_on"] = pd.to_datetime(frame["stigma_review_on"])
    frame["reviewed"] = frame["reviewed_on"].notna()
    frame["caveat"] = [
        " ; ".join(word for word, lacks in zip(words, gaps, strict=True) if lacks)
        for words, gaps in zip(
            [("échelle ou raison non écrite", "relecture non faite")] * len(frame),
            zip(~frame["justified"], ~frame["reviewed"], strict=True),
            strict=True,
        )
    ]
    count, reviewed = int(frame["justified"].sum()), int(frame["reviewed"].sum())
    whole = {
        "action_id": WHOLE,
        "title_fr": "Ensemble",
        "count": count,
        "reviewed_count": reviewed,
        "n": len(frame),
        "value": ratio(count, len(frame)),
        "caveat": "",
    }
    lines = [*frame.to_dict("records"), whole]
    return result(pd.DataFrame(lines).reindex(columns=list(SCALED)), SCALED)
