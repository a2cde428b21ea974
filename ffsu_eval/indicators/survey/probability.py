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
from ffsu_eval.indicators.survey.design import proportion
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
    rows = []
    for item in chosen[ITEM].to_dict("records"):
        codes = valid[valid["item_id"] == item["item_id"]].set_index("resp_id")["code"]
        unsafe = people["resp_id"].map(codes).astype("Int64") >= 2
        asked = replace(sample, respondents=people.assign(**{UNSAFE: unsafe}))
        rows += [{**item, **row} for row in _by_group(asked, names, by)]
    return result(rows, INSECURITY)


def _by_group(
    sample: ProbabilitySample, names: list[str], by: str | None
) -> list[dict[str, object]]:
    """Rows of one item, one per group; nothing is estimated where the base rules hide it."""
    people = sample.respondents
    group = people[by] if by else pd.Series(WHOLE, index=people.index)
    answered = people[UNSAFE].notna()
    counts = people[answered].groupby(group[answered])[UNSAFE].agg(["size", "sum"])
    counts = counts.reindex(names, fill_value=0)
    shown = display(counts["size"])
    valued = has_value(shown)
    found = pd.DataFrame(columns=["ci_low", "ci_high", "deff", "value"], index=[], dtype="Float64")
    if valued.any():
        shares = proportion(sample, UNSAFE, by)
        found = shares[shares["category"] == "True"].set_index("group")
    found = found.reindex(names).assign(value=found["value"].reindex(names).fillna(0))
    rows = []
    for name, n, count, seen, text, known in zip(
        names, counts["size"], counts["sum"], shown, caveats(shown), valued, strict=True
    ):
        row = {"group": name, "n": n, "display": seen, "count": count if n >= 10 else None}
        if known:
            estimate = found.loc[name]
            row |= {column: estimate[column] for column in ("value", "ci_low", "ci_high", "deff")}
            row["n_eff"] = n / estimate["deff"] if pd.notna(estimate["deff"]) else None
            text = joined(text, NO_INTERVAL if pd.isna(estimate["ci_low"]) else "")
        rows.append({**row, "caveat": text})
    return rows
