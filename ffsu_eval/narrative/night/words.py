"""French words of the night: publics, questions, services, venues, parties to the charter."""

PUBLICS = {
    "usager": "usagers",
    "riverain": "riverains",
    "exploitant": "exploitants",
    "travailleur": "travailleurs de nuit",
}
QUESTIONS = {
    "noise": "« La nuit, le bruit me gêne »",
    "safe": "« Je me sens en sécurité la nuit dans le secteur »",
    "return": "« Je peux rentrer facilement après la fermeture »",
    "dialogue": "« Les exploitants, la Ville et les riverains se parlent »",
}
GENDERS = {"femme": "femmes", "homme": "hommes"}
KINDS = {
    "bar": "bars",
    "discotheque": "discothèques",
    "restaurant": "restaurants",
    "salle": "salles",
    "epicerie_nuit": "épiceries de nuit",
}
SERVICES = {
    "police_municipale": "police municipale",
    "police_nationale": "police nationale",
    "mediation": "médiation",
    "reduction_risques": "réduction des risques",
    "secours": "secours",
    "autre": "autre service",
}
PARTIES = {
    "exploitants": "exploitants",
    "ville": "Ville",
    "etat": "État",
    "riverains": "riverains",
}
SANCTIONS = {
    "avertissement": "avertissements",
    "fermeture": "fermetures administratives",
    "retrait": "retraits d'autorisation",
}
RESCUE = {"SDIS": "sapeurs-pompiers", "SAMU": "SAMU", "urgences": "urgences hospitalières"}
ROLES = {"action": "zone de la mesure", "temoin": "zone témoin", "autre": "non comparée"}
