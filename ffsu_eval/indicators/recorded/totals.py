"""Whole of several communes, and rest of a département: counts of one indicator, added or taken away."""

from collections.abc import Sequence

import pandas as pd

from ffsu_eval.geography import city_of
from ffsu_eval.indicators.frames import need, need_unique

ADDED = ("count", "population", "dwellings", "denominator")
COMMON = ("unit_of_count", "denominator_type", "release")
KEY = ["indicator_id", "year"]
NEEDED = (
    "territory_id", *KEY, "unit_of_count", "count", "diffusion", "population", "population_year",
    "dwellings", "dwellings_year", "denominator_type", "denominator", "denominator_year", "release",
    "geo_vintage",
)  # fmt: skip


def territory_total(
    crime: pd.DataFrame, communes: Sequence[str], territory_id: str
) -> pd.DataFrame:
    """Recorded crime of several communes as one territory: a frame of recorded crime, one row per
    indicator and year, with ``n_published`` and ``n_communes``.

    The count is given only when every commune is published; otherwise it is missing, ``diffusion``
    is "partiel" (some communes are published) or "ndiff" (none), so that what is not published is
    neither taken for zero nor found again by subtraction. Denominators are added, missing when one
    of them is. A commune absent from the frame is not published. ``rate_per_1000`` is missing: the
    producer publishes no rate of this territory. ValueError: missing column, cell or commune given
    twice, an arrondissement beside its city (the facts would count twice), two units of count or two
    releases for one indicator.
    Source: SSMSI, notes of the communal base: counts add within one unit of count only.
    """
    need(crime, "crime", NEEDED)
    if len(set(communes)) != len(communes):
        raise ValueError("communes: one commune twice")
    doubled = sorted(code for code in communes if city_of(code) in communes)
    if doubled:
        raise ValueError(f"communes: arrondissements beside their city: {', '.join(doubled)}")
    own = crime[crime["territory_id"].isin(list(communes))]
    need_unique(own, "crime", ["territory_id", *KEY])
    _need_alike(own)
    groups = own.groupby(KEY, sort=True)
    published = groups["count"].count()
    complete = published == len(communes)
    total = groups[list(COMMON)].first()
    for name in ADDED:
        given = groups[name].count() == len(communes)
        total[name] = groups[name].sum().where(given)
    total["diffusion"] = published.map(lambda n: "partiel" if n else "ndiff").mask(complete, "diff")
    for name in ("population_year", "dwellings_year", "denominator_year", "geo_vintage"):
        # the oldest census is the one that the total rests on
        total[name] = groups[name].min()
    total["n_published"], total["n_communes"] = published, len(communes)
    return _shaped(total.reset_index(), territory_id, own)


def rest_of(whole: pd.DataFrame, part: pd.DataFrame, territory_id: str) -> pd.DataFrame:
    """A territory without one of its parts (a département without the commune that is compared).

    ``whole``, ``part``: frames of recorded crime of one territory each. One row per indicator and
    year that ``whole`` has; the count is missing, and « ndiff », unless both are published.
    ValueError: missing column, several territories, two releases, a part larger than the whole.
    """
    for name, frame in (("whole", whole), ("part", part)):
        need(frame, name, NEEDED)
        if frame["territory_id"].nunique() > 1:
            raise ValueError(f"{name}: expected one territory")
        need_unique(frame, name, KEY)
    _need_alike(pd.concat([whole, part]))
    found = whole[KEY].merge(part[[*KEY, *ADDED]], on=KEY, how="left")
    rest = whole.reset_index(drop=True).copy()
    for name in ADDED:
        rest[name] = rest[name] - found[name]
        if (rest[name] < 0).any():
            raise ValueError(f"part: {name} above that of the whole")
    rest["diffusion"] = rest["count"].notna().map({True: "diff", False: "ndiff"})
    return _shaped(rest, territory_id, whole)


def _need_alike(crime: pd.DataFrame) -> None:
    """Refuse two releases, or two units of count for one indicator."""
    if crime["release"].nunique() > 1:
        raise ValueError("crime: two releases, which do not follow one another")
    if (crime.groupby("indicator_id")["unit_of_count"].nunique() > 1).any():
        raise ValueError("crime: two units of count for one indicator")


def _shaped(frame: pd.DataFrame, territory_id: str, like: pd.DataFrame) -> pd.DataFrame:
    """Columns and types of recorded crime, ``frame`` keeping its own others."""
    unpublished = pd.Series(pd.NA, frame.index, dtype="Float64")
    shaped = frame.assign(territory_id=territory_id, rate_per_1000=unpublished)
    types = {name: str(like[name].dtype) for name in like if name in shaped}
    others = [name for name in shaped if name not in types]
    return shaped[[*types, *others]].astype(types | dict.fromkeys(others, "Int64"))
