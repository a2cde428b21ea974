"""SUR09, reliability of several items taken together: ordinal alpha, and Cronbach's beside it."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from ffsu_eval.indicators.frames import FloatArray, joined, need, result
from ffsu_eval.indicators.survey.bases import caveats, display, has_value, items_of, valid_codes
from ffsu_eval.indicators.survey.polychoric import polychoric

FOR_GROUPS = 0.7

RELIABILITY = {
    "construct": "string",
    "items": "Int64",
    "n": "Int64",
    "value": "Float64",
    "cronbach": "Float64",
    "display": "string",
    "caveat": "string",
}


def cronbach_alpha(codes: npt.ArrayLike) -> float:
    """Cronbach's alpha k/(k−1)·(1 − Σvar(item)/var(sum)) of complete answers, respondents × items.

    NaN with fewer than two items or respondents, or when the sum does not vary.
    ValueError: a missing answer. Source: L. J. Cronbach, Psychometrika 16, 1951.
    """
    matrix = _complete(codes)
    if min(matrix.shape) < 2:
        return float("nan")
    return _alpha(np.cov(matrix, rowvar=False))


def ordinal_alpha(codes: npt.ArrayLike) -> float:
    """Alpha of the polychoric correlations of the items: that of the traits behind the steps.

    It does not depend on the number of steps as Cronbach's does, and speaks of the traits, not of
    the sum of the codes. NaN with fewer than two items or an item that everybody answers alike.
    ValueError: a missing answer. Sources: B. D. Zumbo, A. M. Gadermann, C. Zeisser, Journal of
    Modern Applied Statistical Methods 6, 2007; limits: R. P. Chalmers, Educational and
    Psychological Measurement 78, 2018.
    """
    matrix = _complete(codes)
    k = matrix.shape[1]
    if k < 2 or not len(matrix):
        return float("nan")
    correlations = np.eye(k)
    for i in range(k):
        for j in range(i):
            table = pd.crosstab(matrix[:, i], matrix[:, j])
            correlations[i, j] = correlations[j, i] = polychoric(table)
    return _alpha(correlations)


def reliability(
    answers: pd.DataFrame, items: pd.DataFrame, constructs: Iterable[str]
) -> pd.DataFrame:
    """SUR09 of the items of each construct: ordinal alpha (``value``) and Cronbach's, one row each.

    ``n``: respondents with a valid answer to every item; under 30 no value. Items of different
    scales have none: they are not averaged. The caveat says when alpha is under 0.70, the usual
    least for comparing groups (J. C. Nunnally, Psychometric Theory, McGraw-Hill, 1978).
    ValueError: missing column, item answered twice.
    """
    need(items, "items", ("scale_id",))
    return result([_of_construct(answers, items, name) for name in constructs], RELIABILITY)


def _of_construct(answers: pd.DataFrame, items: pd.DataFrame, construct: str) -> dict[str, object]:
    chosen = items_of(items, construct)
    wide = valid_codes(answers, chosen).pivot(index="resp_id", columns="item_id", values="code")
    codes = wide.reindex(columns=list(chosen["item_id"])).dropna().astype(float).to_numpy()
    shown = display(pd.Series([len(codes)]))
    row: dict[str, object] = {
        "construct": construct,
        "items": len(chosen),
        "n": len(codes),
        "display": shown[0],
    }
    if len(chosen) < 2 or chosen["scale_id"].nunique() > 1:
        return {**row, "caveat": "fiabilité sans objet : une seule question ou plusieurs échelles"}
    if not has_value(shown)[0]:
        return {**row, "caveat": caveats(shown)[0]}
    value, cronbach = ordinal_alpha(codes), cronbach_alpha(codes)
    caveat = ""
    if np.isnan(value):
        caveat = "alpha ordinal non défini : une question à réponse unique"
    elif value < FOR_GROUPS:
        caveat = "alpha inférieur à 0,70 : insuffisant pour comparer des groupes"
    return {
        **row,
        "value": value,
        "cronbach": cronbach,
        "caveat": joined(caveats(shown)[0], caveat),
    }


def _alpha(covariance: FloatArray) -> float:
    k, total = len(covariance), covariance.sum()
    if not total > 0:
        return float("nan")
    return float(k / (k - 1) * (1 - np.trace(covariance) / total))


def _complete(codes: npt.ArrayLike) -> FloatArray:
    matrix = np.asarray(codes, dtype=float)
    if matrix.ndim != 2 or np.isnan(matrix).any():
        raise ValueError("codes: expected complete answers, respondents × items")
    return matrix
