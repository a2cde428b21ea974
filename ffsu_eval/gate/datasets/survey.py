"""Surveys of front-line actors and of residents: waves, strata, items, margins, and answers.

The answers have one row per respondent, of every wave, and one column per item, empty in a wave that
did not ask it. A wave drawn at random also has its sampling plan there (``psu``, ``base_weight``) and
the variables of its margins, which are columns only because ``survey_margins`` names them.
"""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from ffsu_eval.french import lines_fr
from ffsu_eval.gate.convert import typed_column, typed_frame
from ffsu_eval.gate.datasets.survey_across import need_coherent
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables, in_order
from ffsu_eval.questions import doubts
from ffsu_eval.reference import table, values
from ffsu_eval.sources.raw import ROW, RawTable
from ffsu_eval.sources.tabular import read_table

ID = r"[A-Za-z0-9_.\-]{1,40}"
CONSTRUCTS = (
    "insecurity",
    "frequency",
    "evolution",
    "nuisance",
    "effectiveness",
    "knowledge",
    "victimisation",
)
DOES_NOT_KNOW = "nsp"
SENIORITY = ("moins_2_ans", "2_5_ans", "6_10_ans", "plus_10_ans")
RESPONDENT = ("resp_id", "wave_id", "stratum", "time_slot", "seniority", "finished")
# what a wave may do without: absent from the file, they are columns of the frame without value
PLAN = (
    Column("psu", required=False, pattern=ID),
    Column("base_weight", "decimal", required=False),
    Column("answered_on", "date", required=False),
)
DECLINED = Column("declined", required=False)
MAXIMUM_VARIABLES = 4
SAME_TOTAL = 1e-8


