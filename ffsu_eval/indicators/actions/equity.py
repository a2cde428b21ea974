"""ACT07, do the actions reach the neighbourhoods of the « politique de la ville »?"""

import pandas as pd

from ffsu_eval.indicators.actions.register import check_actions, without
from ffsu_eval.indicators.frames import ratio, result

EQUITY = {
    "value": "Float64",
    "share": "Float64",
    "population_share": "Float64",
    "count": "Int64",
    "n": "Int64",
    "n_missing": "Int64",
    "caveat": "string",
}


def territorial_equity(actions: pd.DataFrame, qpv_share: float | None) -> pd.DataFrame:
    """ACT07, one row: share of beneficiaries who live in a priority neighbourhood ÷ its population's.

    ``qpv_share``: share 0-1 of the population in such neighbourhoods (QPV), None when it is not
    known. 1: as many as their weight; ``share`` over the ``n`` beneficiaries of the actions that
    tell both; ``n_missing`` actions do not. A person of two actions counts twice.
    ValueError: missing column, action given twice, share outside 0-1. House formula.
    """
    check_actions(actions, ("beneficiaries", "beneficiaries_qpv"))
    if qpv_share is not None and not 0 <= qpv_share <= 1:
        raise ValueError("qpv_share: expected a share from 0 to 1")
    known = actions.dropna(subset=["beneficiaries", "beneficiaries_qpv"])
    missing = len(actions) - len(known)
    total, inside = int(known["beneficiaries"].sum()), int(known["beneficiaries_qpv"].sum())
    share = ratio(inside, total)
    row = {
        "value": ratio(share, qpv_share) if qpv_share is not None and total else None,
        "share": share,
        "population_share": qpv_share,
        "count": inside,
        "n": total,
        "n_missing": missing,
        "caveat": without(missing, "bénéficiaires connus par quartier")
        if qpv_share
        else "aucun habitant en quartier prioritaire, ou part de la population inconnue",
    }
    return result([row], EQUITY)
