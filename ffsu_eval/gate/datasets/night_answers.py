"""What those who live the night answer: one row per questionnaire, a gender and nothing else of the person.

No age, no place, no date, no free text: a row tells of nobody. Answers on harassment are asked of the
users of the night alone and are only told in numbers above the threshold of sensitive subjects.
"""

import pandas as pd

from ffsu_eval.gate.schema import Column, Dataset, Rule

PUBLICS = ("usager", "riverain", "exploitant", "travailleur")
ASKED = "usager"
GENDERS = ("femme", "homme", "autre", "non_dit")
OPINIONS = ("noise", "safe", "return", "dialogue")
HARASSED = "harassed_12m"


def _not_asked(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw[HARASSED] != "") & (raw["public"] != ASKED)


NIGHT_ANSWERS = Dataset(
    name="night_answers",
    label_fr="Questionnaires de la nuit",
    file="night_answers.csv",
    key=("answer_id",),
    columns=(
        Column("answer_id", pattern=r"N\d{1,5}"),
        Column("public", allowed=PUBLICS),
        Column("gender", allowed=GENDERS),
        *(Column(name, "integer", required=False, minimum=1, maximum=5) for name in OPINIONS),
        Column(HARASSED, "yes_no", required=False),
    ),
    rules=(Rule("question posée aux seuls usagers de la nuit", HARASSED, _not_asked),),
)
