"""What was planted in the data, so that tests can check that the indicators find it again.

An expectation reads: `field` of the row `item` (in `scope`, when the indicator is split by year or
by group) of `indicator`, minus the same field of `minus` when it is given, must satisfy `operator`
and `value`. Shares are between 0 and 1, balances in points, trends in % a year.
"""

from typing import Any

ATTACHED = ("scope", "minus")


def _expect(
    indicator: str, item: str, field: str, operator: str, value: Any, **more: Any
) -> dict[str, Any]:
    head = {"indicator": indicator, "item": item}
    return (
        head
        | {k: more[k] for k in ATTACHED if k in more}
        | {
            "field": field,
            "operator": operator,
            "value": value,
        }
    )


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
            _expect("DOC", "D14", "requested_on", "renseigné", True),
            _expect("DOC", "D14", "received_on", "renseigné", False),
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
)


def truths() -> list[dict[str, Any]]:
    """Truths T1, T2… with the indicators concerned and their expectations."""
    return [
        {
            "id": f"T{rank}",
            "statement_fr": statement,
            "indicator": sorted({check["indicator"] for check in expectations}),
            "expectation": list(expectations),
        }
        for rank, (statement, expectations) in enumerate(TRUTHS, start=1)
    ]
