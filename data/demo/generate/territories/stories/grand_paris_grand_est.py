"""Grand Paris Grand Est: partners did not answer, and almost nothing can be said."""

from data.demo.generate.territories.story import Territory

STORY = Territory(
    city="grand-paris-grand-est",
    label="Grand Paris Grand Est",
    setup={
        "clspd": (1.0, 0.67, 1.0),
        "restricted_group": (0.0, 0.34, 0.8),
        "prefect_convention": (0.0, 0.34, 0.6),
        "referent_elected": (0.0, 0.67, 0.9),
        "referent_agent": (0.0, 0.0, 0.5),
        "cell_exists": (0.0, 0.0, 0.3),
    },
    answered=5,
    respondents={"animation_jeunesse": 4, "education": 3, "agents_accueil": 2},
    knows=0.45,
    confident=0.45,
    signalled=0.34,
    vignettes={
        "V1": (0.1, 0.6, 0.3),
        "V2": (0.3, 0.7, 0.0),
        "V3": (0.3, 0.5, 0.2),
        "V4": (0.2, 0.6, 0.2),
        "V5": (0.1, 0.9, 0.0),
        "V6": (0.0, 0.8, 0.2),
    },
    unscaled=frozenset({1, 3, 4, 6, 7, 9, 11}),
    unreviewed=frozenset({1, 2, 3, 4, 5, 6, 7, 8, 9}),
    dropped=frozenset({2, 10}),
    baselines=False,
    interviews={"ELUS": 2, "VILLE_AUTRES": 3, "EDUC": 1},
    salience={"COO": 6, "MOY": 6, "NUM": 2},
    tone={"COO": -0.6, "MOY": -0.5},
    people=(
        "les services du territoire", "les mairies", "les chefs de service",
        "les professionnels de terrain", "les partenaires associatifs",
    ),
    refused=(
        "Convention entre la préfecture et les communes",
        "Registre des sessions de formation",
        "État des ressources d'accompagnement",
        "Bilan du groupe restreint, sans aucun cas",
        "Chiffres départementaux déjà publiés",
    ),
    meets=False,
)  # fmt: skip
