"""What a strategy gives itself: frames (STS03), load of the pilots (STS05), baselines (STS08)."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, ratio, result
from ffsu_eval.rows import Row, rows

ALIGNMENT = {
    "objective_id": "string",
    "label_fr": "string",
    "measures": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
LOAD = {
    "org_id": "string",
    "label_fr": "string",
    "count": "Int64",
    "fte": "Float64",
    "capacity": "Float64",
    "n": "Int64",
    "n_missing": "Int64",
    "value": "Float64",
    "caveat": "string",
}
MEASURABLE = {
    "objective_id": "string",
    "label_fr": "string",
    "baseline": "boolean",
    "target": "boolean",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def alignment(objectives: pd.DataFrame, alignments: pd.DataFrame) -> pd.DataFrame:
    """STS03, alignment: objectives that answer a measure of a policy frame / objectives.

    ``alignments``: objective_id, frame_id, measure_id. One row per objective (``measures``:
    « SNPD2020 AXE3 », in order), then « ensemble ». ValueError: missing column, objective given
    twice, alignment of an objective that does not exist. House rule.
    """
    need(objectives, "objectives", ("objective_id", "label_fr"))
    need_unique(objectives, "objectives", ("objective_id",))
    need(alignments, "alignments", ("objective_id", "frame_id", "measure_id"))
    if set(alignments["objective_id"]) - set(objectives["objective_id"]):
        raise ValueError("alignments: unknown objective")
    names = alignments["frame_id"] + " " + alignments["measure_id"]
    found = names.groupby(alignments["objective_id"]).agg(list)
    lines = [
        {
            "objective_id": row["objective_id"],
            "label_fr": row["label_fr"],
            "measures": ", ".join(sorted(found.get(row["objective_id"], []))),
            "count": len(found.get(row["objective_id"], [])),
            "caveat": "" if row["objective_id"] in found else "aucun cadre cité",
        }
        for row in rows(objectives)
    ]
    return _with_whole(lines, [bool(line["count"]) for line in lines], "objective_id", ALIGNMENT)


def pilot_load(
    actions: pd.DataFrame, organisations: pd.DataFrame, capacities: pd.DataFrame
) -> pd.DataFrame:
    """STS05, load of each pilot: actions, and full-time equivalents asked for / available.

    One row per organisation that pilots an action, heaviest number of actions first; ``value`` is
    missing without the capacity or when an action does not say what it asks for (``n_missing``).
    Above 1, more is asked for than there is. ValueError: missing column, organisation given twice.
    """
    need(actions, "actions", ("action_id", "pilot_org_id", "fte"))
    need(organisations, "organisations", ("org_id", "label_fr"))
    need(capacities, "capacities", ("org_id", "fte_available"))
    need_unique(capacities, "capacities", ("org_id",))
    available = capacities.set_index("org_id")["fte_available"]
    named = dict(zip(organisations["org_id"], organisations["label_fr"], strict=True))
    lines = []
    for org, own in actions.dropna(subset=["pilot_org_id"]).groupby("pilot_org_id"):
        missing, there = int(own["fte"].isna().sum()), available.get(org, pd.NA)
        asked = float(own["fte"].sum())
        known = not missing and not pd.isna(there)
        lines.append(
            {
                "org_id": org,
                "label_fr": named.get(str(org), str(org)),
                "count": len(own),
                "fte": asked,
                "capacity": there,
                "n": len(own),
                "n_missing": missing,
                "value": ratio(asked, float(there)) if known else None,
                "caveat": "" if known else "charge ou capacité inconnue",
            }
        )
    frame = result(pd.DataFrame(lines, columns=list(LOAD)), LOAD)
    return frame.sort_values(["count", "label_fr"], ascending=[False, True], ignore_index=True)


def measurable(objectives: pd.DataFrame, baselines: pd.DataFrame) -> pd.DataFrame:
    """STS08, objectives with a baseline and a target / objectives.

    One row per objective, then « ensemble ». ValueError: missing column, objective given twice.
    House rule, after the evaluability assessment of Wholey (1979).
    """
    need(objectives, "objectives", ("objective_id", "label_fr"))
    need_unique(objectives, "objectives", ("objective_id",))
    need(baselines, "baselines", ("objective_id", "value", "target_value"))
    base = set(baselines.loc[baselines["value"].notna(), "objective_id"])
    aim = set(baselines.loc[baselines["target_value"].notna(), "objective_id"])
    lines, both = [], []
    for row in rows(objectives):
        held = (row["objective_id"] in base, row["objective_id"] in aim)
        lacking = [
            w for w, there in zip(("ligne de base", "cible"), held, strict=True) if not there
        ]
        both.append(all(held))
        lines.append(
            {
                "objective_id": row["objective_id"],
                "label_fr": row["label_fr"],
                "baseline": held[0],
                "target": held[1],
                "caveat": f"manque : {', '.join(lacking)}" if lacking else "",
            }
        )
    return _with_whole(lines, both, "objective_id", MEASURABLE)


def _with_whole(
    lines: list[Row], done: list[bool], key: str, dtypes: dict[str, str]
) -> pd.DataFrame:
    whole = {
        key: WHOLE,
        "label_fr": "Ensemble",
        "count": sum(done),
        "n": len(done),
        "value": ratio(sum(done), len(done)),
        "caveat": "",
    }
    frames = [pd.DataFrame(part).reindex(columns=list(dtypes)) for part in (lines, [whole])]
    return pd.concat([result(frame, dtypes) for frame in frames], ignore_index=True)
