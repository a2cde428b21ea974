"""Ratios with their intervals on a logarithmic axis: gaps to comparators (F2), changes (REC02)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import Key, dot, dot_key, interval_mark
from ffsu_eval.charts.rows import Row, Scale, rows_figure
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
from ffsu_eval.french import NBSP, interval_from, is_missing, number, signed
from ffsu_eval.indicators.frames import need

NEEDED = ("indicator_id", "value", "ci_low", "ci_high", "direction", "caveat")
# ratios that may be ticks: the widest set that holds in the limits with at most seven is kept
TICKS = (
    (0.9, 1.0, 1.1),
    (0.8, 0.9, 1.0, 1.1, 1.25),
    (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0),
    (0.25, 0.5, 1.0, 2.0, 4.0),
    (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0),
)
LIMITS = 0.1, 10.0


@dataclass(frozen=True)
class Words:
    """How one kind of ratio is written."""

    value: Callable[[Any], str]
    bounds: Callable[[Any, Any], str]
    tick: Callable[[float], str]
    axis: str
    line: str
    established: str
    open: str
    column: str


def _change(ratio: Any) -> Any:
    return ratio if is_missing(ratio) else 100 * (float(ratio) - 1)


def _percent_tick(ratio: float) -> str:
    return "0" if ratio == 1 else f"{signed(_change(ratio))}{NBSP}%"


GAP = Words(
    value=lambda ratio: number(ratio, 2),
    bounds=lambda low, high: interval_from(low, high, 1, 2),
    tick=lambda ratio: f"{ratio:g}".replace(".", ","),
    axis="Rapport au taux des communes comparées (échelle logarithmique)",
    line="égalité",
    established="écart établi (l'intervalle exclut l'égalité)",
    open="écart non établi",
    column="Rapport au taux des communes comparées",
)
CHANGE = Words(
    value=lambda ratio: signed(_change(ratio), unit="%"),
    bounds=lambda low, high: interval_from(_change(low), _change(high), 0, 0, plus=True),
    tick=_percent_tick,
    axis="Évolution du taux (échelle logarithmique)",
    line="sans évolution",
    established="hausse ou baisse établie (l'intervalle exclut 0)",
    open="stable",
    column="Évolution du taux",
)


@housed
def comparison_forest(comparison: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """F2: gap of each rate with that of comparable communes (REC04, one year), sorted, line at 1.

    ``labels``: indicator id → label. ValueError: missing column, no row, indicator twice or without
    label.
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
    need(frame, "frame", NEEDED)
    no_rows("frame", len(frame))
    if frame["indicator_id"].duplicated().any():
        raise ValueError("frame: an indicator twice; one commune and one period are drawn")
    named = frame.assign(label=[label_of(labels, key) for key in frame["indicator_id"]])
    return named.sort_values(["value", "label"], ascending=[False, True], ignore_index=True)


def _forest(frame: pd.DataFrame, labels: Mapping[str, str], words: Words) -> Figure:
    ordered = _sorted(frame, labels)
    known = ordered[ordered["value"].notna()]
    low, high = _limits(known)
    ticks = next(
        (set_ for set_ in TICKS if set_[0] <= low * 1.0001 and set_[-1] >= high * 0.9999), TICKS[-1]
    )
    inside = [(tick, words.tick(tick)) for tick in ticks if low <= tick <= high]
    scale = Scale(low, high, inside, words.axis, log=True, lines=((1.0, words.line),))
    rows = []
    for row in records(ordered):
        if is_missing(row.value):
            rows.append(Row(capital(row.label), missing_sign(row.caveat), None, row.caveat))
            continue
        text = f"{words.value(row.value)} {words.bounds(row.ci_low, row.ci_high)}"
        rows.append(Row(capital(row.label), text, row))
    return rows_figure(rows, scale, _draw, _keys(known, words))


def _limits(known: pd.DataFrame) -> tuple[float, float]:
    """Symmetric limits around 1 that hold every finite bound, within a tenth and ten."""
    numbers = known[["value", "ci_low", "ci_high"]].to_numpy(dtype=float, na_value=np.nan).ravel()
    usable = numbers[np.isfinite(numbers) & (numbers > 0)]
    reach = float(np.exp(np.abs(np.log(usable)).max())) if usable.size else 1.0
    reach = min(max(reach * 1.06, 1.25), LIMITS[1])
    return 1 / reach, reach


def _established(row: Any) -> bool:
    return bool(row.ci_low > 1 or row.ci_high < 1)


def _draw(axes: Axes, row: Any, y: float) -> None:
    established = _established(row)
    style = dot(ACCENT if established else MARK, established)
    interval_mark(axes, y, float(row.value), (float(row.ci_low), float(row.ci_high)), style)


def _keys(known: pd.DataFrame, words: Words) -> Sequence[Key]:
    kinds = {_established(row) for row in records(known)}
    keys = [dot_key(words.established, ACCENT)] if True in kinds else []
    return keys + ([dot_key(words.open, MARK, filled=False)] if False in kinds else [])


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
        without_value(ordered.loc[ordered["value"].isna(), "label"], "Sans valeur calculable"),
    )


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
    reasons = ordered["caveat"].where(missing, ordered["direction"])
    return table(
        {
            "Indicateur": ordered["label"].map(capital),
            words.column: values,
            "Intervalle à 95 %": bounds,
            "Lecture": reasons,
        }
    )


def comparison_forest_data(comparison: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``comparison_forest``."""
    return _data(comparison, labels, GAP)


def change_forest_data(changes: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``change_forest``."""
    return _data(changes, labels, CHANGE)
