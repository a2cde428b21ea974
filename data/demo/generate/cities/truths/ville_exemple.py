"""Ville-exemple: what the reports must conclude. All was done, and nothing moved."""

from data.demo.generate.expectations import Truth, expect

DLS, STS, EVA, CLS = "dls", "stspd", "evaluation", "clspd"
RAD = "radicalisation"
POL = "doctrine_pm"
NUI = "nuit"
CHA = "charte"
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
        RAD,
        "Les professionnels orientent trop bas quatre fois plus souvent que trop haut, et moins d'un sur "
        "trois connaît la procédure.",
        (
            expect("RAD05", "ensemble", "under_share", ">=", 0.32),
            expect("RAD05", "ensemble", "over_share", "<=", 0.09),
            expect("RAD03", "ensemble", "value", "<=", 0.33),
        ),
    ),
    Truth(
        RAD,
        "Près de deux professionnels sur trois craignent de stigmatiser, et c'est le premier sujet des "
        "entretiens.",
        (
            expect("RAD13", "ensemble", "value", ">=", 0.6),
            expect("QUA01", "stigmatisation", "mentions", ">=", 12, scope="ensemble"),
        ),
    ),
    Truth(
        RAD,
        "Il n'y a pas de convention avec la préfecture, et seule la première étape du circuit est écrite.",
        (
            expect("RAD01", "prefect_convention", "count", "=", 0),
            expect("RAD01", "referent", "count", "=", 1),
            expect("RAD11", "reperage", "count", "=", 1),
            expect("RAD11", "transmission", "count", "=", 0),
        ),
    ),
    Truth(
        RAD,
        "Trop peu de professionnels ont signalé pour que le retour d'information soit montré.",
        (expect("RAD08", "oui", "value", "renseigné", False),),
    ),
    Truth(
        POL,
        "Les agents sont là l'après-midi, les appels viennent le soir.",
        (
            expect("DOC07", "hour", "value", ">=", 0.28),
            expect("DOC07", "hour", "ci_low", ">=", 0.25),
            expect("DOC08", "soiree", "value", ">=", 0.25, minus="apres_midi"),
        ),
    ),
    Truth(
        POL,
        "Un tiers du temps va à des tâches administratives.",
        (
            expect("DOC05", "M12", "value", ">=", 0.3),
            expect("DOC05", "M12", "value", "<=", 0.36),
            expect("DOC03", "ensemble", "value", "<=", 0.7),
        ),
    ),
    Truth(
        POL,
        "Un secteur attend plus que les autres, et il est moins parcouru qu'il n'appelle.",
        (
            expect("DOC06", "Q4", "value", ">=", 6.0, minus="Q1"),
            expect("DOC06", "Q4", "ci_low", ">=", 19.0),
            expect("DOC07", "sector_id", "value", ">=", 0.12),
        ),
    ),
    Truth(
        POL,
        "Les formations d'une unité ne sont pas à jour, celles des autres le sont presque.",
        (
            expect("DOC11", "U3", "value", "<=", 0.45),
            expect("DOC11", "U1", "value", ">=", 0.85),
            expect("DOC11", "regroupees", "value", ">=", 0.85),
        ),
    ),
    Truth(
        POL,
        "Le scénario de nuit couvre davantage et coûte plus par heure ; le décalage vers la soirée suit "
        "mieux les appels à effectif égal.",
        (
            expect("DOC14", "S3", "covered", ">=", 0.05, minus="S1"),
            expect("DOC14", "S3", "value", ">=", 20.0, minus="S0"),
            expect("DOC14", "S1", "mismatch", "<=", -0.1, minus="S0"),
        ),
    ),
    Truth(
        POL,
        "Avant l'aube, ni l'une ni l'autre police n'est là ; la convention est en partie respectée.",
        (
            expect("DOC15", "5", "value", "=", 0.0),
            expect("DOC15", "apres_midi", "value", "=", 1.0),
            expect("DOC10", "ensemble", "count", "=", 7),
            expect("DOC10", "ensemble", "n", "=", 12),
        ),
    ),
    Truth(
        POL,
        "Les nuisances, les parcs et la nuit sont attendus et peu traités ; le stationnement, l'inverse.",
        (
            *(expect("DOC09", code, "quadrant", "=", "à renforcer", scope="ensemble")
              for code in ("M05", "M06", "M08")),
            expect("DOC09", "M03", "quadrant", "=", "à alléger", scope="ensemble"),
        ),
    ),
    Truth(
        POL,
        "Placebo : l'effectif est proche de celui des services comparés, la présence est assurée, et les "
        "réclamations des deux années ne diffèrent pas.",
        (
            expect("DOC01", "ensemble", "value", "<=", 2.0, minus="compares"),
            expect("DOC02", "ensemble", "value", ">=", 0.88),
            expect("DOC04", "ensemble", "value", ">=", 0.4),
            expect("DOC12", "ensemble", "value", "<=", 120.0),
            expect("DOC13", "2021", "ci_low", "<=", 7.0),
            expect("DOC13", "2022", "ci_high", ">=", 7.0),
        ),
    ),
    Truth(
        NUI,
        "Les incidents de nuit viennent tard : autour de la fermeture, plus de deux fois ce qu'une nuit "
        "uniforme y mettrait, dans les deux zones où les bars ferment à 2 h.",
        (
            expect("NUI05", "ensemble", "ci_low", ">=", 2.0),
            expect("NUI05", "N1", "closing", "=", 480),
            expect("NUI05", "N1", "ci_low", ">=", 1.5),
            expect("NUI05", "N2", "ci_low", ">=", 1.5),
        ),
    ),
    Truth(
        NUI,
        "Les services sont présents plus tôt que les incidents, et la médiation rentre avant la fermeture.",
        (
            expect("NUI07", "ensemble", "ci_low", ">=", 0.4),
            expect("NUI14", "N1", "value", "=", 0.0),
        ),
    ),
    Truth(
        NUI,
        "Aucun départ ne dessert les places qui ferment à 2 h et à 6 h ; tous desservent celles de 23 h 30.",
        (
            expect("NUI06", "02:00", "value", "=", 0.0),
            expect("NUI06", "06:00", "value", "=", 0.0),
            expect("NUI06", "23:30", "value", "=", 1.0),
            expect("NUI06", "ensemble", "value", "<=", 0.4),
        ),
    ),
    Truth(
        NUI,
        "La charte est signée par la moitié des établissements éligibles et peu vérifiée : cinq engagements "
        "ne l'ont jamais été, dont un à venir.",
        (
            expect("NUI10", "ensemble", "value", "=", 0.5, scope="adhésion"),
            expect("NUI10", "E3", "state", "=", "non vérifié", scope="respect"),
            expect("NUI10", "E11", "state", "=", "à venir", scope="respect"),
            expect("NUI10", "ensemble", "value", "<=", 0.7, scope="respect"),
        ),
    ),
    Truth(
        NUI,
        "Les usagères déclarent plus souvent que les usagers un harcèlement ou une agression, et plus de la "
        "moitié des riverains sont gênés par le bruit.",
        (
            expect("NUI08", "femme", "count", "=", 45),
            expect("NUI08", "écart", "spread_low", ">=", 0.05),
            expect("NUI09", "ensemble", "value", ">=", 0.5),
        ),
    ),
    Truth(
        NUI,
        "La mesure à l'essai voit un recul que l'intervalle ne sépare pas de l'absence d'effet.",
        (
            expect("NUI11", "mesure", "value", "<=", 0.9),
            expect("NUI11", "mesure", "ci_high", ">=", 1.0),
            expect("NUI11", "mesure", "direction", "=", "non détectable"),
        ),
    ),
    Truth(
        NUI,
        "Six plaintes sur dix viennent d'un point qui en a donné plusieurs, davantage pour 1 000 riverains à "
        "la grande place qu'aux arcades.",
        (
            expect("NUI04", "ensemble", "value", ">=", 0.55),
            expect("NUI04", "ensemble", "value", "<=", 0.7),
            expect("NUI03", "N1", "value", ">=", 10.0, minus="N4"),
        ),
    ),
    Truth(
        NUI,
        "Placebo : rapportés à l'activité et aux passages, les incidents ne distinguent pas la zone de la "
        "mesure de celle des arcades ; l'alcool pèse autant chez les sapeurs-pompiers qu'aux urgences, à dix "
        "points près.",
        (
            expect("NUI01", "N1", "value", "<=", 8.0, minus="N4"),
            expect("NUI02", "N1", "value", "<=", 0.05, minus="N4"),
            expect("NUI13", "SDIS", "value", "<=", 0.1, minus="urgences"),
            expect("NUI12", "retrait", "count", "=", 3, scope="2022"),
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
