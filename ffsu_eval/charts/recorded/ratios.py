"""What the figures of ratios share: their words, their logarithmic scale, what is established."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ffsu_eval.charts.marks import Key, dot_key
from ffsu_eval.charts.rows import Scale
from ffsu_eval.charts.theme import ACCENT, MARK
from ffsu_eval.charts.words import records
from ffsu_eval.french import NBSP, interval_from, is_missing, number, signed
from ffsu_eval.indicators.frames import FloatArray, need
from ffsu_eval.indicators.signals import UNCONFIRMED

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
    """How one kind of ratio is written; ``kept``: key of what the correction has retained."""

    value: Callable[[Any], str]
    bounds: Callable[[Any, Any], str]
    tick: Callable[[float], str]
    axis: str
    line: str
    established: str
    kept: str
    open: str
    column: str


def _change(ratio: Any) -> Any:
    return ratio if is_missing(ratio) else 100 * (float(ratio) - 1)


def _percent_tick(ratio: float) -> str:
    return "0" if ratio == 1 else f"{signed(_change(ratio))}{NBSP}%"


def plain_tick(ratio: float) -> str:
    """« 0,67 »: a ratio on an axis."""
    return f"{ratio:g}".replace(".", ",")


GAP = Words(
    value=lambda ratio: number(ratio, 2),
    bounds=lambda low, high: interval_from(low, high, 1, 2),
    tick=plain_tick,
    axis="Rapport au taux des communes comparées (échelle logarithmique)",
    line="égalité",
    established="écart établi (l'intervalle exclut l'égalité)",
    kept="écart retenu après correction pour comparaisons multiples",
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
    kept="évolution retenue après correction pour comparaisons multiples",
    open="stable",
    column="Évolution du taux",
)


def need_ratios(frame: pd.DataFrame, name: str, *others: str) -> None:
    """ValueError when a frame of ratios lacks a column; ``others`` are needed besides the usual."""
    need(frame, name, (*NEEDED, *others))


def corrected(frame: pd.DataFrame) -> bool:
    """True when the frame says which rows are signals after correction for multiple comparisons."""
    return "signal" in frame.columns


def excludes(row: Any) -> bool:
    """True when the interval excludes the ratio 1."""
    return bool(row.ci_low > 1 or row.ci_high < 1)


def established(row: Any) -> bool:
    """True when the interval excludes 1 and, where a correction was made, the row is a signal."""
    signal = getattr(row, "signal", True)
    return excludes(row) and not is_missing(signal) and bool(signal)


def reading(row: Any) -> str:
    """Direction of a row that has a value, and whether the correction has not retained it."""
    refused = excludes(row) and not established(row)
    return f"{row.direction}, {UNCONFIRMED}" if refused else str(row.direction)


def ratio_scale(known: pd.DataFrame, words: Words, held: float = LIMITS[1]) -> Scale:
    """Logarithmic scale around 1 for rows that have a value, with its ticks and its line."""
    low, high = limits(known, held)
    ticks = [(tick, words.tick(tick)) for tick in ticks_within(low, high)]
    return Scale(low, high, ticks, words.axis, log=True, lines=((1.0, words.line),))


def limits(known: pd.DataFrame, held: float = LIMITS[1]) -> tuple[float, float]:
    """Symmetric limits around 1 that hold every value up to ten, and every bound up to ``held``."""
    values = _reach(known[["value"]])
    reach = max(1.04 * values, min(_reach(known[["ci_low", "ci_high"]]), held))
    reach = min(max(reach * 1.06, 1.25), LIMITS[1])
    return 1 / reach, reach


def span(known: pd.DataFrame, held: float) -> tuple[float, float]:
    """Limits on both sides of 1, each as far as its own values, and its bounds up to ``held``."""
    values, bounds = _numbers(known[["value"]]), _numbers(known[["ci_low", "ci_high"]])
    ends = []
    for side in (-1, 1):
        points, edges = (np.clip(side * np.log(each), 0, None) for each in (values, bounds))
        reach = max(points.max(initial=0), min(edges.max(initial=0), np.log(held)))
        ends.append(float(np.exp(side * min(reach + 0.06, np.log(LIMITS[1])))))
    return min(ends[0], 0.8), max(ends[1], 1.25)


def _reach(frame: pd.DataFrame) -> float:
    """Largest distance to 1 of finite positive numbers, as a ratio; 1 without any."""
    return float(np.exp(np.abs(np.log(_numbers(frame))).max(initial=0)))


def _numbers(frame: pd.DataFrame) -> FloatArray:
    """Finite positive numbers."""
    numbers = frame.to_numpy(dtype=float, na_value=np.nan).ravel()
    return numbers[np.isfinite(numbers) & (numbers > 0)]


def ticks_within(low: float, high: float) -> list[float]:
    """Ratios to be named between two limits."""
    ticks = next(
        (set_ for set_ in TICKS if set_[0] <= low * 1.0001 and set_[-1] >= high * 0.9999), TICKS[-1]
    )
    return [tick for tick in ticks if low <= tick <= high]


def state_keys(known: pd.DataFrame, words: Words) -> Sequence[Key]:
    """Keys of the filled and of the hollow points that are there."""
    kinds = {established(row) for row in records(known)}
    said = words.kept if corrected(known) else words.established
    keys = [dot_key(said, ACCENT)] if True in kinds else []
    return keys + ([dot_key(words.open, MARK, filled=False)] if False in kinds else [])
