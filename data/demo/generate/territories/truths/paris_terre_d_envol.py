"""Paris Terres d'Envol: what the report must conclude. All is in place, and nobody hears back."""

from data.demo.generate.expectations import Truth, expect

RAD = "radicalisation"
TRUTHS = (
    Truth(
        RAD,
        "Les huit communes ont un référent, une convention et un groupe.",
        (
            expect("RAD01", "ensemble", "count", "=", 8),
            expect("RAD01", "ensemble", "people", "=", 1.0),
        ),
    ),
    Truth(
        RAD,
        "Moins d'un professionnel sur cinq qui a signalé a eu un retour.",
        (
            expect("RAD08", "oui", "value", "<=", 0.2),
            expect("RAD08", "non", "value", ">=", 0.6),
        ),
    ),
    Truth(
        RAD,
        "L'étape du retour n'est écrite que dans une commune, celle de la transmission l'est partout.",
        (
            expect("RAD11", "retour", "count", "=", 1),
            expect("RAD11", "transmission", "count", "=", 8),
            expect("RAD11", "ensemble", "count", "=", 1),
        ),
    ),
    Truth(
        RAD,
        "Les entretiens parlent d'abord du retour, et tous défavorablement.",
        (
            expect("QUA01", "retour_information", "mentions", ">=", 12, scope="ensemble"),
            expect("QUA02", "retour_information", "value", "<=", -0.8),
        ),
    ),
    Truth(
        RAD,
        "Plus des trois quarts des personnes à former l'ont été, et sept professionnels sur dix "
        "connaissent la procédure.",
        (
            expect("RAD02", "ensemble", "value", ">=", 0.75),
            expect("RAD03", "ensemble", "value", ">=", 0.7),
        ),
    ),
    Truth(
        RAD,
        "Aux situations fictives, les erreurs sont plus souvent trop élevées : un quart des réponses, et "
        "près de la moitié pour des propos tenus en atelier.",
        (
            expect("RAD05", "ensemble", "over_share", ">=", 0.24),
            expect("RAD05", "ensemble", "under_share", "<=", 0.08),
            expect("RAD05", "V4", "over_share", ">=", 0.45),
        ),
    ),
    Truth(
        RAD,
        "Chaque commune a une ressource, dans un rapport de un à trois et demi.",
        (
            expect("RAD07", "ensemble", "served", "=", 8),
            expect("RAD07", "ensemble", "ratio", ">=", 3.0),
            expect("RAD07", "ensemble", "ratio", "<=", 4.0),
        ),
    ),
    Truth(
        RAD,
        "L'atelier met le retour d'information en tête.",
        (expect("PRI01", "retour", "rank_high", "=", 1),),
    ),
    Truth(
        RAD,
        "Placebo : les onze actions disent leur échelle et ont été relues.",
        (
            expect("RAD10", "ensemble", "count", "=", 11),
            expect("RAD12", "ensemble", "reviewed_count", "=", 11),
        ),
    ),
    Truth(
        RAD,
        "Placebo : la formation ne dépend pas de la taille des communes.",
        (
            expect("RAD02", "moyennes", "value", ">=", 0.6),
            expect("RAD02", "grandes", "value", "<=", 0.8),
        ),
    ),
)
