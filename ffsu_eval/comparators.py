"""The choice of the communes of comparison, made before any figure of theirs is seen.

Filters first, then the nearest in Euclidean distance on standardised characteristics: a design that
does not look at outcomes (Rubin, 2008, « For objective causal inference, design trumps analysis »,
Annals of Applied Statistics 2). The filter by area, the weight in the intercommunality, the robust
scale and the equal weights are house conventions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ffsu_eval.characteristics import COLUMNS, FILTERS, SAME_AREA, VARIABLES, area_of, variables
from ffsu_eval.geography import city_of, is_arrondissement
from ffsu_eval.indicators.frames import joined, need, plural, result, truths

GROUPS = {
    "comparateurs": "communes comparables",
    "comparateurs_proches": "communes comparables les plus proches",
    "epci": "autres communes de l'intercommunalité",
    "departement": "communes comparables du département",
}
MAXIMUM_NEIGHBOURS = 40  # beyond, a reader no longer knows the communes of a group (convention)
NORMAL_IQR = 1.349  # interquartile range of the standard normal distribution
DECIMALS = 6  # of a distance: equal communes must tie on every machine
YES_NO = ["has_qpv"]
GROUP_TYPES = {
    "group_id": "string",
    "for_commune": "string",
    "commune_code": "string",
    "rank": "Int64",
    "distance": "Float64",
}
CRITERION_TYPES = {
    "kind": "string",
    "criterion": "string",
    "label_fr": "string",
    "given": "boolean",
    "n_communes": "Int64",
    "n_used": "Int64",
}
POOL_TYPES = {
    "for_commune": "string",
    "n_candidates": "Int64",
    "n_admitted": "Int64",
    "n_chosen": "Int64",
    "caveat": "string",
}


@dataclass(frozen=True)
class ComparisonRule:
    """Characteristics of ``year``, population within × or ÷ ``ratio``, the ``count`` nearest."""

    year: int
    ratio: float
    count: int


@dataclass(frozen=True)
class Comparison:
    """Communes of comparison of a territory.

    ``groups`` (comparison_groups): group_id (GROUPS), for_commune (commune of the territory),
    commune_code, rank (1: nearest), distance (in standard deviations; missing in « epci », where
    nothing is chosen and the rank is that of the code); ``criteria``: kind (« filtre »,
    « variable »), criterion, label_fr, given (in the data), n_communes of the territory, n_used (for
    how many of them it was used); ``pools``: for_commune, n_candidates, n_admitted, n_chosen, caveat.
    """

    groups: pd.DataFrame
    criteria: pd.DataFrame
    pools: pd.DataFrame

    def codes(self) -> dict[str, list[str]]:
        """Distinct codes of each group that has some, sorted: a territory's group is the union."""
        found = self.groups.groupby("group_id", sort=False)["commune_code"]
        return {str(group): sorted(set(codes)) for group, codes in found}


@dataclass(frozen=True)
class _Pool:
    """What the rule admits for one commune: code → distance, nearest first; ``used``: criteria."""

    distance: pd.Series
    used: tuple[str, ...]
    caveat: str = ""


