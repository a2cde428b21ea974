"""SUR02 to SUR05, scores and balances of opinion, one row per item.

With ``weights`` (resp_id, weight: those of a probability sample) means and shares are weighted, the
base ``n`` never. ValueError then for a weight that is not above 0 or missing.
"""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, result
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

SCORE = ITEM_TYPES | {"value": "Float64", "n": "Int64", "display": "string", "caveat": "string"}
BALANCE = SCORE | {"share_up": "Float64", "share_down": "Float64"}
NUISANCE = SCORE | {"share_high": "Float64"}


def frequency_score(
    answers: pd.DataFrame, items: pd.DataFrame, weights: pd.DataFrame | None = None
) -> pd.DataFrame:
    """SUR02, frequency score of a phenomenon: 100·mean(code)/3, 0 (never) to 100 (every week).

    One row per item of the construct ``frequency`` (codes 0-3). Under 30 valid answers no value.
    ValueError: missing column, code outside 0-3. House score, ordinal steps taken as equal.
    """
    cells, codes, weight = _by_item(answers, items, "frequency", (0, 1, 2, 3), weights)
    return _scored(cells, SCORE, value=100 * _mean(codes, cells, weight) / 3)


def evolution_balance(
    answers: pd.DataFrame, items: pd.DataFrame, weights: pd.DataFrame | None = None
) -> pd.DataFrame:
    """SUR03, balance of opinion on the evolution: % "en hausse" − % "en baisse", in points.

    One row per item of the construct ``evolution`` (codes −1, 0, 1), "stable" in the base;
    ``share_up``, ``share_down`` 0-1; from −100 to 100. Under 30 valid answers no value.
    ValueError: missing column, code outside −1..1. House formula, as in opinion surveys.
    """
    cells, codes, weight = _by_item(answers, items, "evolution", (-1, 0, 1), weights)
    up, down = _mean(codes > 0, cells, weight), _mean(codes < 0, cells, weight)
    return _scored(cells, BALANCE, value=100 * (up - down), share_up=up, share_down=down)


def nuisance(
    answers: pd.DataFrame, items: pd.DataFrame, weights: pd.DataFrame | None = None
) -> pd.DataFrame:
    """SUR04, nuisance for residents: mean of codes 1-5 and ``share_high``, share of 4 and 5.

    One row per item of the construct ``nuisance``. Under 30 valid answers no value.
    ValueError: missing column, code outside 1-5. House score, ordinal steps taken as equal.
    """
    cells, codes, weight = _by_item(answers, items, "nuisance", (1, 2, 3, 4, 5), weights)
    return _scored(
        cells,
        NUISANCE,
        value=_mean(codes, cells, weight),
        share_high=_mean(codes >= 4, cells, weight),
    )


def effectiveness_balance(
    answers: pd.DataFrame, items: pd.DataFrame, weights: pd.DataFrame | None = None
) -> pd.DataFrame:
    """SUR05, balance of opinion on a service: % effective (3, 4) − % not (1, 2), in points.

    One row per item of the construct ``effectiveness``; ``share_up``, ``share_down`` 0-1; from −100
    to 100, "ne sait pas" out of the base. Under 30 valid answers no value.
    ValueError: missing column, code outside 1-4. House formula, as in opinion surveys.
    """
    cells, codes, weight = _by_item(answers, items, "effectiveness", (1, 2, 3, 4), weights)
    up, down = _mean(codes >= 3, cells, weight), _mean(codes <= 2, cells, weight)
    return _scored(cells, BALANCE, value=100 * (up - down), share_up=up, share_down=down)


Answer = tuple[pd.DataFrame, pd.Series, pd.Series]


def _by_item(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    construct: str,
    scale: tuple[int, ...],
    weights: pd.DataFrame | None,
) -> Answer:
    """Items with base ``n`` and display; valid codes and their weights, indexed by item."""
    chosen = items_of(items, construct)
    valid = valid_codes(answers, chosen, scale)
    n = chosen["item_id"].map(valid.groupby("item_id").size()).fillna(0)
    weight = pd.Series(weight_of(valid["resp_id"], weights), index=valid["item_id"])
    return chosen[ITEM].assign(n=n, display=display(n)), valid.set_index("item_id")["code"], weight


def _mean(values: pd.Series, cells: pd.DataFrame, weight: pd.Series) -> np.ndarray:
    """Weighted mean by item where the base admits a value, else NaN; one per row of ``cells``."""
    sums = (weight * values.astype("Float64").to_numpy()).groupby(level=0).sum()
    means = floats(cells["item_id"].map(sums / weight.groupby(level=0).sum()))
    return np.where(has_value(cells["display"]), means, np.nan)


def _scored(cells: pd.DataFrame, dtypes: dict[str, str], **measures: np.ndarray) -> pd.DataFrame:
    return result(cells.assign(caveat=caveats(cells["display"]), **measures), dtypes)
