"""SUR01, share who feel unsafe, and the full distribution of the answers."""

from typing import Literal

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import (
    WHOLE,
    floats,
    joined,
    need,
    need_unique,
    need_values,
    result,
)
from ffsu_eval.indicators.survey.bases import (
    ITEM,
    ITEM_TYPES,
    caveats,
    display,
    has_value,
    items_of,
    valid_codes,
    weight_of,
)

NO_MARGIN = "enquête non probabiliste : pas de marge d'erreur"
INSECURITY_CODES = (0, 1, 2, 3)
TIME_SLOTS = ("journee", "soiree", "nuit")

SHARE = ITEM_TYPES | {
    "group": "string",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "n": "Int64",
    "count": "Int64",
    "display": "string",
    "caveat": "string",
}
DISTRIBUTION = ITEM_TYPES | {
    "code": "Int64",
    "label_fr": "string",
    "value": "Float64",
    "count": "Int64",
    "n": "Int64",
    "display": "string",
}


def insecurity_share(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    respondents: pd.DataFrame,
    by: Literal["stratum", "time_slot"] | None = None,
) -> pd.DataFrame:
    """SUR01, share who feel unsafe "souvent" or "de temps en temps": answers ≥ 2 over answers 0-3.

    One row per item of the construct ``insecurity`` and group ("ensemble", or the values of ``by``
    found among ``respondents``, who must all be of one wave; answers of others are left out).
    ``value`` is a share 0-1, ``count`` its numerator, ``n`` the valid answers. Base rules: under 10
    neither value nor count, under 30 the count without value. Every respondent counts the same:
    ``ci_low`` and ``ci_high`` are always NA, and the caveat says why. A sample drawn at random has
    its estimate and interval from ``insecurity_estimate``.
    ValueError: missing column, two waves, code outside 0-3, item answered twice.
    Source: question and threshold of the survey "Cadre de vie et sécurité" (Insee, ONDRP, SSMSI).
    """
    need(respondents, "respondents", ("resp_id", "wave_id", *([by] if by else [])))
    need_unique(respondents, "respondents", ("resp_id",))
    if respondents["wave_id"].nunique() > 1:
        raise ValueError("respondents: expected one wave")
    chosen = items_of(items, "insecurity")
    people = pd.DataFrame(
        {"resp_id": respondents["resp_id"], "group": respondents[by] if by else WHOLE}
    ).dropna()
    valid = valid_codes(answers, chosen, INSECURITY_CODES).merge(people, on="resp_id")
    cells = chosen[ITEM].merge(
        pd.DataFrame({"group": groups_in_order(people["group"], by)}), how="cross"
    )
    cell = pd.MultiIndex.from_frame(cells[["item_id", "group"]])
    codes = valid.groupby(["item_id", "group"])["code"]
    n = codes.size().reindex(cell, fill_value=0).reset_index(drop=True)
    unsafe = (valid["code"] >= 2).groupby([valid["item_id"], valid["group"]]).sum()
    count = unsafe.reindex(cell, fill_value=0).reset_index(drop=True)
    shown = display(n)
    valued = has_value(shown)
    return result(
        cells.assign(
            value=np.where(valued, floats(count) / np.maximum(floats(n), 1), np.nan),
            n=n,
            count=np.where(n >= 10, floats(count), np.nan),
            display=shown,
            caveat=[joined(caveat, NO_MARGIN) for caveat in caveats(shown)],
        ),
        SHARE,
    )


def distribution(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    scales: pd.DataFrame,
    construct: str,
    weights: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Full distribution of the answers to the items of a construct, every code of their scale.

    One row per item × code, ``value`` a share 0-1 of the ``n`` valid answers, weighted by ``weights``
    (resp_id, weight) where there are some, ``count`` and ``n`` never; base rules as SUR01.
    ``scales``: scale_id, code, label_fr. ValueError: missing column, code outside the item's scale,
    weight not above 0 or missing for a respondent.
    """
    need(items, "items", ("scale_id",))
    need(scales, "scales", ("scale_id", "code", "label_fr"))
    chosen = items_of(items, construct)
    need_values(chosen["scale_id"], "items.scale_id", scales["scale_id"])
    steps = scales[["scale_id", "code", "label_fr"]].assign(
        code=pd.to_numeric(scales["code"]).astype("Int64")
    )
    cells = chosen[[*ITEM, "scale_id"]].merge(steps, on="scale_id").drop(columns="scale_id")
    valid = valid_codes(answers, chosen)
    key = ["item_id", "code"]
    known = valid.merge(cells[key], on=key)
    if len(known) != len(valid):
        raise ValueError("answers.code: values outside the item's scale")
    known = known.assign(count=1, weight=weight_of(known["resp_id"], weights))
    measures = known.groupby(key)[["count", "weight"]].sum().reset_index()
    whole = known.groupby("item_id")[["count", "weight"]].sum()
    cells = cells.merge(measures, on=key, how="left").fillna({"count": 0, "weight": 0})
    n, total = (cells["item_id"].map(whole[name]).fillna(0) for name in ("count", "weight"))
    count = cells["count"]
    shown = display(n)
    valued = has_value(shown)
    return result(
        cells.assign(
            value=np.where(valued, floats(cells["weight"]) / np.where(valued, total, 1), np.nan),
            count=np.where(n >= 10, floats(count), np.nan),
            n=n,
            display=shown,
        ),
        DISTRIBUTION,
    )


def groups_in_order(values: pd.Series, by: str | None) -> list[str]:
    """Groups found, time slots in the order of the day, others by name."""
    found = set(values) if by else {WHOLE}
    order = {slot: place for place, slot in enumerate(TIME_SLOTS)} if by == "time_slot" else {}
    return sorted(found, key=lambda group: (order.get(group, len(order)), group))