def compare(
    own: Sequence[str],
    table: pd.DataFrame,
    rule: ComparisonRule,
    communes: pd.DataFrame | None = None,
) -> Comparison:
    """Choose the communes of comparison of the communes ``own``, each for itself.

    ``table``: frame of ffsu_eval.characteristics, indexed by commune_code; it may hold nothing but
    characteristics. ``communes``: frame of ffsu_eval.geography, for the groups « epci » and
    « departement ». The result does not depend on the order of the rows; ties go by code.

    Never candidates: the communes of the territory, arrondissements, a commune of another area
    (``area_of``). A criterion is used for a commune that has it, and a candidate without it is left
    out. Variables are standardised over the commune and those admitted: interquartile range / 1.349,
    which a few resorts do not stretch; the standard deviation where half or more are equal; 1 for a
    yes or no. ValueError for a column that is no characteristic, a commune given twice, or a rule whose
    count or ratio is under 1.
    """
    need(table, "table", ("population",))
    unknown = sorted(set(table.columns) - set(COLUMNS))
    if unknown:
        raise ValueError(f"table: not a characteristic: {', '.join(unknown)}")
    if table.index.has_duplicates:
        raise ValueError("table: several rows for one commune")
    if rule.count < 1 or not rule.ratio >= 1:
        raise ValueError("rule: count and ratio must be at least 1")
    table = table.sort_index()
    numbers = variables(table)
    left_out = {*own, *(city_of(code) for code in own)}
    free = [code for code in table.index if code not in left_out and not is_arrondissement(code)]
    pools = {code: _pool(code, table, numbers, free, rule) for code in dict.fromkeys(own)}
    near = {code: pool.distance for code, pool in pools.items()}
    groups = {
        "comparateurs": {code: each.head(rule.count) for code, each in near.items()},
        "comparateurs_proches": {c: each.head((rule.count + 1) // 2) for c, each in near.items()},
        **({} if communes is None else _neighbours(near, free, communes)),
    }
    return Comparison(
        result(list(_ranked(groups)), GROUP_TYPES),
        _criteria(table, numbers, list(pools.values())),
        result([_counted(c, pool, len(free), rule) for c, pool in pools.items()], POOL_TYPES),
    )


def _pool(
    code: str, table: pd.DataFrame, numbers: pd.DataFrame, free: Sequence[str], rule: ComparisonRule
) -> _Pool:
    """Communes of ``free`` that the filters admit for ``code``, at their distance."""
    if pd.isna(numbers["log_population"].get(code)):
        return _Pool(pd.Series(dtype="float64"), (), "population absente")
    here, target = table.loc[code], numbers.loc[code].dropna()
    filters = [name for name in FILTERS if name in table and pd.notna(here[name])]
    admitted = table.loc[list(free)]
    for name in filters:
        admitted = admitted[truths(admitted[name] == here[name])]
    codes = [other for other in admitted.index if area_of(other) == area_of(code)]
    pool = numbers.loc[codes, target.index].dropna()
    gap = (pool["log_population"] - target["log_population"]).abs()
    pool = pool[gap <= np.log(rule.ratio) + 10.0**-DECIMALS]
    scales = _scales(numbers.loc[[*pool.index, code], target.index])
    distance = np.sqrt((((pool - target) / scales) ** 2).sum(axis=1)).round(DECIMALS)
    # the rows come in the order of the codes, which a stable sort keeps among equals
    return _Pool(distance.sort_values(kind="stable"), ("area", *filters, *target.index))


def _scales(numbers: pd.DataFrame) -> pd.Series:
    """Unit of each variable: one standard deviation, robustly; 1 for one that does not vary."""
    scale = (numbers.quantile(0.75) - numbers.quantile(0.25)) / NORMAL_IQR
    scale = scale.where(scale > 0, numbers.std(ddof=0))
    return scale.where((scale > 0) & ~scale.index.isin(YES_NO), 1.0)


def _neighbours(
    near: Mapping[str, pd.Series], free: Sequence[str], communes: pd.DataFrame
) -> dict[str, dict[str, pd.Series]]:
    """Groups « epci » (all the others) and « departement » (those that the filters admit).

    The second is left out when the territory would have more than MAXIMUM_NEIGHBOURS in it.
    """
    place = communes.set_index("commune_code")
    epci, departement = place["epci_code"].to_dict(), place["departement"].to_dict()
    groups: dict[str, dict[str, pd.Series]] = {"epci": {}, "departement": {}}
    for code, distance in near.items():
        same = [each for each in free if code in epci and _equal(epci.get(each), epci[code])]
        groups["epci"][code] = pd.Series(np.nan, index=same)
        home = [c for c in distance.index if _equal(departement.get(c), departement.get(code))]
        groups["departement"][code] = distance[home]
    in_departement = {c for distance in groups["departement"].values() for c in distance.index}
    if len(in_departement) > MAXIMUM_NEIGHBOURS:
        del groups["departement"]
    return groups


def _equal(one: object, other: object) -> bool:
    """True for the same text; what is missing equals nothing."""
    return isinstance(one, str) and one == other


def _ranked(groups: Mapping[str, Mapping[str, pd.Series]]) -> Iterable[list[object]]:
    """Rows of comparison_groups."""
    for group, chosen in groups.items():
        for code, distance in chosen.items():
            for rank, (other, value) in enumerate(distance.items(), 1):
                yield [group, code, other, rank, value]


def _criteria(table: pd.DataFrame, numbers: pd.DataFrame, pools: Sequence[_Pool]) -> pd.DataFrame:
    given = {"area"}
    for frame in (table[[name for name in FILTERS if name in table]], numbers):
        given |= set(frame.columns[frame.notna().any()])
    rows = [
        [kind, name, label, name in given, len(pools), sum(name in pool.used for pool in pools)]
        for kind, labels in (("filtre", {"area": SAME_AREA} | FILTERS), ("variable", VARIABLES))
        for name, label in labels.items()
    ]
    return result(rows, CRITERION_TYPES)


def _counted(code: str, pool: _Pool, candidates: int, rule: ComparisonRule) -> list[object]:
    """Row of ``pools``; the caveat says when choosing was hardly a choice."""
    admitted = len(pool.distance)
    chosen = min(rule.count, admitted)
    few = ""
    if not admitted:
        few = "aucune commune comparable"
    elif chosen < rule.count:
        few = f"{plural(admitted, 'commune comparable', 'communes comparables')} seulement"
    elif chosen > admitted / 2:
        few = f"{chosen} communes retenues sur {admitted} comparables"
    return [code, candidates, admitted, chosen, joined(pool.caveat, few)]
