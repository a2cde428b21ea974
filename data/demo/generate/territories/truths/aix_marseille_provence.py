"""Aix-Marseille-Provence: what the report must conclude. The large communes are covered, the small wait."""

from data.demo.generate.expectations import Truth, expect

RAD = "radicalisation"
TRUTHS = (
    Truth(
        RAD,
        "Référent, convention et groupe sont réunis dans moins de la moitié des communes, où vivent plus "
        "de quatre habitants sur cinq.",
        (
            expect("RAD01", "ensemble", "value", "<=", 0.5),
            expect("RAD01", "ensemble", "people", ">=", 0.8),
        ),
    ),
    Truth(
        RAD,
        "Quatre communes sur quatre-vingt-douze n'ont pas répondu : la part des communes couvertes n'est "
        "connue qu'entre des bornes.",
        (
            expect("RAD01", "ensemble", "n_missing", "=", 4),
            expect("RAD01", "ensemble", "low", "<=", 0.43),
            expect("RAD01", "ensemble", "high", ">=", 0.46),
        ),
    ),
    Truth(
        RAD,
        "La formation manque dans les petites communes : moins d'une personne sur dix, contre plus de "
        "trois sur quatre dans les grandes.",
        (
            expect("RAD02", "petites", "value", "<=", 0.1),
            expect("RAD02", "grandes", "value", ">=", 0.75),
        ),
    ),
    Truth(
        RAD,
        "Le circuit est inégalement écrit : la transmission dans la moitié des communes, le retour dans "
        "moins du quart.",
        (
            expect("RAD11", "transmission", "value", "=", 0.5),
            expect("RAD11", "retour", "value", "<=", 0.25),
            expect("RAD11", "retour", "n", "=", 80),
        ),
    ),
    Truth(
        RAD,
        "Près de la moitié de ceux qui signalent ont un retour.",
        (
            expect("RAD08", "oui", "value", ">=", 0.44),
            expect("RAD08", "oui", "value", "<=", 0.48),
        ),
    ),
    Truth(
        RAD,
        "Un peu plus d'un professionnel sur deux connaît la procédure, un peu moins d'un sur deux se dit en "
        "confiance.",
        (
            expect("RAD03", "ensemble", "value", ">=", 0.52),
            expect("RAD04", "ensemble", "value", "<=", 0.48),
        ),
    ),
    Truth(
        RAD,
        "Sept communes ont une ressource sur place ; les autres n'en ont pas, et le rapport entre communes "
        "n'a pas de sens.",
        (
            expect("RAD07", "ensemble", "served", "=", 7),
            expect("RAD07", "ensemble", "low", "=", 0.0),
            expect("RAD07", "ensemble", "ratio", "renseigné", False),
        ),
    ),
    Truth(
        RAD,
        "Quatre cases sont vides entre publics et niveaux de prévention.",
        (expect("RAD06", "ensemble", "count", "=", 4),),
    ),
    Truth(
        RAD,
        "Deux actions n'ont pas été relues et une ne dit pas son échelle.",
        (
            expect("RAD12", "ensemble", "reviewed_count", "=", 9),
            expect("RAD10", "ensemble", "count", "=", 10),
        ),
    ),
    Truth(
        RAD,
        "Placebo : les métiers ne se distinguent pas par leur connaissance de la procédure.",
        tuple(
            expect("RAD03", job, "value", ">=", 0.4)
            for job in ("education", "travail_social", "police_municipale", "animation_jeunesse")
        ),
    ),
    Truth(
        RAD,
        "Placebo : aux situations fictives, les erreurs ne vont pas plus dans un sens que dans l'autre.",
        (
            expect("RAD05", "ensemble", "under_share", ">=", 0.11),
            expect("RAD05", "ensemble", "under_share", "<=", 0.16),
            expect("RAD05", "ensemble", "over_share", ">=", 0.11),
            expect("RAD05", "ensemble", "over_share", "<=", 0.16),
        ),
    ),
)
