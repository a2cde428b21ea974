"""One workshop of a city: subjects scored in two anonymous rounds."""

from itertools import product

import pandas as pd

from data.demo.generate.chance import shuffled
from data.demo.generate.cities.story import Story
from data.demo.generate.saint_nazaire.workshops import CRITERIA, WEIGHTS, quota
from data.demo.generate.writing import Content, day

WORKSHOP = "atelier-priorites-2023"
FAMILIES = {"ELUS_VILLE": 5, "SECURITE_JUSTICE": 4, "EDUC_SOCIAL": 4, "HABITAT_MOBILITE": 3,
            "SOCIETE_CIVILE": 3}  # fmt: skip


def workshop(story: Story) -> dict[str, Content]:
    """The workshop, its subjects and its votes; nothing when the city held none."""
    if not story.votes:
        return {}
    weights = {f"weight_{name}": weight for name, weight in zip(CRITERIA, WEIGHTS, strict=True)}
    head = {
        "workshop_id": WORKSHOP,
        "label_fr": "Atelier de hiérarchisation des sujets",
        "date": day("22/06/2023"),
    }
    items = [(WORKSHOP, item, label) for item, (label, _) in story.votes.items()]
    people = [
        (f"P{number:02d}", family)
        for number, family in enumerate(
            (family for family, size in FAMILIES.items() for _ in range(size)), start=1
        )
    ]
    rng, lines = story.chance("votes"), []
    for (item, (_, mean)), criterion in product(story.votes.items(), CRITERIA):
        level = min(4.8, max(1.3, mean + 0.5 * (2 * rng.random() - 1)))
        scores = shuffled(quota(level, len(people)), rng)
        for (code, family), score in zip(people, scores, strict=True):
            later = score - (score - level > 1) + (level - score > 1)
            common = (WORKSHOP, code, family, item, criterion)
            lines += [(*common, score, 1), (*common, later, 2)]
    columns = ["workshop_id", "participant_code", "macro_family", "item_id", "criterion", "score"]
    votes = pd.DataFrame(lines, columns=[*columns, "round"])
    return {
        "workshops": pd.DataFrame([head | weights]),
        "workshop_items": pd.DataFrame(items, columns=["workshop_id", "item_id", "label_fr"]),
        "workshop_votes": votes.sort_values(
            ["round", "participant_code"], kind="stable", ignore_index=True
        ),
    }
