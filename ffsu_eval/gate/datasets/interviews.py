"""Interviews and their coding: who was met (by family), codebook, redacted segments, codings."""

import pandas as pd

from ffsu_eval.errors import GateRefusal
from ffsu_eval.french import lines_fr
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables
from ffsu_eval.reference import labels, values
from ffsu_eval.sources.raw import ROW
from ffsu_eval.versions import version_order

ID = r"[A-Za-z0-9_.\-]{1,40}"


def _wrong_macro_family(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    expected = raw["actor_family"].map(labels("actor_families", "actor_family", "macro_family"))
    return expected.notna() & (raw["macro_family"] != expected)


def _two_sources(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["interview_id"] != "") == (raw["document_id"] != "")


INTERVIEWS = Dataset(
    name="interviews",
    label_fr="Entretiens",
    file="interviews.csv",
    key=("interview_id",),
    columns=(
        Column("interview_id", pattern=ID),
        Column("date", "date"),
        Column(
            "actor_family",
            allowed=values("actor_families", "actor_family"),
            scale="familles d'acteurs",
        ),
        Column(
            "macro_family",
            allowed=values("actor_families", "macro_family"),
            scale="grandes familles d'acteurs",
        ),
        Column("org_type"),
        Column("duration_min", "integer", minimum=5, maximum=300),
        Column("mode"),
        Column("quote_level", allowed=("C0", "C1", "C2")),
        Column("recorded", "yes_no"),
    ),
    rules=(
        Rule(
            "grande famille différente de celle de la famille d'acteurs",
            "macro_family",
            _wrong_macro_family,
        ),
    ),
)

CODE_COLUMNS = (
    Column("code_id", pattern=ID),
    Column("parent_id", required=False, refers_to=("codebook", "code_id")),
    Column("label_fr"),
    Column("definition"),
    Column("include_rule"),
    Column("exclude_rule"),
    Column("version", pattern=r"[0-9A-Za-z.\-]{1,20}"),
)
REPLACED = Column("replaced_by", required=False, refers_to=("codebook", "code_id"))
DROPPED = Column("dropped", "yes_no", required=False)


def _code_columns(tables: Tables) -> tuple[Column, ...]:
    """A grid that was never revised may lack the columns of codes replaced or dropped."""
    found = tables["codebook"].columns
    return (*CODE_COLUMNS, *(column for column in (REPLACED, DROPPED) if column.name in found))


def _replaced_by_itself(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    if REPLACED.name not in raw:
        return pd.Series(False, index=raw.index)
    replaced = set(raw.loc[raw["replaced_by"] != "", "code_id"])
    return raw["replaced_by"].isin(replaced)


def _load_codebook(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    """``codebook``: last version of each code in use; ``codebook_history``: every version."""
    none = pd.Series(pd.NA, index=typed.index, dtype="string")
    history = typed.assign(replaced_by=typed.get("replaced_by", none))
    order = history["version"].map(version_order)
    ordered = history.loc[order.sort_values(kind="stable").index]
    latest = ordered.drop_duplicates("code_id", keep="last").sort_index()
    dropped = history.get("dropped", pd.Series(False, index=history.index)).fillna(False)
    current = latest[latest["replaced_by"].isna() & ~dropped.loc[latest.index].astype(bool)]
    return {
        "codebook": current[[column.name for column in CODE_COLUMNS]].reset_index(drop=True),
        "codebook_history": history,
    }


CODEBOOK = Dataset(
    name="codebook",
    label_fr="Grille de codage",
    file="codebook.csv",
    key=("code_id", "version"),
    columns=_code_columns,
    rules=(
        Rule(
            "code remplacé par lui-même ou par un code remplacé : désigner le dernier",
            "replaced_by",
            _replaced_by_itself,
        ),
    ),
    load=_load_codebook,
    frames=("codebook", "codebook_history"),
)


def _need_codes_in_use(tables: Tables) -> None:
    grid, codings = tables["codebook"].frame, tables["codings"]
    if DROPPED.name not in grid:
        return
    gone = grid["dropped"].str.lower() == "oui"
    if REPLACED.name in grid:
        gone &= grid["replaced_by"] == ""
    wrong = codings.frame["code_id"].isin(set(grid.loc[gone, "code_id"]))
    if wrong.any():
        lines = lines_fr(codings.frame.loc[wrong, ROW].tolist())
        raise GateRefusal(
            f"{codings.file}, colonne code_id, {lines} : code abandonné que rien ne remplace "
            f"(voir {tables['codebook'].file})"
        )


def _load_codings(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    """Codings, those of a replaced code under the code that replaces it.

    GateRefusal for a coding under a code that was dropped and that nothing replaces.
    """
    grid = tables["codebook"]
    _need_codes_in_use(tables)
    if REPLACED.name not in grid.columns:
        return {"codings": typed}
    replaced = grid.frame[grid.frame["replaced_by"] != ""]
    names = dict(zip(replaced["code_id"], replaced["replaced_by"], strict=True))
    renamed = typed.assign(code_id=typed["code_id"].replace(names))
    key = ["segment_id", "code_id", "coder_id", "round"]
    return {"codings": renamed.drop_duplicates(key).reset_index(drop=True)}


SEGMENTS = Dataset(
    name="segments",
    label_fr="Extraits d'entretiens et de documents",
    file="segments.csv",
    key=("segment_id",),
    columns=(
        Column("segment_id", pattern=ID),
        Column("interview_id", required=False, refers_to=("interviews", "interview_id")),
        Column("document_id", required=False, refers_to=("documents", "document_id")),
        Column("position", "integer", minimum=1),
        Column("text_redacted"),
        Column("sensitivity", allowed=("ordinaire", "sensible")),
    ),
    rules=(
        Rule(
            "un extrait vient d'un entretien ou d'un document, de l'un des deux",
            "interview_id",
            _two_sources,
        ),
    ),
)

CODINGS = Dataset(
    name="codings",
    label_fr="Codage des extraits",
    file="codings.csv",
    key=("segment_id", "code_id", "coder_id", "round"),
    columns=(
        Column("segment_id", refers_to=("segments", "segment_id")),
        Column("code_id", refers_to=("codebook", "code_id")),
        Column("coder_id", pattern=ID),
        Column("valence", "integer", allowed=("-1", "0", "1")),
        Column("round", "integer", minimum=1),
    ),
    load=_load_codings,
)

DATASETS = (INTERVIEWS, CODEBOOK, SEGMENTS, CODINGS)
