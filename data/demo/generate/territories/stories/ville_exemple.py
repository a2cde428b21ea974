"""Ville-exemple: one commune without a convention, whose professionals signal too little."""

from data.demo.generate.territories.story import Session, Territory

STORY = Territory(
    city="ville-exemple",
    label="Ville-exemple",
    setup={
        "clspd": (1.0, 1.0, 1.0),
        "restricted_group": (1.0, 1.0, 1.0),
        "prefect_convention": (0.0, 0.0, 0.0),
        "referent_elected": (1.0, 1.0, 1.0),
        "referent_agent": (1.0, 1.0, 1.0),
        "cell_exists": (0.0, 0.0, 0.0),
    },
    answered=1,
    circuit={
        "reperage": (1.0, 0.0),
        "qualification": (0.0, 1.0),
        "transmission": (0.0, 1.0),
        "suivi_cpraf": (0.0, 0.0),
        "accompagnement": (0.0, 1.0),
        "retour": (0.0, 0.0),
    },
    circuit_answered=1,
    sessions=(
        Session("VILLE_AUTRES", "grandes", "sensibilisation", 31, 66),
        Session("VILLE_PM", "grandes", "sensibilisation", 17, 34),
        Session("EDUC", "grandes", "sensibilisation", 22, 58),
        Session("ELUS", "grandes", "sensibilisation", 0, 31),
    ),
    respondents={"agents_accueil": 24, "animation_jeunesse": 28, "education": 33, "travail_social": 26},
    knows=0.31,
    confident=0.27,
    fears=0.64,
    signalled=0.13,
    returned=(0.36, 0.22),
    vignettes={
        "V1": (0.23, 0.64, 0.13),
        "V2": (0.52, 0.48, 0.0),
        "V3": (0.57, 0.32, 0.11),
        "V4": (0.31, 0.56, 0.13),
        "V5": (0.4, 0.6, 0.0),
        "V6": (0.0, 0.88, 0.12),
    },
    resources=(
        ("educatif", "Éducateurs de prévention", "Ville-exemple", "mineurs", "primaire", 19.0),
        ("psychologie", "Point d'écoute", "Ville-exemple", "jeunes_majeurs", "secondaire", 7.0),
        ("numerique", "Ateliers sur les médias", "Ville-exemple", "mineurs", "primaire", 5.0),
    ),
    dropped=frozenset({8, 11}),
    interviews={"ELUS": 4, "VILLE_AUTRES": 8, "EDUC": 6, "PREV_SPE": 5},
    salience={"STI": 8, "CIR": 6, "NUM": 3, "COO": 3},
    tone={"STI": -0.8, "CIR": -0.6, "DEF": -0.4},
    people=(
        "les agents du guichet", "les animateurs du centre", "les enseignants", "les éducateurs",
        "les bénévoles", "les assistantes sociales",
    ),
    presence={"justice": 0.6},
    executed=0.34,
    votes={
        "stigmatisation": ("Éviter de stigmatiser", 4.2),
        "circuit": ("Écrire le circuit", 4.0),
        "familles": ("Soutenir les familles", 3.6),
        "numerique": ("Agir sur les usages numériques", 2.6),
        "formation": ("Former les agents", 3.2),
    },
)  # fmt: skip
