"""Governance of the partnership: organisations, meetings, attendance, decisions."""

from ffsu_eval.gate.schema import Column, Dataset, given_when
from ffsu_eval.reference import values

ID = r"[A-Za-z0-9_.\-]{1,40}"
INSTANCES = values("instances", "instance_type")

ORGANISATIONS = Dataset(
    name="organisations",
    label_fr="Organisations partenaires",
    file="organisations.csv",
    key=("org_id",),
    columns=(
        Column("org_id", pattern=ID),
        Column("label_fr"),
        Column(
            "actor_family",
            allowed=values("actor_families", "actor_family"),
            scale="familles d'acteurs",
        ),
        Column("college"),
    ),
)

MEETINGS = Dataset(
    name="meetings",
    label_fr="Réunions prévues et tenues",
    file="meetings.csv",
    key=("meeting_id",),
    columns=(
        Column("meeting_id", pattern=ID),
        Column("instance_type", allowed=INSTANCES),
        Column("theme", required=False),
        Column("date", "date"),
        Column("held", "yes_no"),
        Column("duration_min", "integer", required=False, minimum=5, maximum=600),
        Column("minutes_date", "date", required=False),
    ),
    # no date order here: minutes may be circulated before a meeting that is then postponed
)

ATTENDANCE = Dataset(
    name="attendance",
    label_fr="Présences aux réunions",
    file="attendance.csv",
    key=("meeting_id", "org_id"),
    columns=(
        Column("meeting_id", refers_to=("meetings", "meeting_id")),
        Column("org_id", refers_to=("organisations", "org_id")),
        Column("convened", "yes_no"),
        Column("present", "yes_no"),
        Column("rank", required=False, allowed=("decideur", "technicien", "suppleant")),
    ),
    rules=(
        given_when(
            "rank",
            lambda raw: raw["present"].str.lower() == "oui",
            "rang donné si et seulement si l'organisation est présente",
        ),
    ),
)

DECISIONS = Dataset(
    name="decisions",
    label_fr="Décisions",
    file="decisions.csv",
    key=("decision_id",),
    columns=(
        Column("decision_id", pattern=ID),
        Column("meeting_id", refers_to=("meetings", "meeting_id")),
        Column("label_fr"),
        Column("owner_org_id", required=False, refers_to=("organisations", "org_id")),
        Column("due_date", "date", required=False),
        Column("done_date", "date", required=False),
        Column("status", allowed=("ouverte", "executee", "abandonnee")),
    ),
    rules=(
        given_when(
            "done_date",
            lambda raw: raw["status"] == "executee",
            "date d'exécution donnée si et seulement si la décision est exécutée",
        ),
    ),
)

DATASETS = (ORGANISATIONS, MEETINGS, ATTENDANCE, DECISIONS)
