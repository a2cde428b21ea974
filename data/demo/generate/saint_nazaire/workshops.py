"""One workshop on priorities, two rounds of scores: one clear first, two that cannot be told apart.

Scores are quotas around a mean, shuffled among the participants; the second round brings the scores
that were far from the middle of the group nearer to it.
"""

from itertools import product

import numpy as np
import pandas as pd

from data.demo.generate.chance import generator, shuffled
from data.demo.generate.writing import day

WORKSHOP = "atelier-priorites-2023"
CRITERIA = ("gravite", "frequence", "evolution", "prise_locale", "faisabilite")
WEIGHTS = (0.3, 0.2, 0.15, 0.2, 0.15)
FAMILIES = {
    "ELUS_VILLE": 7,
    "SECURITE_JUSTICE": 5,
    "EDUC_SOCIAL": 5,
    "HABITAT_MOBILITE": 4,
    "SOCIETE_CIVILE": 4,
}
# mean of each criterion, in the order of CRITERIA; halls and soirees have the same on purpose
ITEMS = {
    "trafic": ("Trafic de stupéfiants et ses abords", (4.8, 4.4, 4.4, 4.0, 4.2)),
    "halls": ("Occupations de halls d'immeuble", (3.4, 3.8, 3.6, 3.8, 3.6)),
    "soirees": ("Soirées et bruit en centre-ville", (3.4, 3.8, 3.6, 3.8, 3.6)),
    "violences_femmes": ("Violences faites aux femmes", (5.0, 3.4, 3.8, 2.0, 2.2)),
    "rodeos": ("Rodéos et deux-roues", (3.0, 3.2, 3.4, 2.8, 2.8)),
    "degradations": ("Dégradations et propreté", (2.4, 3.4, 2.4, 3.2, 3.2)),
    "stationnement": ("Stationnement gênant", (1.8, 2.6, 2.0, 2.6, 2.4)),
    "animaux": ("Chiens et autres animaux", (1.4, 1.6, 1.6, 2.0, 2.2)),
}
# one family sees it the other way round
DISSENT = ("stationnement", "SOCIETE_CIVILE", 4.4)


def workshops() -> pd.DataFrame:
    """The workshop, with the weights that the group gave to the criteria."""
    weights = {f"weight_{name}": weight for name, weight in zip(CRITERIA, WEIGHTS, strict=True)}
    head = {
        "workshop_id": WORKSHOP,
        "label_fr": "Atelier de hiérarchisation des sujets",
        "date": day("15/06/2023"),
    }
    return pd.DataFrame([head | weights])


def workshop_items() -> pd.DataFrame:
    """What was put to the vote."""
    return pd.DataFrame(
        [
            {"workshop_id": WORKSHOP, "item_id": item, "label_fr": label}
            for item, (label, _) in ITEMS.items()
        ]
    )


def workshop_votes() -> pd.DataFrame:
    """Scores of both rounds: participant, item, criterion."""
    people = [
        (f"P{number:02d}", family)
        for number, family in enumerate(
            (family for family, size in FAMILIES.items() for _ in range(size)), start=1
        )
    ]
    lines = []
    for (item, (_, means)), (place, criterion) in product(ITEMS.items(), enumerate(CRITERIA)):
        # the two twins get the same quotas, dealt to other people
        rng = generator(f"workshop_votes {item} {criterion}")
        dealt = shuffled(quota(means[place], len(people)), rng)
        for (code, family), first in zip(people, dealt, strict=True):
            dissent = (item, family) == DISSENT[:2]
            score = first if not dissent else min(5, round(DISSENT[2] + first - means[place]))
            middle = DISSENT[2] if dissent else means[place]
            later = score + int(np.sign(round(middle) - score)) * (abs(score - middle) > 1)
            common = (WORKSHOP, code, family, item, criterion)
            lines += [(*common, score, 1), (*common, later, 2)]
    columns = [
        "workshop_id",
        "participant_code",
        "macro_family",
        "item_id",
        "criterion",
        "score",
        "round",
    ]
    frame = pd.DataFrame(lines, columns=columns)
    return frame.sort_values(["round", "participant_code"], kind="stable", ignore_index=True)


def quota(mean: float, size: int) -> list[int]:
    """Scores from 1 to 5 whose mean is close to ``mean``, most of them next to it."""
    spread = np.array([-1.2, -0.4, 0.0, 0.0, 0.4, 1.2])
    around = np.resize(spread, size)
    exact = mean + around
    scores = [int(min(5, max(1, np.floor(value)))) for value in exact]
    missing = round(mean * size) - sum(scores)
    for place in range(size):
        if missing <= 0:
            break
        if scores[place] < 5:
            scores[place] += 1
            missing -= 1
    return scores
