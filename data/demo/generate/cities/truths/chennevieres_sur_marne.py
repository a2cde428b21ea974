"""Chennevières-sur-Marne: what the reports must conclude. Nothing can be said, and they say so."""

from data.demo.generate.expectations import Truth, absent, expect

EVA, CLS = "evaluation", "clspd"
TRUTHS = (
    Truth(
        EVA,
        "L'enquête n'a que vingt-deux répondants : aucune part n'est donnée, aucun score non plus.",
        (
            expect("SUR01", "soiree", "n", "=", 22),
            expect("SUR01", "soiree", "value", "renseigné", False),
            expect("SUR02", "trafic", "value", "renseigné", False),
            expect("SUR05", "mediation", "value", "renseigné", False),
        ),
    ),
    Truth(
        EVA,
        "Moins de la moitié des valeurs enregistrées sont diffusées ; ni les cambriolages ni les vols "
        "violents n'ont d'évolution ni d'écart avec les communes comparées.",
        (
            expect("REC06", "ensemble", "value", "<=", 45.0),
            expect("REC06", "vols_violents", "value", "<=", 20.0),
            *(
                expect(indicator, series, "direction", "=", "non calculable")
                for indicator in ("REC02", "REC03", "REC08")
                for series in ("cambriolages", "vols_violents")
            ),
        ),
    ),
    Truth(
        EVA,
        "Aucun objectif n'a de ligne de base : aucun n'est mesurable.",
        (
            expect("EVA02", "ensemble", "value", "=", 1.0),
            expect("EVA01", "O11", "verdict", "=", "non mesurable"),
            expect("EVA01", "O31", "verdict", "=", "non mesurable"),
        ),
    ),
    Truth(
        EVA,
        "Ni budget, ni cible, ni nombre de bénéficiaires n'ont été écrits, et deux actions sur dix "
        "seulement sont allées à leur terme.",
        (
            expect("ACT02", "ensemble", "value", "=", 0.2),
            expect("ACT03", "ensemble", "value", "renseigné", False),
            expect("ACT05", "ensemble", "value", "renseigné", False),
            expect("ACT06", "A03", "value", "<=", 2),
            expect("ACT07", "ensemble", "value", "renseigné", False),
            expect("ACT08", "ensemble", "n_late", ">=", 5),
        ),
    ),
    Truth(
        EVA,
        "Il n'existe ni zone témoin, ni coût, ni priorité de départ, ni incident local.",
        (absent("EVA03"), absent("EVA06"), absent("EVA07"), absent("INC02")),
    ),
    Truth(
        EVA,
        "Quatre documents ont été refusés, un cinquième n'a jamais été reçu.",
        (
            *(expect("PIE", name, "refused_on", "renseigné", True) for name in ("D04", "D06", "D08", "D10")),
            expect("PIE", "D09", "received_on", "renseigné", False),
        ),
    ),
    Truth(
        EVA,
        "Trois familles d'acteurs comptent moins de trois entretiens.",
        tuple(
            expect("QUA01", "cambriolages", "n", "<", 3, scope=family)
            for family in ("EDUC_SOCIAL", "HABITAT_MOBILITE", "SOCIETE_CIVILE")
        ),
    ),
    Truth(
        EVA,
        "Le conseil s'est tenu par à-coups : aucune plénière de 2018 à 2020, la justice presque "
        "toujours absente, moins d'un tiers des décisions exécutées à temps.",
        (
            *(expect("GOV01", "pleniere", "held", "=", 0, scope=year) for year in (2018, 2019, 2020)),
            expect("GOV01", "pleniere", "held", "=", 1, scope=2022),
            expect("GOV02", "justice", "value", "<=", 0.3),
            expect("GOV04", "ensemble", "value", "<=", 0.33),
        ),
    ),
    Truth(
        CLS,
        "Le suivi du conseil ne revient pas : un quart des valeurs attendues, trois sièges obligatoires "
        "vacants sur sept, trop peu de réponses des membres pour un résultat.",
        (
            expect("CLS04", "ensemble", "value", "<=", 0.35),
            expect("CLS01", "ensemble", "count", "=", 4),
            expect("CLS01", "ensemble", "n", "=", 7),
            expect("CLS05", "ensemble", "n", "=", 6),
            expect("CLS05", "ensemble", "value", "renseigné", False),
        ),
    ),
    Truth(
        EVA,
        "Placebo : dégradations et vols sans violence, seuls diffusés chaque année, sont stables et ne "
        "se distinguent pas de l'évolution des communes comparées.",
        (
            expect("REC06", "degradations", "value", "=", 100.0),
            expect("REC02", "degradations", "direction", "=", "stable"),
            expect("REC08", "degradations", "direction", "=", "non détectable"),
            expect("REC02", "vols_sans_violence", "direction", "=", "stable"),
            expect("REC08", "vols_sans_violence", "direction", "=", "non détectable"),
        ),
    ),
    Truth(
        CLS,
        "Placebo : la ville, elle, vient autant qu'ailleurs, et aucune décision n'est orpheline.",
        (
            expect("GOV02", "ville", "value", ">=", 0.9),
            expect("CLS06", "ensemble", "count", "=", 0),
        ),
    ),
)  # fmt: skip
