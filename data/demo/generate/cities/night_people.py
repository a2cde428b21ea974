"""Questionnaires of the night: users, residents, venue keepers, night workers; no identity."""

import pandas as pd

from data.demo.generate.chance import deal, shuffled
from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content

# public, gender → respondents
PEOPLE = {
    "usager": {"femme": 118, "homme": 104, "non_dit": 6},
    "riverain": {"femme": 52, "homme": 46},
    "exploitant": {"femme": 11, "homme": 23},
    "travailleur": {"femme": 24, "homme": 31},
}
# question, public → shares of the answers 1 to 5
ANSWERS = {
    "noise": {
        "usager": (30, 28, 22, 13, 7), "riverain": (9, 12, 16, 29, 34),
        "exploitant": (32, 26, 21, 12, 9), "travailleur": (22, 24, 25, 18, 11),
    },
    "safe": {
        "usager": (13, 22, 21, 29, 15), "riverain": (20, 27, 20, 22, 11),
        "exploitant": (10, 14, 20, 33, 23), "travailleur": (14, 24, 22, 26, 14),
    },
    "return": {
        "usager": (34, 27, 15, 15, 9), "riverain": (18, 18, 28, 20, 16),
        "exploitant": (30, 30, 18, 12, 10), "travailleur": (42, 26, 12, 12, 8),
    },
    "dialogue": {
        "usager": (17, 22, 35, 17, 9), "riverain": (31, 29, 20, 13, 7),
        "exploitant": (15, 19, 21, 27, 18), "travailleur": (19, 23, 30, 18, 10),
    },
}  # fmt: skip
# truth: among the users, women say more often than men that they were harassed or assaulted
HARASSED = {"femme": 45, "homme": 15, "non_dit": 2}
SILENT = 3  # of each public, those who leave a question


def asked(story: Story) -> dict[str, Content]:
    """Answers, one row per questionnaire, in an order that tells nothing."""
    rng, rows = story.chance("night_answers"), []
    for public, genders in PEOPLE.items():
        people = [gender for gender, count in genders.items() for _ in range(count)]
        columns = {}
        for question, by_public in ANSWERS.items():
            known = deal((1, 2, 3, 4, 5), by_public[public], len(people) - SILENT)
            columns[question] = shuffled([*known, *[None] * SILENT], rng)
        touched = {
            gender: iter(shuffled([rank < HARASSED[gender] for rank in range(count)], rng))
            for gender, count in genders.items()
            if public == "usager"
        }
        for rank, gender in enumerate(people):
            harassed = next(touched[gender]) if touched else None
            rows.append((public, gender, *(columns[q][rank] for q in ANSWERS), harassed))
    names = ["public", "gender", *ANSWERS, "harassed_12m"]
    frame = pd.DataFrame(
        [rows[i] for i in shuffled(range(len(rows)), rng)], columns=names, dtype=object
    )
    frame.insert(0, "answer_id", [f"N{rank:03d}" for rank in range(1, len(frame) + 1)])
    return {"night_answers": frame}
