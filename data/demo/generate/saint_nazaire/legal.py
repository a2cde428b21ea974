"""What was found of the law: one requirement not satisfied, one not documented."""

import pandas as pd

from data.demo.generate.writing import day

# requirement, status, comment
CHECKS = (
    ("CLSPD-EXISTE", "satisfait", "délibération de création"),
    ("COORDONNATEUR", "satisfait", "un agent désigné"),
    ("PLENIERE", "non_satisfait", "aucune séance plénière une année de la période"),
    ("PREFET-PROCUREUR", "satisfait", "présents ou représentés"),
    ("DEPARTEMENT", "satisfait", "représenté"),
    ("SOCIETE-CIVILE", "satisfait", "organismes désignés par le président"),
    ("CONSULTATION", "non_documente", "aucune trace au compte rendu"),
    ("REGLEMENT-GROUPES", "satisfait", "règlement intérieur de 2019"),
    ("CONVENTION-PM", "satisfait", "convention en vigueur"),
)


def legal_checks() -> pd.DataFrame:
    """One row per requirement that was looked at; « CONFIDENTIEL-HORS-PLENIERE » was not."""
    return pd.DataFrame(
        [
            {
                "requirement_id": requirement,
                "status": status,
                "date": day("12/05/2023"),
                "document_id": None,
                "comment_fr": comment,
            }
            for requirement, status, comment in CHECKS
        ]
    )
