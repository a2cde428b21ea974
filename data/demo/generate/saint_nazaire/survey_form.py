"""The questionnaire of the front-line actors: wave, strata and items."""

from typing import NamedTuple

import pandas as pd

from data.demo.generate.writing import day

WAVE = "acteurs-2023"


class Stratum(NamedTuple):
    """One category of actors: people invited, questionnaires finished and only started."""

    code: str
    label: str
    invited: int
    finished: int
    started: int


STRATA = (
    Stratum("EDUC", "Établissements scolaires", 50, 36, 2),
    Stratum("VILLE_AUTRES", "Services municipaux de proximité", 46, 33, 1),
    Stratum("BAILLEURS", "Bailleurs sociaux et gardiens", 42, 34, 1),
    Stratum("TRANSPORT", "Agents des transports urbains", 40, 33, 1),
    Stratum("ASSO", "Associations et centres sociaux", 24, 15, 2),
    Stratum("VILLE_PM", "Police municipale et vidéoprotection", 18, 13, 0),
    Stratum("COMMERCE_ECO", "Commerçants", 16, 11, 1),
    Stratum("PREV_SPE", "Prévention spécialisée et médiation", 14, 11, 0),
    Stratum("SANTE_ADDICTION", "Santé et addictologie", 12, 7, 0),  # truth: too few to be shown
)

INSECURITY = (
    (
        "q_fear_day",
        "journee",
        "en journée",
        "Dans votre activité, vous arrive-t-il de vous sentir en insécurité en journée ?",
    ),
    (
        "q_fear_eve",
        "soiree",
        "en soirée (après 20 h)",
        "Dans votre activité, vous arrive-t-il de vous sentir en insécurité en soirée, "
        "après 20 heures ?",
    ),
    (
        "q_fear_transit",
        "transports",
        "dans les transports",
        "Dans votre activité, vous arrive-t-il de vous sentir en insécurité "
        "dans les transports en commun ?",
    ),
    (
        "q_pop_fear",
        "habitants",
        "chez les habitants, selon les répondants",
        "Selon vous, arrive-t-il aux habitants de votre secteur de se sentir en insécurité ?",
    ),
)

PHENOMENA = {
    "regroupements": "regroupements gênants",
    "halls": "occupations de halls d'immeubles",
    "bruit": "bruit et tapage",
    "rodeos": "rodéos motorisés",
    "degradations": "dégradations",
    "alcool": "consommation d'alcool sur la voie publique",
    "stupefiants": "consommation de stupéfiants",
    "trafic": "trafic de stupéfiants",
    "incivilites": "incivilités et insultes",
    "violences_jeunes": "violences entre jeunes",
    "violences_intrafamiliales": "violences intrafamiliales",
    "harcelement_rue": "harcèlement de rue",
    "cambriolages": "cambriolages",
    "vols_vehicules": "vols de véhicules",
}
ABOUT_PHENOMENA = (
    (
        "freq",
        "frequency",
        "frequence_phenomene",
        "Dans l'exercice de votre activité, à quelle fréquence rencontrez-vous : {} ?",
    ),
    (
        "evol",
        "evolution",
        "evolution",
        "Depuis trois ans, comment évolue dans votre secteur le phénomène suivant : {} ?",
    ),
    (
        "gene",
        "nuisance",
        "gene",
        "De 1 à 5, quelle gêne ce phénomène cause-t-il aux habitants de votre secteur : {} ?",
    ),
)

SERVICES = {
    "pn": "police nationale",
    "pm": "police municipale",
    "mediation": "médiation sociale",
    "prevention_specialisee": "prévention spécialisée",
    "eclairage_proprete": "éclairage et propreté",
    "justice": "justice",
}

YES_NO = (
    (
        "q_know_clspd",
        "knowledge",
        "clspd",
        "connaissance du CLSPD",
        "Connaissez-vous le conseil local de sécurité et de prévention de la délinquance ?",
    ),
    (
        "q_know_strat",
        "knowledge",
        "strategie",
        "connaissance de la stratégie",
        "Connaissez-vous la stratégie locale de tranquillité publique ?",
    ),
    (
        "q_feedback",
        "knowledge",
        "retour",
        "retour après un signalement",
        "Quand vous signalez un fait, recevez-vous un retour sur les suites données ?",
    ),
    (
        "q_vict_verbal",
        "victimisation",
        "agression_verbale",
        "agression verbale subie",
        "Avez-vous subi une agression verbale au travail au cours des douze derniers mois ?",
    ),
    (
        "q_vict_physique",
        "victimisation",
        "agression_physique",
        "agression physique subie",
        "Avez-vous subi une agression physique au travail au cours des douze derniers mois ?",
    ),
)


def survey_waves() -> pd.DataFrame:
    """The one wave of the mission."""
    wave = {
        "wave_id": WAVE,
        "population": "acteurs_proximite",
        "mode": "questionnaire en ligne, relance par téléphone",
        "field_start": day("06/03/2023"),
        "field_end": day("14/04/2023"),
        "invited": sum(stratum.invited for stratum in STRATA),
        "frame_desc": "Professionnels et bénévoles en contact quotidien avec le public, "
        "désignés par leur organisme dans neuf catégories",
        "probability_sample": False,
    }
    return pd.DataFrame([wave])


def survey_strata() -> pd.DataFrame:
    """Categories of actors and people invited."""
    return pd.DataFrame(
        [
            {"wave_id": WAVE, "stratum": s.code, "label_fr": s.label, "invited": s.invited}
            for s in STRATA
        ]
    )


def survey_items() -> pd.DataFrame:
    """Every question: wording, scale, what it measures and where it comes from."""
    rows = [
        (item, text, "frequence_cvs", "insecurity", theme, label, "CVS")
        for item, theme, label, text in INSECURITY
    ]
    for theme, label in PHENOMENA.items():
        for suffix, construct, scale, text in ABOUT_PHENOMENA:
            rows.append(
                (
                    f"q_ph_{theme}_{suffix}",
                    text.format(label),
                    scale,
                    construct,
                    theme,
                    label,
                    "FFSU",
                )
            )
    for theme, label in SERVICES.items():
        text = f"Dans votre secteur, l'action de ce service vous paraît-elle efficace : {label} ?"
        rows.append(
            (f"q_serv_{theme}_eff", text, "efficacite", "effectiveness", theme, label, "FFSU")
        )
    rows += [
        (item, text, "oui_non", construct, theme, label, "local")
        for item, construct, theme, label, text in YES_NO
    ]
    columns = ["item_id", "text_fr", "scale_id", "construct", "theme", "theme_label_fr", "source"]
    # The wordings are adapted to professionals: none is the verified wording of its source.
    return pd.DataFrame(rows, columns=columns).assign(source_verified=False)
