"""The engagement types that the workbench knows: one notebook each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Engagement:
    """One type of mission: its notebook, its French name, the city of its default parameters."""

    key: str
    label_fr: str
    notebook: str
    default_city: str


ENGAGEMENTS: dict[str, Engagement] = {
    "evaluation": Engagement(
        "evaluation",
        "Évaluation d'une politique locale de sécurité et de tranquillité publique",
        "evaluation.ipynb",
        "saint-nazaire",
    ),
}
