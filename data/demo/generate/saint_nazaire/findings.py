"""Numbered findings: a sentence, the direction it asserts and the evidence it rests on.

A figure is never typed: `{REC02:cambriolages}` is replaced by the computed value. What is said of
recorded crime holds whatever the value, because that chapter may be rebuilt on official figures.
"""

from typing import Any

# question, direction, text, evidence
FINDINGS = (
    (
        "EVA-Q1",
        "descriptif",
        "Les acteurs de proximité déclarent plus souvent se sentir en insécurité en soirée qu'en "
        "journée : {SUR01:soiree} contre {SUR01:journee}. Les personnes rencontrées situent aux "
        "mêmes heures les difficultés principales ({QUA01:insecurite_soiree}).",
        (
            "SUR01:soiree",
            "SUR01:journee",
            "QUA01:insecurite_soiree",
        ),
    ),
    (
        "EVA-Q1",
        "hausse",
        "Les violences intrafamiliales sont perçues comme un phénomène en hausse : "
        "{SUR03:violences_intrafamiliales}. La stratégie de 2018 ne les aborde que par l'accueil "
        "des victimes, et le sujet revient dans les entretiens "
        "({QUA01:violences_intrafamiliales}). Entre 2018 et 2022, les coups et blessures "
        "volontaires intrafamiliaux enregistrés évoluent ainsi : "
        "{REC02:coups_blessures_intrafamiliaux}.",
        (
            "SUR03:violences_intrafamiliales",
            "QUA01:violences_intrafamiliales",
            "REC02:coups_blessures_intrafamiliaux",
        ),
    ),
    (
        "EVA-Q1",
        "hausse",
        "Le trafic de stupéfiants est perçu comme un phénomène en hausse, avec {SUR03:trafic} et "
        "{SUR02:trafic}, sans qu'un objectif de la stratégie lui soit consacré.",
        (
            "SUR03:trafic",
            "SUR02:trafic",
            "PIE:D01",
        ),
    ),
    (
        "EVA-Q2",
        "descriptif",
        "La stratégie, le contrat de ville et la convention de coordination traitent tous trois "
        "des espaces publics en soirée, avec des calendriers distincts ; la coopération de "
        "terrain est pourtant décrite avec {QUA02:partenariat}.",
        (
            "PIE:D01",
            "PIE:D02",
            "PIE:D03",
            "QUA02:partenariat",
        ),
    ),
    (
        "EVA-Q3",
        "descriptif",
        "La plupart des actions ont été engagées : {ACT01:ensemble}. Celles qui ont été menées à "
        "leur terme sont moins nombreuses : {ACT02:ensemble}.",
        (
            "ACT01:ensemble",
            "ACT02:ensemble",
            "PIE:D05",
        ),
    ),
    (
        "EVA-Q3",
        "descriptif",
        "La réalisation est plus avancée dans l'axe de la tranquillité publique que dans celui "
        "du pilotage et de la mobilisation des partenaires : {ACT02:A1}, contre {ACT02:A3}. Les "
        "deux actions d'information des habitants n'ont pas été engagées, et le manque de retour "
        "revient dans les entretiens ({QUA01:retour_information}).",
        (
            "ACT02:A1",
            "ACT02:A3",
            "QUA01:retour_information",
        ),
    ),
    (
        "EVA-Q4",
        "baisse",
        "Pour les cambriolages dans les résidences suivies, le résultat est le suivant : "
        "{EVA01:O11}. Les acteurs de proximité perçoivent une baisse, avec {SUR03:cambriolages}, "
        "et les entretiens en parlent avec {QUA02:cambriolages}. Entre 2018 et 2022, les "
        "cambriolages de logement enregistrés dans la commune évoluent ainsi : "
        "{REC02:cambriolages}.",
        (
            "EVA01:O11",
            "REC02:cambriolages",
            "SUR03:cambriolages",
            "QUA02:cambriolages",
        ),
    ),
    (
        "EVA-Q4",
        "descriptif",
        "En 2022, les taux enregistrés dans la commune se comparent ainsi à ceux des communes "
        "semblables : pour les cambriolages de logement, que la stratégie visait, "
        "{REC04:cambriolages} ; pour les vols dans les véhicules, qu'elle ne visait pas, "
        "{REC04:vols_dans_vehicules}.",
        (
            "REC04:cambriolages",
            "REC04:vols_dans_vehicules",
        ),
    ),
    (
        "EVA-Q4",
        "stable",
        "Pour les dégradations dans le parc social, le résultat est le suivant : {EVA01:O12}. "
        "Entre 2018 et 2022, les destructions et dégradations volontaires enregistrées évoluent "
        "ainsi : {REC02:degradations}. Les personnes rencontrées décrivent des réparations à "
        "refaire ({QUA01:degradations}), et la perception des acteurs de proximité est moins "
        "favorable encore : {SUR03:degradations}.",
        (
            "EVA01:O12",
            "REC02:degradations",
            "QUA01:degradations",
            "SUR03:degradations",
        ),
    ),
    (
        "EVA-Q5",
        "descriptif",
        "Le mécanisme attendu pour les cambriolages est décrit par plusieurs familles d'acteurs "
        ": signalements croisés le jour même, passages partagés, conseils aux résidents "
        "({QUA01:cambriolages}). Les passages prévus ont été réalisés, avec {ACT04:A01}. Le "
        "télétravail et les confinements restent une explication rivale ; les vols dans les "
        "véhicules, hors du champ de l'action, évoluent ainsi : {REC02:vols_dans_vehicules}.",
        (
            "QUA01:cambriolages",
            "ACT04:A01",
            "PIE:D06",
            "REC02:vols_dans_vehicules",
        ),
    ),
    (
        "EVA-Q5",
        "descriptif",
        "Pour les dégradations, le premier maillon n'a pas été réalisé comme prévu : la remise "
        "en état dans le délai reste loin de sa cible, avec {ACT04:A03}. Le bilan des bailleurs "
        "et les entretiens le confirment, ces derniers avec {QUA02:degradations}.",
        (
            "ACT04:A03",
            "PIE:D07",
            "QUA02:degradations",
        ),
    ),
    (
        "EVA-Q6",
        "descriptif",
        "Les crédits prévus sont en grande partie consommés : {ACT03:ensemble}. Les cibles de "
        "réalisation sont approchées, avec {ACT04:mediane}, mais le coût par bénéficiaire n'est "
        "connu que pour une partie des actions : {ACT05:ensemble}.",
        (
            "ACT03:ensemble",
            "ACT04:mediane",
            "ACT05:ensemble",
            "PIE:D13",
        ),
    ),
    (
        "EVA-Q6",
        "descriptif",
        "L'évaluabilité des actions est inégale : {ACT06:ensemble}. Le coût propre de la "
        "présence en soirée ne peut pas être isolé dans les comptes.",
        (
            "ACT06:ensemble",
            "PIE:D13",
        ),
    ),
    (
        "EVA-Q7",
        "descriptif",
        "La formation plénière s'est réunie chaque année, sauf en 2020 ({GOV01:pleniere}) ; la "
        "formation restreinte a suivi un rythme plus soutenu ({GOV01:restreinte}). Les "
        "entretiens parlent du pilotage avec {QUA02:pilotage_clspd}.",
        (
            "GOV01:pleniere",
            "GOV01:restreinte",
            "PIE:D04",
            "QUA02:pilotage_clspd",
        ),
    ),
    (
        "EVA-Q7",
        "descriptif",
        "L'assiduité est élevée dans l'ensemble et plus faible pour le collège de la justice : "
        "{GOV02:ensemble}, contre {GOV02:justice}. Les présents ne sont pas toujours en position "
        "de décider : {GOV03:ensemble}.",
        (
            "GOV02:ensemble",
            "GOV02:justice",
            "GOV03:ensemble",
            "PIE:D04",
        ),
    ),
    (
        "EVA-Q7",
        "descriptif",
        "Une partie seulement des décisions est exécutée à l'échéance : {GOV04:ensemble}. Les "
        "comptes rendus sont diffusés tardivement : {GOV05:ensemble}.",
        (
            "GOV04:ensemble",
            "GOV05:ensemble",
            "PIE:D04",
        ),
    ),
    (
        "EVA-Q8",
        "baisse",
        "Les acteurs de proximité perçoivent une baisse des vols de véhicules dans leurs "
        "secteurs, avec {SUR03:vols_vehicules}. Dans l'ensemble de la commune, les vols de "
        "véhicules enregistrés évoluent ainsi entre 2018 et 2022 : {REC02:vols_de_vehicules}.",
        (
            "SUR03:vols_vehicules",
            "REC02:vols_de_vehicules",
            "REC03:vols_de_vehicules",
        ),
    ),
    (
        "EVA-Q8",
        "descriptif",
        "Des déplacements de faits sont évoqués vers les abords de la gare, les parkings et les "
        "caves ({QUA01:deplacement}). L'insécurité ressentie dans les transports, déclarée par "
        "{SUR01:transports}, n'a pas pu être rapprochée des incidents du réseau : le fichier "
        "demandé à l'exploitant n'a pas été reçu.",
        (
            "QUA01:deplacement",
            "SUR01:transports",
            "PIE:D14",
        ),
    ),
    (
        "EVA-Q8",
        "descriptif",
        "La médiation sociale est jugée efficace par les acteurs de proximité, avec "
        "{SUR05:mediation}, et les entretiens en parlent avec {QUA02:presence_mediation}.",
        (
            "SUR05:mediation",
            "QUA02:presence_mediation",
            "PIE:D11",
        ),
    ),
    (
        "EVA-Q9",
        "descriptif",
        "La pérennité des actions préoccupe une grande partie des personnes rencontrées "
        "({QUA01:moyens_perennite}) ; les financements de la médiation et de la coordination "
        "éducative sont accordés pour douze mois au plus.",
        (
            "QUA01:moyens_perennite",
            "PIE:D03",
            "PIE:D13",
        ),
    ),
    (
        "EVA-Q9",
        "descriptif",
        "Les résultats sont inégaux selon l'âge : {EVA01:O21} pour les 12-17 ans, {EVA01:O23} "
        "pour les jeunes majeurs, dont l'accompagnement a été abandonné. Les entretiens parlent "
        "de la prévention auprès des jeunes avec {QUA02:jeunesse}.",
        (
            "EVA01:O21",
            "EVA01:O23",
            "QUA02:jeunesse",
            "PIE:D12",
        ),
    ),
)

# theme of a finding, and the link of the logic model that it speaks of
THEMES = {
    "C1": "Insécurité en soirée",
    "C2": "Violences intrafamiliales",
    "C3": "Trafic de stupéfiants",
    "C7": "Cambriolages",
    "C9": "Dégradations",
    "C10": "Cambriolages",
    "C11": "Dégradations",
    "C17": "Vols de véhicules",
    "C19": "Médiation en soirée",
}
LINKS = {"C10": "L3", "C11": "L6", "C19": "L8"}


def findings() -> list[dict[str, Any]]:
    """Findings C1, C2… in the order of the evaluative questions."""
    return [
        {
            "finding_id": f"C{rank}",
            "eq_id": question,
            "text_fr": text,
            "direction": direction,
            **_more(f"C{rank}"),
            "evidence": list(evidence),
        }
        for rank, (question, direction, text, evidence) in enumerate(FINDINGS, start=1)
    ]


def _more(finding: str) -> dict[str, str]:
    """What only some findings have."""
    more = {"theme_fr": THEMES.get(finding), "link_id": LINKS.get(finding)}
    return {name: value for name, value in more.items() if value}
