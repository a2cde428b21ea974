"""A fictitious national base in the layout of the current release: 34,920 communes, 15 indicators,
10 years, 5,238,000 rows. Same seed, same bytes."""

import gzip
from pathlib import Path

import numpy as np

SEED = 20251
COMMUNES, FIRST, LAST = 34_920, 2016, 2025
LAST_POPULATION, LAST_DWELLINGS = 2023, 2022
PUBLISHED_ABOVE, IN_A_ROW = 5, 3
HEADER = (
    "CODGEO_2025", "annee", "indicateur", "unite_de_compte", "nombre", "taux_pour_mille",
    "est_diffuse", "insee_pop", "insee_pop_millesime", "insee_log", "insee_log_millesime",
    "complement_info_nombre", "complement_info_taux",
)  # fmt: skip
# label, unit of count, rate per 1,000 around which communes are drawn
INDICATORS = (
    ("Violences physiques intrafamiliales", "Victime", 3.9),
    ("Violences physiques hors cadre familial", "Victime", 3.3),
    ("Violences sexuelles", "Victime", 1.8),
    ("Vols avec armes", "Infraction", 0.1),
    ("Vols violents sans arme", "Infraction", 0.5),
    ("Vols sans violence contre des personnes", "Victime entendue", 8.1),
    ("Cambriolages de logement", "Infraction", 5.7),
    ("Vols de véhicule", "Véhicule", 1.8),
    ("Vols dans les véhicules", "Véhicule", 3.1),
    ("Vols d'accessoires sur véhicules", "Véhicule", 1.1),
    ("Destructions et dégradations volontaires", "Infraction", 7.5),
    ("Usage de stupéfiants", "Mis en cause", 3.9),
    ("Usage de stupéfiants (AFD)", "Mis en cause", 2.2),
    ("Trafic de stupéfiants", "Mis en cause", 0.8),
    ("Escroqueries et fraudes aux moyens de paiement", "Victime", 6.0),
)
ON_DWELLINGS = "Cambriolages de logement"


def codes(count: int = COMMUNES) -> list[str]:
    """Codes of communes that do not exist, in départements 01 to 95."""
    per_departement = -(-COMMUNES // 95)
    return [f"{1 + n // per_departement:02d}{1 + n % per_departement:03d}" for n in range(count)]


def write(file: Path, communes: int = COMMUNES) -> int:
    """Write the base (CSV, gzip); gives its number of rows."""
    rng = np.random.default_rng(SEED)
    names = codes(communes)
    population = np.round(np.exp(rng.normal(6.3, 1.35, communes))).astype(int) + 20
    dwellings = np.round(population * rng.uniform(0.42, 0.9, communes)).astype(int)
    years = range(FIRST, LAST + 1)
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partiel")
    with gzip.open(partial, "wt", compresslevel=1, encoding="utf-8") as stream:
        stream.write(";".join(f'"{name}"' for name in HEADER) + "\n")
        for label, unit, rate in INDICATORS:
            base = dwellings if label == ON_DWELLINGS else population
            level = rate * np.exp(rng.normal(0, 0.4, communes))
            counts = rng.poisson((level * base / 1000)[:, None], (communes, len(years)))
            published = _published(counts)
            complement = f"{counts[~published].mean():.6g}".replace(".", ",")
            lines = []
            for rank, name in enumerate(names):
                sizes = f"{population[rank]};{{}};{dwellings[rank]};{{}}"
                for year, count in zip(years, counts[rank], strict=True):
                    known = sizes.format(min(year, LAST_POPULATION), min(year, LAST_DWELLINGS))
                    head = f'"{name}";{year};"{label}";"{unit}"'
                    if published[rank]:
                        value = f"{1000 * count / base[rank]:.15g}".replace(".", ",")
                        lines.append(f'{head};{count};{value};"diff";{known};NA;NA')
                    else:
                        lines.append(f'{head};NA;NA;"ndiff";{known};{complement};{complement}')
            stream.write("\n".join(lines) + "\n")
    partial.replace(file)
    return communes * len(INDICATORS) * len(years)


def _published(counts: np.ndarray) -> np.ndarray:
    """Communes with more than five facts in three successive years."""
    above = counts > PUBLISHED_ABOVE
    runs = [above[:, i : above.shape[1] - IN_A_ROW + 1 + i] for i in range(IN_A_ROW)]
    return np.logical_and.reduce(runs).any(axis=1)
