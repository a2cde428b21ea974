"""Fictitious logic model of the policy, and the one waiver of the mission.

Planted: the link from patrols to burglaries is supported (L3), the link from repairs to damage is
contradicted (L6), the link from calmer evenings to the peace of residents is not documented (L9).
The evidence of L3 is that of the residences that the action worked on, not of recorded crime, which
may be official.
"""

from typing import Any

NODES = (
    ("M1", "moyens", "Équipes et crédits de la ville, des bailleurs et de l'État"),
    ("A1", "activité", "Passages partagés et signalements croisés"),
    ("A2", "activité", "Remise en état rapide du parc social"),
    ("A3", "activité", "Médiation sociale en soirée"),
    ("P1", "réalisation", "Passages réalisés dans les résidences exposées"),
    ("P2", "réalisation", "Dégradations réparées dans le délai"),
    ("P3", "réalisation", "Soirées couvertes sur six sites"),
    ("S1", "résultat", "Moins de cambriolages dans les résidences suivies"),
    ("S2", "résultat", "Moins de dégradations dans le parc social"),
    ("S3", "résultat", "Usages apaisés des halls et des espaces publics"),
    ("I1", "impact", "Tranquillité ressentie par les habitants"),
)

NOT_EXAMINED = ""
WORK_AT_HOME = "Le télétravail et les confinements laissent moins de logements vides en journée"
ELSEWHERE = "Les cambriolages baissent partout, avec ou sans passages partagés"
STATION = "Les travaux du secteur de la gare ont déplacé les usages pendant plus de deux ans"
SUMMER = "Le temps et le calendrier scolaire changent la fréquentation des lieux"
RECORDING = "Les dégradations sont davantage signalées depuis que les bailleurs y invitent"

# from, to, direction, assumption, rivals (text, verdict), evidence, against
LINKS = (
    ("M1", "A1", "descriptif", "Les équipes prévues sont disponibles en période de congés.",
     (), ("ACT03:A1", "PIE:D13"), ()),
    ("A1", "P1", "descriptif", "Les signalements croisés le jour même orientent les passages.",
     (), ("ACT04:A01", "PIE:D06", "QUA01:cambriolages"), ()),
    ("P1", "S1", "baisse", "Une présence visible et des résidents avertis rendent les faits moins faciles.",
     ((WORK_AT_HOME, "partielle"), (ELSEWHERE, "partielle")),
     ("EVA01:O11", "SUR03:cambriolages", "QUA02:cambriolages"), ()),
    ("M1", "A2", "descriptif", "Les bailleurs engagent les crédits de remise en état.",
     (), ("ACT03:A1", "PIE:D07"), ()),
    ("A2", "P2", "descriptif", "Un marché de réparation permet d'intervenir en quarante-huit heures.",
     (), ("PIE:D07", "QUA01:degradations"), ("ACT04:A03",)),
    ("P2", "S2", "baisse", "Un lieu réparé vite est moins dégradé de nouveau.",
     ((RECORDING, NOT_EXAMINED),),
     ("SUR03:degradations",), ("EVA01:O12", "QUA02:degradations")),
    ("A3", "P3", "descriptif", "L'équipe de médiation est au complet toute l'année.",
     (), ("ACT04:A05", "PIE:D11"), ()),
    ("P3", "S3", "descriptif", "Une présence connue régule les usages avant qu'ils ne dégénèrent.",
     ((STATION, NOT_EXAMINED), (SUMMER, "écartée")),
     ("EVA01:O13", "SUR05:mediation", "QUA02:presence_mediation"), ()),
    ("S3", "I1", "hausse", "Des usages apaisés se traduisent par une tranquillité ressentie.",
     ((STATION, NOT_EXAMINED),), (), ()),
    ("M1", "A3", "descriptif", "Les postes de médiation sont financés et pourvus.",
     (), ("ACT03:A1", "PIE:D13"), ()),
)  # fmt: skip


def logic_model() -> dict[str, list[dict[str, Any]]]:
    """Nodes, then links L1, L2… with their rival explanations and their evidence."""
    nodes = [{"node_id": n, "level": level, "label_fr": label} for n, level, label in NODES]
    return {"nodes": nodes, "links": [_link(*link) for link in enumerate(LINKS, start=1)]}


def _link(rank: int, link: tuple[Any, ...]) -> dict[str, Any]:
    start, end, direction, assumption, rivals, evidence, against = link
    held = {
        "link_id": f"L{rank}",
        "from_node": start,
        "to_node": end,
        "direction": direction,
        "assumption_fr": assumption,
        "rivals": [
            {"text_fr": text, "examined": "oui" if verdict else "non", "verdict": verdict}
            for text, verdict in rivals
        ],
        "evidence": list(evidence),
        "against": list(against),
    }
    # what is empty is left out, as an analyst would
    return {name: value for name, value in held.items() if value}


def waivers() -> list[dict[str, Any]]:
    """A duration read in the documents, whose register holds no figure."""
    return [
        {
            "rule": "L4",
            "target": "C20",
            "quote": "La pérennité des actions préoccupe",
            "justification": (
                "Durée lue dans le contrat de ville et les comptes administratifs (D03, D13) ; le "
                "registre des documents ne porte pas de chiffre."
            ),
            "by": "Responsable de la mission (personnage fictif)",
            "date": "15/09/2023",
        }
    ]
