"""What was planted in the data, so that tests can check that the indicators find it again."""

from data.demo.generate.expectations import Truth, numbered
from data.demo.generate.expectations import expect as _expect
from data.demo.generate.writing import Records

TRUTHS = (
    (
        "Une action qui atteint son objectif : les cambriolages enregistrés baissent entre 2018 et "
        "2022, leur taux est au-dessous des communes comparables, l'objectif O11 est atteint.",
        (
            _expect("REC02", "cambriolages", "direction", "=", "baisse"),
            _expect("REC04", "cambriolages", "direction", "=", "au-dessous", scope=2022),
            _expect("EVA01", "O11", "verdict", "=", "atteint"),
        ),
    ),
    (
        "Une action qui ne l'atteint pas : les dégradations enregistrées sont stables, l'objectif "
        "O12 n'est pas atteint.",
        (
            _expect("REC02", "degradations", "direction", "=", "stable"),
            _expect("EVA01", "O12", "verdict", "=", "non atteint"),
        ),
    ),
    (
        "L'insécurité déclarée dépasse d'au moins 20 points en soirée celle de la journée, et elle "
        "est encore plus fréquente en soirée dans les transports et chez les bailleurs.",
        (
            _expect("SUR01", "soiree", "value", ">=", 0.20, minus="journee"),
            _expect("SUR01", "soiree", "value", ">=", 0.60, scope="TRANSPORT"),
            _expect("SUR01", "soiree", "value", ">=", 0.60, scope="BAILLEURS"),
            _expect("SUR01", "soiree", "value", "<=", 0.45, scope="EDUC"),
        ),
    ),
    (
        "Les deux codeurs s'accordent sur tous les codes, sauf sur la confiance envers les "
        "institutions.",
        (
            _expect("QUA04", "confiance_institutions", "value", "<", 0.5),
            _expect("QUA04", "insecurite_soiree", "value", ">=", 0.8),
            _expect("QUA04", "cambriolages", "value", ">=", 0.8),
            _expect("QUA04", "degradations", "value", ">=", 0.8),
            _expect("QUA04", "pilotage_clspd", "value", ">=", 0.8),
            _expect("QUA04", "retour_information", "value", ">=", 0.8),
            _expect("QUA04", "presence_mediation", "value", ">=", 0.8),
        ),
    ),
    (
        "Les vols avec armes ne sont pas diffusés de 2016 à 2020, puis le sont : aucune évolution "
        "n'est calculable depuis 2018.",
        (
            _expect("REC01", "vols_avec_armes", "diffusion", "=", "ndiff", scope=2016),
            _expect("REC01", "vols_avec_armes", "diffusion", "=", "ndiff", scope=2020),
            _expect("REC01", "vols_avec_armes", "diffusion", "=", "diff", scope=2021),
            _expect("REC02", "vols_avec_armes", "direction", "=", "non calculable"),
        ),
    ),
    (
        "Les vols de véhicules progressent d'environ 7 % par an, et la tendance est détectée.",
        (
            _expect("REC03", "vols_de_vehicules", "direction", "=", "hausse"),
            _expect("REC03", "vols_de_vehicules", "value", ">=", 4.0),
            _expect("REC03", "vols_de_vehicules", "value", "<=", 10.0),
        ),
    ),
    (
        "Placebo : les vols dans les véhicules, qu'aucune action ne visait, sont stables et ne "
        "s'écartent pas des communes comparables.",
        (
            _expect("REC02", "vols_dans_vehicules", "direction", "=", "stable"),
            _expect(
                "REC04", "vols_dans_vehicules", "direction", "=", "écart non établi", scope=2022
            ),
        ),
    ),
    (
        "La plénière de 2020 était prévue et n'a pas été tenue ; l'assiduité du collège de la "
        "justice est nettement plus faible.",
        (
            _expect("GOV01", "pleniere", "planned", "=", 1, scope=2020),
            _expect("GOV01", "pleniere", "held", "=", 0, scope=2020),
            _expect("GOV02", "justice", "value", "<=", -0.2, minus="ensemble"),
        ),
    ),
    (
        "Un objectif n'a pas de ligne de base : il n'est pas mesurable.",
        (_expect("EVA01", "O32", "verdict", "=", "non mesurable"),),
    ),
    (
        "Une catégorie de l'enquête compte moins de dix répondants : elle n'est pas affichée.",
        (_expect("SUR01", "soiree", "display", "=", "non affiché", scope="SANTE_ADDICTION"),),
    ),
    (
        "Un document a été demandé et n'a jamais été reçu.",
        (
            _expect("PIE", "D14", "requested_on", "renseigné", True),
            _expect("PIE", "D14", "received_on", "renseigné", False),
        ),
    ),
    (
        "Sur les vols de véhicules, l'enquête et l'enregistrement se contredisent : perçus en "
        "baisse, enregistrés en hausse ; le constat C17 est contradictoire.",
        (
            _expect("SUR03", "vols_vehicules", "value", "<=", -20.0),
            _expect("REC02", "vols_de_vehicules", "direction", "=", "hausse"),
        ),
    ),
    (
        "Parmi les communes comparées, les vols de véhicules sont hors de l'ordinaire ; les vols dans "
        "les véhicules, placebo, ne le sont pas.",
        (
            _expect("REC05", "vols_de_vehicules", "direction", "=", "signal haut"),
            _expect("REC05", "vols_dans_vehicules", "direction", "=", "dans les limites"),
        ),
    ),
    (
        "Rapportés aux communes comparées, les cambriolages reculent sans que ces effectifs permettent "
        "de le détecter, et le placebo n'a pas bougé.",
        (
            _expect("REC08", "cambriolages", "direction", "=", "non détectable"),
            _expect("REC08", "cambriolages", "value", "<=", 0.90),
            _expect("REC08", "vols_dans_vehicules", "direction", "=", "non détectable"),
        ),
    ),
    (
        "Les vols avec armes ne sont diffusés que deux années sur sept.",
        (_expect("REC06", "vols_avec_armes", "n_published", "=", 2),),
    ),
    (
        "Rapportés aux communes comparées, les vols violents sans arme baissent dès la première année "
        "de la stratégie : une baisse relative est établie.",
        (
            _expect("REC08", "vols_violents", "direction", "=", "baisse relative"),
            _expect("REC08", "vols_violents", "value", ">=", 0.65),
            _expect("REC08", "vols_violents", "value", "<=", 0.85),
        ),
    ),
    (
        "La tendance des vols d'accessoires tient aux années 2020 et 2021 : stable avec elles, en "
        "hausse sans elles.",
        (_expect("REC03", "vols_accessoires", "direction", "=", "stable"),),
    ),
    (
        "Dans la population, 35,4 % des habitants se sentent en insécurité en soirée : l'intervalle de "
        "l'échantillon calé contient cette part. Les propriétaires, moins inquiets, répondent plus : sans "
        "calage l'estimation est trop basse d'au moins trois points, avec lui elle s'en approche.",
        (
            _expect("SUR01", "soiree", "ci_low", "<=", 0.3536, scope="habitants"),
            _expect("SUR01", "soiree", "ci_high", ">=", 0.3536, scope="habitants"),
            _expect("SUR01", "soiree", "value", ">=", 0.339, scope="habitants"),
            _expect("SUR01", "soiree", "value", "<=", 0.3236, scope="habitants sans calage"),
        ),
    ),
    (
        "Les acteurs de proximité croient les habitants plus inquiets que les habitants ne le disent ; "
        "placebo : dans leur quartier, acteurs et habitants ne diffèrent pas.",
        (
            _expect("SUR07", "habitants", "value", ">=", 10.0),
            _expect("SUR07", "habitants", "ci_low", ">=", 0.1),
            _expect("SUR07", "quartier", "ci_low", "<=", 0.0),
            _expect("SUR07", "quartier", "ci_high", ">=", 0.0),
            _expect("SUR07", "soiree", "value", "renseigné", False),
        ),
    ),
    (
        "Entre 2018 et 2023, l'insécurité déclarée par les acteurs recule dans les transports ; placebo : "
        "en soirée elle ne recule que parce que les catégories exposées répondent moins nombreuses, ce "
        "qu'une composition égale efface.",
        (
            _expect("SUR10", "transports", "value", "<=", -15.0),
            _expect("SUR10", "soiree", "before", ">=", 0.54),
            _expect("SUR10", "soiree", "after", "<=", 0.48),
            _expect("SUR10", "soiree", "value", ">=", -2.0),
            _expect("SUR10", "soiree", "value", "<=", 2.0),
        ),
    ),
    (
        "Les catégories d'acteurs classent les phénomènes de la même façon.",
        (_expect("SUR06", "frequency", "value", ">=", 0.8),),
    ),
    (
        "Les questions sur l'insécurité mesurent une même chose chez les habitants ; placebo : leurs "
        "jugements sur les services sont tirés indépendamment, ils ne forment pas un ensemble fiable.",
        (
            _expect("SUR09", "insecurity", "value", ">=", 0.8, scope="habitants-2023"),
            _expect("SUR09", "effectiveness", "value", "<", 0.4, scope="habitants-2023"),
        ),
    ),
    (
        "Placebo : premiers et derniers répondants, acteurs comme habitants, répondent de même.",
        (
            _expect("SUR08", "soiree", "value", ">=", -3.0, scope="acteurs-2023"),
            _expect("SUR08", "soiree", "value", "<=", 3.0, scope="acteurs-2023"),
            _expect("SUR08", "soiree", "value", ">=", -3.0, scope="habitants-2023"),
            _expect("SUR08", "soiree", "value", "<=", 3.0, scope="habitants-2023"),
        ),
    ),
    (
        "Dans un quartier, Port-Ancien, le bruit se concentre dans les nuits de vendredi et de samedi : sa "
        "part nocturne dépasse celle de la ville, et le bruit y est surreprésenté.",
        (
            _expect("INC03", "Q6", "value", ">=", 0.12, minus="ensemble"),
            _expect("INC04", "Q6", "direction", "=", "au-dessus", scope="4-nuit"),
            _expect("INC04", "Q6", "direction", "=", "au-dessus", scope="5-nuit"),
            _expect("INC04", "Q6", "above", "=", 2, scope="semaine"),
            _expect("INC06", "Q6", "direction", "=", "surreprésenté", scope="bruit"),
        ),
    ),
    (
        "Le bailleur cesse de remettre ses incidents en mai 2022 : ses nombres tombent au tiers, et aucune "
        "évolution n'est donnée.",
        (
            _expect("INC02", "ORG17", "value", "<", 0.4, scope=2022),
            _expect("INC01", "ORG17", "count_base", ">=", 250),
            _expect("INC01", "ORG17", "count_end", "<=", 100),
            _expect("INC01", "ORG17", "value", "renseigné", False),
            _expect("INC01", "ORG17", "direction", "=", "non calculable"),
        ),
    ),
    (
        "La police municipale consigne moitié plus d'incidents en 2022 qu'en 2020, pour moitié plus d'heures "
        "de présence : sa densité est stable. Elle répond en 18 minutes en médiane.",
        (
            _expect("INC01", "ORG03", "count_base", "=", 400),
            _expect("INC01", "ORG03", "count_end", "=", 600),
            _expect("INC01", "ORG03", "direction", "=", "stable"),
            _expect("INC07", "ORG03", "value", ">=", 15),
            _expect("INC07", "ORG03", "value", "<=", 21),
        ),
    ),
    (
        "Huit incidents comparables sur cent répètent celui d'une autre source, et un doublon sur huit n'est "
        "pas déclaré.",
        (
            _expect("INC08", "ensemble", "value", ">=", 0.07),
            _expect("INC08", "ensemble", "value", "<=", 0.09),
            _expect("INC08", "ensemble", "undeclared", ">=", 20),
            _expect("INC08", "ensemble", "undeclared", "<=", 32),
        ),
    ),
    (
        "Les incidents se concentrent dans quelques mailles ; placebo : ceux du réseau de transport sont "
        "situés au hasard, et leur concentration ne s'en distingue pas.",
        (
            _expect("INC05", "ORG03", "value", ">=", 0.35),
            _expect("INC05", "ORG03", "direction", "=", "plus concentré que le hasard"),
            _expect("INC05", "ORG19", "direction", "=", "non distinct du hasard"),
        ),
    ),
    (
        "Placebo : dans un quartier, Pré-Vert, aucune partie de la semaine ne se distingue ; les "
        "dégradations ont la même part dans tous les quartiers ; le réseau de transport a une série "
        "complète et stable.",
        (
            _expect("INC04", "Q7", "above", "=", 0, scope="semaine"),
            _expect("INC04", "Q7", "below", "=", 0, scope="semaine"),
            *(
                _expect(
                    "INC06", f"Q{rank}", "direction", "=", "écart non établi", scope="degradations"
                )
                for rank in range(1, 9)
            ),
            _expect("INC02", "ORG19", "value", "=", 1.0, scope=2022),
            _expect("INC01", "ORG19", "direction", "=", "stable"),
        ),
    ),
    (
        "Dans le modèle logique, le lien des passages aux cambriolages est étayé, celui des "
        "réparations aux dégradations est contredit, celui des usages à la tranquillité des "
        "habitants n'est pas documenté.",
        (
            _expect("LOG01", "L3", "score", "=", "étayé"),
            _expect("LOG01", "L6", "score", "=", "contredit"),
            _expect("LOG01", "L9", "score", "=", "non documenté"),
        ),
    ),
    (
        "Placebo : la médiation est appréciée de trois familles de sources, et son lien n'est pas "
        "étayé pour autant, une explication rivale n'ayant pas été examinée.",
        (
            _expect("LOG01", "L8", "families", ">=", 3),
            _expect("LOG01", "L8", "score", "=", "partiellement étayé"),
        ),
    ),
    (
        "Dans l'atelier, le trafic vient en tête de l'avis de tous et quels que soient les poids ; les "
        "violences faites aux femmes ne sont dans les trois premiers que selon les poids ; la société "
        "civile est d'un autre avis sur le stationnement.",
        (
            _expect("PRI01", "trafic", "rank_high", "=", 1),
            _expect("PRI01", "trafic", "robustness", "=", 1.0),
            _expect("PRI01", "violences_femmes", "robustness", "<", 0.6),
            _expect("PRI02", "trafic", "consensus", "=", True),
            _expect("PRI02", "stationnement", "consensus", "=", False),
            _expect("PRI02", "stationnement", "opposed", "=", "SOCIETE_CIVILE"),
        ),
    ),
    (
        "Placebo : halls et soirées ont reçu les mêmes notes, données par d'autres : aucun ne passe "
        "devant l'autre.",
        (
            _expect("PRI01", "halls", "rank_low", "=", 2),
            _expect("PRI01", "soirees", "rank_low", "=", 2),
            _expect("PRI01", "halls", "value", "<", 0.01, minus="soirees"),
        ),
    ),
    (
        "La coordination du conseil est au centre du réseau ; une exigence légale n'est pas "
        "satisfaite, deux ne sont pas documentées ; une organisation n'est plus venue en 2022.",
        (
            _expect("GOV07", "ensemble", "central_org_id", "=", "ORG02"),
            _expect("GOV08", "ensemble", "count", "=", 7),
            _expect("GOV08", "ensemble", "n", "=", 8),
            _expect("GOV08", "ensemble", "undocumented", "=", 2),
            _expect("GOV09", "2022", "left", "=", 1),
        ),
    ),
    (
        "Placebo : les mêmes organisations sont venues de 2018 à 2021, et le réseau n'est pas plus "
        "dense que ce que donne le calendrier des réunions.",
        (
            *(_expect("GOV09", str(year), "value", "=", 1.0) for year in (2019, 2020, 2021)),
            _expect("GOV07", "ensemble", "reading", "=", "moins dense"),
        ),
    ),
    (
        "Les actions menées s'achèvent avec un retard médian de trente jours, et les quartiers "
        "prioritaires comptent moins parmi les bénéficiaires que parmi les habitants.",
        (
            _expect("ACT08", "ensemble", "value", "=", 30.0),
            _expect("ACT07", "ensemble", "value", "<", 0.8),
        ),
    ),
)


def truths() -> Records:
    """Truths T1, T2… with the indicators concerned and their expectations."""
    return numbered([Truth("", statement, checks) for statement, checks in TRUTHS])
