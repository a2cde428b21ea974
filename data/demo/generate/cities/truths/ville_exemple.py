"""Ville-exemple: what the reports must conclude. All was done, and nothing moved."""

from data.demo.generate.expectations import Truth, expect

DLS, STS, EVA, CLS, CHA = "dls", "stspd", "evaluation", "clspd", "charte"
TRUTHS = (
    Truth(
        EVA,
        "Le programme a été mené en entier, son budget dépensé, ses cibles de réalisation presque "
        "atteintes.",
        (
            expect("ACT02", "ensemble", "value", "=", 1.0),
            expect("ACT03", "ensemble", "value", ">=", 0.94),
            expect("ACT04", "mediane", "value", ">=", 0.85),
            expect("ACT04", "mediane", "value", "<=", 1.0),
        ),
    ),
    Truth(
        EVA,
        "Rien n'a bougé : cambriolages et dégradations sont stables, et ne se distinguent des communes "
        "comparées ni en niveau ni en évolution.",
        tuple(
            expect(indicator, series, "direction", "=", word)
            for series in ("cambriolages", "degradations")
            for indicator, word in (
                ("REC02", "stable"),
                ("REC04", "écart non établi"),
                ("REC08", "non détectable"),
            )
        ),
    ),
    Truth(
        EVA,
        "Les objectifs de résultat ne sont pas atteints, celui des jeunes l'est en partie, celui de la "
        "gouvernance l'est.",
        (
            *(expect("EVA01", name, "verdict", "=", "non atteint") for name in ("O11", "O12", "O22")),
            expect("EVA01", "O21", "verdict", "=", "partiellement atteint"),
            expect("EVA01", "O31", "verdict", "=", "atteint"),
        ),
    ),
    Truth(
        EVA,
        "Les vols violents sans arme reculent, mais comme partout : aucune baisse relative n'est "
        "détectable.",
        (
            expect("REC02", "vols_violents", "direction", "=", "baisse"),
            expect("REC08", "vols_violents", "direction", "=", "non détectable"),
        ),
    ),
    Truth(
        EVA,
        "Là où la médiation a été installée, aucun effet n'est détectable.",
        (
            expect("EVA03", "A03", "direction", "=", "non détectable", scope="rapport"),
            expect("EVA03", "A03", "direction", "=", "bilan non détectable", scope="net"),
        ),
    ),
    Truth(
        EVA,
        "Un déplacement est suspecté : les faits progressent dans les rues voisines, et la moitié des "
        "personnes rencontrées en parlent.",
        (
            expect("EVA03", "A03", "direction", "=", "déplacement suspecté", scope="deplacement"),
            expect("QUA01", "deplacement", "value", ">=", 0.4, scope="ensemble"),
        ),
    ),
    Truth(
        DLS,
        "Les halls sont souvent rencontrés, en tête de l'atelier, et le besoin des habitants n'y a pas "
        "de réponse.",
        (
            expect("SUR02", "halls", "value", ">=", 55.0),
            expect("PRI01", "halls", "rank_low", "=", 1),
            expect("PRI01", "halls", "rank_high", "<=", 2),
            expect("DLS02", "habitants:halls", "state", "=", "manque"),
        ),
    ),
    Truth(
        EVA,
        "La police nationale est jugée peu efficace ; les occupations et les moyens sont critiqués en "
        "entretien.",
        (
            expect("SUR05", "pn", "value", "<=", -15.0),
            expect("QUA02", "occupation_espaces", "value", "<=", -0.6),
            expect("QUA02", "moyens_perennite", "value", "<=", -0.5),
        ),
    ),
    Truth(
        EVA,
        "Le coût d'une action sur dix n'a jamais été écrit, et deux années avant la stratégie ne "
        "suffisent pas à un contrôle synthétique.",
        (
            expect("EVA06", "A10", "cost", "renseigné", False),
            expect("EVA06", "ensemble", "missing_share", "=", 0.1),
            expect("EVA04", "cambriolages", "possible", "=", False),
        ),
    ),
    Truth(
        STS,
        "Dans la stratégie à venir, aucun objectif ne répond au déplacement des occupations, et un "
        "tiers des objectifs n'ont pas de ligne de base.",
        (
            expect("STS01", "J3", "count", "=", 0),
            expect("STS01", "ensemble", "value", "=", 0.75),
            expect("STS08", "ensemble", "count", "=", 4),
            expect("STS08", "O22", "baseline", "=", False),
        ),
    ),
    Truth(
        CLS,
        "Le conseil se suit bien : sièges obligatoires pourvus, plus de trois valeurs attendues sur "
        "quatre reçues, dix-sept membres interrogés ont répondu.",
        (
            expect("CLS01", "ensemble", "value", "=", 1.0),
            expect("CLS04", "ensemble", "value", ">=", 0.75),
            expect("CLS05", "ensemble", "n", "=", 17),
            expect("CLS05", "ensemble", "value", ">=", 5.5),
        ),
    ),
    Truth(
        CLS,
        "Deux formations partagent un thème et plus de la moitié de leurs membres ; la plénière de 2020 "
        "n'a pas été tenue.",
        (
            expect("CLS02", "Groupe espaces publics", "value", ">=", 0.5),
            expect("GOV01", "pleniere", "held", "=", 0, scope=2020),
        ),
    ),
    Truth(
        EVA,
        "Les acteurs croient les habitants plus inquiets que les habitants ne le disent.",
        (
            expect("SUR07", "habitants", "value", ">=", 10.0),
            expect("SUR07", "habitants", "ci_low", ">=", 0.0),
        ),
    ),
    Truth(
        EVA,
        "Placebo : les vols dans les véhicules, qu'aucune action ne visait, sont stables et ne se "
        "distinguent pas des communes comparées.",
        (
            expect("REC02", "vols_dans_vehicules", "direction", "=", "stable"),
            expect("REC04", "vols_dans_vehicules", "direction", "=", "écart non établi"),
            expect("REC08", "vols_dans_vehicules", "direction", "=", "non détectable"),
        ),
    ),
    Truth(
        EVA,
        "Placebo : dans leur quartier, acteurs et habitants ne diffèrent pas ; l'insécurité dans les "
        "transports est la même en 2018 et en 2023.",
        (
            expect("SUR07", "quartier", "ci_low", "<=", 0.0),
            expect("SUR07", "quartier", "ci_high", ">=", 0.0),
            expect("SUR10", "transports", "value", ">=", -6.0),
            expect("SUR10", "transports", "value", "<=", 6.0),
        ),
    ),
    Truth(
        CHA,
        "Près d'un flux confidentiel sur deux se passe d'un groupe d'échange, le plus souvent au téléphone, "
        "et la moitié des instances qui en ont besoin n'ont pas de charte.",
        (
            expect("CHA03", "GROUPE", "value", "<=", 0.55, scope="controle"),
            expect("CHA02", "ensemble", "value", "=", 0.5),
        ),
    ),
    Truth(
        CHA,
        "Une information médico-sociale est présentée en séance plénière : ce flux est à proscrire.",
        (
            expect("CHA04", "X15", "remedy", "=", "proscrire", scope="HORS-PLENIERE"),
            expect("CHA04", "X15", "remedy", "=", "proscrire", scope="SECRET"),
        ),
    ),
    Truth(
        CHA,
        "Peu d'échanges ont un retour, et les personnes sont rarement informées.",
        (
            expect("CHA05", "ensemble", "value", "<=", 0.35),
            expect("CHA06", "ensemble", "value", "<=", 0.4),
        ),
    ),
    Truth(
        CHA,
        "Les professionnels tenus au secret font moins confiance que les autres.",
        (
            expect("CHA08", "confiance", "value", "<=", -20.0),
            expect("CHA08", "discretion", "value", "<=", -15.0),
        ),
    ),
    Truth(
        CHA,
        "La charte est signée par la plupart, la formation ne suit pas, la revue annuelle n'est pas tenue.",
        (
            expect("CHA01", "ensemble", "value", ">=", 0.8),
            expect("CHA07", "ensemble", "value", "<=", 0.4),
            expect("CHA09", "ensemble", "value", "=", 0.0),
        ),
    ),
    Truth(
        CHA,
        "Placebo : tenus au secret ou non, les professionnels connaissent aussi bien les règles.",
        (
            expect("CHA08", "regles", "value", ">=", -6.0),
            expect("CHA08", "regles", "value", "<=", 6.0),
        ),
    ),
)  # fmt: skip
