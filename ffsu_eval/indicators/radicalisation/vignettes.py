"""RAD05: fictitious situations, and how professionals orient them, too low, right or too high."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, need_values, ratio, result
from ffsu_eval.indicators.radicalisation.professionals import SHOWN

QUALITY = {
    "vignette_id": "string",
    "label_fr": "string",
    "expected": "string",
    "under": "Int64",
    "count": "Int64",
    "over": "Int64",
    "unknown": "Int64",
    "n": "Int64",
    "value": "Float64",
    "under_share": "Float64",
    "over_share": "Float64",
    "caveat": "string",
}
# from the least to the most formal
ORIENTATIONS = ("aucune", "droit_commun", "referent", "prefecture")
UNDER, RIGHT, OVER, UNKNOWN = "sous-signalement", "adapté", "sur-signalement", "ne sait pas"


def oriented(vignettes: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Each answer to a vignette with its outcome: below, equal to, or above what was expected.

    ValueError: missing column, vignette given twice, unknown vignette or orientation.
    """
    need(vignettes, "vignettes", ("vignette_id", "label_fr", "expected"))
    need_unique(vignettes, "vignettes", ("vignette_id",))
    need_values(vignettes["expected"], "vignettes.expected", ORIENTATIONS)
    need(answers, "answers", ("answer_id", "vignette_id", "orientation"))
    need_unique(answers, "answers", ("answer_id", "vignette_id"))
    need_values(answers["vignette_id"], "answers.vignette_id", vignettes["vignette_id"])
    need_values(answers["orientation"], "answers.orientation", (*ORIENTATIONS, "nsp"))
    rank = {name: place for place, name in enumerate(ORIENTATIONS)}
    wanted = answers["vignette_id"].map(vignettes.set_index("vignette_id")["expected"])
    gap = answers["orientation"].map(rank).astype("Float64") - wanted.map(rank).astype("Float64")
    outcome = pd.Series(UNKNOWN, index=answers.index, dtype="string")
    outcome[(gap == 0).fillna(False)] = RIGHT
    outcome[(gap < 0).fillna(False)] = UNDER
    outcome[(gap > 0).fillna(False)] = OVER
    return answers[["answer_id", "vignette_id"]].assign(outcome=outcome)


def orientation_quality(vignettes: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """RAD05, quality of orientation: adequate answers / answers, with both errors beside it.

    One row per vignette, in their order, then « ensemble » (answers of all vignettes). ``under``: less
    formal than expected, ``over``: more formal; « does not know » stays in the base. Shares are
    missing under eleven answers. What is expected was set with the partners before the questionnaire:
    it is a convention of the mission. ValueError: as ``oriented``. Vignettes: P. H. Rossi, S. L. Nock,
    Measuring Social Judgments, Sage, 1982.
    """
    found = oriented(vignettes, answers)
    rows = []
    for row in vignettes.to_dict("records"):
        own = found.loc[found["vignette_id"] == row["vignette_id"], "outcome"]
        rows.append({**{name: row[name] for name in ("vignette_id", "label_fr", "expected")},
                     **_counts(own)})  # fmt: skip
    whole = {"vignette_id": WHOLE, "label_fr": "Ensemble", "expected": ""}
    return result([*rows, {**whole, **_counts(found["outcome"])}], QUALITY)


def _counts(outcomes: pd.Series) -> dict[str, object]:
    n = len(outcomes)
    if n < SHOWN:
        return {"n": n, "caveat": f"moins de {SHOWN} réponses : aucun résultat"}
    under, right, over = (int((outcomes == word).sum()) for word in (UNDER, RIGHT, OVER))
    return {
        "under": under,
        "count": right,
        "over": over,
        "unknown": n - under - right - over,
        "n": n,
        "value": ratio(right, n),
        "under_share": ratio(under, n),
        "over_share": ratio(over, n),
        "caveat": "",
    }
