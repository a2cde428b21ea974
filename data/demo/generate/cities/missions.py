"""What the municipal police of the fictitious city is for: law, expectations, sharing, scenarios.

Only articles whose version was read are « verified »; the others are to be checked, and say so.
"""

WEEK, WORKING, WEEKEND = range(7), range(6), (4, 5)
READ = "29/12/2019"  # CSI, art. L512-4, version of 2019, the one that was read
# label, legal basis, in force from, until, version read, judicial, class
CATALOG = (
    ("Surveillance générale et îlotage", "CGCT, art. L2212-2", "", "", False, False, "prioritaire"),
    ("Réponse aux appels des habitants", "CGCT, art. L2212-2", "", "", False, False, "prioritaire"),
    ("Stationnement et circulation", "Code de la route", "", "", False, True, "secondaire"),
    ("Sécurisation des abords d'écoles", "CGCT, art. L2212-2", "", "", False, False, "prioritaire"),
    ("Nuisances sonores et différends", "Code de la santé publique", "", "", False, True, "prioritaire"),
    ("Présence dans les parcs et sur les places", "CGCT, art. L2212-2", "", "", False, False,
     "prioritaire"),
    ("Opérations communes avec la police nationale", "CSI, art. L512-4 (convention de coordination)",
     READ, "", True, False, "secondaire"),
    ("Présence de nuit, de 23 h à 6 h", "CSI, art. L512-4 (convention de coordination)", READ, "",
     True, False, "a_decider"),
    ("Vidéoprotection et levée de doute", "CSI, art. L251-2", "", "", False, False, "secondaire"),
    ("Fourrière et véhicules abandonnés", "Code de la route", "", "", False, True, "secondaire"),
    ("Objets trouvés, marchés et cérémonies", "Arrêtés municipaux", "", "", False, False, "secondaire"),
    ("Procédures et tâches administratives", "Organisation du service", "", "", False, False,
     "secondaire"),
    ("Contrôle de règles sanitaires exceptionnelles", "Textes de 2020 à 2022", "24/03/2020",
     "31/07/2022", False, True, "exclue"),
    ("Enquêtes judiciaires", "Compétence des services de l'État", "", "", False, True, "exclue"),
)  # fmt: skip
# share of the time of the patrols that each mission takes
TIME = {
    "M01": 0.15, "M02": 0.13, "M03": 0.17, "M04": 0.07, "M05": 0.03, "M06": 0.04, "M07": 0.02,
    "M10": 0.03, "M11": 0.03, "M12": 0.33,
}  # fmt: skip
# respondents by family; mission → (importance, what is done today)
EXPECTED = (
    {"habitants": 38, "services_ville": 17, "partenaires": 21, "commercants": 13, "agents_pm": 19,
     "elus": 6},
    {"M01": (4.3, 3.0), "M02": (4.4, 3.2), "M03": (3.0, 3.9), "M04": (3.9, 3.7), "M05": (4.6, 2.1),
     "M06": (4.2, 2.3), "M07": (3.3, 2.6), "M08": (4.0, 1.5), "M09": (2.9, 3.2), "M10": (2.5, 3.4),
     "M11": (2.0, 3.0)},
)  # fmt: skip
# mission → role of each service: R carries out, A answers, C consulted, I informed
RESPONSIBLE: dict[str, dict[str, str]] = {
    "M01": {"PM": "RA", "PN": "C", "ASVP": "I", "MEDIATION": "C", "CSU": "I"},
    "M02": {"PM": "R", "PN": "A", "CSU": "C", "MEDIATION": "I"},
    "M03": {"PM": "RA", "ASVP": "R", "PN": "I", "CSU": "C"},
    "M04": {"PM": "RA", "ASVP": "R", "MEDIATION": "C", "PN": "I"},
    "M05": {"PM": "C", "PN": "A", "MEDIATION": "I"},
    "M06": {"PM": "R", "MEDIATION": "R", "ASVP": "I", "CSU": "C"},
    "M07": {"PM": "R", "PN": "A", "CSU": "C"},
    "M08": {"PM": "I", "PN": "C", "CSU": "C"},
    "M09": {"CSU": "R", "PM": "A", "PN": "C"},
    "M10": {"PM": "RA", "ASVP": "C", "PN": "I"},
    "M11": {"PM": "A", "ASVP": "R"},
    "M12": {"PM": "RA", "ASVP": "I"},
    "M14": {"PN": "RA", "PM": "I"},
}
CLAUSES = (
    ("Information", "Réunion mensuelle des deux services", "31/12/2022", "respectee"),
    ("Information", "Échange quotidien sur les faits de la veille", "31/12/2022", "respectee"),
    ("Information", "Transmission des consignes de recherche", "31/12/2022", "respectee"),
    ("Information", "Retour sur les suites données", "31/12/2022", "non_respectee"),
    ("Territoires", "Carte des secteurs partagée et tenue à jour", "30/06/2022", "partielle"),
    ("Territoires", "Répartition des soirées d'été", "31/05/2023", "non_respectee"),
    ("Horaires", "Relais de fin de service", "31/12/2022", "partielle"),
    ("Horaires", "Horaires de la police municipale communiqués chaque trimestre", "31/03/2023",
     "respectee"),
    ("Opérations", "Opérations communes programmées", "31/12/2022", "respectee"),
    ("Opérations", "Contrôles routiers communs", "31/12/2022", "respectee"),
    ("Moyens", "Interconnexion des radios", "31/12/2022", "partielle"),
    ("Moyens", "Accès aux images du centre de supervision", "31/12/2022", "respectee"),
    ("Formation", "Formations communes", "", "non_verifiee"),
    ("Évaluation", "Rapport annuel sur l'exécution de la convention", "", "non_verifiee"),
)  # fmt: skip
SCENARIOS = (
    ("S0", "Organisation actuelle", "actuel", 37.0),
    ("S1", "Proximité, décalée vers la soirée", "proximite", 37.0),
    ("S2", "Intervention, équipages renforcés", "intervention", 41.0),
    ("S3", "Soirée et nuit, toute la semaine", "nuit", 50.0),
)
# days, start, end, agents
SCENARIO_WEEKS = {
    "S0": ((WEEK, "07:00", "14:30", 4), (WEEK, "12:30", "20:00", 6), (WORKING, "13:00", "19:30", 4),
           ((1, 2, 3, 4), "16:30", "23:30", 3), ((5,), "20:00", "04:00", 3)),
    "S1": ((WEEK, "07:30", "15:00", 3), (WEEK, "13:30", "21:00", 4), (WEEK, "16:00", "23:30", 6),
           (WEEKEND, "18:00", "01:30", 3)),
    "S2": ((WEEK, "08:00", "15:30", 4), (WEEK, "15:00", "22:30", 8), (WEEKEND, "18:00", "02:00", 4)),
    "S3": ((WEEK, "07:30", "15:00", 3), (WEEK, "15:00", "22:30", 6), (WEEK, "22:30", "06:00", 4)),
}  # fmt: skip
SCENARIO_COSTS = {
    "S0": {"personnel": 1_776_000, "primes": 96_000, "equipement": 74_000, "vehicules": 88_000,
           "formation": 28_000},
    "S1": {"personnel": 1_776_000, "primes": 148_000, "equipement": 74_000, "vehicules": 88_000,
           "formation": 34_000},
    "S2": {"personnel": 1_968_000, "primes": 171_000, "equipement": 112_000, "vehicules": 121_000,
           "formation": 52_000},
    "S3": {"personnel": 2_400_000, "primes": 342_000, "equipement": 118_000, "vehicules": 116_000,
           "formation": 61_000, "locaux": 40_000},
}  # fmt: skip
