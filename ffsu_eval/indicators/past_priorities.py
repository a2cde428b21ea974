"""EVA07, are the priorities of the start those of today? A rank correlation, with its number of subjects."""

import numpy as np
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import FloatArray, floats, joined, need, need_unique, result

FEWEST, FEWEST_TESTED = 4, 8
RESAMPLES, SEED = 9_999, 20_231
TOO_FEW = f"moins de {FEWEST} sujets communs"
NOT_TESTED = f"moins de {FEWEST_TESTED} sujets : pas de probabilité critique"
RANKS = {
    "phenomenon": "string",
    "then": "Float64",
    "now": "Float64",
    "value": "Float64",
}
CORRELATION = {
    "value": "Float64",
    "p_value": "Float64",
    "n": "Int64",
    "left_out": "Int64",
    "caveat": "string",
}


def ranks_then_now(past: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Ranks of the subjects that both times have, 1 first, in the order of the start.

    ``past``: phenomenon, rank; ``now``: phenomenon, value (higher: more of a priority; missing: left out).
    Both are ranked again among the common subjects, ties sharing the mean rank; ``value`` = then − now,
    above 0 for a subject that has gained ranks. ValueError: missing column, a subject twice.
    """
    need(past, "past", ("phenomenon", "rank"))
    need(now, "now", ("phenomenon", "value"))
    need_unique(past, "past", ("phenomenon",))
    need_unique(now, "now", ("phenomenon",))
    common = past.merge(now[now["value"].notna()], on="phenomenon").sort_values("rank")
    then = stats.rankdata(floats(common["rank"])) if len(common) else np.array([])
    today = stats.rankdata(-floats(common["value"])) if len(common) else np.array([])
    return result(common.assign(then=then, now=today, value=then - today), RANKS)


def priority_correlation(past: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """EVA07, one row: Spearman's ρ between the ranks of the start and of today, ``n`` common subjects.

    1: the same order; 0: no relation; −1: reversed. Under four subjects no value; ``p_value`` of no
    relation by permutation (9,999 draws, fixed seed), never under eight subjects. ``left_out``: subjects
    that only one of the two has. ValueError: as ``ranks_then_now``.
    Source: C. Spearman, American Journal of Psychology 15, 1904; thresholds are house rules.
    """
    ranks = ranks_then_now(past, now)
    n = len(ranks)
    known = int(now["value"].notna().sum())
    row = {"n": n, "left_out": len(past) + known - 2 * n}
    if n < FEWEST:
        return result([row | {"caveat": TOO_FEW}], CORRELATION)
    then, today = floats(ranks["then"]), floats(ranks["now"])
    value = _spearman(then, today)
    tested = n >= FEWEST_TESTED and not np.isnan(value)
    p_value = _permuted(then, today) if tested else None
    caveat = joined(
        "tous les rangs à égalité" if np.isnan(value) else "", "" if tested else NOT_TESTED
    )
    return result([row | {"value": value, "p_value": p_value, "caveat": caveat}], CORRELATION)


def _spearman(first: FloatArray, second: FloatArray) -> float:
    if len(set(first)) < 2 or len(set(second)) < 2:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def _permuted(first: FloatArray, second: FloatArray) -> float:
    found = stats.permutation_test(
        (first,),
        lambda shuffled: _spearman(shuffled, second),
        permutation_type="pairings",
        n_resamples=RESAMPLES,
        rng=np.random.default_rng(SEED),
    )
    return float(found.pvalue)
