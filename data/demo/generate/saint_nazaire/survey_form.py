"""The questionnaires: waves, people invited by stratum, and items."""

from typing import NamedTuple

import pandas as pd

from data.demo.generate.writing import day

WAVE = "acteurs-2023"
EARLIER = "acteurs-2018"
RESIDENTS = "habitants-2023"
ONLINE = "questionnaire en ligne, relance par téléphone"


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

# truth: more of the exposed categories than in 2023, all finished
STRATA_EARLIER = (
    Stratum("TRANSPORT", "Agents des transports urbains", 74, 60, 0),
    Stratum("BAILLEURS", "Bailleurs sociaux et gardiens", 60, 48, 0),
    Stratum("VILLE_AUTRES", "Services municipaux de proximité", 34, 24, 0),
    Stratum("EDUC", "Établissements scolaires", 30, 18, 0),
    Stratum("VILLE_PM", "Police municipale et vidéoprotection", 16, 12, 0),
    Stratum("ASSO", "Associations et centres sociaux", 18, 10, 0),
    Stratum("COMMERCE_ECO", "Commerçants", 14, 8, 0),
    Stratum("PREV_SPE", "Prévention spécialisée et médiation", 12, 8, 0),
    Stratum("SANTE_ADDICTION", "Santé et addictologie", 8, 4, 0),
)
SECTORS = (
    Stratum("CENTRE", "Secteur centre", 160, 100, 0),
    Stratum("NORD", "Secteur nord", 160, 100, 0),
    Stratum("OUEST", "Secteur ouest", 160, 100, 0),
    Stratum("LITTORAL", "Secteur littoral", 160, 100, 0),
)
DECLINED = {
    (WAVE, "SANTE_ADDICTION"): "un centre de soins",
    (WAVE, "COMMERCE_ECO"): "un syndicat de commerçants",
}

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

# wording of the survey « Cadre de vie et sécurité », put to actors and to residents alike
QUARTIER = (
    "q_fear_quartier",
    "quartier",
    "dans leur quartier ou leur village",
    "Vous arrive-t-il de vous sentir en insécurité dans votre quartier ou votre village ?",
    "CVS",
)
RESIDENTS_INSECURITY = (
    (
        "q_hab_day",
        "journee",
        "en journée",
        "Vous arrive-t-il de vous sentir en insécurité dans votre quartier en journée ?",
        "local",
    ),
    (
        "q_hab_eve",
        "soiree",
        "en soirée (après 20 h)",
        "Vous arrive-t-il de vous sentir en insécurité dans votre quartier en soirée, "
        "après 20 heures ?",
        "local",
    ),
    (
        "q_hab_transit",
        "transports",
        "dans les transports",
        "Vous arrive-t-il de vous sentir en insécurité dans les transports en commun ?",
        "local",
    ),
)
ITEM_COLUMNS = ["item_id", "text_fr", "scale_id", "construct", "theme", "theme_label_fr", "source"]

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
    """Two waves of front-line actors, designated; one of residents, drawn at random."""
    actors = {
        "population": "acteurs_proximite",
        "mode": ONLINE,
        "frame_desc": "Professionnels et bénévoles en contact quotidien avec le public, "
        "désignés par leur organisme dans neuf catégories",
        "probability_sample": False,
    }
    residents = {
        "population": "habitants",
        "mode": "enquêteur en face-à-face, à domicile",
        "frame_desc": "Habitants de 18 ans ou plus, un par logement, tirés au sort dans des îlots "
        "tirés au sort, dix par secteur",
        "probability_sample": True,
    }
    rows = [
        (WAVE, actors, "06/03/2023", "14/04/2023", STRATA),
        (EARLIER, actors, "05/03/2018", "13/04/2018", STRATA_EARLIER),
        (RESIDENTS, residents, "09/01/2023", "24/02/2023", SECTORS),
    ]
    columns = (
        "wave_id", "population", "mode", "field_start", "field_end", "invited", "frame_desc",
        "probability_sample",
    )  # fmt: skip
    waves = [
        {
            "wave_id": wave,
            **kind,
            "field_start": day(start),
            "field_end": day(end),
            "invited": sum(stratum.invited for stratum in strata),
        }
        for wave, kind, start, end, strata in rows
    ]
    return pd.DataFrame(waves, columns=list(columns))


def survey_strata() -> pd.DataFrame:
    """Categories of actors and sectors of residents, people invited, organisations that declined."""
    waves = ((WAVE, STRATA), (EARLIER, STRATA_EARLIER), (RESIDENTS, SECTORS))
    return pd.DataFrame(
        [
            {
                "wave_id": wave,
                "stratum": s.code,
                "label_fr": s.label,
                "invited": s.invited,
                "declined": DECLINED.get((wave, s.code), ""),
            }
            for wave, strata in waves
            for s in strata
        ]
    )


def actors_items() -> pd.DataFrame:
    """Questions put to the front-line actors in 2023: wording, scale, what they measure, source."""
    rows = [
        (item, text, "frequence_cvs", "insecurity", theme, label, "FFSU")
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
    # the wordings are adapted to professionals: none is that of a national survey
    return pd.DataFrame(rows, columns=ITEM_COLUMNS).assign(source_verified=False)


def survey_items() -> pd.DataFrame:
    """Every question of every wave; one asked in the same words keeps its identifier."""
    shared = (QUARTIER, *RESIDENTS_INSECURITY)
    rows = [
        (item, text, "frequence_cvs", "insecurity", theme, label, source)
        for item, theme, label, text, source in shared
    ]
    own = pd.DataFrame(rows, columns=ITEM_COLUMNS)
    own["source_verified"] = own["source"] == "CVS"
    return pd.concat([actors_items(), own], ignore_index=True)
