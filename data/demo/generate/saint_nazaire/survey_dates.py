"""Days on which the questionnaires came back: early and late ones answer alike (placebo)."""

from datetime import timedelta

import pandas as pd

from data.demo.generate.chance import generator, shuffled
from data.demo.generate.saint_nazaire.survey_form import survey_items, survey_waves

TRIALS = 300


def dated(people: pd.DataFrame, wave: str, *more: str) -> pd.DataFrame:
    """The questionnaires with ``answered_on``: half of them before the reminder, half after.

    Of several draws, the one in which both halves feel unsafe alike is kept; ``more``: questions
    that a form has beside those that its wave shares.
    """
    rng = generator(f"survey_dates:{wave}")
    items = survey_items()
    asked = [
        name
        for name in dict.fromkeys(
            [*items.loc[items["construct"] == "insecurity", "item_id"], *more]
        )
        if name in people
    ]
    unsafe = people[asked].isin(["2", "3"]).to_numpy(dtype=float)
    half = (len(people) + 1) // 2
    draws = [shuffled(range(len(people)), rng) for _ in range(TRIALS)]
    gaps = [
        float(abs(unsafe[draw[:half]].mean(axis=0) - unsafe[draw[half:]].mean(axis=0)).max())
        for draw in draws
    ]
    order = draws[gaps.index(min(gaps))]
    waves = survey_waves().set_index("wave_id")
    start, end = waves.loc[wave, "field_start"], waves.loc[wave, "field_end"]
    reminder = (end - start).days // 2
    days = [0] * len(people)
    for rank, person in enumerate(order):
        late = rank >= half
        room = (end - start).days - reminder if late else reminder
        days[person] = (reminder + 1 if late else 0) + rank % room
    return people.assign(answered_on=[start + timedelta(days=count) for count in days])
