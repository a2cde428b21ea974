"""French words of an evaluation: categories of the zones, types of cost, measures of displacement."""

from collections.abc import Mapping

from ffsu_eval.indicators.frames import WHOLE

ALL_FACTS = "tous les faits comptés"
COST_TYPES = {
    "personnel": "personnel",
    "prestation": "prestations",
    "equipement": "équipement",
    "fonctionnement": "fonctionnement",
}
MEASURES = {
    "action": "dans la zone d'action",
    "deplacement": "autour, dans la zone tampon",
    "net": "au total",
}


def category_name(category: object, categories: Mapping[str, str]) -> str:
    """Name of a category of facts: that of the known vocabularies, else as the file writes it."""
    key = str(category)
    return ALL_FACTS if key == WHOLE else categories.get(key, key.replace("_", " "))
