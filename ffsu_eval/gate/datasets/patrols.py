"""When a municipal police is there and what it does: shifts, activities, calls; the State's presence.

Times are local clock times. A shift whose end is not after its start ends on the next day. An hour
that the change to summer time skips is refused; one that the change to winter time repeats is kept
and left out of durations, since nobody can tell which of the two it is.
"""

import numpy as np
import pandas as pd

from ffsu_eval.gate.datasets.incidents import CATEGORIES, CLOCK, DAY, moments
from ffsu_eval.gate.datasets.service import NO_AGENT, UNIT
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables

TIMEZONE = "Europe/Paris"
TIMESTAMP = rf"{DAY} {CLOCK}"
SHORT_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
SECTOR = ("quartiers", "territory_id")
MODES = ("pedestre", "velo", "vehicule", "statique", "admin")
ORIGINS = ("initiative", "appel", "partenaire", "video", "requisition", "programme")
PRIORITIES = ("1", "2", "3")
HANDED, CANCELLED = "transmis", "annule"
OUTCOMES = ("traite", "sans_objet", "verbalise", "interpellation", HANDED, CANCELLED)
LONGEST = pd.Timedelta(hours=14)
ACTIVITY_TIMES = ("ts_start", "ts_end")
CALL_TIMES = ("ts_call", "ts_dispatch", "ts_arrival", "ts_close")


def skipped(times: pd.Series) -> pd.Series:
    """True for a local time that the change to summer time skips, or that the calendar does not have."""
    first = np.ones(len(times), dtype=bool)
    real = times.dt.tz_localize(TIMEZONE, ambiguous=first, nonexistent="NaT")
    return times.notna() & real.isna()


def _no_such_time(column: str) -> Rule:
    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        times = moments(raw[column])
        return (raw[column] != "") & (times.isna() | skipped(times))

    return Rule("heure qui n'existe pas (calendrier ou passage à l'heure d'été)", column, failing)


def _before(first: str, second: str) -> Rule:
    """Rule: ``second``, where it is given, does not come before ``first``, which it needs."""

    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        early = (moments(raw[second]) < moments(raw[first])).fillna(False)
        return early | ((raw[second] != "") & (raw[first] == ""))

    return Rule(f"heure antérieure à {first}, ou {first} absente", second, failing)


def _too_long(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return moments(raw["ts_end"]) - moments(raw["ts_start"]) > LONGEST


def _no_length(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return moments(raw["ts_end"]) == moments(raw["ts_start"])


def _bounds(raw: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Local start and end of each shift; an end that is not after the start is on the next day."""
    start = moments(raw["date"] + " " + raw["start"])
    end = moments(raw["date"] + " " + raw["end"])
    return start, end.where(end > start, end + pd.Timedelta(days=1))


def _shift_too_long(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    start, end = _bounds(raw)
    return (end - start > LONGEST).fillna(False)


def _shift_skipped(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    start, end = _bounds(raw)
    return skipped(start) | skipped(end)


def _load_shifts(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    day = typed["date"].dt.strftime("%d/%m/%Y")
    start, end = _bounds(typed.assign(date=day))
    return {"pm_shifts": typed.assign(ts_start=start, ts_end=end).drop(columns=["start", "end"])}


def _timed(name: str, columns: tuple[str, ...], typed: pd.DataFrame) -> dict[str, pd.DataFrame]:
    times = {column: moments(typed[column].fillna("")) for column in columns}
    return {name: typed.assign(**times)}


def _load_activities(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    return _timed("pm_activities", ACTIVITY_TIMES, typed)


def _load_calls(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    return _timed("pm_calls", CALL_TIMES, typed)


def _arrived_elsewhere(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["outcome"] == HANDED) & (raw["ts_arrival"] != "")


SHIFTS = Dataset(
    name="pm_shifts",
    label_fr="Vacations, par unité",
    file="pm_shifts.csv",
    key=("date", "unit_id", "start"),
    columns=(
        Column("date", "date"),
        Column("unit_id", pattern=UNIT, refers_to=("pm_units", "unit_id")),
        Column("start", pattern=SHORT_CLOCK),
        Column("end", pattern=SHORT_CLOCK),
        Column("planned", "integer", minimum=0, maximum=200),
        Column("present", "integer", minimum=0, maximum=200),
    ),
    rules=(
        Rule("vacation de plus de quatorze heures", "end", _shift_too_long),
        Rule("heure qui n'existe pas (passage à l'heure d'été)", "start", _shift_skipped),
    ),
    load=_load_shifts,
    refusal=NO_AGENT,
)

ACTIVITIES = Dataset(
    name="pm_activities",
    label_fr="Activités, par équipage",
    file="pm_activities.csv",
    key=("activity_id",),
    columns=(
        Column("activity_id", pattern=r"A\d{1,6}"),
        Column("ts_start", pattern=TIMESTAMP),
        Column("ts_end", pattern=TIMESTAMP),
        Column("unit_id", pattern=UNIT, refers_to=("pm_units", "unit_id")),
        Column("mission_code", refers_to=("mission_catalog", "mission_code")),
        Column("sector_id", required=False, refers_to=SECTOR),
        Column("mode", allowed=MODES),
        Column("origin", allowed=ORIGINS),
    ),
    rules=(
        *map(_no_such_time, ACTIVITY_TIMES),
        _before("ts_start", "ts_end"),
        Rule("activité sans durée", "ts_end", _no_length),
        Rule("activité de plus de quatorze heures", "ts_end", _too_long),
    ),
    load=_load_activities,
    refusal=NO_AGENT,
)

CALLS = Dataset(
    name="pm_calls",
    label_fr="Appels reçus par la police municipale",
    file="pm_calls.csv",
    key=("call_id",),
    columns=(
        Column("call_id", pattern=r"L\d{1,6}"),
        Column("ts_call", pattern=TIMESTAMP),
        Column("ts_dispatch", required=False, pattern=TIMESTAMP),
        Column("ts_arrival", required=False, pattern=TIMESTAMP),
        Column("ts_close", pattern=TIMESTAMP),
        Column("category", allowed=CATEGORIES, scale="phénomènes de l'enquête"),
        Column("sector_id", refers_to=SECTOR),
        Column("priority", "integer", allowed=PRIORITIES),
        Column("outcome", allowed=OUTCOMES),
        Column("agents", "integer", required=False, minimum=1, maximum=50),
    ),
    rules=(
        *map(_no_such_time, CALL_TIMES),
        _before("ts_call", "ts_dispatch"),
        _before("ts_dispatch", "ts_arrival"),
        _before("ts_call", "ts_close"),
        Rule("arrivée sur un appel transmis à un autre service", "ts_arrival", _arrived_elsewhere),
    ),
    load=_load_calls,
    refusal=NO_AGENT,
)

STATE_PRESENCE = Dataset(
    name="pn_presences",
    label_fr="Présence de la police nationale, semaine type",
    file="pn_presences.csv",
    key=("weekday", "hour"),
    columns=(
        Column("weekday", "integer", minimum=0, maximum=6),
        Column("hour", "integer", minimum=0, maximum=23),
        Column("patrols", "decimal", minimum=0, maximum=100),
    ),
    rules=(
        Rule(
            "semaine type incomplète : 168 heures attendues",
            "hour",
            lambda raw, typed: pd.Series(len(raw) != 168, raw.index),
        ),
    ),
    refusal=NO_AGENT,
)

DATASETS = (SHIFTS, ACTIVITIES, CALLS, STATE_PRESENCE)
