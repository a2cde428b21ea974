"""The evaluated policy: three axes, nine objectives, their baselines, and what happened meanwhile.

The baselines come from local follow-up of the policy, not from the SSMSI base: their perimeter is
the one that the actions worked on.
"""

import pandas as pd

from data.demo.generate.writing import day

STRATEGY = "strategie-2018-2022"
AXES = {
    "A1": "Tranquillité publique et espaces partagés",
    "A2": "Prévention auprès des jeunes et protection des victimes",
    "A3": "Pilotage et mobilisation des partenaires",
}
FRAME = "SNPD 2020-2024, axe "
OBJECTIVES = (
    ("O11", "A1", "Réduire les cambriolages dans les secteurs résidentiels les plus exposés", "3"),
    ("O12", "A1", "Réduire les dégradations dans le parc social et les équipements publics", "3"),
    ("O13", "A1", "Apaiser les usages des halls et des espaces publics en soirée", "3"),
    ("O21", "A2", "Prévenir le décrochage et les conduites à risque des 12-17 ans", "1"),
    ("O22", "A2", "Mieux accueillir les victimes de violences intrafamiliales", "2"),
    ("O23", "A2", "Prévenir la récidive des jeunes majeurs", "1"),
    ("O31", "A3", "Installer un cadre d'échange d'informations partagé par les membres", "4"),
    ("O32", "A3", "Informer les habitants et les professionnels des suites données", "3"),
    ("O33", "A3", "Constituer un observatoire local de la tranquillité publique", "4"),
)
# objective, label, unit, baseline, target, achieved, source. O32 has none (truth: not measurable).
BASELINES = (
    (
        "O11",
        "Cambriolages et tentatives signalés dans les résidences suivies",
        "pour 1 000 logements suivis",
        14.2,
        10.0,
        10.2,
        "Bilan de l'action de prévention des cambriolages (D06)",
    ),
    (
        "O12",
        "Dégradations signalées dans le parc social",
        "pour 1 000 logements",
        24.0,
        18.0,
        23.1,
        "Bilan de la remise en état du parc social (D07)",
    ),
    (
        "O13",
        "Signalements d'occupation de hall reçus par les bailleurs",
        "signalements par an",
        412.0,
        300.0,
        339.0,
        "Tableau de bord de la stratégie (D05)",
    ),
    (
        "O21",
        "Jeunes de 12 à 17 ans accompagnés dans un parcours",
        "jeunes par an",
        62.0,
        120.0,
        118.0,
        "Bilan de la prévention auprès des jeunes (D12)",
    ),
    (
        "O22",
        "Premiers accueils réalisés dans les 72 heures",
        "% des victimes orientées",
        46.0,
        75.0,
        66.0,
        "Rapport d'activité de l'association d'aide aux victimes (D09)",
    ),
    (
        "O23",
        "Places d'accueil en travail d'intérêt général",
        "places",
        10.0,
        30.0,
        17.0,
        "Bilan de la prévention auprès des jeunes (D12)",
    ),
    (
        "O31",
        "Organismes membres ayant signé la charte d'échange d'informations",
        "% des organismes membres",
        0.0,
        100.0,
        64.0,
        "Règlement intérieur et charte (D10)",
    ),
    (
        "O33",
        "Sources de données reliées à l'observatoire",
        "sources",
        2.0,
        7.0,
        5.0,
        "Tableau de bord de la stratégie (D05)",
    ),
)
EVENTS = (
    ("12/03/2018", "Adoption de la stratégie locale", "dispositif"),
    ("02/07/2018", "Première opération de prévention des cambriolages", "dispositif"),
    ("03/09/2019", "Début des travaux de requalification du secteur de la gare", "travaux"),
    ("17/03/2020", "Premier confinement", "crise"),
    ("30/10/2020", "Deuxième confinement", "crise"),
    (
        "01/01/2021",
        "Nouvelle consigne d'enregistrement des dégradations légères (fictive)",
        "requalification_stat",
    ),
    ("25/05/2021", "Loi n° 2021-646 : seuil du CLSPD abaissé à 5 000 habitants", "loi"),
    ("14/06/2021", "Extension de la médiation sociale jusqu'à minuit en été", "dispositif"),
    ("30/06/2022", "Fin des travaux du secteur de la gare", "travaux"),
)


def objectives() -> pd.DataFrame:
    """Nine objectives in three axes."""
    rows = [
        {
            "objective_id": objective,
            "strategy_id": STRATEGY,
            "axis_code": axis,
            "axis_label_fr": AXES[axis],
            "label_fr": label,
            "parent_id": "",
            "policy_ref": FRAME + national_axis,
        }
        for objective, axis, label, national_axis in OBJECTIVES
    ]
    return pd.DataFrame(rows)


def baselines() -> pd.DataFrame:
    """Baseline, target and achieved value of each objective that has one."""
    rows = [
        {
            "objective_id": objective,
            "indicator_id": f"LOC{rank:02d}",
            "label_fr": label,
            "unit": unit,
            "value": value,
            "date": day("31/12/2017"),
            "target_value": target,
            "target_date": day("31/12/2022"),
            "achieved_value": achieved,
            "achieved_date": day("31/12/2022"),
            "source": source,
        }
        for rank, (objective, label, unit, value, target, achieved, source) in enumerate(
            BASELINES, start=1
        )
    ]
    return pd.DataFrame(rows)


def policy_events() -> pd.DataFrame:
    """Dated events to be marked on the time series."""
    rows = [
        {"event_id": f"EV{rank}", "date": day(date), "label_fr": label, "type": kind}
        for rank, (date, label, kind) in enumerate(EVENTS, start=1)
    ]
    return pd.DataFrame(rows)
