"""Of the national bases, the territories that a mission needs: its own, and those it is compared with.

The communes of comparison are chosen here, before any indicator is computed, from characteristics
that hold no recorded crime.
"""

from dataclasses import dataclass

import pandas as pd

from ffsu_eval.characteristics import characteristics
from ffsu_eval.comparators import GROUP_TYPES, Comparison, compare
from ffsu_eval.gate.datasets.communes import CHARACTERISTICS, COMMUNES, QPV, QPV_NAME
from ffsu_eval.gate.national import National
from ffsu_eval.gate.public import PublicData
from ffsu_eval.gate.request import Request
from ffsu_eval.geography import Resolution, departements_of, resolve
from ffsu_eval.project import shown_path
from ffsu_eval.sources.communes import SHOWN_AS, official_files, read_official
from ffsu_eval.sources.contours import contours_frame, read_contours
from ffsu_eval.sources.raw import RawTable

GEOGRAPHY = (COMMUNES, CHARACTERISTICS, QPV)
TERRITORY = "territoire"


@dataclass(frozen=True)
class Selection:
    """Typed frames of recorded crime and geography of one mission; ``notices``: what to know.

    ``comparison_groups`` also holds the territory itself (group « territoire »): for each of its
    communes, the communes of the base that stand for it.
    """

    frames: dict[str, pd.DataFrame]
    notices: list[str]


def read_geography(request: Request, public: PublicData) -> dict[str, RawTable]:
    """Raw geographic tables of the same origin as the bases; those that are not there are left out."""
    tables = {}
    official = official_files(public.folder) if public.official else []
    if official:
        tables[COMMUNES.name] = read_official(official, SHOWN_AS)
    for dataset in GEOGRAPHY:
        path = public.folder / dataset.file
        if dataset.name not in tables and path.is_file():
            tables[dataset.name] = dataset.reader(path, shown_path(path, request.root))
    return tables


def select(request: Request, public: PublicData, geography: dict[str, pd.DataFrame]) -> Selection:
    """Rows of the territory, of the communes of comparison and of the département.

    ``geography``: typed frames of GEOGRAPHY, those that are there. GateRefusal for a commune that
    the base does not have, has no longer, or holds twice.
    """
    communes = geography.get(COMMUNES.name)
    base = public.commune
    resolution = resolve(request.communes, base.territories(), communes)
    sizes = _sizes(base, request.rule.year, communes)
    described = characteristics(
        sizes, communes, geography.get(CHARACTERISTICS.name), geography.get(QPV_NAME)
    )
    compared = compare(resolution.all_codes, described, request.rule, communes)
    groups = pd.concat([_territory(resolution), compared.groups], ignore_index=True)
    codes = sorted(set(groups["commune_code"]))
    places = _places(communes, codes)
    frames = {
        "recorded_crime": base.rows(codes),
        "recorded_crime_departement": _departements(public, places, resolution),
        "comparison_groups": groups.astype(GROUP_TYPES),
        "comparison_criteria": compared.criteria,
        "comparison_pools": compared.pools,
        "communes": places,
        "contours": _contours(public, compared, resolution, communes),
    }
    return Selection(frames, [*resolution.notices, *_shortages(compared)])


def _sizes(base: National, year: int, communes: pd.DataFrame | None) -> pd.DataFrame:
    """Population and dwellings of the communes; a base without denominators takes those of today."""
    sizes = base.sizes(year).rename(columns={"territory_id": "commune_code"})
    if communes is None or sizes["population"].notna().any():
        return sizes
    held = communes[communes["commune_code"].isin(base.territories())]
    unknown = pd.Series(pd.NA, index=held.index, dtype="Float64")
    return held[["commune_code", "population"]].assign(dwellings=unknown)


def _territory(resolution: Resolution) -> pd.DataFrame:
    rows = [
        [TERRITORY, commune, code, rank, None]
        for commune, codes in resolution.codes.items()
        for rank, code in enumerate(codes, 1)
    ]
    return pd.DataFrame(rows, columns=list(GROUP_TYPES))


def _places(communes: pd.DataFrame | None, codes: list[str]) -> pd.DataFrame:
    """Name and place of each commune of the report; unknown ones keep their code alone."""
    known = pd.DataFrame({"commune_code": codes}, dtype="string")
    if communes is None:
        empty = pd.Series(pd.NA, index=known.index, dtype="string")
        names = ("label_fr", "departement", "departement_label", "epci_label")
        return known.assign(**dict.fromkeys(names, empty))
    columns = ["commune_code", "label_fr", "departement", "departement_label", "epci_label"]
    return known.merge(communes[columns], on="commune_code", how="left")


def _departements(public: PublicData, places: pd.DataFrame, resolution: Resolution) -> pd.DataFrame:
    """Rows of the territory's départements; none where the base or the département is unknown."""
    known = departements_of(places, resolution.all_codes)
    base: National = public.departement or public.commune
    return base.rows(known if public.departement else ())


def _contours(
    public: PublicData,
    compared: Comparison,
    resolution: Resolution,
    communes: pd.DataFrame | None,
) -> pd.DataFrame:
    """Contours of the territory and of its intercommunality, where they are at hand."""
    codes = [*resolution.codes, *compared.codes().get("epci", [])]
    return contours_frame(read_contours(public.folder, codes, communes) if public.official else {})


def _shortages(compared: Comparison) -> list[str]:
    """What the rule could not do as asked, by commune."""
    short = compared.pools[compared.pools["caveat"] != ""]
    return [
        f"commune {code} : {caveat}"
        for code, caveat in zip(short["for_commune"], short["caveat"], strict=True)
    ]
