"""Early and late respondents: what those who answered last suggest of those who did not.

Source: J. S. Armstrong, T. S. Overton, Estimating nonresponse bias in mail surveys, Journal of
Marketing Research 14, 1977.
"""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, joined, need, need_unique, result
from ffsu_eval.indicators.survey.bases import ITEM, ITEM_TYPES
from ffsu_eval.indicators.survey.opinions import top_two

EARLY_LATE = ITEM_TYPES | {
    "value": "Float64",
    "early": "Float64",
    "late": "Float64",
    "n_early": "Int64",
    "n_late": "Int64",
    "caveat": "string",
}


def early_late(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    scales: pd.DataFrame,
    respondents: pd.DataFrame,
    construct: str = "insecurity",
    reminder: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Share of the two highest answers of the late respondents − that of the early, in points.

    ``respondents``: resp_id, ``answered_on`` (date; without one, left out). Late: from the day of
    the ``reminder``, or after the median date without one. One row per item; no value when either
    base is under 30, and the caveat says which. No interval: both answered, neither was drawn.
    ValueError: missing column, respondent given twice, as ``top_two``.
    """
    need(respondents, "respondents", ("resp_id", "answered_on"))
    need_unique(respondents, "respondents", ("resp_id",))
    dated = respondents.dropna(subset="answered_on")
    moment = pd.to_datetime(dated["answered_on"])
    late = moment > moment.median() if reminder is None else moment >= reminder
    first, last = (
        top_two(answers[answers["resp_id"].isin(people)], items, scales, construct)
        for people in (dated.loc[~late, "resp_id"], dated.loc[late, "resp_id"])
    )
    start, end = floats(first["value"]), floats(last["value"])
    caveat = [
        joined(f"premiers : {one}" if one else "", f"derniers : {other}" if other else "")
        for one, other in zip(first["caveat"], last["caveat"], strict=True)
    ]
    return result(
        first[ITEM].assign(
            value=np.asarray(100 * (end - start)),
            early=start,
            late=end,
            n_early=first["n"],
            n_late=last["n"],
            caveat=caveat,
        ),
        EARLY_LATE,
    )
