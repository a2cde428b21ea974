"""Recorded crime, in the layout of the communal base that SSMSI released in February 2023.

Saint-Nazaire (real code, invented counts) and twelve communes that do not exist (99001 to 99012).
"""

from pathlib import Path

import numpy as np
import pandas as pd

from data.demo.generate.chance import generator, wobble

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
CITY = "44184"
YEARS = range(2016, 2023)
LAST_POPULATION, LAST_DWELLINGS = 2020, 2019  # census results lag behind the facts
POPULATION = {2016: 71310, 2017: 71620, 2018: 71890, 2019: 72140, 2020: 72415}
DWELLINGS = {2016: 41870, 2017: 42240, 2018: 42610, 2019: 42980}
COMPARATORS = {
    "99001": 51240, "99002": 54870, "99003": 58310, "99004": 61950, "99005": 64420, "99006": 68730,
    "99007": 71180, "99008": 76640, "99009": 81090, "99010": 86450, "99011": 93720, "99012": 98360,
}  # fmt: skip
# Rest of the invented département 44: residents, dwellings, and how far below the common path of
# the comparators, which are towns, its rates are.
REST_POPULATION, REST_DWELLINGS, REST_LEVEL = 812_400, 441_300, 0.6

# Counts that Saint-Nazaire's series are drawn around, 2016 to 2022. Violence is written by parts.
EXPECTED = {
    "cambriolages": [558, 553, 556, 499, 423, 402, 384],  # truth: falls after 2018
    "degradations": [1478, 1494, 1487, 1503, 1442, 1490, 1496],  # truth: stable
    "coups_blessures_intrafamiliaux": [189, 199, 219, 243, 278, 308, 329],
    "coups_blessures_autres": [338, 327, 332, 342, 311, 331, 346],
    "violences_sexuelles": [68, 74, 82, 96, 102, 121, 134],
    "vols_avec_armes": [9, 8, 9, 8, 9, 24, 31],  # truth: published in 2021 and 2022 only
    "vols_violents": [178, 174, 120, 111, 104, 97, 90],  # truth: a step down in 2018
    "vols_sans_violence": [1318, 1285, 1252, 1207, 959, 1031, 1098],
    "vols_de_vehicules": [325, 349, 376, 405, 437, 471, 508],  # truth: about +7 % a year
    "vols_dans_vehicules": [547, 540, 543, 537, 524, 533, 540],  # truth: placebo, stable
    "vols_accessoires": [158, 172, 187, 204, 135, 145, 258],  # truth: rises but for 2020 and 2021
}
# Comparators: rate per 1,000 in 2018 and yearly change, the same path for all, levels apart.
COMPARATOR_PATH = {
    "cambriolages": (12.6, -0.012),
    "degradations": (18.9, -0.006),
    "coups_blessures_intrafamiliaux": (2.95, 0.085),
    "coups_blessures_autres": (4.8, 0.005),
    "violences_sexuelles": (1.17, 0.11),
    "vols_avec_armes": (0.31, -0.02),
    "vols_violents": (2.1, -0.07),
    "vols_sans_violence": (16.6, -0.035),
    "vols_de_vehicules": (5.4, 0.01),
    "vols_dans_vehicules": (7.46, 0.0),
    "vols_accessoires": (3.1, -0.01),
}
PLACEBO = "vols_dans_vehicules"
# How far comparators stand apart; less where a truth needs it: the placebo shows no gap, and
# thefts of vehicles are so alike elsewhere that Saint-Nazaire's stand out of the funnel.
SPREAD = {PLACEBO: 0.09, "vols_de_vehicules": 0.12}
USUAL_SPREAD = 0.28
# Dwellings per inhabitant: seaside and student towns have more.
DWELLINGS_PER_INHABITANT = {
    "99001": 0.58, "99002": 0.54, "99003": 0.61, "99004": 0.57, "99005": 0.52, "99006": 0.66,
    "99007": 0.59, "99008": 0.55, "99009": 0.63, "99010": 0.56, "99011": 0.60, "99012": 0.50,
}  # fmt: skip
SUM_OF = {"coups_blessures": ("coups_blessures_intrafamiliaux", "coups_blessures_autres")}
UNPUBLISHED = {CITY: {"vols_avec_armes": range(2016, 2021)}} | {
    "99001": {"vols_avec_armes": YEARS},
    "99002": {"vols_avec_armes": range(2018, 2023)},
    "99004": {"vols_avec_armes": range(2016, 2019)},
}
# Invented mean of the unpublished communes: a column that a reader must drop, never fill with.
COMPLEMENT = {"vols_avec_armes": "1,3333333333333333"}


def _denominators(commune: str) -> tuple[dict[int, int], dict[int, int]]:
    """Residents and dwellings by year of the facts, with the last known census year carried."""
    population: dict[int, int] = POPULATION
    dwellings: dict[int, int] = DWELLINGS
    if commune != CITY:
        size = COMPARATORS[commune]
        population = {y: round(size * (1 + 0.004 * (y - 2018))) for y in range(2016, 2021)}
        share = DWELLINGS_PER_INHABITANT[commune]
        dwellings = {y: round(share * size * (1 + 0.007 * (y - 2018))) for y in range(2016, 2020)}
    return (
        {year: population[min(year, LAST_POPULATION)] for year in YEARS},
        {year: dwellings[min(year, LAST_DWELLINGS)] for year in YEARS},
    )


