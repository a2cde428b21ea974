"""False discoveries: of a dozen intervals, one may exclude « no change » by chance alone."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import BoolArray, FloatArray, floats, joined, need

FALSE_DISCOVERIES = 0.10
UNCONFIRMED = "non retenu après correction pour comparaisons multiples"


def adjusted(p_values: npt.ArrayLike) -> FloatArray:
    """Benjamini-Hochberg adjusted p values (q values) of comparisons made together.

    One dimension; NaN is a comparison that was not made: it stays NaN and does not count among
    them. ValueError for a p value outside [0, 1].
    Source: Y. Benjamini, Y. Hochberg, Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57, 1995.
    """
    p = np.asarray(p_values, dtype=float)
    known = ~np.isnan(p)
    q = np.full(p.shape, np.nan)
    if known.any():
        q[known] = stats.false_discovery_control(p[known], method="bh")
    return q


def with_signals(
    frame: pd.DataFrame, level: float = FALSE_DISCOVERIES, neutral: float = 1.0
) -> pd.DataFrame:
    """Add ``q_value`` and ``signal`` across the indicators of each territory.

    ``frame``: one row per territory and indicator compared at the same time, with
    ``territory_id``, ``p_value`` (NA: not compared), ``ci_low``, ``ci_high`` and ``caveat``;
    ``neutral``: the value of no difference. ``signal``: q at most ``level``, the expected share of
    false discoveries among signals; NA without p value. A row whose interval excludes ``neutral``
    and that is no signal says so in its caveat. ValueError: missing column, p value outside [0, 1].
    Source: as ``adjusted``; the level of 10 % is a house rule.
    """
    need(frame, "frame", ("territory_id", "p_value", "ci_low", "ci_high", "caveat"))
    p_value = pd.Series(floats(frame["p_value"]))
    q_value = p_value.groupby(frame["territory_id"].to_numpy()).transform(adjusted).to_numpy()
    apart = (floats(frame["ci_low"]) > neutral) | (floats(frame["ci_high"]) < neutral)
    signal = pd.Series(q_value <= level, frame.index, dtype="boolean")
    return frame.assign(
        q_value=pd.array(q_value, dtype="Float64"),
        signal=signal.mask(np.isnan(q_value)),
        caveat=unconfirmed(frame["caveat"], apart & (q_value > level)),
    )


def unconfirmed(caveats: Iterable[str], alone: BoolArray) -> pd.api.extensions.ExtensionArray:
    """Caveats, completed where a row stands ``alone``: apart by itself, not once corrected."""
    texts = [
        joined(caveat, UNCONFIRMED if apart else "")
        for caveat, apart in zip(caveats, alone, strict=True)
    ]
    return pd.array(texts, dtype="string")
