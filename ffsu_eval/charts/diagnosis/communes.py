"""DLS04: ratios of the rates of the communes of one territory, in the order of the report."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, interval_mark
from ffsu_eval.charts.recorded.ratios import (
    GAP,
    Words,
    established,
    ratio_scale,
    reading,
    state_keys,
)
from ffsu_eval.charts.rows import Row, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, MARK, housed
from ffsu_eval.charts.words import (
    alternative,
    label_of,
    missing_sign,
    no_rows,
    records,
    table,
    without_value,
)
from ffsu_eval.french import is_missing, join_fr
from ffsu_eval.indicators.diagnosis.communes import ALIKE, COMMUNES, OTHERS
from ffsu_eval.indicators.frames import need, need_unique

Names = Mapping[str, str]


def _words(ratios: pd.DataFrame, places: Names) -> Words:
    """Words of the ratio: whose rate over whose."""
    pairs = ratios[["territory_id", "other_id"]].drop_duplicates()
    if len(pairs) == 1:
        first, second = (label_of(_names(places), key) for key in pairs.iloc[0])
        axis = f"Taux : {first} sur {second}"
    else:
        axis = "Taux de la commune sur celui des autres communes"
    return replace(GAP, axis=f"{axis} (échelle logarithmique)", column="Rapport des taux")


def _names(places: Names) -> dict[str, str]:
    return {**places, OTHERS: OTHERS}


@housed
def communes_forest(ratios: pd.DataFrame, labels: Names, places: Names) -> Figure:
    """Ratio and interval of each indicator, in the order of ``labels``; line at equality.

    ``ratios``: DLS04; ``places``: commune → name. Several communes: one block each, in the order of the
    territory. No ranking: neither indicators nor communes are sorted by value. ValueError: missing
    column, no row, an indicator twice for a commune, an identifier without label.
    """
    ordered = _ordered(ratios, labels, places)
    known = ordered[ordered["value"].notna()]
    words = _words(ratios, places)
    shown = []
    several = ordered["territory_id"].nunique() > 1
    for place in dict.fromkeys(ordered["territory_id"]):
        if several:
            shown.append(Row(label_of(places, place), heading=True))
        for row in records(ordered[ordered["territory_id"] == place]):
            if is_missing(row.value):
                shown.append(Row(capital(row.label), missing_sign(row.caveat), None, row.caveat))
                continue
            text = f"{words.value(row.value)} {words.bounds(row.ci_low, row.ci_high)}"
            shown.append(Row(capital(row.label), text, row))
    return rows_figure(shown, ratio_scale(known, words), _draw, state_keys(known, words))


def _ordered(ratios: pd.DataFrame, labels: Names, places: Names) -> pd.DataFrame:
    need(ratios, "ratios", COMMUNES)
    no_rows("ratios", len(ratios))
    need_unique(ratios, "ratios", ("territory_id", "indicator_id"))
    for place in ratios["territory_id"].unique():
        label_of(places, place)
    rank = {name: position for position, name in enumerate(labels)}
    named = ratios.assign(
        label=[label_of(labels, key) for key in ratios["indicator_id"]],
        place=pd.factorize(ratios["territory_id"])[0],
        position=ratios["indicator_id"].map(rank),
    )
    return named.sort_values(["place", "position"], ignore_index=True)


def _draw(axes: Axes, row: Any, y: float) -> None:
    filled = established(row)
    style = dot(ACCENT if filled else MARK, filled)
    interval_mark(axes, y, float(row.value), (float(row.ci_low), float(row.ci_high)), style)


def communes_forest_alt(ratios: pd.DataFrame, labels: Names, places: Names) -> str:
    """Alternative text of ``communes_forest``: which gaps are established."""
    ordered = _ordered(ratios, labels, places)
    words = _words(ratios, places)
    known = ordered[ordered["value"].notna()]
    apart = [
        f"{places[row.territory_id]}, {row.label} ({words.value(row.value)})"
        for row in records(known)
        if row.direction != ALIKE
    ]
    hidden = list(dict.fromkeys(ordered.loc[ordered["value"].isna(), "label"]))
    return alternative(
        f"Graphique en points avec intervalles à 95 % : {words.axis}.",
        f"Écarts établis : {join_fr(apart)}." if apart else "Aucun écart établi.",
        without_value(hidden, "Sans valeur calculable"),
    )


def communes_forest_data(ratios: pd.DataFrame, labels: Names, places: Names) -> pd.DataFrame:
    """Table behind ``communes_forest``."""
    words = _words(ratios, places)
    several = ratios["territory_id"].nunique() > 1
    lines = []
    for row in records(_ordered(ratios, labels, places)):
        absent = is_missing(row.value)
        sign = missing_sign(row.caveat)
        line = {"Indicateur": capital(row.label)}
        line |= {"Commune": places[row.territory_id]} if several else {}
        line |= {
            words.column: sign if absent else words.value(row.value),
            "Intervalle à 95 %": sign if absent else words.bounds(row.ci_low, row.ci_high),
            "Lecture": str(row.caveat) if absent else reading(row),
        }
        lines.append(line)
    return table(pd.DataFrame(lines))
