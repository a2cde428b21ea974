"""SUR01 of a survey whose respondents were not drawn at random: never a margin of error.

The type that is taken holds no weight and no plan, and the result has no column for an interval of
sampling: no parameter can bring one.
Sources: P. Ardilly, Les techniques de sondage, Technip, 2006; B. Efron, Bootstrap methods: another
look at the jackknife, Annals of Statistics 7, 1979.
"""

from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import floats, joined, result
from ffsu_eval.indicators.intervals import LEVEL
from ffsu_eval.indicators.survey.sampling import PurposiveSample
from ffsu_eval.indicators.survey.shares import SHARE, insecurity_share

SPREAD = "variabilité entre répondants"
PURPOSIVE = {
    name: kind for name, kind in SHARE.items() if name not in ("ci_low", "ci_high", "caveat")
} | {"spread_low": "Float64", "spread_high": "Float64", "caveat": "string"}


def purposive_shares(
    sample: PurposiveSample,
    answers: pd.DataFrame,
    items: pd.DataFrame,
    by: Literal["stratum", "time_slot"] | None = None,
    spread: bool = False,
) -> pd.DataFrame:
    """SUR01 as ``insecurity_share``, without the columns of an interval.

    ``spread``: fills ``spread_low`` and ``spread_high``, "variabilité entre répondants": the middle
    95 % of the shares that the same number of draws among the answers received would give. It says
    how much the result holds to a few respondents, and nothing of people who were not asked.
    These draws follow the binomial law of the observed share: the bootstrap is not simulated.
    ValueError: as ``insecurity_share``, or another kind of sample.
    """
    if not isinstance(sample, PurposiveSample):
        raise ValueError("sample: expected a purposive sample")
    shares = insecurity_share(answers, items, sample.respondents, by)
    if not spread:
        return result(shares, PURPOSIVE)
    n, share = floats(shares["n"]), floats(shares["value"])
    low, high = (
        stats.binom.ppf(point, n, share) / np.maximum(n, 1)
        for point in ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    )
    caveat = [
        joined(text, f"étendue affichée : {SPREAD}" if known else "")
        for text, known in zip(shares["caveat"], ~np.isnan(share), strict=True)
    ]
    return result(shares.assign(spread_low=low, spread_high=high, caveat=caveat), PURPOSIVE)
