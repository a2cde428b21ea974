"""Were the same question and the same answers put? Items compared across questionnaires."""

import pandas as pd

from ffsu_eval.indicators.frames import need, need_unique
from ffsu_eval.questions import same_words

QUESTION = ("text_fr", "scale_id")


def compared(
    one: pd.DataFrame, other: pd.DataFrame, key: str, names: tuple[str, str]
) -> pd.DataFrame:
    """Items of two questionnaires side by side by ``key``, with the reason not to compare them.

    One row per value of ``key`` in ``one``, its columns suffixed ``_one`` and ``_other``;
    ``reason``: empty, or French: question missing from the second, other wording, other scale.
    ``names``: what the two are called there. ValueError: missing column, ``key`` given twice.
    """
    for frame, name in ((one, "items"), (other, "other items")):
        need(frame, name, (key, *QUESTION))
        need_unique(frame, name, (key,))
    pairs = one.merge(other, on=key, how="left", suffixes=("_one", "_other"), indicator=True)
    reasons = []
    for row in pairs.to_dict("records"):
        reason = ""
        if row["_merge"] == "left_only":
            reason = f"question absente : {names[1]}"
        elif same_words(row["text_fr_one"]) != same_words(row["text_fr_other"]):
            reason = "libellés différents : pas de comparaison"
        elif row["scale_id_one"] != row["scale_id_other"]:
            reason = "échelles différentes : pas de comparaison"
        reasons.append(reason)
    return pairs.drop(columns="_merge").assign(reason=pd.array(reasons, dtype="string"))