def _informants_drawn(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    """Front-line actors are chosen for their position: no probability of being drawn is known."""
    informants = raw["population"] == "acteurs_proximite"
    return informants & typed["probability_sample"].fillna(False).astype(bool)


WAVES = Dataset(
    name="survey_waves",
    label_fr="Enquête : vagues",
    file="survey_waves.csv",
    key=("wave_id",),
    columns=(
        Column("wave_id", pattern=ID),
        Column(
            "population",
            allowed=(
                "acteurs_proximite",
                "habitants",
                "commercants",
                "usagers_nuit",
                "agents_pm",
                "professionnels",
            ),
        ),
        Column("mode"),
        Column("field_start", "date"),
        Column("field_end", "date"),
        Column("invited", "integer", minimum=1),
        Column("frame_desc"),
        Column("probability_sample", "yes_no"),
    ),
    rules=(
        in_order("field_start", "field_end", "fin du terrain avant son début"),
        Rule(
            "une enquête d'acteurs de proximité n'est pas un échantillon probabiliste",
            "probability_sample",
            _informants_drawn,
        ),
    ),
)


def _strata_columns(tables: Tables) -> tuple[Column, ...]:
    """``declined``: organisations of the category that refused to take part, where it is kept."""
    return (
        Column("wave_id", refers_to=("survey_waves", "wave_id")),
        Column("stratum", pattern=ID),
        Column("label_fr"),
        Column("invited", "integer", minimum=1),
        *([DECLINED] if DECLINED.name in tables["survey_strata"].columns else []),
    )


def _load_strata(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    return {"survey_strata": _with_column(typed, DECLINED)}


def _with_column(typed: pd.DataFrame, column: Column) -> pd.DataFrame:
    """The frame with this column, without any value when the file has not got it."""
    if column.name in typed:
        return typed
    nothing = typed_column(pd.Series("", index=typed.index, dtype="string"), column.kind)
    return typed.assign(**{column.name: nothing})


STRATA = Dataset(
    name="survey_strata",
    label_fr="Enquête : catégories ou secteurs invités",
    file="survey_strata.csv",
    key=("wave_id", "stratum"),
    columns=_strata_columns,
    load=_load_strata,
)


def _read_items(path: Path, shown_as: str) -> RawTable:
    """Questions; one that claims a source whose wording it has not is noticed, not refused."""
    read = read_table(path, shown_as)
    if read.faults or not {"text_fr", "source", "source_verified"} <= set(read.columns):
        return read
    found: dict[str, list[int]] = {}
    for row in read.frame.to_dict("records"):
        reason = doubts({str(name): str(value) for name, value in row.items()})
        if reason:
            found.setdefault(reason, []).append(int(row[ROW]))
    notices = [f"{lines_fr(lines)} : question {reason}" for reason, lines in found.items()]
    return replace(read, notices=[*read.notices, *notices])


ITEMS = Dataset(
    name="survey_items",
    label_fr="Enquête : questions",
    file="survey_items.csv",
    key=("item_id",),
    columns=(
        Column("item_id", pattern=ID),
        Column("text_fr"),
        Column("scale_id", allowed=values("survey_scales", "scale_id"), scale="échelles connues"),
        Column("construct", allowed=CONSTRUCTS),
        Column("theme", pattern=ID),
        Column("theme_label_fr"),
        Column("source", allowed=("CVS", "VRS", "IPR", "FFSU", "local")),
        Column("source_verified", "yes_no"),
    ),
    reader=_read_items,
)


def _unequal_totals(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    totals = typed["target_total"].groupby([raw["wave_id"], raw["variable"]]).transform("sum")
    by_wave = totals.groupby(raw["wave_id"])
    least, most = by_wave.transform("min"), by_wave.transform("max")
    return (most - least > SAME_TOTAL * most).fillna(False)


def _too_many_variables(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return raw.groupby("wave_id")["variable"].transform("nunique") > MAXIMUM_VARIABLES


MARGINS = Dataset(
    name="survey_margins",
    label_fr="Enquête : marges de calage",
    file="survey_margins.csv",
    key=("wave_id", "variable", "category"),
    columns=(
        Column("wave_id", refers_to=("survey_waves", "wave_id")),
        Column("variable", pattern=r"[a-z][a-z0-9_]{0,39}"),
        Column("category", pattern=ID),
        Column("target_total", "decimal"),
    ),
    rules=(
        Rule(
            "total attendu supérieur à zéro",
            "target_total",
            lambda raw, typed: (typed["target_total"] <= 0).fillna(False),
        ),
        Rule("totaux différents d'une variable à l'autre", "target_total", _unequal_totals),
        Rule("plus de quatre variables de calage dans une vague", "variable", _too_many_variables),
        Rule(
            "nom de colonne déjà employé par les réponses",
            "variable",
            lambda raw, typed: raw["variable"].isin([*RESPONDENT, *(c.name for c in PLAN)]),
        ),
    ),
)


def _plan_columns(tables: Tables) -> tuple[Column, ...]:
    """Columns of the plan that the file has, then the variables that the margins name."""
    present = tables["survey_responses"].columns
    optional = [column for column in PLAN if column.name in present]
    for name, categories in _categories(tables).items():
        if name in present:
            optional.append(
                Column(name, required=False, allowed=categories, scale="modalités des marges")
            )
    return tuple(optional)


def _categories(tables: Tables) -> dict[str, tuple[str, ...]]:
    """Variables of the margins and their categories, in the order of the file."""
    margins = tables.get("survey_margins")
    if margins is None or not {"variable", "category"} <= set(margins.columns):
        return {}
    own = [*RESPONDENT, *(column.name for column in PLAN)]
    known = margins.frame[~margins.frame["variable"].isin(["", *own])]
    return {
        str(name): tuple(dict.fromkeys(part["category"]))
        for name, part in known.groupby("variable", sort=False)
    }


def _answer_columns(tables: Tables) -> tuple[Column, ...]:
    scales = table("survey_scales").groupby("scale_id")["code"].agg(tuple).to_dict()
    items = tables["survey_items"]
    readable = {"item_id", "scale_id"} <= set(items.columns)
    answers = [
        Column(
            item,
            required=False,
            scale=f"échelle {scale} ou {DOES_NOT_KNOW}",
            allowed=(*scales.get(scale, ()), DOES_NOT_KNOW),
        )
        for item, scale in (
            zip(items.frame["item_id"], items.frame["scale_id"], strict=True) if readable else ()
        )
    ]
    return (
        Column("resp_id", pattern=ID),
        Column("wave_id", refers_to=("survey_waves", "wave_id")),
        Column("stratum", refers_to=("survey_strata", "stratum")),
        Column("time_slot", required=False, allowed=("journee", "soiree", "nuit")),
        Column("seniority", required=False, allowed=SENIORITY),
        Column("finished", "yes_no"),
        *_plan_columns(tables),
        *answers,
    )


def _load_answers(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    """Respondents (one row each, with plan and demographics) and answers (one per item).

    GateRefusal when they do not agree with the waves, strata and margins.
    """
    margins = tables.get("survey_margins")
    need_coherent(
        typed,
        tables,
        None if margins is None else typed_frame(margins.frame, tuple(MARGINS.columns_for(tables))),
    )
    people = typed
    for column in PLAN:
        people = _with_column(people, column)
    demographics = [name for name in _categories(tables) if name in typed]
    people = people[[*RESPONDENT, *(column.name for column in PLAN), *demographics]]
    items = [name for name in typed if name not in people]
    long = typed.melt("resp_id", items, var_name="item_id", value_name="answer")
    status = long["answer"].map({DOES_NOT_KNOW: "nsp"}).fillna("valide")
    status = status.where(long["answer"].notna(), "absente")
    code = pd.to_numeric(long["answer"].where(status == "valide"), errors="coerce")
    answers = pd.DataFrame(
        {
            "resp_id": long["resp_id"],
            "item_id": long["item_id"].astype("string"),
            "code": code.astype("Int64"),
            "answer_status": status.astype("string"),
        }
    )
    return {"survey_respondents": people, "survey_answers": answers}


RESPONSES = Dataset(
    name="survey_responses",
    label_fr="Enquête : réponses",
    file="survey_responses.csv",
    key=("resp_id",),
    columns=_answer_columns,
    rules=(
        Rule(
            "poids de sondage supérieur à zéro",
            "base_weight",
            lambda raw, typed: (
                (typed["base_weight"] <= 0).fillna(False)
                if "base_weight" in typed
                else pd.Series(False, index=raw.index)
            ),
        ),
    ),
    load=_load_answers,
    frames=("survey_respondents", "survey_answers"),
)

DATASETS = (WAVES, STRATA, ITEMS, MARGINS, RESPONSES)
OPTIONAL = (MARGINS,)
