"""EVA06: costs by type, each bar starting where the one before ended, then their total."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.evaluation.labels import COST_TYPES
from ffsu_eval.charts.marks import bar
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, MARK, housed
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import NBSP, NOT_PUBLISHED, is_missing, number, of_total, percent
from ffsu_eval.indicators.costs import BY_TYPE
from ffsu_eval.indicators.frames import WHOLE, need, need_unique
from ffsu_eval.rows import rows as plain_rows

HEIGHT = 9.0
NAMES = {**COST_TYPES, WHOLE: "coût total"}


@housed
def cost_cascade(frame: pd.DataFrame) -> Figure:
    """One bar per type of cost, from the sum of the types before it; the total from zero.

    ``frame``: costs by type. ValueError: missing column, no row, a type twice or without name.
    """
    placed = _placed(frame)
    total = max(end for _, _, end in placed)
    rows = [
        Row(
            capital(NAMES[row.cost_type]),
            _amount(row.value, row.share),
            None if is_missing(row.value) else (start, end, row.cost_type == WHOLE),
        )
        for row, start, end in placed
    ]
    step = next(s for s in _steps() if total / s <= 4)
    ticks = [
        (float(step * k), number(step * k / 1_000, 0 if step >= 1_000 else 1)) for k in range(5)
    ]
    ticks = [(value, text) for value, text in ticks if value <= total * 1.001]
    return rows_figure(rows, Scale(0, total * 1.02, ticks, "Milliers d'euros"), _draw)


def _steps() -> list[float]:
    return [base * 10.0**power for power in range(1, 9) for base in (1, 2, 5)]


def _placed(frame: pd.DataFrame) -> list[tuple[Any, float, float]]:
    """Rows with the start and the end of their bar."""
    need(frame, "frame", BY_TYPE)
    no_rows("frame", len(frame))
    need_unique(frame, "frame", ("cost_type",))
    placed, before = [], 0.0
    for row in records(frame):
        label_of(NAMES, row.cost_type)
        start = 0.0 if row.cost_type == WHOLE else before
        end = start + (0.0 if is_missing(row.value) else float(row.value))
        placed.append((row, start, end))
        before = end
    return placed


def _amount(value: Any, share: Any) -> str:
    """« 15 000 € (5 %) », or « n.d. » where nothing is known."""
    if is_missing(value):
        return NOT_PUBLISHED
    return f"{number(value)}{NBSP}€ ({percent(share)})"


def _draw(axes: Axes, content: tuple[float, float, bool], y: float) -> None:
    start, end, whole = content
    bar(axes, y, start, end, MARK if whole else ACCENT, HEIGHT)


def cost_cascade_alt(frame: pd.DataFrame) -> str:
    """Alternative text of ``cost_cascade``: every amount, in order."""
    said = [
        f"{NAMES[row.cost_type]} : {_amount(row.value, row.share)}" for row, _, _ in _placed(frame)
    ]
    return alternative(
        "Graphique en cascade : coût des actions par type, chaque barre partant de la fin de la "
        "précédente.",
        f"{capital(' ; '.join(said))}.",
    )


def cost_cascade_data(frame: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``cost_cascade``."""
    _placed(frame)
    lines = [
        {
            "Type de coût": capital(NAMES[row["cost_type"]]),
            "Montant (€)": number(row["value"]),
            "Part": percent(row["share"]),
            "Actions concernées": of_total(row["count"], row["n"]),
        }
        for row in plain_rows(frame)
    ]
    return table(pd.DataFrame(lines))
