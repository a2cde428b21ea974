"""A fictitious national base in the layout of the current release: 34,920 communes, 15 indicators,
10 years, 5,238,000 rows. Same seed, same rows, in a file that is kept while this module is the same.
"""

import gzip
import hashlib
from io import TextIOWrapper
from pathlib import Path

import numpy as np
import numpy.typing as npt

SEED = 20251
COMMUNES, FIRST, LAST = 34_920, 2016, 2025
YEARS = range(FIRST, LAST + 1)
LAST_POPULATION, LAST_DWELLINGS = 2023, 2022  # census results lag behind the facts
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
ROWS = COMMUNES * len(INDICATORS) * len(YEARS)
# Share of the communes below a number of inhabitants, rounded from the official populations (Insee).
SIZES = {
    0.0: 10, 0.05: 70, 0.25: 200, 0.5: 460, 0.75: 1_200, 0.9: 3_300, 0.95: 6_600, 0.99: 26_000,
    0.999: 116_000, 0.9999: 400_000, 1.0: 1_000_000,
}  # fmt: skip
# Without the départements of Paris, Lyon and Marseille: a code drawn by chance could be that of the
# city or of an arrondissement, which are never compared together.
DEPARTEMENTS = [
    *(f"{n:02d}" for n in range(1, 96) if n not in (13, 20, 69, 75)), "2A", "2B",
]  # fmt: skip
Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def ready(folder: Path) -> Path:
    """The base of this folder, written unless this very module has written it."""
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    file = folder / f"base-{LAST}-{version}.csv.gz"
    if not file.is_file():
        for old in folder.glob("base-*.csv.gz"):
            old.unlink()
        write(file)
    return file


def codes(count: int = COMMUNES) -> list[str]:
    """Codes of communes, spread over every département."""
    places = len(DEPARTEMENTS)
    return [f"{DEPARTEMENTS[n % places]}{1 + n // places:03d}" for n in range(count)]


def write(file: Path, communes: int = COMMUNES) -> int:
    """Write the base (CSV, gzip); gives its number of rows."""
    rng = np.random.default_rng(SEED)
    names = codes(communes)
    population, dwellings = _sizes(communes, rng)
    sizes = [
        [f"{p};{min(year, LAST_POPULATION)};{d};{min(year, LAST_DWELLINGS)}" for year, p, d in row]
        for row in (zip(YEARS, *rows, strict=True) for rows in zip(population, dwellings, strict=True))
    ]  # fmt: skip
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partiel")
    with (
        partial.open("wb") as raw,
        # neither date nor name in the header: same rows, same bytes
        gzip.GzipFile("", "wb", compresslevel=1, fileobj=raw, mtime=0) as packed,
        TextIOWrapper(packed, encoding="utf-8", newline="\n") as stream,
    ):
        stream.write(";".join(f'"{name}"' for name in HEADER) + "\n")
        for label, unit, rate in INDICATORS:
            base = dwellings if label == ON_DWELLINGS else population
            level = rate * np.exp(rng.normal(0, 0.4, communes))
            counts = rng.poisson(level[:, None] * base / 1000)
            stream.writelines(_lines(names, f'"{label}";"{unit}"', counts, base, sizes))
    partial.replace(file)
    return communes * len(INDICATORS) * len(YEARS)


def _sizes(communes: int, rng: np.random.Generator) -> tuple[Whole, Whole]:
    """Inhabitants and dwellings: one row a commune, one column a year."""
    place = (rng.permutation(communes) + 0.5) / communes
    start = np.exp(np.interp(place, list(SIZES), np.log(list(SIZES.values()))))
    growth = 1 + rng.normal(0.003, 0.01, communes)[:, None]
    share = rng.uniform(0.42, 0.9, communes)[:, None]
    years = np.array(YEARS)
    population = start[:, None] * growth ** (np.minimum(years, LAST_POPULATION) - FIRST)
    dwellings = share * start[:, None] * growth ** (np.minimum(years, LAST_DWELLINGS) - FIRST)
    return population.round().astype(int), np.maximum(1, dwellings.round()).astype(int)


def _lines(
    names: list[str], kind: str, counts: Whole, base: Whole, sizes: list[list[str]]
) -> list[str]:
    """Lines of one indicator."""
    published = _published(counts)
    complement = _complement(
        np.where(published, 0, counts), np.where(published, 0, base), published
    )
    rates = 1000 * counts / base
    lines = []
    for rank, name in enumerate(names):
        there = complement[rank % len(DEPARTEMENTS)]
        cells = zip(
            YEARS, counts[rank], rates[rank], published[rank], sizes[rank], there, strict=True
        )
        for year, count, rate, shown, known, mean in cells:
            if shown:
                value = f"{rate:.15g}".replace(".", ",")
                lines.append(f'"{name}";{year};{kind};{count};{value};"diff";{known};NA;NA\n')
            else:
                lines.append(f'"{name}";{year};{kind};NA;NA;"ndiff";{known};{mean}\n')
    return lines


def _published(counts: Whole) -> Flags:
    """Cells of three successive years with more than five facts, or without any, as the producer's."""
    return _in_a_run(counts > PUBLISHED_ABOVE) | _in_a_run(counts == 0)


def _in_a_run(cells: Flags) -> Flags:
    last = cells.shape[1] - IN_A_ROW + 1
    shifts = [slice(first, first + last) for first in range(IN_A_ROW)]
    runs = np.logical_and.reduce([cells[:, shift] for shift in shifts])
    found = np.zeros_like(cells)
    for shift in shifts:
        found[:, shift] |= runs
    return found


def _complement(counts: Whole, base: Whole, published: Flags) -> list[list[str]]:
    """Mean count and rate of the masked communes, by département and year, as the file has them."""
    places = len(DEPARTEMENTS)

    def by_departement(values: npt.NDArray[np.generic]) -> Numbers:
        return np.array([values[rank::places].sum(axis=0, dtype=float) for rank in range(places)])

    facts, sizes, masked = (by_departement(each) for each in (counts, base, ~published))
    means = np.stack([facts / np.maximum(masked, 1), 1000 * facts / np.maximum(sizes, 1)], axis=2)
    return [
        [";".join(f"{x:.15g}" for x in cell).replace(".", ",") for cell in row] for row in means
    ]
