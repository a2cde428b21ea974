"""QUA01: share of the interviews that mention each code."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import bar
from ffsu_eval.charts.rows import PERCENT_TICKS, Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, housed
from ffsu_eval.charts.words import alternative, extremes, no_rows, records, table, without_value
from ffsu_eval.french import SECRET, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE, need

COVERAGE = ("code_id", "label_fr", "macro_family", "mentions", "n", "value")


@housed
def coverage_bars(coverage: pd.DataFrame, family: str = WHOLE) -> Figure:
    """Interviews that mention each code, in per cent, with their number; sorted.

    ``coverage``: QUA01; ``family``: macro-family shown, all interviews by default. A code whose
    family has too few interviews has no bar. ValueError: missing column, no row of this family.
    """
    codes = _codes(coverage, family)
    rows = [
        Row(capital(row.name_fr), f"{SECRET} (trop peu d'entretiens)")
        if is_missing(row.value)
        else Row(capital(row.name_fr), _share(row), row)
        for row in records(codes)
    ]
    return rows_figure(rows, Scale(0, 1, PERCENT_TICKS, "Part des entretiens (%)"), _bar, track=9.0)


def _codes(coverage: pd.DataFrame, family: str) -> pd.DataFrame:
    need(coverage, "coverage", COVERAGE)
    rows = coverage[coverage["macro_family"] == family]
    no_rows("coverage", len(rows))
    named = rows.assign(name_fr=[str(label) for label in rows["label_fr"]])
    return named.sort_values(["value", "name_fr"], ascending=[False, True], ignore_index=True)


def _share(row: Any) -> str:
    return SECRET if is_missing(row.mentions) else of_total(row.mentions, row.n)


def _bar(axes: Axes, row: Any, y: float) -> None:
    bar(axes, y, 0, float(row.value), ACCENT, 6.0)


def coverage_bars_alt(coverage: pd.DataFrame, family: str = WHOLE) -> str:
    """Alternative text of ``coverage_bars``."""
    codes = _codes(coverage, family)
    shown = codes[codes["value"].notna()]
    pairs = [(row.name_fr, float(row.value)) for row in records(shown)]
    texts = {float(row.value): _share(row) for row in records(shown)}
    return alternative(
        f"Barres horizontales : part des entretiens qui abordent {_themes(len(codes))}, "
        "de 0 à 100 %.",
        extremes(pairs, lambda value: f"{texts[value]} entretiens"),
        without_value(codes.loc[codes["value"].isna(), "name_fr"], "Trop peu d'entretiens"),
    )


def _themes(count: int) -> str:
    return f"chacun des {number(count)} thèmes" if count > 1 else "le thème"


def coverage_bars_data(coverage: pd.DataFrame, family: str = WHOLE) -> pd.DataFrame:
    """Table behind ``coverage_bars``."""
    codes = _codes(coverage, family)
    return table(
        {
            "Thème": codes["name_fr"].map(capital),
            "Entretiens qui l'abordent": [_share(row) for row in records(codes)],
            "Part": [SECRET if is_missing(v) else percent(v) for v in codes["value"]],
        }
    )
