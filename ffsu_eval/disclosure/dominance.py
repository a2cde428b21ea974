"""Magnitudes by establishment: a cell that one of them makes up says that one's figure.

Sources: Insee, Guide du secret statistique (fewer than three units, one unit above 85 %); A.
Hundepool et al., Statistical Disclosure Control, Wiley, 2012, section 4.2 (dominance, p % rule).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import need

LEAST_UNITS = 3
DOMINANT_SHARE = 0.85
P_PERCENT = 0.10  # (convention)
FEW, DOMINANT, ESTIMABLE = "moins de 3 établissements", "un établissement dominant", "règle du p %"


def dominance(
    contributions: pd.DataFrame,
    by: Sequence[str],
    unit: str,
    value: str,
    dominant: float = DOMINANT_SHARE,
    p: float = P_PERCENT,
) -> pd.DataFrame:
    """Cells of magnitudes, one row per combination of ``by``: which are secret, and why.

    ``contributions``: ``value`` (not negative) of each ``unit`` (establishment), several rows of
    one are summed; a unit of zero contributes nothing. Columns: ``by``, ``total``, ``units``,
    ``largest_share`` (0 to 1, missing for a total of zero), ``secret``, ``rule`` (French, empty
    when not secret). Rules in order: fewer than 3 units; one above ``dominant``; the second could
    estimate the first within ``p`` (total − x1 − x2 < p·x1). A total of zero is no secret.
    ValueError: missing column, missing or negative value, threshold outside 0 to 1.
    """
    need(contributions, "contributions", [*by, unit, value])
    if contributions[value].isna().any() or (contributions[value] < 0).any():
        raise ValueError(f"contributions: {value}: numbers, not negative, expected")
    if not (0 < dominant <= 1 and 0 <= p <= 1):
        raise ValueError("dominance: shares between 0 and 1 expected")
    each = contributions.groupby([*by, unit], dropna=False)[value].sum().reset_index()
    cells = each.groupby(list(by), dropna=False)[value]
    frame = cells.agg(
        total="sum",
        units=lambda v: int((v > 0).sum()),
        first="max",
        second=lambda v: v.nlargest(2).iloc[1] if len(v) > 1 else 0.0,
    ).reset_index()
    frame["largest_share"] = frame["first"] / frame["total"].where(frame["total"] > 0)
    rest = frame["total"] - frame["first"] - frame["second"]
    frame["rule"] = np.select(
        [
            frame["total"] == 0,
            frame["units"] < LEAST_UNITS,
            frame["largest_share"] > dominant,
            rest < p * frame["first"],
        ],
        ["", FEW, DOMINANT, ESTIMABLE],
        default="",
    )
    frame["secret"] = frame["rule"] != ""
    return frame[[*by, "total", "units", "largest_share", "secret", "rule"]]
