"""Whole of several communes, rest of a département, one indicator at a time."""

from collections.abc import Sequence

import pandas as pd

from ffsu_eval.indicators.frames import need, need_unique, truths
from ffsu_eval.indicators.recorded.cities import need_apart
from ffsu_eval.indicators.recorded.rates import PARTLY, need_published

DENOMINATORS = ("population", "dwellings", "denominator")
ADDED = ("count", *DENOMINATORS)
YEARS = tuple(f"{name}_year" for name in DENOMINATORS)
COMMON = ("unit_of_count", "denominator_type", "release")
KEY = ["indicator_id", "year"]
NEEDED = ("territory_id", *KEY, *ADDED, *YEARS, *COMMON, "diffusion", "geo_vintage")
COVERAGE = ["n_published", "n_communes"]
# dwellings are estimates with decimals: what a subtraction leaves beyond is no dwelling
DECIMALS = 6


def territory_total(
    crime: pd.DataFrame, communes: Sequence[str], territory_id: str
) -> pd.DataFrame:
    """Recorded crime of several communes as one territory, ``territory_id``.

    ``crime``: frame of recorded crime, other communes allowed. Result: the columns that it has of
    the typed frame, one row per indicator and year that one of ``communes`` has, and Int64
    ``n_published``, ``n_communes``. The count is given only when every commune is published;
    otherwise it is missing and ``diffusion`` is "ndiff" (none is) or "partiel", so that what is not
    published is neither taken for zero nor found again from a total. A commune absent from the
    frame is not published. Denominators are added, missing when one of them is, with the oldest of
    their years; ``rate_per_1000`` is missing: the producer publishes no rate of this territory.
    ValueError: missing column, commune or cell given twice, count given without diffusion or the
    reverse, an arrondissement of Paris, Lyon or Marseille beside its city (its facts would count
    twice), two releases, two units of count or two denominators for one indicator.
    Source: SSMSI, notes of the communal base (units of count, diffusion, arrondissements).
    """
    need(crime, "crime", NEEDED)
    if len(set(communes)) != len(communes):
        raise ValueError("communes: one commune twice")
    need_apart(communes, "communes")
    own = crime[crime["territory_id"].isin(list(communes))]
    need_unique(own, "crime", ["territory_id", *KEY])
    need_published(own)
    _need_alike(own)
    groups = own.groupby(KEY, sort=True)
    total = groups[list(COMMON)].first()
    for name in ADDED:
        complete = groups[name].count() == len(communes)
        total[name] = groups[name].sum().where(complete)
    for name in (*YEARS, "geo_vintage"):
        total[name] = groups[name].min()
    published = groups["count"].count()
    total["diffusion"] = "diff"
    total.loc[published < len(communes), "diffusion"] = PARTLY
    total.loc[published == 0, "diffusion"] = "ndiff"
    total["n_published"], total["n_communes"] = published, len(communes)
    return _shaped(total.reset_index(), territory_id, own)


def rest_of(crime_whole: pd.DataFrame, crime_part: pd.DataFrame, territory_id: str) -> pd.DataFrame:
    """A territory without one of its parts: a département without the commune that is compared.

    ``crime_whole``, ``crime_part``: frames of recorded crime of one territory each. Result: frame
    of recorded crime, one row per indicator and year of the whole, none where nothing is left of
    its denominator; the count is missing, and "ndiff", unless both are published; a denominator is
    missing unless both have it, for the same year. ``rate_per_1000`` is missing, as in
    ``territory_total``. The whole must hold several communes besides the part: a rest of one
    commune would give back what the producer does not publish for it.
    ValueError: missing column, cell given twice, count given without diffusion or the reverse,
    several territories, two releases, two units of count or denominators for one indicator, a part
    larger than the whole.
    """
    for name, frame in (("crime_whole", crime_whole), ("crime_part", crime_part)):
        need(frame, name, NEEDED)
        need_unique(frame, name, KEY)
        need_published(frame)
        if frame["territory_id"].nunique() > 1:
            raise ValueError(f"{name}: several territories")
    columns = [*KEY, *COMMON]
    _need_alike(pd.concat([crime_whole[columns], crime_part[columns]]))
    rest = crime_whole.drop(columns=COVERAGE, errors="ignore").reset_index(drop=True)
    part = rest[KEY].merge(crime_part[[*KEY, *ADDED, *YEARS]], on=KEY, how="left")
    for name, year in zip(DENOMINATORS, YEARS, strict=True):
        same_year = truths(rest[year] == part[year])
        rest[name] = (rest[name] - part[name]).where(same_year).round(DECIMALS)
    rest["count"] = rest["count"] - part["count"]
    for name in ADDED:
        if truths(rest[name] < 0).any():
            raise ValueError(f"crime_part: {name} above that of the whole")
    rest["diffusion"] = rest["count"].notna().map({True: "diff", False: "ndiff"})
    left = rest[~truths(rest["denominator"] == 0)].reset_index(drop=True)
    return _shaped(left, territory_id, crime_whole)


def _need_alike(crime: pd.DataFrame) -> None:
    """Refuse what does not add up: two releases, units of count or denominators of an indicator."""
    if crime["release"].nunique() > 1:
        raise ValueError("crime: two releases, which do not chain")
    for name, words in (("unit_of_count", "units of count"), ("denominator_type", "denominators")):
        if (crime.groupby("indicator_id")[name].nunique() > 1).any():
            raise ValueError(f"crime: two {words} for one indicator")


def _shaped(frame: pd.DataFrame, territory_id: str, like: pd.DataFrame) -> pd.DataFrame:
    """Columns and types of ``like``, a frame of recorded crime, then the coverage of a total."""
    shaped = frame.assign(territory_id=territory_id, rate_per_1000=float("nan"))
    types = {name: "Float64" if name == "rate_per_1000" else like[name].dtype for name in like}
    types |= dict.fromkeys(COVERAGE, "Int64")
    columns = {name: kind for name, kind in types.items() if name in shaped}
    return shaped[list(columns)].astype(columns)
