"""False discoveries: with a dozen indicators, some intervals exclude « no change » by chance alone."""

import numpy as np
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import floats, joined, need

RATE = 0.10
UNCONFIRMED = "non retenu après correction pour comparaisons multiples"
SIGNAL_TYPES = {"q_value": "Float64", "signal": "boolean"}


def with_signals(frame: pd.DataFrame, neutral: float, rate: float = RATE) -> pd.DataFrame:
    """Add q_value and signal to the indicators of one territory, compared at the same time.

    ``frame``: one row per comparison, with ``p_value`` (NA: not compared), ``ci_low``, ``ci_high``
    and ``caveat``; ``neutral``: the value of no difference. ``q_value``: Benjamini-Hochberg adjusted
    p value over the rows that have one; ``signal``: q at most ``rate`` (expected share of false
    discoveries), NA without p value. A row whose interval excludes ``neutral`` and that is no signal
    says so in its caveat. ValueError: missing column.
    Source: Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57, 1995.
    """
    need(frame, "frame", ("p_value", "ci_low", "ci_high", "caveat"))
    p_value = floats(frame["p_value"])
    known = ~np.isnan(p_value)
    q_value = np.full(len(frame), np.nan)
    if known.any():
        q_value[known] = stats.false_discovery_control(p_value[known], method="bh")
    apart = (floats(frame["ci_low"]) > neutral) | (floats(frame["ci_high"]) < neutral)
    alone = known & apart & (q_value > rate)
    caveats = [
        joined(caveat, UNCONFIRMED) if unconfirmed else caveat
        for caveat, unconfirmed in zip(frame["caveat"], alone, strict=True)
    ]
    signal = pd.Series(q_value <= rate, frame.index, dtype="boolean").mask(~known)
    return frame.assign(
        q_value=pd.Series(q_value, frame.index).convert_dtypes().astype("Float64"),
        signal=signal,
        caveat=pd.Series(caveats, frame.index, dtype="string"),
    )
