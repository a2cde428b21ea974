"""What a council follows: its creation (CLS03), values received (CLS04), decisions (CLS06)."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, given, need, need_unique, ratio, result

DELAY = {"value": "Float64", "start": "datetime64[s]", "end": "datetime64[s]", "caveat": "string"}
RETURNS = {
    "quarter": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "missing": "string",
    "caveat": "string",
}
ORPHANS = {"count": "Int64", "n": "Int64", "value": "Float64", "caveat": "string"}
DECIDED, INSTALLED = "deliberation", "installation"


def creation_delay(milestones: pd.DataFrame) -> pd.DataFrame:
    """CLS03, days from the decision of the city council to the installation; one row.

    The first « deliberation » and the first « installation » that were done. ``value`` is missing,
    with the reason, when one of them was not. ValueError: missing column. House rule.
    """
    need(milestones, "milestones", ("kind", "done_on"))
    done = milestones[milestones["done_on"].notna()]
    days = [done.loc[done["kind"] == kind, "done_on"].min() for kind in (DECIDED, INSTALLED)]
    known = not any(pd.isna(day) for day in days)
    row = {
        "value": (days[1] - days[0]).days if known else None,
        "start": days[0],
        "end": days[1],
        "caveat": "" if known else "conseil non encore décidé ou non encore installé",
    }
    return result([row], DELAY)


def return_rate(values: pd.DataFrame) -> pd.DataFrame:
    """CLS04, return of the follow-up: values received / expected, by quarter then in all.

    One row per quarter in order, then « ensemble »; ``missing`` names the indicators that did not
    come. ValueError: missing column, indicator given twice in a quarter. House rule.
    """
    need(values, "values", ("indicator_id", "label_fr", "quarter", "value"))
    need_unique(values, "values", ("indicator_id", "quarter"))
    rows = []
    for quarter in [*sorted(set(values["quarter"])), WHOLE]:
        own = values if quarter == WHOLE else values[values["quarter"] == quarter]
        came = own["value"].notna()
        lacking = "" if quarter == WHOLE else " ; ".join(map(str, own.loc[~came, "label_fr"]))
        rows.append(
            {
                "quarter": quarter,
                "count": int(came.sum()),
                "n": len(own),
                "value": ratio(int(came.sum()), len(own)),
                "missing": lacking,
                "caveat": "",
            }
        )
    return result(rows, RETURNS)


def orphan_decisions(decisions: pd.DataFrame) -> pd.DataFrame:
    """CLS06, orphan decisions: without an owner or a date / decisions; one row.

    ValueError: missing column, decision given twice. House rule.
    """
    need(decisions, "decisions", ("decision_id", "owner_org_id", "due_date"))
    need_unique(decisions, "decisions", ("decision_id",))
    alone = ~given(decisions["owner_org_id"]) | decisions["due_date"].isna().to_numpy(dtype=bool)
    count = int(alone.sum())
    caveat = "" if len(decisions) else "aucune décision"
    row = {"count": count, "n": len(decisions), "value": ratio(count, len(decisions))}
    return result([{**row, "caveat": caveat}], ORPHANS)
