"""Chennevières-sur-Marne: nothing can be said. Few answers, refusals, unpublished figures."""

from data.demo.generate.cities.story import Commune, Quartier, Story

STORY = Story(
    city="chennevieres-sur-marne",
    label="Chennevières-sur-Marne",
    communes=(Commune("94019", "Chennevières-sur-Marne", 18_300, 7_600),),
    departement=("94", "Val-de-Marne", "11"),
    block=94950,
    quartiers=(
        Quartier("Bord-de-Marne", 8_100, 3_500, 0.0, 40),
        Quartier("Le Coteau", 10_200, 4_100, 0.22, 60),
    ),
    crime={"cambriolages": (9.0, -0.01), "degradations": (7.1, 0.0)},
    hidden={
        "vols_avec_armes": range(2016, 2023),
        "vols_violents": range(2016, 2022),
        "violences_sexuelles": range(2016, 2023),
        "vols_de_vehicules": range(2016, 2021),
        "vols_accessoires": range(2016, 2023),
        "vols_dans_vehicules": range(2018, 2022),
        "cambriolages": range(2019, 2021),
        "coups_blessures_intrafamiliaux": range(2016, 2021),
        "coups_blessures_autres": range(2016, 2021),
        "coups_blessures": range(2016, 2021),
    },
    earlier=None,
    respondents={"EDUC": 8, "VILLE_AUTRES": 7, "BAILLEURS": 4, "ASSO": 3},
    interviews={"ELUS": 2, "VILLE_AUTRES": 3, "EDUC": 2, "BAILLEURS": 1, "ASSO": 1},
    salience={"PIL": 6, "PAR": 6},
    tone={"PIL": -0.4},
    places=("la place du coteau", "le quai", "le centre commercial", "le stade"),
    presence={"justice": 0.2, "etat": 0.55, "societe_civile": 0.4, "education_social": 0.45},
    cancelled=frozenset(
        {(2018, 11), (2019, 11), (2020, 11), (2020, 3), (2020, 4), (2021, 6), (2022, 9), (2022, 12)}
    ),
    executed=0.25,
    legal={"CONSULTATION": "non_documente", "REGLEMENT-GROUPES": "non_documente"},
    refused=(
        "Rapport d'activité de la police municipale",
        "Tableau de bord des bailleurs",
        "Faits signalés dans les transports",
        "Suites judiciaires, éléments agrégés",
    ),
    events=(("17/03/2020", "Premier confinement", "crise"),),
)
