"""Words of a police service that titles, sentences, figures and evidence share."""

from ffsu_eval.charts.incidents.labels import DAYS
from ffsu_eval.indicators.doctrine.clock import BANDS
from ffsu_eval.indicators.doctrine.units import TOGETHER
from ffsu_eval.indicators.frames import WHOLE

BANDS_FR = {"matin": "matin", "apres_midi": "après-midi", "soiree": "soirée", "nuit": "nuit"}
_STARTS = [start for _, start in BANDS]
BAND_HOURS = {
    name: f"{start} h à {end} h"
    for (name, start), end in zip(BANDS, [*_STARTS[1:], _STARTS[0]], strict=True)
}
IN_BAND = {
    "matin": "le matin", "apres_midi": "l'après-midi", "soiree": "en soirée", "nuit": "la nuit",
}  # fmt: skip
PRIORITIES_FR = {"1": "priorité 1 (urgence)", "2": "priorité 2", "3": "priorité 3"}
FAMILIES_FR = {
    "habitants": "habitants",
    "elus": "élus",
    "services_ville": "services de la ville",
    "agents_pm": "agents de la police municipale",
    "partenaires": "partenaires",
    "commercants": "commerçants",
    TOGETHER: "autres familles, regroupées",
    WHOLE: "ensemble",
}
GRADES_FR = {
    "directeur": "direction",
    "chef_service": "chefs de service",
    "brigadier": "brigadiers",
    "gardien": "gardiens",
    "asvp": "agents de surveillance de la voie publique",
    "garde_champetre": "gardes champêtres",
    "operateur": "opérateurs de vidéoprotection",
    "administratif": "personnel administratif",
}
TRAININGS_FR = {
    "initiale": "formation initiale",
    "continue": "formation continue",
    "armement": "armement",
    "gestes": "gestes techniques d'intervention",
    "deontologie": "déontologie",
    "secours": "secours",
    "autre": "autre formation",
    TOGETHER: "autres formations, regroupées",
}
FORCE_FR = {
    "contrainte": "contrainte physique",
    "menottage": "menottage",
    "aerosol": "générateur d'aérosol",
    "baton": "bâton de défense",
    "impulsion": "pistolet à impulsions",
    "arme_feu": "arme à feu",
    "chien": "chien",
    "autre": "autre",
}
MOTIVES_FR = {
    "accueil": "accueil",
    "verbalisation": "verbalisation",
    "delai": "délai d'intervention",
    "comportement": "comportement",
    "force": "usage de la force",
    "autre": "autre motif",
}
CLASSES_FR = {
    "prioritaire": "prioritaire",
    "secondaire": "secondaire",
    "exclue": "exclue",
    "a_decider": "à décider",
}
CLAUSES_FR = {
    "respectee": "respectée",
    "partielle": "respectée en partie",
    "non_respectee": "non respectée",
    "non_verifiee": "non vérifiée",
}
SERVICES_FR = {
    "PM": "Police municipale",
    "PN": "Police nationale",
    "GN": "Gendarmerie nationale",
    "ASVP": "Surveillance de la voie publique",
    "MEDIATION": "Médiation",
    "CSU": "Vidéoprotection",
}
SERVICES_SHORT = {
    "PM": "PM", "PN": "PN", "GN": "GN", "ASVP": "ASVP", "MEDIATION": "Médiation", "CSU": "CSU",
}  # fmt: skip
STYLES_FR = {
    "actuel": "actuel",
    "proximite": "proximité",
    "intervention": "intervention",
    "nuit": "nuit",
    "autre": "autre",
}
SMALL_UNITS = "Unités de moins de cinq agents, regroupées"


def hour_fr(hour: object) -> str:
    """« 20 h »."""
    return f"{hour} h"


def cell_words(
    sectors: dict[str, str],
) -> dict[str, str]:
    """Names of the categories of the tables under secrecy."""
    names = {f"weekday={rank}": day for rank, day in enumerate(DAYS)}
    names |= {f"hour={hour}": hour_fr(hour) for hour in range(24)}
    names |= {f"band={name}": text for name, text in BANDS_FR.items()}
    names |= {f"priority={name}": text for name, text in PRIORITIES_FR.items()}
    names |= {f"force_type={name}": text for name, text in FORCE_FR.items()}
    names |= {f"motive={name}": text for name, text in MOTIVES_FR.items()}
    return names | {f"sector_id={name}": text for name, text in sectors.items()}
