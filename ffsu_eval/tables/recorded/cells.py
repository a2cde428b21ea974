"""Cells that the tables of recorded crime share: rates, ratios, trends, and their signs."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ffsu_eval.charts.words import label_of, missing_sign
from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    NOT_ESTABLISHED,
    NOT_PUBLISHED,
    SECRET,
    interval,
    interval_from,
    is_missing,
    number,
    signed,
    typography,
)
from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.recorded.rates import FRAGILE
from ffsu_eval.rows import Row, capital, rows

SIGNS = (
    f"{NOT_PUBLISHED} : non diffusé par le producteur (secret statistique), ou total de communes qui ne "
    f"sont pas toutes diffusées ; ni zéro ni estimé ; {SECRET} : secret statistique ; "
    f"{NOT_ESTABLISHED} : écart ou tendance non établi, ou non retenu après correction pour "
    f"comparaisons multiples ; {NOT_APPLICABLE} : sans objet ou non calculé ; "
    "fragile : moins de 20 faits."
)
SMALLEST = 0.001


def ordered(frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Rows of the indicators that have a label, in the order of the labels."""
    kept = frame[frame["indicator_id"].isin(list(labels))]
    position = {name: rank for rank, name in enumerate(labels)}
    return kept.sort_values("indicator_id", key=lambda ids: ids.map(position), kind="stable")


def named_rows(
    frame: pd.DataFrame, name: str, columns: tuple[str, ...], labels: Mapping[str, str]
) -> list[Row]:
    """Rows in the order of ``labels``, each with its ``label``.

    ValueError: a missing column, no row, an indicator without label.
    """
    need(frame, name, ("indicator_id", *columns))
    if frame.empty:
        raise ValueError(f"{name}: no row")
    for indicator in frame["indicator_id"].unique():
        label_of(labels, indicator)
    return [
        row | {"label": capital(labels[row["indicator_id"]])}
        for row in rows(ordered(frame, labels))
    ]


def text_table(lines: list[dict[str, str]]) -> pd.DataFrame:
    """Table whose cells are text with French typography; headings stay as they are to be found by."""
    return pd.DataFrame(lines).map(typography)


def rate_cell(row: Row) -> str:
    """« 12,3 [11,1 ; 13,4] », or the sign of its absence; two decimals under 1 ‰."""
    if is_missing(row["value"]):
        return missing_sign(row["caveat"])
    decimals = 1 if row["value"] >= 1 else 2
    bounds = interval(row["ci_low"], row["ci_high"], decimals)
    return f"{number(row['value'], decimals)} {bounds}"


def flagged(row: Row) -> str:
    """``rate_cell``, with the word of what rests on few facts."""
    weak = FRAGILE in ("" if is_missing(row["caveat"]) else str(row["caveat"]))
    return rate_cell(row) + (f" {FRAGILE}" if weak and not is_missing(row["value"]) else "")


def ratio_cell(value: Any, low: Any, high: Any) -> str:
    """« 0,67 [0,46 ; 0,98] », or « /// »."""
    if is_missing(value):
        return NOT_APPLICABLE
    return f"{number(value, 2)} {interval_from(low, high, 1, 2)}"


def percent_cell(value: Any, low: Any, high: Any, decimals: int = 0) -> str:
    """« −24 [−36 ; −10] » from a change in per cent, or « /// »."""
    if is_missing(value):
        return NOT_APPLICABLE
    bounds = interval_from(low, high, 0, decimals, plus=True)
    return f"{signed(value, decimals)} {bounds}"


def trend_cell(row: Row) -> str:
    """« −2,1 [−3,4 ; −0,8] » in per cent a year, « ns » when it is stable, or « /// »."""
    text = percent_cell(row["value"], row["ci_low"], row["ci_high"], 1)
    return f"{text} {NOT_ESTABLISHED}" if row["direction"] == "stable" else text


def established(row: Row, neutral: float) -> bool:
    """True when the interval excludes ``neutral`` and, where there is a correction, it is retained."""
    if is_missing(row["value"]):
        return False
    apart = bool(row["ci_low"] > neutral or row["ci_high"] < neutral)
    signal = row.get("signal", True)
    return apart and not is_missing(signal) and bool(signal)


def marked(text: str, row: Row, neutral: float) -> str:
    """A cell with « ns » when it has a value that is not established."""
    shown = is_missing(row["value"]) or established(row, neutral)
    return text if shown else f"{text} {NOT_ESTABLISHED}"


def probability(value: Any) -> str:
    """« 0,03 », « < 0,001 », or « /// »."""
    if is_missing(value):
        return NOT_APPLICABLE
    return f"<{NBSP}{number(SMALLEST, 3)}" if value < SMALLEST else number(value, 3)
