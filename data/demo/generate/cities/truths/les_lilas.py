"""Les Lilas: what the reports must conclude. Calm, few facts, and a council to create."""

from data.demo.generate.expectations import Truth, absent, expect

DLS, STS, CLS = "dls", "stspd", "clspd"
TRUTHS = (
    Truth(
        DLS,
        "Quatre séries enregistrées ne sont pas diffusées chaque année : aucune évolution n'en est "
        "calculée, et les vols avec armes ne sont jamais diffusés.",
        (
            expect("REC06", "vols_avec_armes", "value", "=", 0.0),
            expect("REC06", "ensemble", "value", "<=", 80.0),
            expect("REC02", "violences_sexuelles", "direction", "=", "non calculable"),
            expect("REC02", "vols_accessoires", "direction", "=", "non calculable"),
            expect("REC02", "vols_avec_armes", "direction", "=", "non calculable"),
            expect("REC03", "vols_de_vehicules", "direction", "=", "non calculable"),
        ),
    ),
    Truth(
        DLS,
        "Le territoire est calme : peu d'insécurité déclarée, même en soirée, et un trafic rarement "
        "rencontré.",
        (
            expect("SUR01", "journee", "value", "<=", 0.15),
            expect("SUR01", "soiree", "value", "<=", 0.3),
            expect("SUR02", "trafic", "value", "<=", 35.0),
            expect("QUA02", "insecurite_soiree", "value", ">=", 0.2),
        ),
    ),
    Truth(
        DLS,
        "Les dégradations et les vols sans violence enregistrés sont au-dessous des communes comparées.",
        (
            expect("REC04", "degradations", "direction", "=", "au-dessous"),
            expect("REC04", "vols_sans_violence", "direction", "=", "au-dessous"),
        ),
    ),
    Truth(
        DLS,
        "Ce qui est rencontré est le bruit, bien plus que le trafic.",
        (
            expect("SUR02", "bruit", "value", ">=", 25.0, minus="trafic"),
            expect("PRI01", "bruit", "rank_high", "<=", 2),
        ),
    ),
    Truth(
        DLS,
        "Le besoin est de gouvernance : le pilotage et le retour à ceux qui signalent sont les thèmes "
        "les plus critiqués, et l'atelier met le retour en tête.",
        (
            expect("QUA02", "pilotage_clspd", "value", "<=", -0.5),
            expect("QUA02", "retour_information", "value", "<=", -0.6),
            expect("GOV06", "SUR", "value", "<=", 0.15),
            expect("PRI01", "retour", "rank_high", "=", 1),
            expect("PRI01", "retour", "rank_low", "=", 1),
        ),
    ),
    Truth(
        CLS,
        "Il n'y a pas encore de conseil : aucun siège obligatoire n'est pourvu, aucune étape n'est "
        "faite, aucune réunion n'existe.",
        (
            expect("CLS01", "ensemble", "value", "=", 0.0),
            expect("CLS03", "ensemble", "value", "renseigné", False),
            absent("GOV01"),
            absent("CLS04"),
            absent("CLS06"),
        ),
    ),
    Truth(
        CLS,
        "Des exigences légales qui s'appliquent et ont été examinées, une seule est satisfaite : la "
        "convention de coordination de la police municipale.",
        (
            expect("GOV08", "ensemble", "count", "=", 1),
            expect("GOV08", "ensemble", "n", "=", 5),
        ),
    ),
    Truth(
        DLS,
        "Une source a peu d'incidents : ses nombres ne sont pas montrés, ou sans évolution ; le réseau "
        "de transport n'en a remis aucun.",
        (
            expect("INC01", "ORG03", "count_base", "<=", 100),
            expect("INC01", "ORG19", "direction", "=", "non calculable"),
        ),
    ),
    Truth(
        DLS,
        "L'exploitant du réseau a refusé le document demandé.",
        (
            expect("PIE", "D08", "refused_on", "renseigné", True),
            expect("PIE", "D08", "received_on", "renseigné", False),
        ),
    ),
    Truth(
        STS,
        "La moitié des objectifs de la stratégie à venir n'ont ni ligne de base ni cible, et l'un d'eux "
        "ne répond à aucun cadre.",
        (
            expect("STS08", "ensemble", "value", "=", 0.5),
            expect("STS08", "O12", "baseline", "=", False),
            expect("STS08", "O22", "baseline", "=", False),
            expect("STS03", "O12", "count", "=", 0),
        ),
    ),
    Truth(
        DLS,
        "Placebo : les vols dans les véhicules et les cambriolages enregistrés sont stables.",
        (
            expect("REC02", "vols_dans_vehicules", "direction", "=", "stable"),
            expect("REC03", "vols_dans_vehicules", "direction", "=", "stable"),
            expect("REC02", "cambriolages", "direction", "=", "stable"),
            expect("REC03", "cambriolages", "direction", "=", "stable"),
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
    Truth(
        DLS,
        "Placebo : l'entretien des lieux est noté de même le jour et le soir.",
        (
            expect("DLS03", "soir:entretien", "value", ">=", -0.5, minus="jour:entretien"),
            expect("DLS03", "soir:entretien", "value", "<=", 0.5, minus="jour:entretien"),
        ),
    ),
)
