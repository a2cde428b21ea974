"""Shares of the two highest answers and balances of opinion, unweighted next to weighted."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, need, need_values, result
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

Scale = tuple[int, ...]
FEWEST_STEPS = 4

OPINION = ITEM_TYPES | {
    "value": "Float64",
    "weighted": "Float64",
    "n": "Int64",
    "n_eff": "Float64",
    "display": "string",
    "caveat": "string",
}


def top_two(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    scales: pd.DataFrame,
    construct: str,
    weights: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Share of the two highest steps of the scale: SUR01 where the scale goes from 0 to 3.

    One row per item of the construct, whose scale has four steps or more. ``value``: share 0-1 of
    the ``n`` valid answers; ``weighted``: the same with ``weights`` (resp_id, weight), ``n_eff``
    their effective size (Kish). Under 30 valid answers neither. No interval: see ``purposive`` and
    ``probability``. ValueError: missing column, code outside the scale, shorter scale, weight not
    above 0 or missing for a respondent.
    """

    def score(code: int, scale: Scale) -> float:
        if len(scale) < FEWEST_STEPS:
            raise ValueError(f"scales: expected {FEWEST_STEPS} steps or more")
        return float(code in scale[-2:])

    return _opinion(answers, items, scales, construct, weights, score)


def balance(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    scales: pd.DataFrame,
    construct: str,
    weights: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Balance of opinion: % above the middle of the scale − % below, in points, −100 to 100.

    The middle step, where there is one, is in the base only; SUR03 and SUR05 are this balance on
    their scales. Rows, columns and errors as ``top_two``; any scale.
    """

    def score(code: int, scale: Scale) -> float:
        return 100 * float(np.sign(2 * code - scale[0] - scale[-1]))

    return _opinion(answers, items, scales, construct, weights, score)


def _opinion(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    scales: pd.DataFrame,
    construct: str,
    weights: pd.DataFrame | None,
    score: Callable[[int, Scale], float],
) -> pd.DataFrame:
    """Mean score by item, unweighted and weighted, under the base rules."""
    need(items, "items", ("scale_id",))
    need(scales, "scales", ("scale_id", "code"))
    chosen = items_of(items, construct)
    need_values(chosen["scale_id"], "items.scale_id", scales["scale_id"])
    steps = scales.assign(code=pd.to_numeric(scales["code"]).astype(int))
    of_scale = {name: tuple(sorted(part["code"])) for name, part in steps.groupby("scale_id")}
    of_item = {
        item: of_scale[scale]
        for item, scale in zip(chosen["item_id"], chosen["scale_id"], strict=True)
    }
    valid = valid_codes(answers, chosen)
    if any(
        code not in of_item[item]
        for item, code in zip(valid["item_id"], valid["code"], strict=True)
    ):
        raise ValueError("answers.code: values outside the item's scale")
    scored = pd.DataFrame(
        {
            "item_id": valid["item_id"],
            "score": [
                score(int(code), of_item[item])
                for item, code in zip(valid["item_id"], valid["code"], strict=True)
            ],
            "weight": weight_of(valid["resp_id"], weights),
        }
    ).astype({"score": float, "weight": float})
    sums = (
        scored.assign(ws=scored["weight"] * scored["score"], w2=scored["weight"] ** 2, n=1)
        .groupby("item_id")[["n", "score", "weight", "ws", "w2"]]
        .sum()
        .reindex(chosen["item_id"])
        .reset_index(drop=True)
    )
    n = sums["n"].fillna(0)
    shown = display(n)
    valued = has_value(shown)
    weighted = valued & (weights is not None)
    return result(
        chosen[ITEM].assign(
            value=np.where(valued, floats(sums["score"] / sums["n"]), np.nan),
            weighted=np.where(weighted, floats(sums["ws"] / sums["weight"]), np.nan),
            n=n,
            n_eff=np.where(weighted, floats(sums["weight"] ** 2 / sums["w2"]), np.nan),
            display=shown,
            caveat=caveats(shown),
        ),
        OPINION,
    )
