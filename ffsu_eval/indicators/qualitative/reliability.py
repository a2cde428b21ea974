"""QUA04, agreement of the coders."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.agreement import presence_alpha, presence_interval
from ffsu_eval.indicators.frames import WHOLE, joined, need, need_unique, need_values, result

FIRM, TENTATIVE = 0.80, 0.667
MINIMUM_SEGMENTS = 100
MINIMUM_SHARE = 0.10
PERFECT = "accord parfait : pas d'intervalle par rééchantillonnage"

AGREEMENT = {
    "code_id": "string",
    "label_fr": "string",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "n_segments": "Int64",
    "verdict": "string",
    "caveat": "string",
}


def agreement(codings: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """QUA04, agreement of coders: Krippendorff's nominal alpha of presence/absence of each code.

    One row per code (order of the codebook), then "ensemble", which pools the pairs segment × code
    of the codes applied at least once. Units: the ``n_segments`` segments to which two coders or
    more gave codes in the segment's first round, before adjudication; a coder who gave no code at
    all to a segment cannot be told from one who did not read it. Sub-codes do not count for their
    parent. ``ci_low``, ``ci_high``: 95 % bootstrap over segments, fixed seed; NA when agreement is
    perfect, since no resample can then disagree.
    ``verdict`` on the value: "solide" from .80, "provisoire" from .667, "insuffisant" below, "non
    calculable" when alpha is not defined (code never applied, or by all everywhere).
    ``caveat``: fewer than 100 segments, or than 10 % of the coded ones, were coded twice.
    ValueError: missing column, unknown code, a code given twice by a coder in a round.
    Sources: K. Krippendorff, Content Analysis, Sage, 2004 (alpha and thresholds); see ``agreement``
    for the computation; sizes of the double-coded sample: house rules.
    """
    need(codings, "codings", ("segment_id", "code_id", "coder_id", "round"))
    need(codebook, "codebook", ("code_id", "label_fr"))
    need_unique(codebook, "codebook", ("code_id",))
    need_unique(codings, "codings", ("segment_id", "code_id", "coder_id", "round"))
    need_values(codings["code_id"], "codings.code_id", codebook["code_id"])
    rounds = codings.groupby("segment_id")["round"]
    first = codings[codings["round"] == rounds.transform("min")]
    coders = first.groupby("segment_id")["coder_id"].nunique().sort_index()
    double = coders[coders > 1]
    applied = _applications(first, double)
    caveat = _sample_caveat(len(double), len(coders))
    rows = [
        {
            "code_id": code,
            "label_fr": label,
            **_measure(applied[[code]] if code in applied else applied[[]], double),
        }
        for code, label in zip(codebook["code_id"], codebook["label_fr"], strict=True)
    ]
    rows.append({"code_id": WHOLE, "label_fr": "Ensemble", **_measure(applied, double)})
    for row in rows:
        row |= {"n_segments": len(double), "caveat": joined(str(row.get("caveat", "")), caveat)}
    return result(rows, AGREEMENT)


def _applications(first: pd.DataFrame, double: pd.Series) -> pd.DataFrame:
    """Segments coded twice × codes applied there: number of coders who applied the code."""
    pairs = first[first["segment_id"].isin(double.index)]
    table = pairs.groupby(["segment_id", "code_id"])["coder_id"].nunique().unstack(fill_value=0)
    return table.reindex(double.index, fill_value=0)


def _measure(applied: pd.DataFrame, coders: pd.Series) -> dict[str, object]:
    """Alpha, interval and verdict over all columns (codes) of ``applied`` taken together."""
    k = applied.to_numpy(dtype=float).ravel(order="F")
    m = np.tile(coders.to_numpy(dtype=float), applied.shape[1])
    segments = np.tile(np.arange(len(coders)), applied.shape[1])
    alpha = presence_alpha(k, m)
    if np.isnan(alpha):
        return {"verdict": "non calculable"}
    if alpha == 1:
        # no resample can disagree: an interval [1 ; 1] would claim a certainty nobody has
        return {"value": alpha, "verdict": "solide", "caveat": PERFECT}
    low, high = presence_interval(k, m, segments)
    verdict = "insuffisant"
    if alpha >= TENTATIVE:
        verdict = "solide" if alpha >= FIRM else "provisoire"
    return {"value": alpha, "ci_low": float(low), "ci_high": float(high), "verdict": verdict}


def _sample_caveat(double: int, coded: int) -> str:
    few = f"moins de {MINIMUM_SEGMENTS} extraits codés par deux personnes"
    small = "moins de 10 % des extraits codés par deux personnes"
    return joined(
        few if double < MINIMUM_SEGMENTS else "",
        small if double < MINIMUM_SHARE * coded else "",
    )
