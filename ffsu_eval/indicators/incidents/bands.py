"""INC04 read in nights and days: which of the 21 parts of the week stand out."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, floats, result
from ffsu_eval.indicators.incidents.base import (
    NIGHT_END,
    NIGHT_START,
    SUPPRESSED,
    TIMEZONE,
    few,
    groups,
)
from ffsu_eval.indicators.incidents.hours import (
    PER_HOURS,
    hours_of,
    profile_incidents,
    reported_months,
)
from ffsu_eval.indicators.intervals import rate_ratio
from ffsu_eval.indicators.recorded.rates import NO_DIRECTION, direction_words
from ffsu_eval.indicators.signals import with_signals

PARTS = ("matin", "apres_midi", "nuit")
AFTERNOON_START = 14
ABOVE, BELOW, LIKE = "au-dessus", "au-dessous", "écart non établi"
BANDS = {
    "territory_id": "string",
    "weekday": "Int64",
    "part": "string",
    "count": "Int64",
    "n": "Int64",
    "rate": "Float64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "p_value": "Float64",
    "q_value": "Float64",
    "signal": "boolean",
    "direction": "string",
    "caveat": "string",
}

HIDDEN = ("count", "rate", "value", "ci_low", "ci_high", "p_value", "q_value", "signal")


def week_parts(
    incidents: pd.DataFrame,
    coverage: pd.DataFrame,
    sources: Collection[str],
    timezone: str = TIMEZONE,
) -> pd.DataFrame:
    """INC04 by parts of the week: rate of each against that of the rest of the week.

    Seven mornings (6-14 h), afternoons (14-22 h) and nights (22-6 h, that of Friday ends on Saturday
    at 6 h), for each territory, then all ("ensemble"). ``rate``: incidents per 100 hours observed;
    ``value``: ratio of that rate to the rate of the 20 other parts, exact conditional interval;
    ``direction`` "au-dessus" or "au-dessous" when the interval excludes 1 and the correction for 21
    comparisons retains it (``signal``), else "écart non établi"; fewer than 6 incidents: suppressed, "non
    calculable".
    Same incidents and hours as ``weekly_profile``. ValueError as ``profile_incidents``.
    Sources: as ``intervals.rate_ratio`` and ``signals.adjusted``; the parts are house rules.
    """
    kept = profile_incidents(incidents, coverage, sources)
    hours = hours_of(reported_months(coverage, sources), timezone)
    exposure = _counted(hours)
    frames = [
        _compared(_counted(pd.DatetimeIndex(part["ts_start"])), exposure, key["territory_id"])
        for key, part in groups(kept, ("territory_id",))
    ]
    # every part is compared, then the small ones are hidden: to compare only those that may be
    # shown would choose the parts where chance has put more
    found = with_signals(pd.concat(frames, ignore_index=True))
    apart = found["direction"].isin([ABOVE, BELOW]) & ~found["signal"].fillna(False)
    found = result(found.assign(direction=found["direction"].mask(apart, LIKE)), BANDS)
    hidden = found["caveat"] == SUPPRESSED
    found.loc[hidden, list(HIDDEN)] = pd.NA
    found.loc[hidden, "direction"] = NO_DIRECTION
    return found


def established(parts: pd.DataFrame, territory_id: str = WHOLE) -> pd.DataFrame:
    """The parts of the week of one territory that are above the rest, largest ratio first."""
    own = parts[(parts["territory_id"] == territory_id) & (parts["direction"] == ABOVE)]
    return own.sort_values("value", ascending=False, ignore_index=True)


def _counted(times: pd.DatetimeIndex) -> pd.Series:
    """Number of moments in each part of the week; before 6 h it is still the night of the day before."""
    hour = times.hour.to_numpy()
    evening = (hour >= NIGHT_START) | (hour < NIGHT_END)
    part = np.select([evening, hour < AFTERNOON_START], ["nuit", "matin"], "apres_midi")
    weekday = (times.day_of_week.to_numpy() - (hour < NIGHT_END)) % 7
    slots = pd.MultiIndex.from_product([range(7), PARTS], names=["weekday", "part"])
    counted = pd.Series(1, index=pd.MultiIndex.from_arrays([weekday, part]))
    return counted.groupby(level=[0, 1]).sum().reindex(slots, fill_value=0)


def _compared(found: pd.Series, there: pd.Series, territory_id: str) -> pd.DataFrame:
    count, hours = floats(found), floats(there)
    ratio = rate_ratio(count, hours, count.sum() - count, hours.sum() - hours)
    words = direction_words(ratio.low, ratio.high, 1, (ABOVE, BELOW, LIKE))
    return found.index.to_frame(index=False).assign(
        territory_id=territory_id,
        count=count,
        n=hours,
        rate=PER_HOURS * count / np.where(hours > 0, hours, np.nan),
        value=ratio.ratio,
        ci_low=ratio.low,
        ci_high=ratio.high,
        p_value=ratio.p_value,
        direction=words,
        caveat=few(np.minimum(count, count.sum() - count)),
    )
