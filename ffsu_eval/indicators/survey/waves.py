"""Change between two waves: the same questions, asked the same way, of the same mix of people."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, joined, need, result, truths
from ffsu_eval.indicators.survey.bases import ITEM_TYPES, items_of
from ffsu_eval.indicators.survey.opinions import top_two
from ffsu_eval.indicators.survey.shares import NO_MARGIN
from ffsu_eval.indicators.survey.weights import rake
from ffsu_eval.indicators.survey.wording import compared
from ffsu_eval.questions import same_words

MIX_MOVED = 0.05
DRAWN = "vague tirée au sort : à comparer par ses estimations pondérées"

CHANGE = ITEM_TYPES | {
    "value": "Float64",
    "before": "Float64",
    "after": "Float64",
    "after_standardised": "Float64",
    "n_before": "Int64",
    "n_after": "Int64",
    "caveat": "string",
}


class Wave(NamedTuple):
    """One wave: its row of ``survey_waves``, its items, respondents and answers."""

    wave: Mapping[str, Any] | pd.Series
    items: pd.DataFrame
    respondents: pd.DataFrame
    answers: pd.DataFrame


def wave_change(
    before: Wave, after: Wave, scales: pd.DataFrame, construct: str = "insecurity"
) -> pd.DataFrame:
    """Change of the share of the two highest answers between two purposive waves, in points.

    One row per item of the first wave. When the share of a category (``stratum``) moved by more
    than five points (convention), the second wave is standardised on the mix of the first before
    it is compared (``after_standardised``: one weight per category, between 0.3 and 3; a category
    that the first wave had not is left out), and the caveat says so. ``value`` is missing, and the
    caveat says why, when the population or the mode of the waves, the wording or the scale of the
    item differ, when the mix cannot be standardised, or under 30 answers. No interval; waves drawn
    at random have weights and are compared by ``design.difference``, not here.
    ValueError: missing column, as ``top_two``.
    """
    pairs = compared(
        items_of(before.items, construct),
        items_of(after.items, construct),
        "item_id",
        ("première vague", "seconde vague"),
    )
    refusal = _refusal(before.wave, after.wave)
    weights, mix = (None, "") if refusal else _standardised(before.respondents, after.respondents)
    if weights is None and mix:
        refusal = mix
    first, second = (
        top_two(
            wave.answers[wave.answers["resp_id"].isin(people["resp_id"])],
            wave.items,
            scales,
            construct,
            weighting,
        )
        .set_index("item_id")
        .reindex(pairs["item_id"])
        for wave, people, weighting in (
            (before, before.respondents, None),
            (after, after.respondents if weights is None else weights, weights),
        )
    )
    start, end, adjusted = (
        floats(column) for column in (first["value"], second["value"], second["weighted"])
    )
    reasons = [refusal or reason for reason in pairs["reason"]]
    same = np.array([not reason for reason in reasons], dtype=bool)
    change = 100 * ((end if weights is None else adjusted) - start)
    caveat = [
        reason
        or joined(
            f"première vague : {one}" if one else "",
            f"seconde vague : {other}" if other else "",
            mix,
            NO_MARGIN,
        )
        for reason, one, other in zip(
            reasons, first["caveat"], second["caveat"].fillna(""), strict=True
        )
    ]
    return result(
        pd.DataFrame(
            {
                "item_id": pairs["item_id"],
                "theme": pairs["theme_one"],
                "theme_label_fr": pairs["theme_label_fr_one"],
                "value": np.where(same, change, np.nan),
                "before": start,
                "after": np.where(same, end, np.nan),
                "after_standardised": np.where(same, adjusted, np.nan),
                "n_before": floats(first["n"]),
                "n_after": np.where(same, floats(second["n"]), np.nan),
                "caveat": caveat,
            }
        ),
        CHANGE,
    )


def _refusal(before: Mapping[str, Any] | pd.Series, after: Mapping[str, Any] | pd.Series) -> str:
    """Why two waves cannot be compared at all, empty when they can."""
    if truths(pd.Series([wave["probability_sample"] for wave in (before, after)])).any():
        return DRAWN
    if before["population"] != after["population"]:
        return "populations différentes : pas de comparaison"
    if same_words(before["mode"]) != same_words(after["mode"]):
        return "modes de collecte différents : pas de comparaison"
    return ""


def _standardised(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame | None, str]:
    """Weights that give the second wave the mix of the first, and what to say of them.

    None and no word when the mix has not moved; None and a reason when it cannot be brought back.
    Source: direct standardisation, B. R. Kirkwood, J. A. C. Sterne, Essential Medical Statistics,
    2nd ed., Blackwell, 2003.
    """
    for frame, name in ((before, "before"), (after, "after")):
        need(frame, name, ("resp_id", "stratum"))
    mixes = [frame["stratum"].value_counts(normalize=True) for frame in (before, after)]
    first, second = mixes[0].align(mixes[1], fill_value=0)
    if (first - second).abs().max() <= MIX_MOVED:
        return None, ""
    if (second[first > 0] == 0).any():
        return None, "catégorie absente de la seconde vague : pas de comparaison"
    kept = after[after["stratum"].isin(first.index[first > 0])]
    margin = pd.DataFrame(
        {"variable": "stratum", "category": mixes[0].index, "target_total": len(kept) * mixes[0]}
    )
    found = rake(kept, margin)
    if not found.converged:
        return None, "composition trop différente pour être redressée : pas de comparaison"
    said = "seconde vague redressée sur la composition de la première"
    left = len(after) - len(kept)
    if left:
        said = joined(said, "catégories nouvelles écartées")
    return pd.DataFrame({"resp_id": kept["resp_id"], "weight": found.weights}), said
