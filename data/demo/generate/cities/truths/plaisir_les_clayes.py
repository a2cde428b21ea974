"""Plaisir and Les Clayes-sous-Bois: what the report must conclude. Burglaries apart, alike."""

from data.demo.generate.expectations import Truth, expect

DLS = "dls"
ALIKE = (
    "degradations",
    "vols_sans_violence",
    "vols_dans_vehicules",
    "vols_de_vehicules",
    "coups_blessures_autres",
    "coups_blessures_intrafamiliaux",
    "vols_accessoires",
)
TRUTHS = (
    Truth(
        DLS,
        "À taille égale, Plaisir a presque deux fois moins de cambriolages que Les Clayes-sous-Bois.",
        (
            expect("DLS04", "cambriolages", "direction", "=", "au-dessous"),
            expect("DLS04", "cambriolages", "value", ">=", 0.47),
            expect("DLS04", "cambriolages", "value", "<=", 0.65),
        ),
    ),
    Truth(
        DLS,
        "Les rodéos sont rencontrés souvent et perçus en hausse ; l'atelier les met parmi les deux "
        "premiers sujets.",
        (
            expect("SUR02", "rodeos", "value", ">=", 60.0),
            expect("SUR03", "rodeos", "value", ">=", 45.0),
            expect("PRI01", "rodeos", "rank_high", "<=", 2),
        ),
    ),
    Truth(
        DLS,
        "Aucune réponse recensée ne porte sur les rodéos.",
        (
            expect("DLS02", "habitants:rodeos", "supply", "=", 0.0),
            expect("DLS02", "habitants:rodeos", "responses", "=", 0),
        ),
    ),
    Truth(
        DLS,
        "La prévention spécialisée est jugée bien moins efficace que la médiation.",
        (expect("SUR05", "prevention_specialisee", "value", "<=", -20.0, minus="mediation"),),
    ),
    Truth(
        DLS,
        "La moitié des personnes rencontrées parlent des cambriolages, alors qu'à l'échelle des deux "
        "communes ils sont stables et au-dessous des communes comparées.",
        (
            expect("QUA01", "cambriolages", "value", ">=", 0.4, scope="ensemble"),
            expect("REC02", "cambriolages", "direction", "=", "stable"),
            expect("REC04", "cambriolages", "direction", "=", "au-dessous"),
        ),
    ),
    Truth(
        DLS,
        "Les vols dans les véhicules sont au-dessus des communes comparées, les dégradations "
        "au-dessous.",
        (
            expect("REC04", "vols_dans_vehicules", "direction", "=", "au-dessus"),
            expect("REC04", "degradations", "direction", "=", "au-dessous"),
        ),
    ),
    Truth(
        DLS,
        "Les vols avec armes sont trop peu nombreux pour être diffusés chaque année dans les deux "
        "communes : leur somme n'est pas faite.",
        (
            expect("REC02", "vols_avec_armes", "direction", "=", "non calculable"),
            expect("REC03", "vols_avec_armes", "direction", "=", "non calculable"),
        ),
    ),
    Truth(
        DLS,
        "Deux documents ont été refusés, un troisième n'a jamais été reçu.",
        (
            expect("PIE", "D08", "refused_on", "renseigné", True),
            expect("PIE", "D10", "refused_on", "renseigné", True),
            expect("PIE", "D09", "received_on", "renseigné", False),
        ),
    ),
    Truth(
        DLS,
        "La plénière de 2020 n'a pas été tenue ; la justice vient une fois sur deux.",
        (
            expect("GOV01", "pleniere", "held", "=", 0, scope=2020),
            expect("GOV02", "justice", "value", "<=", 0.55),
        ),
    ),
    Truth(
        DLS,
        "Les marches du soir notent l'éclairage et la visibilité d'un point de moins que celles du "
        "jour.",
        (
            expect("DLS03", "soir:eclairage", "value", "<=", -0.7, minus="jour:eclairage"),
            expect("DLS03", "soir:visibilite", "value", "<=", -0.7, minus="jour:visibilite"),
        ),
    ),
    Truth(
        DLS,
        "Placebo : sur tout le reste, les deux communes ne se distinguent pas.",
        tuple(expect("DLS04", name, "direction", "=", "écart non établi") for name in ALIKE),
    ),
    Truth(
        DLS,
        "Placebo : les dégradations et les coups et blessures hors famille sont stables.",
        (
            expect("REC02", "degradations", "direction", "=", "stable"),
            expect("REC03", "degradations", "direction", "=", "stable"),
            expect("REC02", "coups_blessures_autres", "direction", "=", "stable"),
        ),
    ),
    Truth(
        DLS,
        "Placebo : la police municipale a tout remis et consigne autant d'incidents en 2022 qu'en 2020.",
        (
            expect("INC02", "ORG03", "value", "=", 1.0, scope=2022),
            expect("INC01", "ORG03", "direction", "=", "stable"),
        ),
    ),
)
