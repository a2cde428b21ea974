"""The file of answers: every wave, one row per questionnaire and one column per question."""

import pandas as pd

from data.demo.generate.saint_nazaire.survey_answers import actors_answers
from data.demo.generate.saint_nazaire.survey_earlier import earlier_answers
from data.demo.generate.saint_nazaire.survey_form import survey_items
from data.demo.generate.saint_nazaire.survey_residents import residents_answers

PEOPLE = [
    "resp_id", "wave_id", "stratum", "time_slot", "seniority", "finished", "psu", "base_weight",
    "answered_on", "sex", "age_band", "tenure",
]  # fmt: skip


def survey_responses() -> pd.DataFrame:
    """Wide table; what a wave does not ask, or does not have, is empty."""
    waves = [actors_answers(), earlier_answers(), residents_answers()]
    columns = [*PEOPLE, *survey_items()["item_id"]]
    return pd.concat([wave.reindex(columns=columns) for wave in waves], ignore_index=True)
