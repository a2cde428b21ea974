"""Events that a time series must show: measures, laws, crises, works, breaks in the statistics."""

from ffsu_eval.gate.schema import Column, Dataset

POLICY_EVENTS = Dataset(
    name="policy_events",
    label_fr="Événements marquants",
    file="policy_events.csv",
    key=("event_id",),
    columns=(
        Column("event_id", pattern=r"[A-Za-z0-9_.\-]{1,40}"),
        Column("date", "date"),
        Column("label_fr"),
        Column("type", allowed=("dispositif", "loi", "crise", "requalification_stat", "travaux")),
    ),
)
