"""GOV04, decisions executed on time."""

import pandas as pd

from ffsu_eval.indicators.frames import joined, need, need_values, plural, ratio, result, truths

EXECUTION = {
    "executed_on_time": "Int64",
    "executed_late": "Int64",
    "not_executed": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def decisions_executed(decisions: pd.DataFrame, reference_date: pd.Timestamp) -> pd.DataFrame:
    """GOV04, decisions executed on time: done no later than due / due, at the reference date.

    One row. Base ``n``: decisions due on the reference date or before, abandoned ones included;
    ``executed_late``: done after the due date, by the reference date. ``value`` 0-1. Decisions
    without due date are out of the base and told in the caveat. ValueError: missing column, unknown
    status. House formula.
    """
    need(decisions, "decisions", ("due_date", "done_date", "status"))
    need_values(decisions["status"], "decisions.status", ("ouverte", "executee", "abandonnee"))
    reference = pd.Timestamp(reference_date)
    due = decisions[truths(decisions["due_date"] <= reference)]
    done = due[truths(due["status"] == "executee") & truths(due["done_date"] <= reference)]
    on_time = int(truths(done["done_date"] <= done["due_date"]).sum())
    undated = int(decisions["due_date"].isna().sum())
    row = {
        "executed_on_time": on_time,
        "executed_late": len(done) - on_time,
        "not_executed": len(due) - len(done),
        "n": len(due),
        "value": ratio(on_time, len(due)),
        "caveat": joined(
            "" if len(due) else "aucune décision échue",
            f"{plural(undated, 'décision', 'décisions')} sans échéance" * (undated > 0),
        ),
    }
    return result([row], EXECUTION)
