"""What the indicators of local incidents share: thresholds, distinct incidents, local time."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ffsu_eval.gate.datasets.incidents import CLOCKED
from ffsu_eval.indicators.frames import WHOLE, BoolArray, FloatArray, need, need_unique, truths
from ffsu_eval.indicators.recorded.rates import FRAGILE_BELOW, LOCAL_MINIMUM

SUPPRESSED = "secret statistique"
FRAGILE = "fragile"
NIGHT_START, NIGHT_END = 22, 6
TIMEZONE = "Europe/Paris"

INCIDENT = (
    "incident_id",
    "source_org_id",
    "ts_start",
    "ts_precision",
    "territory_id",
    "grid_cell_250m",
    "category_code",
    "duplicate_of",
)


def need_incidents(incidents: pd.DataFrame) -> None:
    """ValueError unless the frame has the columns of an incident, each identifier once."""
    need(incidents, "incidents", INCIDENT)
    need_unique(incidents, "incidents", ("incident_id",))


def distinct(incidents: pd.DataFrame) -> pd.DataFrame:
    """Incidents without those declared as a duplicate: one event is counted once across sources."""
    need_incidents(incidents)
    return incidents[incidents["duplicate_of"].isna()]


def distinct_within(incidents: pd.DataFrame) -> pd.DataFrame:
    """Incidents without the double entries of one source.

    What a source has logged stays its own, even where another source has logged the same event:
    its series must not depend on what the others log.
    """
    need_incidents(incidents)
    sources = incidents.set_index("incident_id")["source_org_id"]
    original = incidents["duplicate_of"].map(sources)
    return incidents[~truths(original == incidents["source_org_id"])]


def clocked(incidents: pd.DataFrame) -> BoolArray:
    """True where the hour of the incident is known."""
    return truths(incidents["ts_precision"].isin(CLOCKED) & incidents["ts_start"].notna())


def at_night(times: pd.Series) -> BoolArray:
    """True from 22 h to 6 h, local time."""
    hours = times.dt.hour
    return truths((hours >= NIGHT_START) | (hours < NIGHT_END))


def months(times: pd.Series) -> pd.Series:
    """« 2021-03 » for each moment."""
    return times.dt.strftime("%Y-%m").astype("string")


def shown(count: FloatArray) -> BoolArray:
    """True where a count of incidents may be shown: six or more (house rule)."""
    return count >= LOCAL_MINIMUM


def few(count: FloatArray) -> list[str]:
    """Caveat of each count: suppressed under six, fragile under twenty."""
    words = np.select([~shown(count), count < FRAGILE_BELOW], [SUPPRESSED, FRAGILE], "")
    return [str(word) for word in words]


def base_shown(n: int) -> int | None:
    """A base as it may be shown: none at all is no secret, from one to five is."""
    return n if n == 0 or n >= LOCAL_MINIMUM else None


def groups(frame: pd.DataFrame, by: Sequence[str]) -> list[tuple[dict[str, str], pd.DataFrame]]:
    """The parts of a frame by the values of ``by``, sorted, then the whole (when split)."""
    parts: list[tuple[dict[str, str], pd.DataFrame]] = []
    if by:
        for keys, part in frame.groupby(list(by), sort=True):
            values = keys if isinstance(keys, tuple) else (keys,)
            parts.append((dict(zip(by, map(str, values), strict=True)), part))
    return [*parts, (dict.fromkeys(by, WHOLE), frame)]
