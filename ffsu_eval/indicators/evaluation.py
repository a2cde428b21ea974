"""Attainment of the objectives (EVA01) and share that cannot be measured (EVA02)."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import (
    floats,
    joined,
    need,
    need_unique,
    need_values,
    ratio,
    result,
)

ATTAINED, PARTLY = 0.9, 0.5
UNMEASURABLE = "non mesurable"

MATRIX = {
    "objective_id": "string",
    "label_fr": "string",
    "indicator_id": "string",
    "indicator_label_fr": "string",
    "unit": "string",
    "baseline": "Float64",
    "target": "Float64",
    "achieved": "Float64",
    "value": "Float64",
    "verdict": "string",
    "caveat": "string",
}
SHARE = {"count": "Int64", "n": "Int64", "value": "Float64", "caveat": "string"}


BASELINES = {
    "objective_id": "string",
    "indicator_id": "string",
    "label_fr": "string",
    "unit": "string",
    "value": "Float64",
    "target_value": "Float64",
    "achieved_value": "Float64",
    "source": "string",
}


def no_baselines() -> pd.DataFrame:
    """What stands for the baselines of a policy that has none: no row."""
    return result([], BASELINES)


def attainment_matrix(objectives: pd.DataFrame, baselines: pd.DataFrame) -> pd.DataFrame:
    """EVA01, attainment of each objective: (achieved − baseline)/(target − baseline), in share.

    One row per objective × indicator, in the order of the objectives; an objective without any
    indicator has one row, unless it only gathers sub-objectives, which then stand for it.
    ``value`` is the share of the way made: negative when the indicator moved away from its target,
    above 1 beyond it; it says what happened, not what caused it. ``verdict``: "atteint" from .9,
    "partiellement atteint" from .5, "non atteint" below, "non mesurable" with the reason in
    ``caveat`` when one of the three values is missing or the target is the baseline.
    ValueError: missing column, objective or indicator given twice, unknown objective. House rule.
    """
    need(objectives, "objectives", ("objective_id", "label_fr", "parent_id"))
    columns = ("objective_id", "indicator_id", "label_fr", "unit")
    need(baselines, "baselines", (*columns, "value", "target_value", "achieved_value"))
    need_unique(objectives, "objectives", ("objective_id",))
    need_unique(baselines, "baselines", ("objective_id", "indicator_id"))
    need_values(baselines["objective_id"], "baselines", objectives["objective_id"])
    gathers = objectives["objective_id"].isin(objectives["parent_id"].dropna())
    measured = objectives["objective_id"].isin(baselines["objective_id"])
    kept = objectives.loc[measured | ~gathers, ["objective_id", "label_fr"]]
    names = {
        "label_fr": "indicator_label_fr",
        "value": "baseline",
        "target_value": "target",
        "achieved_value": "achieved",
    }
    frame = kept.merge(baselines.rename(columns=names), on="objective_id", how="left")
    base, target, achieved = (floats(frame[name]) for name in ("baseline", "target", "achieved"))
    way = np.where(target == base, np.nan, target - base)
    # rounded: 0.27/0.30 must not miss the threshold of .9 by the last binary digit
    value = np.round((achieved - base) / way, 9)
    verdict = np.select(
        [np.isnan(value), value >= ATTAINED, value >= PARTLY],
        [UNMEASURABLE, "atteint", "partiellement atteint"],
        "non atteint",
    )
    reasons = [
        _reason(*row) for row in zip(frame["indicator_id"], base, target, achieved, strict=True)
    ]
    return result(frame.assign(value=value, verdict=verdict, caveat=reasons), MATRIX)


def unmeasurable_share(matrix: pd.DataFrame) -> pd.DataFrame:
    """EVA02, share of the objectives that cannot be measured: none of their indicators can.

    ``matrix``: result of ``attainment_matrix``. One row: ``count`` objectives not measurable, ``n``
    objectives, ``value`` 0-1, NA without objective. ValueError: missing column. House formula.
    """
    need(matrix, "matrix", ("objective_id", "verdict"))
    unmeasured = (matrix["verdict"] == UNMEASURABLE).groupby(matrix["objective_id"]).all()
    count, n = int(unmeasured.sum()), len(unmeasured)
    caveat = "" if n else "aucun objectif"
    return result([{"count": count, "n": n, "value": ratio(count, n), "caveat": caveat}], SHARE)


def _reason(indicator: object, base: float, target: float, achieved: float) -> str:
    """Why the objective cannot be measured, in French, or ""."""
    if not isinstance(indicator, str):
        return "aucun indicateur"
    return joined(
        "sans ligne de base" if np.isnan(base) else "",
        "sans cible" if np.isnan(target) else "",
        "sans valeur atteinte" if np.isnan(achieved) else "",
        "cible égale à la ligne de base" if target == base else "",
    )
