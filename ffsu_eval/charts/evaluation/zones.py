"""EVA03: relative effect in the zones of each action, on a logarithmic scale, line at no effect."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ffsu_eval.charts.evaluation.labels import category_name
from ffsu_eval.charts.marks import Key, dot, dot_key, interval_mark
from ffsu_eval.charts.recorded.ratios import CHANGE, established, ratio_scale
from ffsu_eval.charts.rows import Row, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, MARK, housed
from ffsu_eval.charts.words import (
    alternative,
    label_of,
    missing_sign,
    no_rows,
    records,
    table,
    without_value,
)
from ffsu_eval.french import is_missing, join_fr, number, signed
from ffsu_eval.indicators.frames import need, need_unique
from ffsu_eval.indicators.zones import EFFECTS, UNDETECTED

Names = Mapping[str, str]
WORDS = replace(
    CHANGE,
    axis="Écart d'évolution avec les zones témoins (échelle logarithmique)",
    line="même évolution",
    column="Écart d'évolution avec le témoin",
)
TICK: dict[str, Any] = {
    "marker": "|",
    "markersize": 9.0,
    "markeredgewidth": 1.6,
    "linestyle": "none",
}


@housed
def zone_forest(effects: pd.DataFrame, names: Names, categories: Names) -> Figure:
    """Ratio and interval of each category, under the name of what is compared; all of them last.

    ``effects``: EVA03; ``names``: comparison → label. Filled: detected. A small bar marks the smallest
    reduction that the counts could show: a point between it and the line may be an effect or chance.
    ValueError: missing column, no row, a category twice, a comparison without name.
    """
    ordered = _ordered(effects, names)
    known = ordered[ordered["value"].notna()]
    shown = []
    several = ordered["comparison_id"].nunique() > 1
    for identifier, own in ordered.groupby("comparison_id", sort=False):
        alone = len(own) == 1
        if not alone:
            shown.append(Row(capital(names[str(identifier)]), heading=True))
        for row in records(own):
            label = category_name(row.category, categories)
            if alone and several:
                label = f"{names[str(identifier)]} : {label}"
            shown.append(_row(row, capital(label)))
    keys = []
    if any(established(row) for row in records(known)):
        keys.append(dot_key("évolution relative détectée", ACCENT))
    if any(not established(row) for row in records(known)):
        keys.append(dot_key("non détectable", MARK, filled=False))
    if len(known):
        keys.append(Key(Line2D([], [], color=COMPARATOR, **TICK), "plus petite baisse détectable"))
    return rows_figure(shown, ratio_scale(known, WORDS), _draw, keys)


def _row(row: Any, label: str) -> Row:
    if is_missing(row.value):
        return Row(label, missing_sign(row.caveat), None, capital(str(row.caveat)))
    text = f"{WORDS.value(row.value)} {WORDS.bounds(row.ci_low, row.ci_high)}"
    counted = f"{_way(row.t_before, row.t_after)} faits ; témoin {_way(row.c_before, row.c_after)}"
    return Row(label, text, row, counted)


def _way(before: Any, after: Any) -> str:
    return f"{number(before)} → {number(after)}"


def _ordered(effects: pd.DataFrame, names: Names) -> pd.DataFrame:
    need(effects, "effects", EFFECTS)
    no_rows("effects", len(effects))
    need_unique(effects, "effects", ("comparison_id", "category"))
    for identifier in effects["comparison_id"].unique():
        label_of(names, identifier)
    return effects.reset_index(drop=True)


def _draw(axes: Axes, row: Any, y: float) -> None:
    filled = established(row)
    style = dot(ACCENT if filled else MARK, filled)
    low, high = axes.get_xlim()
    if low <= float(row.detectable) <= high:
        axes.plot(float(row.detectable), y, color=COMPARATOR, zorder=2, **TICK)
    interval_mark(axes, y, float(row.value), (float(row.ci_low), float(row.ci_high)), style)


def zone_forest_alt(effects: pd.DataFrame, names: Names, categories: Names) -> str:
    """Alternative text of ``zone_forest``: what is detected, what is not detectable."""
    ordered = _ordered(effects, names)
    known = ordered[ordered["value"].notna()]
    seen, unseen = (
        [
            f"{names[row.comparison_id]}, {category_name(row.category, categories)} "
            f"({WORDS.value(row.value)})"
            for row in records(known)
            if (row.direction == UNDETECTED) == hidden
        ]
        for hidden in (False, True)
    )
    hidden = [
        f"{names[row.comparison_id]}, {category_name(row.category, categories)}"
        for row in records(ordered[ordered["value"].isna()])
    ]
    return alternative(
        "Graphique en points avec intervalles à 95 % : écart d'évolution entre zones d'action et zones "
        "témoins.",
        f"Détecté : {join_fr(seen)}." if seen else "Aucun écart n'est détecté.",
        f"Non détectable : {join_fr(unseen)}." if unseen else "",
        without_value(hidden, "Sans valeur calculable"),
    )


def zone_forest_data(effects: pd.DataFrame, names: Names, categories: Names) -> pd.DataFrame:
    """Table behind ``zone_forest``."""
    lines = []
    for row in records(_ordered(effects, names)):
        sign = missing_sign(row.caveat) if is_missing(row.value) else ""
        lines.append(
            {
                "Comparaison": capital(names[row.comparison_id]),
                "Catégorie": capital(category_name(row.category, categories)),
                "Zone d'action": sign or _way(row.t_before, row.t_after),
                "Témoin": sign or _way(row.c_before, row.c_after),
                WORDS.column: sign or WORDS.value(row.value),
                "Intervalle à 95 %": sign or WORDS.bounds(row.ci_low, row.ci_high),
                "Plus petite baisse détectable": sign
                or signed(100 * (float(row.detectable) - 1), unit="%"),
                "Lecture": str(row.direction),
                "Réserve": str(row.caveat) or "aucune",
            }
        )
    return table(pd.DataFrame(lines))
