"""Words of the chapter on the charter for what its data code."""

BREACHES = {
    "tiers": "transmission à un tiers",
    "erreur_envoi": "erreur d'envoi",
    "acces": "accès sans droit",
    "hors_groupe": "échange hors du groupe",
    "fichier": "fichier non déclaré",
    "autre": "autre manquement",
}
# who answered, and how
ANSWERERS = {
    "step=-1": "plutôt non",
    "step=0": "ni oui ni non",
    "step=1": "plutôt oui",
    "group=soumis": "tenus au secret",
    "group=non_soumis": "autres professionnels",
}
