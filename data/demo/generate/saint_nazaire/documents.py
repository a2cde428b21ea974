"""Documents asked for and received (or not), by title and producer; fingerprints are invented."""

import hashlib

import pandas as pd

from data.demo.generate.writing import day

# title, type, producer, date, perimeter, confidentiality, requested, received, reliability
DOCUMENTS = (
    (
        "Stratégie locale de tranquillité publique 2018-2022",
        "stratégie",
        "Ville",
        "12/03/2018",
        "commune",
        "public",
        "09/01/2023",
        "10/01/2023",
        "A",
    ),
    (
        "Convention de coordination entre la police municipale et la police nationale",
        "convention",
        "Ville et services de l'État",
        "04/07/2019",
        "commune",
        "public",
        "09/01/2023",
        "10/01/2023",
        "A",
    ),
    (
        "Contrat de ville, volet cadre de vie et prévention",
        "contrat",
        "Intercommunalité",
        "25/06/2015",
        "quartiers prioritaires",
        "public",
        "09/01/2023",
        "13/01/2023",
        "A",
    ),
    (
        "Relevés de décisions du conseil local, 2018-2022",
        "compte rendu",
        "Coordination du CLSPD",
        "15/12/2022",
        "commune",
        "interne",
        "09/01/2023",
        "20/01/2023",
        "B",
    ),
    (
        "Tableau de bord de la stratégie, éditions annuelles",
        "tableau de bord",
        "Coordination du CLSPD",
        "31/01/2023",
        "commune",
        "interne",
        "09/01/2023",
        "03/02/2023",
        "B",
    ),
    (
        "Bilan de l'action de prévention des cambriolages",
        "bilan d'action",
        "Police municipale",
        "17/01/2023",
        "secteurs suivis",
        "interne",
        "16/01/2023",
        "30/01/2023",
        "B",
    ),
    (
        "Bilan de la remise en état du parc social",
        "bilan d'action",
        "Bailleurs sociaux",
        "24/01/2023",
        "parc social",
        "interne",
        "16/01/2023",
        "14/02/2023",
        "B",
    ),
    (
        "Rapport annuel de la police municipale 2022",
        "rapport d'activité",
        "Police municipale",
        "28/02/2023",
        "commune",
        "interne",
        "16/01/2023",
        "06/03/2023",
        "B",
    ),
    (
        "Rapport d'activité de l'association d'aide aux victimes 2022",
        "rapport d'activité",
        "Association d'aide aux victimes",
        "20/03/2023",
        "arrondissement",
        "public",
        "16/01/2023",
        "27/03/2023",
        "B",
    ),
    (
        "Règlement intérieur du conseil local et charte d'échange d'informations",
        "règlement",
        "Coordination du CLSPD",
        "03/10/2019",
        "commune",
        "public",
        "09/01/2023",
        "10/01/2023",
        "A",
    ),
    (
        "Bilan de la médiation sociale en soirée 2019-2022",
        "bilan d'action",
        "Équipe de médiation sociale",
        "10/02/2023",
        "six sites",
        "interne",
        "16/01/2023",
        "20/02/2023",
        "C",
    ),
    (
        "Bilan de la prévention auprès des jeunes 2018-2022",
        "bilan d'action",
        "Direction jeunesse et sports",
        "06/02/2023",
        "commune",
        "interne",
        "16/01/2023",
        "16/02/2023",
        "B",
    ),
    (
        "Comptes administratifs, crédits de prévention 2018-2022",
        "document budgétaire",
        "Ville",
        "15/12/2022",
        "commune",
        "public",
        "09/01/2023",
        "26/01/2023",
        "A",
    ),
    (
        "Incidents du réseau de transport urbain, fichier agrégé 2018-2022",
        "fichier de données",
        "Exploitant du réseau de transport",
        "",
        "réseau urbain",
        "confidentiel",
        "16/01/2023",
        "",  # truth: asked for, never received
        "",
    ),
    (
        "Comptes rendus de trois marches exploratoires",
        "compte rendu",
        "Service politique de la ville",
        "18/11/2022",
        "trois quartiers",
        "public",
        "16/01/2023",
        "23/01/2023",
        "B",
    ),
    (
        "Enquête de satisfaction des locataires 2021",
        "enquête",
        "Bailleurs sociaux",
        "14/12/2021",
        "parc social",
        "interne",
        "16/01/2023",
        "14/02/2023",
        "C",
    ),
    (
        "Diagnostic local de sécurité 2017",
        "diagnostic",
        "Ville",
        "20/11/2017",
        "commune",
        "interne",
        "09/01/2023",
        "10/01/2023",
        "B",
    ),
    (
        "Plan départemental de prévention de la délinquance",
        "plan",
        "Services du préfet",
        "08/04/2021",
        "département",
        "public",
        "09/01/2023",
        "17/01/2023",
        "A",
    ),
)


# the operator's answer to the request for document D14
REFUSED = {14: "06/03/2023"}


def documents() -> pd.DataFrame:
    """One row per document; what was never received has no date, fingerprint or reliability."""
    rows = []
    for i, document in enumerate(DOCUMENTS, start=1):
        title, kind, producer, date, perimeter, secrecy, asked, received, reliability = document
        fingerprint = hashlib.sha256(f"{i} {title}".encode()).hexdigest()
        rows.append(
            {
                "document_id": f"D{i:02d}",
                "title": title,
                "type": kind,
                "producer": producer,
                "date": day(date) if date else None,
                "perimeter": perimeter,
                "confidentiality": secrecy,
                "requested_on": day(asked),
                "received_on": day(received) if received else None,
                "sha256": fingerprint if received else "",
                "reliability": reliability,
                "refused_on": day(REFUSED[i]) if i in REFUSED else None,
            }
        )
    return pd.DataFrame(rows, dtype=object)
