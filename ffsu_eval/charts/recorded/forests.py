"""Ratios with their intervals on a logarithmic axis: gaps to comparators (F2), changes (REC02)."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, interval_mark
from ffsu_eval.charts.recorded.ratios import (
    CHANGE,
    GAP,
    Words,
    corrected,
    established,
    need_ratios,
    ratio_scale,
    reading,
    state_keys,
)
from ffsu_eval.charts.rows import Row, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, MARK, housed
from ffsu_eval.charts.words import (
    alternative,
    extremes,
    label_of,
    missing_sign,
    no_rows,
    records,
    table,
    without_value,
)
from ffsu_eval.french import is_missing, number


@housed
def comparison_forest(comparison: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """F2: gap of each rate with that of comparable communes (REC04, one year), sorted, line at 1.

    ``labels``: indicator id → label. A gap is established, and its point filled, when its interval
    excludes 1 and, if the frame has ``signal``, the correction for multiple comparisons retains it.
    ValueError: missing column, no row, indicator twice or without label.
    """
    return _forest(comparison, labels, GAP)


@housed
def change_forest(changes: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Change of each rate between two years (REC02, one commune), sorted, line at no change.

    Ratios are written as relative changes. Arguments and errors as ``comparison_forest``.
    """
    return _forest(changes, labels, CHANGE)


def _sorted(frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Rows by decreasing value, those without value last, with their label."""
    need_ratios(frame, "frame")
    no_rows("frame", len(frame))
    if frame["indicator_id"].duplicated().any():
        raise ValueError("frame: an indicator twice; one commune and one period are drawn")
    named = frame.assign(label=[label_of(labels, key) for key in frame["indicator_id"]])
    return named.sort_values(["value", "label"], ascending=[False, True], ignore_index=True)


def _forest(frame: pd.DataFrame, labels: Mapping[str, str], words: Words) -> Figure:
    ordered = _sorted(frame, labels)
    known = ordered[ordered["value"].notna()]
    rows = []
    for row in records(ordered):
        if is_missing(row.value):
            rows.append(Row(capital(row.label), missing_sign(row.caveat), None, row.caveat))
            continue
        text = f"{words.value(row.value)} {words.bounds(row.ci_low, row.ci_high)}"
        rows.append(Row(capital(row.label), text, row))
    return rows_figure(rows, ratio_scale(known, words), _draw, state_keys(known, words))


def _draw(axes: Axes, row: Any, y: float) -> None:
    filled = established(row)
    style = dot(ACCENT if filled else MARK, filled)
    interval_mark(axes, y, float(row.value), (float(row.ci_low), float(row.ci_high)), style)


def _alt(frame: pd.DataFrame, labels: Mapping[str, str], words: Words, what: str) -> str:
    ordered = _sorted(frame, labels)
    known = ordered[ordered["value"].notna()]
    pairs = [(row.label, float(row.value)) for row in records(known)]
    names = {
        word: [row.label for row in records(known) if row.direction == word]
        for word in dict.fromkeys(known["direction"])
    }
    counts = " ; ".join(f"{word} : {number(len(found))}" for word, found in names.items())
    return alternative(
        f"Graphique en points avec intervalles à 95 % sur échelle logarithmique : {what}.",
        extremes(pairs, words.value),
        f"Nombre d'indicateurs par sens : {counts}." if counts else "",
        _retained(known),
        without_value(ordered.loc[ordered["value"].isna(), "label"], "Sans valeur calculable"),
    )


def _retained(known: pd.DataFrame) -> str:
    """How many rows the correction for multiple comparisons has retained, when it was made."""
    if not corrected(known) or known.empty:
        return ""
    kept = sum(established(row) for row in records(known))
    total = number(len(known))
    return f"Retenus après correction pour comparaisons multiples : {number(kept)} sur {total}."


def comparison_forest_alt(comparison: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Alternative text of ``comparison_forest``."""
    years = " et ".join(sorted({str(year) for year in comparison["year"]}))
    what = f"rapport des taux enregistrés à ceux des communes comparées en {years}"
    return _alt(comparison, labels, GAP, what)


def change_forest_alt(changes: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Alternative text of ``change_forest``."""
    base, end = changes["base_year"].iloc[0], changes["end_year"].iloc[0]
    return _alt(changes, labels, CHANGE, f"évolution des taux enregistrés entre {base} et {end}")


def _data(frame: pd.DataFrame, labels: Mapping[str, str], words: Words) -> pd.DataFrame:
    ordered = _sorted(frame, labels)
    missing = ordered["value"].isna()
    signs = ordered["caveat"].map(missing_sign)
    values = ordered["value"].map(words.value).mask(missing, signs)
    bounds = [
        sign if absent else words.bounds(row.ci_low, row.ci_high)
        for row, absent, sign in zip(records(ordered), missing, signs, strict=True)
    ]
    said = [
        row.caveat if absent else reading(row)
        for row, absent in zip(records(ordered), missing, strict=True)
    ]
    return table(
        {
            "Indicateur": ordered["label"].map(capital),
            words.column: values,
            "Intervalle à 95 %": bounds,
            "Lecture": said,
        }
    )


def comparison_forest_data(comparison: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``comparison_forest``."""
    return _data(comparison, labels, GAP)


def change_forest_data(changes: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``change_forest``."""
    return _data(changes, labels, CHANGE)
