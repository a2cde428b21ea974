"""What a commune is like, apart from its recorded crime: the table that comparators are chosen from.

Nothing here knows what is recorded where: a column that is no characteristic is refused.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ffsu_eval.geography import is_arrondissement
from ffsu_eval.indicators.frames import FloatArray, floats, need, need_unique

SIZES = ("population", "dwellings")
# columns of the optional table (data/external/insee/caracteristiques_communes.csv)
FILTERS = {
    "density_level": "même niveau de la grille communale de densité (Insee)",
    "police_zone": "même zone de compétence, police ou gendarmerie",
}
VARIABLES = {
    "log_population": "population (logarithme)",
    "dwellings_per_inhabitant": "logements par habitant",
    "epci_share": "poids dans la population de l'intercommunalité",
    "social_housing_share": "part des logements sociaux",
    "poverty_rate": "taux de pauvreté",
    "share_15_24": "part des 15-24 ans",
    "tourism_beds_per_inhabitant": "lits touristiques par habitant",
    "jobs_per_resident": "emplois par habitant",
    "has_qpv": "présence d'un quartier prioritaire (QPV)",
}
DERIVED = ("log_population", "dwellings_per_inhabitant")
DECIMALS = 9  # what a division leaves beyond is no difference between two communes
COLUMNS = (*SIZES, *FILTERS, *(name for name in VARIABLES if name not in DERIVED))

SAME_AREA = "même ensemble (agglomération parisienne, outre-mer ou reste de la France)"
# Paris and the petite couronne have one police: décret n° 2009-898 du 24 juillet 2009
PREFECTURE_DE_POLICE = ("75", "92", "93", "94")
PARIS_AREA = "agglomération parisienne"
OVERSEAS = ("97", "98")


def area_of(code: str) -> str:
    """Part of France where communes are compared with each other only (convention).

    « agglomération parisienne » (the préfecture de police's), « outre-mer », « reste de la France ».
    """
    if code.startswith(PREFECTURE_DE_POLICE):
        return PARIS_AREA
    return "outre-mer" if code.startswith(OVERSEAS) else "reste de la France"


def characteristics(
    sizes: pd.DataFrame,
    communes: pd.DataFrame | None = None,
    optional: pd.DataFrame | None = None,
    qpv: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Table of characteristics, indexed by commune_code, one row per commune of ``sizes``.

    ``sizes``: commune_code, population, dwellings of the year of the rule, from the base;
    ``communes``: frame of ffsu_eval.geography, which gives ``epci_share``; ``optional``: frame of
    the optional table; ``qpv``: qpv_id, commune_code. What is not given is no column. ValueError
    for missing columns or a commune given twice.
    """
    need(sizes, "sizes", ("commune_code", *SIZES))
    need_unique(sizes, "sizes", ("commune_code",))
    frame = sizes.set_index("commune_code")[list(SIZES)].astype("Float64").sort_index()
    if communes is not None:
        frame["epci_share"] = _epci_share(frame["population"], communes)
    if optional is not None:
        need_unique(optional, "optional", ("commune_code",))
        frame = frame.join(optional.set_index("commune_code"))
    if qpv is not None:
        frame["has_qpv"] = _has_qpv(frame.index, qpv["commune_code"], communes)
    return frame


def variables(table: pd.DataFrame) -> pd.DataFrame:
    """The numbers that make the distance, float64, NaN where one is missing; columns of VARIABLES."""
    population = _positive(table["population"])
    derived = {"log_population": np.log(population)}
    if "dwellings" in table:
        derived["dwellings_per_inhabitant"] = floats(table["dwellings"]) / population
    given = {name: floats(table[name]) for name in VARIABLES if name in table}
    numbers = pd.DataFrame(derived | given, index=table.index).round(DECIMALS)
    return numbers[[name for name in VARIABLES if name in numbers]]


def _positive(values: pd.Series) -> FloatArray:
    numbers = floats(values)
    return np.where(numbers > 0, numbers, np.nan)


def _epci_share(population: pd.Series, communes: pd.DataFrame) -> pd.Series:
    """Share of a commune in its intercommunality: near 1 for a town, near 0 for a suburb.

    Missing in Paris and the petite couronne, one agglomeration that the EPT cut into pieces.
    """
    place = communes.set_index("commune_code")
    counted = [code for code in place.index if not is_arrondissement(code)]
    current = place.loc[counted].loc[lambda each: each["current_code"].isna()]
    totals = current.groupby("epci_code")["population"].sum(min_count=1)
    epci = place["epci_code"].reindex(population.index)
    whole = epci.map(totals).astype("Float64")
    apart = pd.Series([area_of(code) for code in population.index], population.index)
    share = population / whole.where(whole > 0)
    return share.mask(apart == PARIS_AREA)


def _has_qpv(
    index: pd.Index, with_qpv: Collection[str], communes: pd.DataFrame | None
) -> pd.Series:
    """True where a priority neighbourhood lies; a commune that the base no longer has is followed."""
    current: dict[str, str] = {}
    if communes is not None:
        merged = communes[communes["current_code"].notna()]
        current = dict(zip(merged["commune_code"], merged["current_code"], strict=True))
    held = set(index)
    places = {code if code in held else current.get(code, code) for code in with_qpv}
    return pd.Series(index.isin(places), index, dtype="boolean")
