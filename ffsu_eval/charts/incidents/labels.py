"""French words of the local incidents: units of density, days, parts of the week, categories."""

UNITS = {
    "logements": "1 000 logements et par an",
    "eleves": "1 000 élèves et par an",
    "voyages": "un million de voyages",
    "heures_patrouille": "1 000 heures de présence sur le terrain",
    "etab_nuits": "1 000 nuits d'établissement",
}
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CATEGORIES = {
    "regroupements": "regroupements",
    "halls": "occupations de halls",
    "bruit": "bruit et tapage",
    "rodeos": "rodéos motorisés",
    "stationnement": "stationnement gênant",
    "degradations": "dégradations et dépôts",
    "tags": "tags et graffitis",
    "alcool": "consommation d'alcool",
    "stupefiants": "consommation de stupéfiants",
    "trafic": "trafic de stupéfiants",
    "incivilites": "incivilités verbales",
    "menaces": "menaces",
    "violences_jeunes": "violences entre jeunes",
    "violences_intrafamiliales": "violences intrafamiliales",
    "harcelement_rue": "harcèlement de rue",
    "vols": "vols",
    "vols_vehicules": "vols de véhicules",
    "cambriolages": "cambriolages",
    "incendies": "incendies volontaires",
    "animaux": "animaux",
    "discriminations": "discriminations",
    "autre": "autres faits",
}


def part_words(weekday: int, part: str) -> str:
    """« la nuit de vendredi à samedi », « le lundi matin »."""
    day = DAYS[weekday]
    if part == "nuit":
        return f"la nuit de {day} à {DAYS[(weekday + 1) % 7]}"
    return f"le {day} {'matin' if part == 'matin' else 'après-midi'}"
