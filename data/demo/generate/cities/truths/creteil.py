"""Créteil: what the reports must conclude. A hub at night, felt and recorded apart, no one after work."""

from data.demo.generate.expectations import Truth, expect

DLS, STS = "dls", "stspd"
TRUTHS = (
    Truth(
        DLS,
        "L'insécurité déclarée en soirée et dans les transports dépasse de trente points au moins "
        "celle de la journée.",
        (
            expect("SUR01", "soiree", "value", ">=", 0.3, minus="journee"),
            expect("SUR01", "transports", "value", ">=", 0.3, minus="journee"),
        ),
    ),
    Truth(
        DLS,
        "Le ressenti et l'enregistré divergent : le trafic est perçu en forte hausse, les vols "
        "enregistrés reculent d'environ 6 % par an.",
        (
            expect("SUR03", "trafic", "value", ">=", 50.0),
            expect("SUR02", "trafic", "value", ">=", 60.0),
            expect("REC02", "vols_sans_violence", "direction", "=", "baisse"),
            expect("REC03", "vols_sans_violence", "value", ">=", -8.0),
            expect("REC03", "vols_sans_violence", "value", "<=", -4.0),
        ),
    ),
    Truth(
        DLS,
        "Les vols violents sans arme reculent, et restent à plus d'une fois et demie le niveau des "
        "communes comparées.",
        (
            expect("REC02", "vols_violents", "direction", "=", "baisse"),
            expect("REC04", "vols_violents", "direction", "=", "au-dessus"),
            expect("REC04", "vols_violents", "value", ">=", 1.5),
        ),
    ),
    Truth(
        DLS,
        "Aucune réponse n'est ouverte en soirée, et le besoin des usagers des transports face au "
        "trafic n'a pas de réponse.",
        (
            expect("DLS02", "jour", "count", "=", 10),
            expect("DLS02", "soiree", "count", "=", 0),
            expect("DLS02", "usagers_transports:trafic", "state", "=", "manque"),
        ),
    ),
    Truth(
        DLS,
        "Les personnes rencontrées parlent surtout de la soirée, toujours pour s'en inquiéter, et ne "
        "voient pas revenir de réponse à leurs signalements.",
        (
            expect("QUA01", "insecurite_soiree", "value", ">=", 0.5, scope="ensemble"),
            expect("QUA02", "insecurite_soiree", "value", "<=", -0.8),
            expect("QUA02", "retour_information", "value", "<=", -0.8),
            expect("GOV06", "SUR", "value", "<=", 0.2),
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
        "L'atelier met les abords du pôle de transport en tête, et parmi les trois premiers sujets quels "
        "que soient les poids.",
        (
            expect("PRI01", "transports", "rank_low", "=", 1),
            expect("PRI01", "transports", "robustness", "=", 1.0),
            expect("PRI02", "transports", "consensus", "=", True),
            expect("PRI01", "rodeos", "rank_low", "=", 6),
        ),
    ),
    Truth(
        DLS,
        "Les incidents se concentrent dans quelques mailles, et le quartier du pôle en consigne le "
        "plus.",
        (
            expect("INC05", "mailles du territoire", "direction", "=", "plus concentré que le hasard"),
            expect("INC03", "Q2", "n", ">=", 60, minus="Q3"),
        ),
    ),
    Truth(
        DLS,
        "La plénière de 2020 n'a pas été tenue ; la justice, les bailleurs et les transporteurs "
        "viennent moins que les autres.",
        (
            expect("GOV01", "pleniere", "held", "=", 0, scope=2020),
            expect("GOV02", "justice", "value", "<=", -0.15, minus="ensemble"),
            expect("GOV02", "habitat_mobilite", "value", "<=", -0.1, minus="ensemble"),
        ),
    ),
    Truth(
        DLS,
        "Un document a été refusé, un autre n'a jamais été reçu.",
        (
            expect("PIE", "D10", "refused_on", "renseigné", True),
            expect("PIE", "D10", "received_on", "renseigné", False),
            expect("PIE", "D09", "refused_on", "renseigné", False),
            expect("PIE", "D09", "received_on", "renseigné", False),
        ),
    ),
    Truth(
        DLS,
        "Les acteurs croient les habitants plus inquiets que les habitants ne le disent.",
        (
            expect("SUR07", "habitants", "value", ">=", 5.0),
            expect("SUR07", "habitants", "ci_low", ">=", 0.0),
        ),
    ),
    Truth(
        STS,
        "La stratégie à venir répond à chaque enjeu, s'appuie le plus souvent sur un constat étayé, et "
        "laisse un objectif sans ligne de base.",
        (
            expect("STS01", "ensemble", "value", "=", 1.0),
            expect("STS02", "ensemble", "value", ">=", 0.6),
            expect("STS02", "A05", "anchored", "=", False),
            expect("STS08", "ensemble", "count", "=", 5),
            expect("STS05", "ORG04", "value", ">=", 1.5),
        ),
    ),
    Truth(
        DLS,
        "Placebo : cambriolages et dégradations enregistrés sont stables.",
        (
            expect("REC02", "cambriolages", "direction", "=", "stable"),
            expect("REC03", "cambriolages", "direction", "=", "stable"),
            expect("REC02", "degradations", "direction", "=", "stable"),
            expect("REC03", "degradations", "direction", "=", "stable"),
        ),
    ),
    Truth(
        DLS,
        "Placebo : les vols dans les véhicules ne s'écartent pas des communes comparées.",
        (
            expect("REC02", "vols_dans_vehicules", "direction", "=", "stable"),
            expect("REC04", "vols_dans_vehicules", "direction", "=", "écart non établi"),
        ),
    ),
    Truth(
        DLS,
        "Placebo : dans leur quartier, acteurs et habitants ne diffèrent pas ; la signalétique est "
        "notée de même le jour et le soir.",
        (
            expect("SUR07", "quartier", "ci_low", "<=", 0.0),
            expect("SUR07", "quartier", "ci_high", ">=", 0.0),
            expect("DLS03", "soir:signaletique", "value", ">=", -0.5, minus="jour:signaletique"),
            expect("DLS03", "soir:signaletique", "value", "<=", 0.5, minus="jour:signaletique"),
        ),
    ),
)  # fmt: skip
