"""Survey of front-line actors: wave, strata, items, and answers (one column per item)."""

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables, in_order
from ffsu_eval.reference import table, values

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
RESPONDENT = ("resp_id", "wave_id", "stratum", "time_slot", "seniority", "finished")


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

STRATA = Dataset(
    name="survey_strata",
    label_fr="Enquête : catégories d'acteurs invitées",
    file="survey_strata.csv",
    key=("wave_id", "stratum"),
    columns=(
        Column("wave_id", refers_to=("survey_waves", "wave_id")),
        Column("stratum", pattern=ID),
        Column("label_fr"),
        Column("invited", "integer", minimum=1),
    ),
)

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
)


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
        Column("time_slot", allowed=("journee", "soiree", "nuit")),
        Column("seniority", allowed=("moins_2_ans", "2_5_ans", "6_10_ans", "plus_10_ans")),
        Column("finished", "yes_no"),
        *answers,
    )


def _load_answers(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    """Respondents (one row each) and answers (one row per respondent and item)."""
    items = [name for name in typed if name not in RESPONDENT]
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
    return {"survey_respondents": typed[list(RESPONDENT)], "survey_answers": answers}


RESPONSES = Dataset(
    name="survey_responses",
    label_fr="Enquête : réponses",
    file="survey_responses.csv",
    key=("resp_id",),
    columns=_answer_columns,
    load=_load_answers,
    frames=("survey_respondents", "survey_answers"),
)

DATASETS = (WAVES, STRATA, ITEMS, RESPONSES)
