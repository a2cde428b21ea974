"""Tables of comparisons: gaps to other communes, by group, in a funnel; the communes compared."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts.words import label_of, missing_sign
from ffsu_eval.french import (
    NOT_APPLICABLE,
    NOT_ESTABLISHED,
    interval,
    is_missing,
    number,
    of_total,
)
from ffsu_eval.indicators.frames import need, need_unique
from ffsu_eval.rows import Row, capital, rows
from ffsu_eval.tables.recorded.cells import (
    established,
    marked,
    named_rows,
    ordered,
    probability,
    ratio_cell,
    text_table,
)

SAME, DEPENDS = "la même partout", "dépend du groupe"


def comparison_table(compared: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """One row per indicator: rate of the commune, pooled rate of the comparators, ratio."""
    lines = [
        {
            "Indicateur": capital(labels[row["indicator_id"]]),
            "Taux (‰)": number(row["rate"], 2),
            "Taux des communes comparées (‰)": number(row["pooled_rate"], 2),
            "Rapport": ratio_cell(row["value"], row["ci_low"], row["ci_high"]),
            "Position": _position(row),
            "Communes utilisées": of_total(row["n_published"], row["n_comparators"]),
        }
        for row in rows(ordered(compared, labels))
    ]
    return text_table(lines)


def _position(row: Row) -> str:
    if is_missing(row["value"]):
        return NOT_APPLICABLE
    return str(row["direction"]) if established(row, 1) else NOT_ESTABLISHED


def groups_table(
    compared: pd.DataFrame, labels: Mapping[str, str], groups: Mapping[str, str]
) -> pd.DataFrame:
    """One row per indicator, one column per group: ratio, interval, « ns » where not established.

    ``compared``: REC04 with ``group_id``, one commune and one year; ``groups``: group id → name, in
    the order of the columns. The last column says whether the reading depends on the group.
    ValueError: missing column, no row, a group or an indicator without name, a group twice.
    """
    columns = ("group_id", "value", "ci_low", "ci_high", "direction", "caveat")
    found = named_rows(compared, "compared", columns, labels)
    need_unique(compared, "compared", ("indicator_id", "group_id"))
    for group in compared["group_id"].unique():
        label_of(groups, group)
    cells = {(row["label"], row["group_id"]): row for row in found}
    lines = []
    for label in dict.fromkeys(row["label"] for row in found):
        own = [cells.get((label, group)) for group in groups]
        texts = zip(groups.values(), map(_group_cell, own), strict=True)
        lines.append({"Indicateur": label, **dict(texts), "Lecture": _reading(own)})
    return text_table(lines)


def _group_cell(row: Row | None) -> str:
    if row is None:
        return NOT_APPLICABLE
    if is_missing(row["value"]):
        return missing_sign(row["caveat"])
    return marked(ratio_cell(row["value"], row["ci_low"], row["ci_high"]), row, 1)


def _reading(own: list[Row | None]) -> str:
    """Whether all groups that give a ratio give the same reading."""
    known = [row for row in own if row is not None and not is_missing(row["value"])]
    if len(known) < 2:
        return NOT_APPLICABLE
    readings = {row["direction"] if established(row, 1) else NOT_ESTABLISHED for row in known}
    return SAME if len(readings) == 1 else DEPENDS


def funnel_table(
    funnels: pd.DataFrame, labels: Mapping[str, str], territory_id: str
) -> pd.DataFrame:
    """Position of one territory in the funnel of each indicator; no other commune is named.

    ``funnels``: REC05. ValueError: missing column, no row of the territory, an indicator without
    label.
    """
    need(funnels, "funnels", ("territory_id",))
    columns = (
        "value", "pooled_rate", "denominator", "low_95", "high_95", "dispersion", "n_areas",
        "q_value", "direction", "caveat",
    )  # fmt: skip
    own = funnels[funnels["territory_id"] == territory_id]
    lines = [
        {
            "Indicateur": row["label"],
            "Taux (‰)": _rate(row),
            "Taux de référence (‰)": _or_not(row["pooled_rate"], 2),
            "Limites à 95 % (‰)": _limits(row),
            "Position": str(row["direction"]),
            "Dispersion (φ)": _or_not(row["dispersion"], 1),
            "Valeur q": probability(row["q_value"]),
            "Communes": _or_not(row["n_areas"], 0),
        }
        for row in named_rows(own, "funnels", columns, labels)
    ]
    return text_table(lines)


def _rate(row: Row) -> str:
    return missing_sign(row["caveat"]) if is_missing(row["value"]) else number(row["value"], 2)


def _or_not(value: object, decimals: int) -> str:
    return NOT_APPLICABLE if is_missing(value) else number(value, decimals)


def _limits(row: Row) -> str:
    """Limits at 95 %, from counts to rates per 1,000."""
    if is_missing(row["low_95"]) or is_missing(row["denominator"]):
        return NOT_APPLICABLE
    base = 1000 / row["denominator"]
    return interval(row["low_95"] * base, row["high_95"] * base, 2)


def named_comparators_table(communes: pd.DataFrame) -> pd.DataFrame:
    """The communes compared, by name: code, population, rank of proximity when it was chosen by it.

    ``communes``: territory_id, label_fr, population and, optionally, rank (1: the nearest in its
    characteristics, never in its figures) and distance. ValueError: missing column, no row, a
    commune twice.
    """
    need(communes, "communes", ("territory_id", "label_fr", "population"))
    need_unique(communes, "communes", ("territory_id",))
    if communes.empty:
        raise ValueError("communes: no row")
    by = "rank" if "rank" in communes.columns else "label_fr"
    lines = [
        {
            **({"Proximité": _or_not(row["rank"], 0)} if by == "rank" else {}),
            "Commune": str(row["label_fr"]),
            "Code INSEE": str(row["territory_id"]),
            "Population": _or_not(row["population"], 0),
            **({"Distance": _or_not(row["distance"], 2)} if "distance" in row else {}),
        }
        for row in rows(communes.sort_values([by, "territory_id"], kind="stable"))
    ]
    return text_table(lines)
