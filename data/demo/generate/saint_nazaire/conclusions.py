"""Conclusions, which rest on findings only, and recommendations, which rest on conclusions only."""

from typing import Any

# question, text, findings
CONCLUSIONS = (
    (
        "EVA-Q1",
        "Les priorités de 2018 restent fondées pour les espaces partagés en soirée ; elles "
        "laissent de côté le trafic de stupéfiants et n'abordent les violences intrafamiliales que "
        "par l'accueil des victimes.",
        ("C1", "C2", "C3"),
    ),
    (
        "EVA-Q2",
        "Les objectifs s'accordent avec les autres cadres d'action, mais la stratégie, le contrat "
        "de ville et la convention de coordination traitent des mêmes lieux sans calendrier "
        "commun.",
        ("C4",),
    ),
    (
        "EVA-Q3",
        "Le programme a été largement engagé et inégalement mené à son terme : ce qui relevait de "
        "l'information des habitants n'a pas commencé.",
        ("C5", "C6"),
    ),
    (
        "EVA-Q4",
        "L'objectif fixé pour les cambriolages est atteint dans les résidences suivies, celui qui "
        "portait sur les dégradations ne l'est pas ; la situation de la commune au regard des "
        "communes comparables se lit à part, car elle dépasse le périmètre des actions.",
        ("C7", "C8", "C9"),
    ),
    (
        "EVA-Q5",
        "Pour les cambriolages, une contribution de l'action est plausible sans être isolée "
        "d'autres explications ; pour les dégradations, le mécanisme attendu n'a pas été mis en "
        "place.",
        ("C10", "C11"),
    ),
    (
        "EVA-Q6",
        "Les moyens ont été consommés sans que l'on puisse, pour une partie des actions, les "
        "rapporter aux publics touchés : l'efficience n'est établie que partiellement.",
        ("C12", "C13"),
    ),
    (
        "EVA-Q7",
        "Le conseil local s'est réuni et a décidé, surtout en formation restreinte ; le suivi "
        "inégal des décisions et la faible participation de la justice en limitent la portée.",
        ("C14", "C15", "C16"),
    ),
    (
        "EVA-Q8",
        "La présence humaine en soirée est appréciée de ceux qui la côtoient.",
        ("C19",),
    ),
    (
        "EVA-Q8",
        "Un déplacement de certains faits est possible et n'a pas pu être vérifié : sur les vols "
        "de véhicules, la perception et l'enregistrement doivent être rapprochés lieu par lieu, et "
        "les données du réseau de transport manquent.",
        ("C17", "C18"),
    ),
    (
        "EVA-Q9",
        "La poursuite des résultats dépend de financements annuels et d'équipes peu stables ; "
        "l'accompagnement des jeunes majeurs est le maillon le plus fragile.",
        ("C20", "C21"),
    ),
)

# text, owner, delay, cost, success indicator, conclusions, priority
RECOMMENDATIONS = (
    (
        "Reconduire la prévention des cambriolages en y ajoutant les caves, les parkings et les "
        "parcs relais, avec un suivi par lieu.",
        "Ville – police municipale, avec la police nationale et les bailleurs",
        "6 mois",
        "faible",
        "Faits signalés pour 1 000 logements suivis, caves et parkings compris",
        ("K4", "K5", "K9"),
        1,
    ),
    (
        "Fixer aux partenaires un engagement de remise en état vérifiable, appuyé sur un marché "
        "d'urgence commun aux bailleurs et à la ville.",
        "Bailleurs sociaux et ville – direction du cadre de vie",
        "12 mois",
        "élevé",
        "Part des remises en état faites en quarante-huit heures",
        ("K4", "K5"),
        1,
    ),
    (
        "Mettre en place un circuit de retour à ceux qui signalent, avec un accusé de traitement "
        "sous quinze jours.",
        "Ville – coordination du CLSPD",
        "9 mois",
        "moyen",
        "Part des signalements suivis d'un retour dans le délai",
        ("K3", "K7"),
        1,
    ),
    (
        "Fusionner les calendriers de la stratégie, du contrat de ville et de la convention de "
        "coordination pour les espaces publics en soirée.",
        "Ville – coordination du CLSPD, avec la sous-préfecture",
        "6 mois",
        "faible",
        "Lieux traités selon un calendrier unique",
        ("K2", "K7"),
        2,
    ),
    (
        "Convenir avec les services de la justice d'une participation ciblée : deux séances par an "
        "à date fixe et un état semestriel des suites.",
        "Ville et parquet",
        "6 mois",
        "faible",
        "Présence du collège de la justice aux séances convenues",
        ("K7",),
        2,
    ),
    (
        "Donner au trafic de stupéfiants et au repérage des violences intrafamiliales des "
        "objectifs propres dans la stratégie suivante, avec une ligne de base et une cible.",
        "Conseil local, formation plénière",
        "12 mois",
        "moyen",
        "Part des objectifs dotés d'une ligne de base et d'une cible",
        ("K1", "K6"),
        1,
    ),
    (
        "Conclure des conventions pluriannuelles pour la médiation en soirée et l'accompagnement "
        "des jeunes majeurs.",
        "Ville, État et département",
        "18 mois",
        "élevé",
        "Part des postes de terrain financés au-delà de douze mois",
        ("K8", "K10"),
        2,
    ),
    (
        "Signer une convention de données agrégées avec le réseau de transport et renseigner les "
        "bénéficiaires et le coût de chaque action.",
        "Ville – coordination du CLSPD et exploitant du réseau",
        "9 mois",
        "faible",
        "Part des actions dont les bénéficiaires et le coût sont connus",
        ("K6", "K9"),
        3,
    ),
)


def conclusions() -> list[dict[str, Any]]:
    """Conclusions K1, K2… in the order of the evaluative questions."""
    return [
        {
            "conclusion_id": f"K{rank}",
            "eq_id": question,
            "text_fr": text,
            "findings": list(findings),
        }
        for rank, (question, text, findings) in enumerate(CONCLUSIONS, start=1)
    ]


def recommendations() -> list[dict[str, Any]]:
    """Recommendations R1, R2…, with who, when, at what cost and how success will be known."""
    return [
        {
            "reco_id": f"R{rank}",
            "text_fr": text,
            "owner": owner,
            "delay": delay,
            "cost_class": cost,
            "success_indicator": indicator,
            "conclusions": list(conclusions_),
            "priority": priority,
        }
        for rank, (text, owner, delay, cost, indicator, conclusions_, priority) in enumerate(
            RECOMMENDATIONS, start=1
        )
    ]
