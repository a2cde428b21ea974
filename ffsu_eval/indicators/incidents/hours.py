"""INC03, night share, and INC04, profile of the week in local time."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, joined, need, plural, ratio, result, truths
from ffsu_eval.indicators.incidents.base import (
    TIMEZONE,
    at_night,
    base_shown,
    clocked,
    distinct,
    distinct_within,
    few,
    groups,
    months,
    need_incidents,
    shown,
)
from ffsu_eval.indicators.incidents.coverage import need_coverage
from ffsu_eval.indicators.intervals import clopper_pearson, garwood
from ffsu_eval.indicators.recorded.rates import NOT_COMPUTED

SPLITS = ("source_org_id", "territory_id", "category_code")
NIGHT = {
    **dict.fromkeys(SPLITS, "string"),
    "count": "Int64",
    "n": "Int64",
    "left_out": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
PROFILE = {
    "weekday": "Int64",
    "hour": "Int64",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "caveat": "string",
}
MARGINS = {"margin": "string", "slot": "Int64", **{k: PROFILE[k] for k in list(PROFILE)[2:]}}
PER_HOURS = 100


def night_share(incidents: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """INC03, night share = incidents from 22 h to 6 h / incidents whose hour is known, 0-1.

    Split by ``by`` (source_org_id, territory_id, category_code), then the whole ("ensemble").
    Duplicates declared across sources are out, except when the split is by source, which keeps what
    each has logged. ``n``: incidents with an hour; ``left_out``: those without, told in the caveat.
    Exact binomial interval: the variability of a process, not a sampling error. Fewer than 6 night
    incidents, or 6 others: neither count nor value. A night share is also that of who works at
    night. ValueError: missing column, identifier twice, unknown split.
    Source of the interval: as ``intervals.clopper_pearson``; night and thresholds: house rules.
    """
    if unknown := [name for name in by if name not in SPLITS]:
        raise ValueError(f"by: unknown split {', '.join(unknown)}")
    kept = distinct_within(incidents) if "source_org_id" in by else distinct(incidents)
    known = clocked(kept)
    kept = kept.assign(known=known, night=known & at_night(kept["ts_start"]))
    rows = []
    for key, part in groups(kept, by):
        n, count = int(part["known"].sum()), int(part["night"].sum())
        left_out = len(part) - n
        # the others are told by difference: both sides must be large enough
        smaller = np.array([min(count, n - count)], dtype=float)
        visible = bool(shown(smaller)[0])
        low, high = clopper_pearson(count, n)
        rows.append(
            {
                **key,
                "count": count if visible else None,
                "n": base_shown(n),
                "left_out": left_out,
                "value": ratio(count, n) if visible else None,
                "ci_low": float(low) if visible else None,
                "ci_high": float(high) if visible else None,
                "caveat": joined(
                    few(smaller)[0] if n else NOT_COMPUTED,
                    f"{plural(left_out, 'incident', 'incidents')} sans heure" * (left_out > 0),
                ),
            }
        )
    return result(rows, {name: NIGHT[name] for name in (*by, *list(NIGHT)[len(SPLITS) :])})


def profile_incidents(
    incidents: pd.DataFrame, coverage: pd.DataFrame, sources: Collection[str]
) -> pd.DataFrame:
    """Distinct clocked incidents of ``sources``, in the months that all of them report.

    A month that one of the sources has not reported is out for all: an hour of it would look
    quiet. One source keeps all that it has logged; several count an event once.
    ValueError: missing column, no source, a source without coverage.
    """
    need_incidents(incidents)
    kept = distinct_within(incidents) if len(sources) == 1 else distinct(incidents)
    kept = kept[kept["source_org_id"].isin(list(sources)) & clocked(kept)]
    common = reported_months(coverage, sources)
    return kept[months(kept["ts_start"]).isin(common)]


def reported_months(coverage: pd.DataFrame, sources: Collection[str]) -> list[str]:
    """Months that every one of ``sources`` reports for all the territories that it covers."""
    need_coverage(coverage)
    unknown = sorted(set(sources) - set(coverage["source_org_id"]))
    if not sources or unknown:
        raise ValueError(f"sources: none, or without coverage: {', '.join(unknown)}")
    own = coverage[coverage["source_org_id"].isin(list(sources))]
    expected = own[["source_org_id", "territory_id"]].drop_duplicates().shape[0]
    given = own[truths(own["months_reported"] == 1)].groupby("month").size()
    return [str(month) for month, count in given.items() if count == expected]


def hours_of(months_kept: Collection[str], timezone: str = TIMEZONE) -> pd.DatetimeIndex:
    """Every hour of these months, in local time: the changes of time make days of 23 and 25 h."""
    if not months_kept:
        return pd.DatetimeIndex([], tz=timezone)
    starts = pd.DatetimeIndex([f"{month}-01" for month in sorted(months_kept)])
    end = starts[-1] + pd.offsets.MonthBegin(1)
    hours = pd.date_range(starts[0], end, freq="h", inclusive="left", tz=timezone)
    wanted = 12 * starts.year + starts.month
    return hours[(12 * hours.year + hours.month).isin(wanted)]


def weekly_profile(
    incidents: pd.DataFrame,
    coverage: pd.DataFrame,
    sources: Collection[str],
    timezone: str = TIMEZONE,
) -> pd.DataFrame:
    """INC04, incidents per 100 hours observed, in each of the 24 × 7 hours of the week, local time.

    ``value`` = 100 · n / hours of that slot in the months reported, exact Poisson interval; 168 rows,
    ``weekday`` 0 (Monday) to 6. ``n``: hours observed, counted on the local clock: on the day when
    clocks go forward, 2 h is not there; when they go back, it is there twice. Incidents whose hour is
    not known, declared duplicates and months that one of ``sources`` does not report are out. Fewer
    than 6 incidents: neither count nor value. ValueError as ``profile_incidents``.
    Source of the interval: as ``intervals.garwood``; threshold: house rule.
    """
    times, hours = _moments(incidents, coverage, sources, timezone)
    slots = pd.MultiIndex.from_product([range(7), range(24)], names=["weekday", "hour"])
    found, there = (
        pd.Series(1, index=pd.MultiIndex.from_arrays([moments.day_of_week, moments.hour]))
        for moments in (times, hours)
    )
    return _rates(found, there, slots, PROFILE)


def weekly_margins(
    incidents: pd.DataFrame,
    coverage: pd.DataFrame,
    sources: Collection[str],
    timezone: str = TIMEZONE,
) -> pd.DataFrame:
    """Margins of INC04: the same rate by day of the week, then by hour of the day.

    ``margin`` "weekday" or "hour", ``slot`` the day (0: Monday) or the hour; else as
    ``weekly_profile``. All incidents are in, those of suppressed slots too.
    """
    moments = _moments(incidents, coverage, sources, timezone)
    parts = []
    for margin, count in (("weekday", 7), ("hour", 24)):
        slots = pd.MultiIndex.from_product([[margin], range(count)], names=["margin", "slot"])
        name = "day_of_week" if margin == "weekday" else "hour"
        values = [getattr(times, name) for times in moments]
        indexes = [pd.MultiIndex.from_arrays([[margin] * len(v), v]) for v in values]
        found, there = (pd.Series(1, index=index) for index in indexes)
        parts.append(_rates(found, there, slots, MARGINS))
    return pd.concat(parts, ignore_index=True)


def _moments(
    incidents: pd.DataFrame, coverage: pd.DataFrame, sources: Collection[str], timezone: str
) -> tuple[pd.DatetimeIndex, pd.DatetimeIndex]:
    """Times of the incidents of a profile, and every hour observed."""
    kept = profile_incidents(incidents, coverage, sources)
    hours = hours_of(reported_months(coverage, sources), timezone)
    return pd.DatetimeIndex(kept["ts_start"]), hours


def _rates(
    found: pd.Series, there: pd.Series, slots: pd.MultiIndex, dtypes: dict[str, str]
) -> pd.DataFrame:
    """Incidents per 100 hours of each slot; ``found`` and ``there``: one, by slot, per moment."""
    count, exposure = (
        floats(ones.groupby(level=[0, 1]).sum().reindex(slots, fill_value=0))
        for ones in (found, there)
    )
    visible = shown(count) & (exposure > 0)
    used = np.where(visible, count, np.nan)
    per = PER_HOURS / np.where(exposure > 0, exposure, np.nan)
    low, high = garwood(used)
    return result(
        slots.to_frame(index=False).assign(
            count=used,
            n=exposure,
            value=used * per,
            ci_low=low * per,
            ci_high=high * per,
            caveat=few(count),
        ),
        dtypes,
    )


def need_profile(profile: pd.DataFrame) -> None:
    """ValueError unless the frame is a weekly profile of 168 slots."""
    need(profile, "profile", PROFILE)
    if len(profile) != 7 * 24:
        raise ValueError("profile: expected 168 slots")
