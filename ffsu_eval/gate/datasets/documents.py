"""Register of the documentary study: what was asked for, received or refused."""

from ffsu_eval.gate.schema import Column, Dataset, given_when, in_order

DOCUMENTS = Dataset(
    name="documents",
    label_fr="Registre documentaire",
    file="documents.csv",
    key=("document_id",),
    columns=(
        Column("document_id", pattern=r"[A-Za-z0-9_.\-]{1,40}"),
        Column("title"),
        Column("type"),
        Column("producer"),
        Column("date", "date", required=False),
        Column("perimeter"),
        Column("confidentiality", allowed=("public", "interne", "confidentiel")),
        Column("requested_on", "date"),
        Column("received_on", "date", required=False),
        Column("sha256", required=False, pattern=r"[0-9a-f]{64}"),
        Column("reliability", required=False, allowed=("A", "B", "C")),
    ),
    rules=(
        in_order("requested_on", "received_on", "reçu avant d'avoir été demandé"),
        given_when(
            "reliability",
            lambda raw: raw["received_on"] != "",
            "fiabilité donnée si et seulement si le document est reçu",
        ),
    ),
)
