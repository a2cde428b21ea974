"""SUR01 of a probability sample: weighted share who feel unsafe, with its design-based interval."""

from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, floats, joined, need, result
from ffsu_eval.indicators.survey.bases import (
    ITEM,
    caveats,
    display,
    has_value,
    items_of,
    valid_codes,
)
from ffsu_eval.indicators.survey.design import ESTIMATE, proportion
from ffsu_eval.indicators.survey.sampling import ProbabilitySample
from ffsu_eval.indicators.survey.shares import INSECURITY_CODES, SHARE, groups_in_order

NO_INTERVAL = "intervalle non défini : part nulle ou totale, ou une seule unité primaire"
UNSAFE = "unsafe"

INSECURITY = SHARE | {"deff": "Float64", "n_eff": "Float64"}


def insecurity_estimate(
    sample: ProbabilitySample,
    answers: pd.DataFrame,
    items: pd.DataFrame,
    by: Literal["stratum", "time_slot"] | None = None,
) -> pd.DataFrame:
    """SUR01 of the population that the sample was drawn from: answers ≥ 2 over answers 0-3.

    Rows, base rules and columns as ``insecurity_share``, with ``value`` weighted, ``ci_low`` and
    ``ci_high`` the 95 % logit interval of the sampling plan, ``count`` and ``n`` unweighted;
    ``deff``: design effect (with replacement), ``n_eff`` = n/deff.
    ValueError: as ``insecurity_share`` and ``design.proportion``, or another kind of sample.
    """
    if not isinstance(sample, ProbabilitySample):
        raise ValueError("sample: expected a probability sample")
    people = sample.respondents
    if by:
        need(people, "respondents", (by,))
    chosen = items_of(items, "insecurity")
    valid = valid_codes(answers, chosen, INSECURITY_CODES)
    names = groups_in_order(people[by].dropna() if by else people["resp_id"], by)
    parts = []
    for item in chosen["item_id"]:
        codes = valid[valid["item_id"] == item].set_index("resp_id")["code"]
        unsafe = people["resp_id"].map(codes).astype("Int64") >= 2
        asked = replace(sample, respondents=people.assign(**{UNSAFE: unsafe}))
        parts.append(_by_group(asked, names, by).assign(item_id=item))
    if not parts:
        return result([], INSECURITY)
    return result(chosen[ITEM].merge(pd.concat(parts), on="item_id"), INSECURITY)


def _by_group(sample: ProbabilitySample, names: list[str], by: str | None) -> pd.DataFrame:
    """Rows of one item, one per group; nothing is estimated where the base rules hide it all."""
    people = sample.respondents
    group = people[by] if by else pd.Series(WHOLE, index=people.index)
    answers = people[UNSAFE].groupby(group)
    n = answers.count().reindex(names, fill_value=0)
    count = answers.sum().reindex(names, fill_value=0)
    shown = display(n)
    valued = has_value(shown)
    shares = proportion(sample, UNSAFE, by) if valued.any() else result([], ESTIMATE)
    found = shares[shares["category"] == "True"].set_index("group").reindex(names)
    # a group where nobody feels unsafe has no such category
    value = floats(found["value"].fillna(0))
    low, high, deff = (floats(found[name]) for name in ("ci_low", "ci_high", "deff"))
    undefined = valued & np.isnan(low)
    return pd.DataFrame(
        {
            "group": names,
            "value": np.where(valued, value, np.nan),
            "ci_low": np.where(valued, low, np.nan),
            "ci_high": np.where(valued, high, np.nan),
            "deff": np.where(valued, deff, np.nan),
            "n_eff": np.where(valued & (deff > 0), floats(n) / np.where(deff > 0, deff, 1), np.nan),
            "n": floats(n),
            "count": np.where(n >= 10, floats(count), np.nan),
            "display": shown.to_numpy(),
            "caveat": [
                joined(text, NO_INTERVAL if lacking else "")
                for text, lacking in zip(caveats(shown), undefined, strict=True)
            ],
        }
    )