def _levels(indicator: str, rng: np.random.Generator) -> dict[str, float]:
    """How far each comparator stands from their common path; balanced so that the mean is 1."""
    spread = SPREAD.get(indicator, USUAL_SPREAD)
    draws = {commune: 1 + spread * (2 * rng.random() - 1) for commune in COMPARATORS}
    mean = sum(draws[c] * COMPARATORS[c] for c in draws) / sum(COMPARATORS.values())
    return {commune: draw / mean for commune, draw in draws.items()}


def _counts(dwelling_based: set[str]) -> dict[tuple[str, str, int], int]:
    """Count by commune, indicator and year."""
    rng = generator("recorded_crime")
    counts: dict[tuple[str, str, int], int] = {}
    for indicator, path in EXPECTED.items():
        for year, expected in zip(YEARS, path, strict=True):
            counts[CITY, indicator, year] = wobble(expected, rng)
        rate, change = COMPARATOR_PATH[indicator]
        for commune, level in _levels(indicator, rng).items():
            population, dwellings = _denominators(commune)
            base = dwellings if indicator in dwelling_based else population
            for year in YEARS:
                mean = base[year] / 1000 * rate * level * (1 + change) ** (year - 2018)
                counts[commune, indicator, year] = wobble(mean, rng)
    for total, parts in SUM_OF.items():
        for commune in (CITY, *COMPARATORS):
            for year in YEARS:
                counts[commune, total, year] = sum(counts[commune, p, year] for p in parts)
    return counts


def _counts_of_the_rest(dwelling_based: set[str]) -> dict[tuple[str, int], int]:
    """Count by indicator and year in the département without Saint-Nazaire."""
    rng = generator("recorded_crime_departement")
    counts: dict[tuple[str, int], int] = {}
    for indicator, (rate, change) in COMPARATOR_PATH.items():
        base = REST_DWELLINGS if indicator in dwelling_based else REST_POPULATION
        for year in YEARS:
            mean = base / 1000 * rate * REST_LEVEL * (1 + change) ** (year - 2018)
            counts[indicator, year] = wobble(mean, rng)
    for total, parts in SUM_OF.items():
        for year in YEARS:
            counts[total, year] = sum(counts[part, year] for part in parts)
    return counts


def scientific(value: float) -> str:
    return f"{value:.14e}".replace(".", ",")


def indicators_of_the_release() -> tuple[pd.DataFrame, set[str]]:
    """Indicators of the release of 2023 with their label there and unit; those per dwelling."""
    labels = pd.read_csv(REFERENCE / "ssmsi_labels.csv", sep=";", dtype=str)
    indicators = pd.read_csv(REFERENCE / "ssmsi_indicators.csv", sep=";", dtype=str)
    known = labels[labels["indicator_id"].isin({*EXPECTED, *SUM_OF})].drop_duplicates(
        "indicator_id"
    )
    found = known.merge(indicators, on="indicator_id").sort_values("label_source")
    return found, set(found.loc[found["denominator_type"] == "dwellings", "indicator_id"])


def recorded_crime() -> pd.DataFrame:
    """The communal base: one row per commune, indicator and year, columns of the release."""
    reference, dwelling_based = indicators_of_the_release()
    counts = _counts(dwelling_based)
    rows = []
    for indicator in reference.to_dict("records"):
        key = indicator["indicator_id"]
        for commune in (CITY, *COMPARATORS):
            population, dwellings = _denominators(commune)
            base = dwellings if key in dwelling_based else population
            for year in YEARS:
                hidden = year in UNPUBLISHED.get(commune, {}).get(key, ())
                count = counts[commune, key, year]
                mean = COMPLEMENT[key] if hidden else ""
                rows.append(
                    {
                        "CODGEO_2022": commune,
                        "annee": year - 2000,
                        "classe": indicator["label_source"],
                        "unité.de.compte": indicator["unit_of_count"],
                        "valeur.publiée": "ndiff" if hidden else "diff",
                        "faits": "" if hidden else count,
                        "tauxpourmille": "" if hidden else scientific(1000 * count / base[year]),
                        "complementinfoval": mean,
                        "complementinfotaux": "0,0712345678901234" if hidden else "",
                        "POP": population[year],
                        "millPOP": min(year, LAST_POPULATION) - 2000,
                        "LOG": scientific(dwellings[year]),
                        "millLOG": min(year, LAST_DWELLINGS) - 2000,
                    }
                )
    return pd.DataFrame(rows)


def recorded_crime_departement() -> pd.DataFrame:
    """The départemental base: an invented département 44 around Saint-Nazaire."""
    reference, dwelling_based = indicators_of_the_release()
    own, rest = _counts(dwelling_based), _counts_of_the_rest(dwelling_based)
    own_population, own_dwellings = _denominators(CITY)
    rows = []
    for indicator in reference.to_dict("records"):
        key = indicator["indicator_id"]
        for year in YEARS:
            population = REST_POPULATION + own_population[year]
            dwellings = REST_DWELLINGS + own_dwellings[year]
            count = own[CITY, key, year] + rest[key, year]
            base = dwellings if key in dwelling_based else population
            rows.append(
                {
                    "classe": indicator["label_source"],
                    "annee": year - 2000,
                    "Code.département": "44",
                    "Code.région": "52",
                    "unité.de.compte": indicator["unit_of_count"],
                    "millPOP": min(year, LAST_POPULATION) - 2000,
                    "millLOG": min(year, LAST_DWELLINGS) - 2000,
                    "faits": count,
                    "POP": population,
                    "LOG": scientific(dwellings),
                    "tauxpourmille": scientific(1000 * count / base),
                }
            )
    return pd.DataFrame(rows)
