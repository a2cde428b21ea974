"""What the night offers and what regulates it: venues, transport, light, rescue, sanctions, charter."""

import pandas as pd

from ffsu_eval.gate.datasets.incidents import ID, MONTH
from ffsu_eval.gate.datasets.night import HOUR, ZONE, inside_period
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables
from ffsu_eval.nighttime import MINUTES, minutes_of_night

KINDS = ("bar", "discotheque", "restaurant", "salle", "epicerie_nuit")
CAPACITIES = ("moins_100", "100_299", "300_599", "600_plus")
RESCUE, MOTIVES = ("SDIS", "SAMU", "urgences"), ("alcool", "violence", "autre")
SANCTIONS = ("avertissement", "fermeture", "retrait")
LIGHTS = ("fonctionne", "abaisse", "panne", "absent")
PARTIES = ("exploitants", "ville", "etat", "riverains")
# data on health: no number of persons under eleven is recorded (threshold of Insee)
LEAST_PERSONS = 11


def _ineligible(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    signed = typed["charter_signed"].fillna(False).astype(bool)
    return signed & ~typed["charter_eligible"].fillna(False).astype(bool)


def _outside_night(column: str) -> Rule:
    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        clocks = raw[column].str.fullmatch(HOUR)
        return clocks & (raw[column].where(clocks, "18:00").map(minutes_of_night) > MINUTES)

    return Rule("heure hors de la nuit, de 18 h à 8 h", column, failing)


VENUES = Dataset(
    name="venues",
    label_fr="Établissements de nuit",
    file="venues.csv",
    key=("venue_id",),
    columns=(
        Column("venue_id", pattern=r"V\d{1,4}"),
        Column("kind", allowed=KINDS),
        ZONE,
        Column("capacity_class", allowed=CAPACITIES),
        Column("closing_time", pattern=HOUR),
        Column("open_nights", "integer", minimum=1, maximum=7),
        Column("late_permit", "yes_no"),
        Column("noise_study", "yes_no"),
        Column("charter_eligible", "yes_no"),
        Column("charter_signed", "yes_no"),
    ),
    rules=(
        _outside_night("closing_time"),
        Rule("charte signée par un établissement qui n'y est pas éligible", "charter_signed",
             _ineligible),
    ),
)  # fmt: skip

TRANSPORT = Dataset(
    name="night_transport",
    label_fr="Transports de nuit",
    file="night_transport.csv",
    key=("line", "zone_id"),
    columns=(
        Column("line"),
        ZONE,
        Column("distance_m", "integer", minimum=0, maximum=5_000),
        Column("last_departure", pattern=HOUR),
        Column("headway_min", "integer", minimum=1, maximum=240),
    ),
    rules=(_outside_night("last_departure"),),
)

LIGHTING = Dataset(
    name="lighting",
    label_fr="Éclairage",
    file="lighting.csv",
    key=("segment_id",),
    columns=(
        Column("segment_id", pattern=ID),
        ZONE,
        Column("length_m", "integer", minimum=1, maximum=5_000),
        Column("status", allowed=LIGHTS),
    ),
)


def _load_events(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    inside_period("night_events.night", lambda frame: frame["night"])(typed, tables)
    return {"night_events": typed}


EVENTS = Dataset(
    name="night_events",
    label_fr="Nuits d'événement",
    file="night_events.csv",
    key=("night", "label_fr"),
    columns=(
        Column("night", "date"),
        Column("label_fr"),
        Column("crowd", "integer", minimum=0),
    ),
    load=_load_events,
)


def _few_persons(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return ((typed["count"] > 0) & (typed["count"] < LEAST_PERSONS)).fillna(False)


EMERGENCIES = Dataset(
    name="emergency_counts",
    label_fr="Secours et urgences la nuit, agrégés",
    file="emergency_counts.csv",
    key=("month", "service", "motive"),
    columns=(
        Column("month", pattern=MONTH),
        Column("service", allowed=RESCUE),
        Column("motive", allowed=MOTIVES),
        Column("count", "integer", minimum=0),
    ),
    rules=(
        Rule(
            "nombre de personnes de un à dix, donnée de santé : à regrouper avant remise",
            "count",
            _few_persons,
        ),
    ),
)

ADMIN_SANCTIONS = Dataset(
    name="admin_sanctions",
    label_fr="Sanctions administratives",
    file="admin_sanctions.csv",
    key=("sanction_id",),
    columns=(
        Column("sanction_id", pattern=ID),
        Column("date", "date"),
        Column("type", allowed=SANCTIONS),
    ),
)


def _more_kept(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (typed["kept"] > typed["checked"]).fillna(False)


COMMITMENTS = Dataset(
    name="charter_commitments",
    label_fr="Engagements de la charte",
    file="charter_commitments.csv",
    key=("commitment_id",),
    columns=(
        Column("commitment_id", pattern=r"E\d{1,3}"),
        Column("label_fr"),
        Column("party", allowed=PARTIES),
        Column("due_on", "date"),
        Column("checked", "integer", minimum=0),
        Column("kept", "integer", minimum=0),
    ),
    rules=(Rule("plus d'engagements respectés que de vérifications", "kept", _more_kept),),
)
