"""Base rules of the survey, and its valid answers: what may be shown with how many answers.

Under 10 answers nothing is shown, from 10 to 29 counts only, from 30 to 49 the value with the
mention "effectif faible". House rules. Answers "ne sait pas" and absent answers are not in a base;
valid answers of unfinished questionnaires are.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import (
    BoolArray,
    FloatArray,
    floats,
    need,
    need_unique,
    need_values,
)
from ffsu_eval.indicators.survey.weights import positive

COMPLETE = "complet"
SMALL = "effectif faible"
COUNTS_ONLY = "effectifs seuls"
HIDDEN = "non affiché"

CAVEATS = {
    COMPLETE: "",
    SMALL: "effectif faible",
    COUNTS_ONLY: "effectifs seuls : moins de 30 réponses",
    HIDDEN: "non affiché : moins de 10 réponses",
}
ITEM = ["item_id", "theme", "theme_label_fr"]
ITEM_TYPES = {"item_id": "string", "theme": "string", "theme_label_fr": "string"}


def display(n: pd.Series) -> pd.Series:
    """Display class of each base ``n``, text, same index."""
    classes = np.select([n < 10, n < 30, n < 50], [HIDDEN, COUNTS_ONLY, SMALL], COMPLETE)
    return pd.Series(classes, index=n.index, dtype="string")


def has_value(shown: pd.Series) -> BoolArray:
    """True where the display class admits a share or a score."""
    return shown.isin([COMPLETE, SMALL]).to_numpy(dtype=bool)


def caveats(shown: pd.Series) -> pd.Series:
    """French caveat of each display class."""
    return shown.map(CAVEATS).astype("string")


def items_of(items: pd.DataFrame, construct: str) -> pd.DataFrame:
    """Items of one construct, in the order of the questionnaire."""
    need(items, "items", (*ITEM, "construct"))
    need_unique(items, "items", ("item_id",))
    return items[(items["construct"] == construct).fillna(False)].reset_index(drop=True)


def valid_codes(
    answers: pd.DataFrame, chosen: pd.DataFrame, codes: Collection[int] | None = None
) -> pd.DataFrame:
    """Valid answers (resp_id, item_id, code) to the ``chosen`` items.

    ValueError: missing column, an item answered twice by a respondent, a code outside ``codes``.
    """
    need(answers, "answers", ("resp_id", "item_id", "code", "answer_status"))
    concerned = answers[answers["item_id"].isin(chosen["item_id"])]
    need_unique(concerned, "answers", ("resp_id", "item_id"))
    valid = concerned[(concerned["answer_status"] == "valide") & concerned["code"].notna()]
    if codes is not None:
        need_values(valid["code"], "answers.code", codes)
    return valid[["resp_id", "item_id", "code"]].reset_index(drop=True)


def weight_of(people: pd.Series, weights: pd.DataFrame | None) -> FloatArray:
    """Weight of each answer's respondent from ``weights`` (resp_id, weight); 1 without weights.

    ValueError: missing column, respondent given twice, weight not above 0 or missing.
    """
    if weights is None:
        return np.ones(len(people))
    need(weights, "weights", ("resp_id", "weight"))
    need_unique(weights, "weights", ("resp_id",))
    found = floats(people.map(weights.set_index("resp_id")["weight"]))
    return positive(found, "weights.weight") if len(found) else found


def merge_small_strata(
    respondents: pd.DataFrame, minimum: int = 30, merged: str = "autres"
) -> pd.DataFrame:
    """Respondents with the strata under ``minimum`` put together under one name.

    Strata are merged from the smallest until the merged one reaches ``minimum`` too, so that no
    stratum can be found again by taking the shown ones from the whole. Nothing is merged when every
    stratum is large enough. ValueError: missing column.
    House rule, after the practice of merging small classes before publication (Hundepool et al.,
    Statistical Disclosure Control, Wiley, 2012).
    """
    need(respondents, "respondents", ("resp_id", "stratum"))
    sizes = respondents["stratum"].value_counts().sort_values(kind="stable")
    small = list(sizes.index[sizes < minimum])
    while small and sizes[small].sum() < minimum and len(small) < len(sizes):
        small.append(sizes.index[len(small)])
    stratum = respondents["stratum"].mask(respondents["stratum"].isin(small), merged)
    return respondents.assign(stratum=stratum)
