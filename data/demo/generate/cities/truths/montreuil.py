"""Montreuil: what the reports must conclude. It worked."""

from data.demo.generate.expectations import Truth, expect

EVA, STS = "evaluation", "stspd"
TRUTHS = (
    Truth(
        EVA,
        "Les cambriolages enregistrés reculent d'environ 10 % par an, et davantage que dans les "
        "communes comparées.",
        (
            expect("REC02", "cambriolages", "direction", "=", "baisse"),
            expect("REC03", "cambriolages", "value", "<=", -8.0),
            expect("REC03", "cambriolages", "value", ">=", -13.0),
            expect("REC08", "cambriolages", "direction", "=", "baisse relative"),
            expect("REC08", "cambriolages", "value", "<=", 0.8),
        ),
    ),
    Truth(
        EVA,
        "Les vols violents sans arme reculent aussi davantage qu'ailleurs ; partis de plus haut, "
        "ils restent au-dessus des communes comparées en 2022.",
        (
            expect("REC02", "vols_violents", "direction", "=", "baisse"),
            expect("REC08", "vols_violents", "direction", "=", "baisse relative"),
            expect("REC04", "vols_violents", "direction", "=", "au-dessus"),
        ),
    ),
    Truth(
        EVA,
        "Tous les objectifs sont mesurables ; quatre sur cinq sont atteints, l'accueil des victimes "
        "ne l'est qu'en partie.",
        (
            expect("EVA02", "ensemble", "value", "=", 0.0),
            *(expect("EVA01", each, "verdict", "=", "atteint") for each in ("O11", "O12", "O21", "O31")),
            expect("EVA01", "O22", "verdict", "=", "partiellement atteint"),
        ),
    ),
    Truth(
        EVA,
        "Là où la médiation a été installée, les faits tombent de moitié au regard du secteur témoin, "
        "et l'effet résiste à une dispersion plus forte.",
        (
            expect("EVA03", "A03", "direction", "=", "baisse relative", scope="rapport"),
            expect("EVA03", "A03", "value", "<=", 0.65, scope="rapport"),
            expect("EVA03", "A03", "robust", "=", True, scope="rapport"),
            expect("EVA03", "A03", "direction", "=", "moins de faits au total", scope="net"),
        ),
    ),
    Truth(
        EVA,
        "L'insécurité en soirée déclarée par les acteurs recule entre 2018 et 2023, et la médiation "
        "est jugée efficace, par l'enquête comme par les entretiens.",
        (
            expect("SUR10", "soiree", "value", "<=", -20.0),
            expect("SUR05", "mediation", "value", ">=", 40.0),
            expect("QUA02", "presence_mediation", "value", ">=", 0.5),
        ),
    ),
    Truth(
        EVA,
        "Les acteurs voient eux aussi les cambriolages reculer ; ils voient le trafic progresser.",
        (
            expect("SUR03", "cambriolages", "value", "<=", -45.0),
            expect("QUA02", "cambriolages", "value", ">=", 0.5),
            expect("SUR03", "trafic", "value", ">=", 40.0),
        ),
    ),
    Truth(
        EVA,
        "Le programme a été mené en entier, avec moins de vingt jours de retard médian.",
        (
            expect("ACT02", "ensemble", "value", "=", 1.0),
            expect("ACT03", "ensemble", "value", ">=", 0.94),
            expect("ACT08", "ensemble", "value", "<=", 20.0),
        ),
    ),
    Truth(
        EVA,
        "Le conseil a tenu toutes ses plénières et plus de huit décisions sur dix ont été exécutées à "
        "temps.",
        (
            expect("GOV01", "pleniere", "held", "=", 1, scope=2020),
            expect("GOV04", "ensemble", "value", ">=", 0.8),
            expect("GOV08", "ensemble", "value", "=", 1.0),
        ),
    ),
    Truth(
        EVA,
        "Le coût d'une action sur dix n'a jamais été écrit ; il n'est pas tenu pour nul.",
        (
            expect("EVA06", "A10", "cost", "renseigné", False),
            expect("EVA06", "ensemble", "missing_share", "=", 0.1),
        ),
    ),
    Truth(
        EVA,
        "Deux années avant la stratégie ne suffisent pas à un contrôle synthétique : il est refusé.",
        (expect("EVA04", "cambriolages", "possible", "=", False),),
    ),
    Truth(
        STS,
        "Dans la stratégie à venir, chaque enjeu a son objectif, un objectif sur six n'a pas de ligne "
        "de base, et un pilote a moins de temps que ce qui lui est demandé.",
        (
            expect("STS01", "ensemble", "value", "=", 1.0),
            expect("STS08", "O32", "baseline", "=", False),
            expect("STS08", "ensemble", "count", "=", 5),
            expect("STS05", "ORG04", "value", ">=", 1.5),
            expect("STS05", "ORG09", "value", "renseigné", False),
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
        "Placebo : rien ne se passe dans les rues voisines du secteur de la médiation.",
        (
            expect(
                "EVA03", "A03", "direction", "=", "déplacement non détectable", scope="deplacement"
            ),
        ),
    ),
    Truth(
        EVA,
        "Placebo : l'insécurité en journée, que rien ne visait, est la même en 2018 et en 2023.",
        (
            expect("SUR10", "journee", "value", ">=", -6.0),
            expect("SUR10", "journee", "value", "<=", 6.0),
        ),
    ),
)  # fmt: skip
