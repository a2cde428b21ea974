"""F5: density of one source by neighbourhood, in alphabetical order: places, not a ranking."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.incidents.labels import UNITS
from ffsu_eval.charts.marks import dot, dot_key, interval_mark
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, housed
from ffsu_eval.charts.words import (
    alternative,
    label_of,
    missing_sign,
    no_rows,
    records,
    table,
    without_value,
)
from ffsu_eval.french import interval, is_missing, number
from ffsu_eval.indicators.frames import WHOLE, need
from ffsu_eval.indicators.incidents.base import FRAGILE
from ffsu_eval.indicators.incidents.density import DENSITY

WHOLE_FR = "Ensemble"


@housed
def density_dots(density: pd.DataFrame, places: Mapping[str, str]) -> Figure:
    """Density with its interval, one row per neighbourhood in alphabetical order, the whole last.

    ``density``: INC01 of one source and one year; ``places``: territory → name. A suppressed or not
    computed density has its sign and no mark. ValueError: missing column, no row, several sources or
    years, territory without name.
    """
    ordered = _ordered(density, places)
    rows = [
        Row(row.name_fr, _text(row), None if is_missing(row.value) else row)
        for row in records(ordered)
    ]
    keys = []
    if any(_fragile(row) for row in records(ordered)):
        keys = [dot_key("20 incidents ou plus", ACCENT), dot_key("6 à 19 incidents", ACCENT, False)]
    return rows_figure(rows, _scale(ordered), _draw, keys)


def _ordered(density: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    need(density, "density", DENSITY)
    no_rows("density", len(density))
    if len(density[["source_org_id", "year"]].drop_duplicates()) > 1:
        raise ValueError("density: several sources or years")
    known = {**places, WHOLE: WHOLE_FR}
    named = density.assign(
        name_fr=[label_of(known, key) for key in density["territory_id"]],
        last=density["territory_id"] == WHOLE,
    )
    return named.sort_values(["last", "name_fr"], ignore_index=True)


def _fragile(row: Any) -> bool:
    return not is_missing(row.value) and FRAGILE in str(row.caveat)


def _text(row: Any) -> str:
    if is_missing(row.value):
        return missing_sign(row.caveat)
    return f"{number(row.value, 1)} {interval(row.ci_low, row.ci_high, 1)}"


def _scale(ordered: pd.DataFrame) -> Scale:
    """From zero to the highest bound; a bound far beyond the others is cut, with an arrow."""
    highest = float(ordered["ci_high"].max()) if ordered["ci_high"].notna().any() else 1.0
    step = next(s for s in _steps() if highest / s <= 5)
    ticks = [step * rank for rank in range(int(highest / step) + 1)]
    decimals = 0 if step >= 1 else 1 if step >= 0.1 else 2
    unit = UNITS[str(ordered["exposure_unit"].iloc[0])]
    texts = [(tick, number(tick, decimals)) for tick in ticks]
    return Scale(
        0, max(highest, ticks[-1]) * 1.02, texts, f"Incidents pour {unit}, intervalle à 95 %"
    )


def _steps() -> list[float]:
    return [base * 10.0**power for power in range(-2, 7) for base in (1, 2, 5)]


def _draw(axes: Axes, row: Any, y: float) -> None:
    style = dot(COMPARATOR if row.last else ACCENT, not _fragile(row), "s" if row.last else "o")
    interval_mark(axes, y, float(row.value), (float(row.ci_low), float(row.ci_high)), style)


def density_dots_alt(density: pd.DataFrame, places: Mapping[str, str]) -> str:
    """Alternative text of ``density_dots``: every value, in the order of the rows."""
    ordered = _ordered(density, places)
    known = ordered[ordered["value"].notna()]
    unit = UNITS[str(ordered["exposure_unit"].iloc[0])]
    texts = [f"{row.name_fr} ({_text(row)})" for row in records(known)]
    return alternative(
        f"Points avec intervalles à 95 %, par ordre alphabétique : incidents pour {unit}.",
        f"{' ; '.join(texts)}." if texts else "Aucune valeur n'est publiée.",
        without_value(ordered.loc[ordered["value"].isna(), "name_fr"]),
    )


def density_dots_data(density: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``density_dots``."""
    ordered = _ordered(density, places)
    unit = UNITS[str(ordered["exposure_unit"].iloc[0])]
    signs = ordered["caveat"].map(missing_sign)
    return table(
        {
            "Quartier": ordered["name_fr"],
            "Incidents": [
                sign if is_missing(count) else number(count)
                for count, sign in zip(ordered["count"], signs, strict=True)
            ],
            f"Pour {unit}": [
                sign if is_missing(value) else number(value, 1)
                for value, sign in zip(ordered["value"], signs, strict=True)
            ],
            "Intervalle à 95 %": [
                sign if is_missing(row.value) else interval(row.ci_low, row.ci_high, 1)
                for row, sign in zip(records(ordered), signs, strict=True)
            ],
        }
    )
