"""French words of a diagnosis: dimensions of a walk, slots, types of response, measures of the portrait."""

DIMENSIONS = {
    "eclairage": "éclairage",
    "visibilite": "visibilité",
    "entretien": "entretien et propreté",
    "frequentation": "fréquentation",
    "signaletique": "signalétique",
    "amenagement": "aménagement",
}
PERIODS = {"jour": "de jour", "soir": "en soirée"}
SLOTS = {
    "jour": "en journée",
    "soiree": "en soirée",
    "nuit": "la nuit",
    "continu": "en continu",
}
TYPES = {
    "presence": "présence",
    "accompagnement": "accompagnement",
    "mediation": "médiation",
    "prevention_situationnelle": "prévention situationnelle",
    "aide_victimes": "aide aux victimes",
    "sanction_reparation": "sanction et réparation",
    "information": "information",
}
UNITS = {
    "places": "places",
    "heures_semaine": "heures par semaine",
    "suivis": "suivis",
}
MEASURES = {
    "population": "Population",
    "dwellings": "Logements",
    "pop_15_24_share": "Part des 15-24 ans (%)",
    "single_parent_share": "Part des familles monoparentales (%)",
    "poverty_rate": "Taux de pauvreté (%)",
    "unemployment_rate": "Taux de chômage (%)",
    "social_housing_share": "Part des logements sociaux (%)",
}
