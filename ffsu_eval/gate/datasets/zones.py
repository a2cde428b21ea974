"""Zones of the actions, of their controls and of their surroundings, and the facts counted in each."""

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables

ID = r"[A-Za-z0-9_.\-]{1,40}"
TREATED, CONTROL, BUFFER, BUFFER_CONTROL = ROLES = ("action", "temoin", "tampon", "temoin_tampon")
BEFORE, AFTER = PERIODS = ("avant", "apres")


def _zone_columns(tables: Tables) -> tuple[Column, ...]:
    """A zone may name its action; where the mission has a register of actions, one of them."""
    known = ("actions", "action_id") if "actions" in tables else None
    return (
        Column("zone_id", pattern=ID),
        Column("label_fr"),
        Column("role", allowed=ROLES),
        Column("action_id", required=False, pattern=ID, refers_to=known),
        Column("start_date", "date"),
    )


def _two_starts(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """Zones of one action compared over periods that do not start the same day."""
    several = raw.groupby("action_id")["start_date"].transform("nunique") > 1
    return several & (raw["action_id"] != "")


def _without_control(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """A zone of an action for which there is no control, its own or one for all."""
    controls = set(raw.loc[raw["role"] == CONTROL, "action_id"])
    return (raw["role"] == TREATED) & ~raw["action_id"].isin(controls) & ("" not in controls)


ZONES = Dataset(
    name="zones",
    label_fr="Zones des actions et zones témoins",
    file="zones.csv",
    key=("zone_id",),
    columns=_zone_columns,
    rules=(
        Rule(
            "zones d'une même action qui débutent à des dates différentes",
            "start_date",
            _two_starts,
        ),
        Rule("zone d'action sans zone témoin", "role", _without_control),
    ),
)


def _alone(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """A category of a zone that is counted before and not after, or after and not before."""
    return raw.groupby(["zone_id", "category"])["period"].transform("nunique") < len(PERIODS)


def _two_lengths(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """Counts of one zone and period over several numbers of months."""
    return typed["months"].groupby([raw["zone_id"], raw["period"]]).transform("nunique") > 1


ZONE_COUNTS = Dataset(
    name="zone_counts",
    label_fr="Faits comptés par zone, avant et après",
    file="zone_counts.csv",
    key=("zone_id", "category", "period"),
    columns=(
        Column("zone_id", refers_to=("zones", "zone_id")),
        Column("category"),
        Column("period", allowed=PERIODS),
        Column("months", "integer", minimum=1, maximum=120),
        Column("count", "integer", minimum=0),
    ),
    rules=(
        Rule("catégorie comptée avant sans l'être après, ou l'inverse", "period", _alone),
        Rule("durées différentes pour une zone et une période", "months", _two_lengths),
    ),
)

DATASETS = (ZONES, ZONE_COUNTS)
