"""SUR07, gap between what front-line actors and residents answer to the same question."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, floats, joined, need, result
from ffsu_eval.indicators.survey.bases import items_of
from ffsu_eval.indicators.survey.wording import compared

ONE_SIDE = "intervalle : tirage des habitants seulement, les acteurs n'en ont pas"
NO_SIDE = "aucun des deux échantillons n'est tiré au sort : pas de marge d'erreur"

GAP = {
    "theme": "string",
    "theme_label_fr": "string",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "actors": "Float64",
    "residents": "Float64",
    "n_actors": "Int64",
    "n_residents": "Int64",
    "caveat": "string",
}


def actors_residents_gap(
    actors: pd.DataFrame,
    residents: pd.DataFrame,
    actors_items: pd.DataFrame,
    residents_items: pd.DataFrame,
) -> pd.DataFrame:
    """SUR07, SUR01 of the actors − SUR01 of the residents, in points, by theme (place or moment).

    ``actors``: result of ``purposive_shares``; ``residents``: of ``insecurity_estimate``, or of
    ``purposive_shares`` when they were not drawn at random. Rows: the actors' items of the
    construct ``insecurity``, none when a wave is missing. No value, and a caveat that says why,
    when the question or its scale is not the same, or a base has under 30 answers.
    ``ci_low``, ``ci_high``: from the residents' interval alone, as the caveat says, NA without one.
    ValueError: missing column, theme given twice.
    """
    for frame, name in ((actors, "actors"), (residents, "residents")):
        need(frame, name, ("item_id", "group", "value", "n", "caveat"))
    if actors.empty or residents.empty:
        return result([], GAP)
    pairs = compared(
        items_of(actors_items, "insecurity"),
        items_of(residents_items, "insecurity"),
        "theme",
        ("acteurs", "enquête auprès des habitants"),
    )
    ours = _of_items(actors, pairs["item_id_one"])
    theirs = _of_items(residents, pairs["item_id_other"])
    same = (pairs["reason"] == "").to_numpy(dtype=bool)
    mine, yours = floats(ours["value"]), floats(theirs["value"])
    low, high = (
        100 * (mine - floats(theirs[bound])) if bound in theirs else np.full(len(pairs), np.nan)
        for bound in ("ci_high", "ci_low")
    )
    caveat = [
        reason
        or joined(
            f"acteurs : {a}" if np.isnan(x) and a else "",
            f"habitants : {b}" if np.isnan(y) and b else "",
            (NO_SIDE if np.isnan(bound) else ONE_SIDE) if not np.isnan(x - y) else "",
        )
        for reason, a, b, x, y, bound in zip(
            pairs["reason"],
            ours["caveat"].fillna(""),
            theirs["caveat"].fillna(""),
            mine,
            yours,
            low,
            strict=True,
        )
    ]
    return result(
        pd.DataFrame(
            {
                "theme": pairs["theme"],
                "theme_label_fr": pairs["theme_label_fr_one"],
                "value": np.where(same, 100 * (mine - yours), np.nan),
                "ci_low": np.where(same, low, np.nan),
                "ci_high": np.where(same, high, np.nan),
                "actors": mine,
                "residents": np.where(same, yours, np.nan),
                "n_actors": floats(ours["n"]),
                "n_residents": np.where(same, floats(theirs["n"]), np.nan),
                "caveat": caveat,
            }
        ),
        GAP,
    )


def _of_items(shares: pd.DataFrame, items: pd.Series) -> pd.DataFrame:
    """Whole-wave row of each item, NA where there is none."""
    whole = shares[shares["group"] == WHOLE].set_index("item_id")
    return whole.reindex(items).reset_index(drop=True)
