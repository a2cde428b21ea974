"""DLS02, needs beside responses: for whom and what is there a need, and who answers it."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, ratio, result
from ffsu_eval.rows import Row, rows

NEEDED_FAMILIES = 2
GAP, COVERED = "manque", "couvert"
WEAK, WITHOUT_NEED = "besoin peu étayé", "réponse sans besoin établi"
STATES = (GAP, COVERED, WEAK, WITHOUT_NEED)
SLOTS = ("jour", "soiree", "nuit", "continu")
ALWAYS = "continu"
KEY = ["public", "phenomenon"]

NEEDS = {"public": "string", "phenomenon": "string", "need": "Int64", "findings": "string"}
COVERAGE = {
    "public": "string",
    "phenomenon": "string",
    "value": "Int64",
    "findings": "string",
    "supply": "Float64",
    "responses": "Int64",
    "organisations": "Int64",
    "evening": "boolean",
    "n": "Int64",
    "state": "string",
    "caveat": "string",
}
SLOT = {
    "slots": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def response_coverage(needs: pd.DataFrame, responses: pd.DataFrame) -> pd.DataFrame:
    """DLS02, each public and phenomenon that has a need or a response.

    ``value``: families of evidence that signal the need (``evidence.needs``); ``supply``: sum of the
    capacities of its responses, whatever their unit, only to know whether it is above 0; ``evening``:
    one of them is open in the evening or at night. ``state``: "manque" for two families or more and no
    capacity; "couvert" for two or more and some; "besoin peu étayé" for one family or none in a finding;
    "réponse sans besoin établi" where no finding speaks of the pair. ``n``: responses in all.
    A response to all residents is not counted for one public among them. ValueError: missing column,
    a pair given twice among the needs. House rule.
    """
    need(needs, "needs", NEEDS)
    need(responses, "responses", (*KEY, "org_id", "capacity", "slots"))
    need_unique(needs, "needs", KEY)
    late = responses["slots"].isin(["soiree", "nuit", ALWAYS]) & (responses["capacity"] > 0)
    supply = (
        responses.assign(late=late)
        .groupby(KEY)
        .agg(
            supply=("capacity", "sum"),
            responses=("capacity", "size"),
            organisations=("org_id", "nunique"),
            evening=("late", "any"),
        )
        .reset_index()
    )
    frame = needs.merge(supply.astype(dict.fromkeys(KEY, "string")), on=KEY, how="outer")
    empty = {"supply": 0.0, "responses": 0, "organisations": 0, "evening": False}
    frame = frame.fillna(empty)
    states = [_state(row) for row in rows(frame)]
    closed = (frame["responses"] > 0) & (frame["supply"] == 0)
    return result(
        frame.assign(
            value=frame["need"].fillna(0),
            findings=frame["findings"].fillna(""),
            n=len(responses),
            state=states,
            caveat=closed.map({True: "réponses sans capacité", False: ""}),
        ),
        COVERAGE,
    )


def _state(row: Row) -> str:
    if pd.isna(row["need"]):
        return WITHOUT_NEED
    if row["need"] < NEEDED_FAMILIES:
        return WEAK
    return COVERED if row["supply"] > 0 else GAP


def response_slots(responses: pd.DataFrame) -> pd.DataFrame:
    """Responses open by day, in the evening, at night; one that is always open counts in each.

    Rows "jour", "soiree", "nuit", then "ensemble". ``count`` of ``n`` responses, ``value`` their share
    0-1. A count of responses, not of hours. ValueError: missing column.
    """
    need(responses, "responses", ("slots",))
    n = len(responses)
    lines = []
    for slot in SLOTS[:-1]:
        count = int(responses["slots"].isin([slot, ALWAYS]).sum())
        lines.append((slot, count, n, ratio(count, n), "" if n else "aucune réponse recensée"))
    lines.append((WHOLE, n, n, ratio(n, n), "" if n else "aucune réponse recensée"))
    return result(lines, SLOT)
