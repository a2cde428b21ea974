"""Grand Paris Grand Est: what the report must conclude. Nothing can be said, and it says so."""

from data.demo.generate.expectations import Truth, absent, expect

RAD = "radicalisation"
TRUTHS = (
    Truth(
        RAD,
        "Cinq communes sur quatorze ont répondu : aucune part n'est donnée, seulement des bornes qui vont "
        "du cinquième à plus de quatre communes sur cinq.",
        (
            expect("RAD01", "ensemble", "n", "=", 5),
            expect("RAD01", "ensemble", "n_missing", "=", 9),
            expect("RAD01", "ensemble", "value", "renseigné", False),
            expect("RAD01", "ensemble", "low", "<=", 0.22),
            expect("RAD01", "ensemble", "high", ">=", 0.85),
        ),
    ),
    Truth(
        RAD,
        "Le circuit n'a été décrit par personne.",
        (absent("RAD11"),),
    ),
    Truth(
        RAD,
        "Le registre des formations n'a pas été remis.",
        (absent("RAD02"), expect("PIE", "D03", "refused_on", "renseigné", True)),
    ),
    Truth(
        RAD,
        "Neuf professionnels ont répondu : rien n'est montré de ce qu'ils savent ni de leur confiance.",
        (
            expect("RAD03", "ensemble", "value", "renseigné", False),
            expect("RAD04", "ensemble", "value", "renseigné", False),
            expect("RAD13", "ensemble", "value", "renseigné", False),
        ),
    ),
    Truth(
        RAD,
        "Ni les orientations, ni le retour d'information ne sont montrés.",
        (
            expect("RAD05", "V2", "value", "renseigné", False),
            expect("RAD05", "ensemble", "value", "renseigné", False),
            expect("RAD08", "oui", "n", "renseigné", False),
        ),
    ),
    Truth(
        RAD,
        "Les ressources existantes ne sont pas connues.",
        (absent("RAD07"), expect("PIE", "D04", "refused_on", "renseigné", True)),
    ),
    Truth(
        RAD,
        "Une seule action sur neuf a été relue, deux disent leur échelle.",
        (
            expect("RAD12", "ensemble", "reviewed_count", "=", 1),
            expect("RAD10", "ensemble", "count", "=", 2),
            expect("RAD10", "ensemble", "n", "=", 9),
        ),
    ),
    Truth(
        RAD,
        "Aucun objectif n'a de ligne de base, et sept cases sont vides entre publics et niveaux.",
        (
            expect("STS08", "ensemble", "count", "=", 0),
            expect("RAD06", "ensemble", "count", "=", 7),
        ),
    ),
    Truth(
        RAD,
        "Placebo : les cinq communes qui ont répondu ont toutes un conseil local.",
        (expect("RAD01", "clspd", "count", "=", 5),),
    ),
    Truth(
        RAD,
        "Placebo : aucune réunion n'est documentée.",
        (absent("GOV01"),),
    ),
)
