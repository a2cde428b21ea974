"""What the mission found of each requirement of the law on the local council."""

from ffsu_eval.gate.schema import Column, Dataset
from ffsu_eval.indicators.governance.legal import STATUSES
from ffsu_eval.reference import values

LEGAL_CHECKS = Dataset(
    name="legal_checks",
    label_fr="Exigences légales vérifiées",
    file="legal_checks.csv",
    key=("requirement_id",),
    columns=(
        Column(
            "requirement_id",
            allowed=values("legal_requirements", "requirement_id"),
            scale="exigences légales connues",
        ),
        Column("status", allowed=STATUSES),
        Column("date", "date", required=False),
        Column("document_id", required=False, refers_to=("documents", "document_id")),
        Column("comment_fr", required=False),
    ),
)
