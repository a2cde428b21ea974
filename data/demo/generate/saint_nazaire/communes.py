"""Names and intercommunalities of the demonstration's communes, all invented but Saint-Nazaire.

No invented name is that of a real commune, even without its suffix.
"""

import pandas as pd

from data.demo.generate.saint_nazaire.crime import CITY, COMPARATORS, POPULATION

NAMES = {
    CITY: "Saint-Nazaire", "99001": "Vauclaire-Fictive", "99002": "Montserein-Fictive",
    "99003": "Rochebelle-Fictive", "99004": "Grandport-Fictive", "99005": "Aubrelande-Fictive",
    "99006": "Sablonne-Fictive", "99007": "Clairmare-Fictive", "99008": "Fontclaire-Fictive",
    "99009": "Beaurivage-Fictive", "99010": "Longchant-Fictive", "99011": "Valdoré-Fictive",
    "99012": "Hautecombe-Fictive", "99090": "Petitport-Fictive",
}  # fmt: skip
MERGED_INTO = {"99090": "99004"}
DEPARTEMENT, ELSEWHERE = ("44", "Loire-Atlantique"), ("99", "Département fictif")
NEIGHBOURS = (CITY, "99004", "99006", "99008")
NEAR = ("999000001", "l'intercommunalité fictive des Deux-Rivages")
FAR = ("999000002", "l'intercommunalité fictive des Vallées")


def communes() -> pd.DataFrame:
    """The geographic table: one row per code, including the one that has joined another."""
    people = {**COMPARATORS, CITY: POPULATION[min(POPULATION)]}
    rows = []
    for code, name in NAMES.items():
        home = MERGED_INTO.get(code, code)
        rows.append(
            (
                code,
                name,
                *(DEPARTEMENT if home == CITY else ELSEWHERE),
                *(NEAR if home in NEIGHBOURS else FAR),
                people.get(code, ""),
                MERGED_INTO.get(code, ""),
            )
        )
    columns = ["commune_code", "label_fr", "departement", "departement_label", "epci_code"]
    return pd.DataFrame(rows, columns=[*columns, "epci_label", "population", "current_code"])
