"""EVA03 in facts: weighted displacement differences in the zone, around it and in all."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.evaluation.labels import MEASURES, category_name
from ffsu_eval.charts.marks import dot, dot_key, interval_mark
from ffsu_eval.charts.rows import Row, Scale, rows_figure
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
from ffsu_eval.french import NOT_APPLICABLE, interval_from, is_missing, number, signed
from ffsu_eval.indicators.frames import need, need_unique
from ffsu_eval.indicators.zones import DISPLACEMENT

Names = Mapping[str, str]
AXIS = "Écart d'évolution avec le témoin, en nombre de faits, intervalle à 95 %"


@housed
def displacement_dots(frame: pd.DataFrame, names: Names, categories: Names) -> Figure:
    """Three rows for each comparison and category: in the zone, around it, in all; line at zero.

    ``frame``: weighted displacement differences; ``names``: comparison → label. Filled: the interval
    excludes zero. ValueError: missing column, no row, a measure twice, a comparison without name.
    """
    ordered = _ordered(frame, names)
    known = ordered[ordered["value"].notna()]
    shown = []
    for (identifier, category), own in ordered.groupby(["comparison_id", "category"], sort=False):
        heading = f"{capital(names[str(identifier)])} : {category_name(category, categories)}"
        shown.append(Row(heading, heading=True))
        shown += [_row(row) for row in records(own)]
    kinds = {_apart(row) for row in records(known)}
    keys = [dot_key("écart établi", ACCENT)] if True in kinds else []
    keys += [dot_key("écart non détectable", MARK, filled=False)] if False in kinds else []
    return rows_figure(shown, _scale(known), _draw, keys)


def _row(row: Any) -> Row:
    label = capital(MEASURES[str(row.measure)])
    if is_missing(row.value):
        return Row(label, missing_sign(row.caveat), None, capital(str(row.caveat)))
    bounds = interval_from(row.ci_low, row.ci_high, 0, 0, plus=True)
    return Row(label, f"{signed(row.value)} {bounds}", row)


def _ordered(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    need(frame, "frame", DISPLACEMENT)
    no_rows("frame", len(frame))
    need_unique(frame, "frame", ("comparison_id", "category", "measure"))
    for identifier in frame["comparison_id"].unique():
        label_of(names, identifier)
    return frame.reset_index(drop=True)


def _apart(row: Any) -> bool:
    return bool(row.ci_low > 0 or row.ci_high < 0)


def _scale(known: pd.DataFrame) -> Scale:
    ends = known[["ci_low", "ci_high"]].to_numpy(dtype=float)
    reach = 1.05 * max(float(abs(ends).max(initial=0)), 10.0)
    step = next(s for s in (5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 5_000) if reach / s <= 3)
    count = int(reach / step)
    ticks = [(float(step * k), signed(step * k)) for k in range(-count, count + 1)]
    return Scale(-reach, reach, ticks, AXIS, lines=((0.0, "même évolution"),))


def _draw(axes: Axes, row: Any, y: float) -> None:
    filled = _apart(row)
    style = dot(ACCENT if filled else MARK, filled)
    interval_mark(axes, y, float(row.value), (float(row.ci_low), float(row.ci_high)), style)


def displacement_dots_alt(frame: pd.DataFrame, names: Names, categories: Names) -> str:
    """Alternative text of ``displacement_dots``: every value, in the order of the rows."""
    ordered = _ordered(frame, names)
    known, hidden = (ordered[ordered["value"].notna() == has] for has in (True, False))
    said = [
        f"{_name(row, names, categories)} : {signed(row.value)}, {row.direction}"
        for row in records(known)
    ]
    return alternative(
        "Graphique en points avec intervalles à 95 % : écart d'évolution avec le témoin, en nombre de "
        "faits, dans la zone, autour et au total.",
        f"{capital(' ; '.join(said))}." if said else "",
        without_value([_name(row, names, categories) for row in records(hidden)], "Sans valeur"),
    )


def _name(row: Any, names: Names, categories: Names) -> str:
    category = category_name(row.category, categories)
    return f"{names[row.comparison_id]}, {category}, {MEASURES[row.measure]}"


def displacement_dots_data(frame: pd.DataFrame, names: Names, categories: Names) -> pd.DataFrame:
    """Table behind ``displacement_dots``."""
    lines = []
    for row in records(_ordered(frame, names)):
        sign = missing_sign(row.caveat) if is_missing(row.value) else ""
        quotient = NOT_APPLICABLE if is_missing(row.quotient) else number(row.quotient, 2)
        lines.append(
            {
                "Comparaison": capital(names[row.comparison_id]),
                "Catégorie": capital(category_name(row.category, categories)),
                "Où": capital(MEASURES[row.measure]),
                "Écart (faits)": sign or signed(row.value),
                "Intervalle à 95 %": sign
                or interval_from(row.ci_low, row.ci_high, 0, 0, plus=True),
                "Quotient de déplacement": quotient,
                "Lecture": str(row.direction),
                "Réserve": str(row.caveat) or "aucune",
            }
        )
    return table(pd.DataFrame(lines))
