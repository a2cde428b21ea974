"""Register of the documentary study: what was asked for, received or refused."""

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables, given_when, in_order

COLUMNS = (
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
)
# a register without refusals may lack their column; ``dataset``: the data that were asked for
OPTIONS = (
    Column("refused_on", "date", required=False),
    Column("dataset", required=False, pattern=r"[a-z_]{1,40}"),
)


def _columns(tables: Tables) -> tuple[Column, ...]:
    held = tables["documents"].columns
    return (*COLUMNS, *(column for column in OPTIONS if column.name in held))


def _received_and_refused(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    if "refused_on" not in typed:
        return pd.Series(False, index=raw.index)
    return typed["refused_on"].notna() & typed["received_on"].notna()


def _refused_before_request(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    if "refused_on" not in typed:
        return pd.Series(False, index=raw.index)
    return (typed["refused_on"] < typed["requested_on"]).fillna(False)


def _load(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    never = pd.Series(pd.NaT, index=typed.index, dtype="datetime64[s]")
    nothing = pd.Series(pd.NA, index=typed.index, dtype="string")
    refused, dataset = typed.get("refused_on", never), typed.get("dataset", nothing)
    return {"documents": typed.assign(refused_on=refused, dataset=dataset)}


DOCUMENTS = Dataset(
    name="documents",
    label_fr="Registre documentaire",
    file="documents.csv",
    key=("document_id",),
    columns=_columns,
    rules=(
        in_order("requested_on", "received_on", "reçu avant d'avoir été demandé"),
        Rule("document à la fois reçu et refusé", "refused_on", _received_and_refused),
        Rule("refusé avant d'avoir été demandé", "refused_on", _refused_before_request),
        given_when(
            "reliability",
            lambda raw: raw["received_on"] != "",
            "fiabilité donnée si et seulement si le document est reçu",
        ),
    ),
    load=_load,
)
