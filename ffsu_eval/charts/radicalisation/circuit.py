"""The circuit, from what a professional notices to what he or she is told back, as a flow of boxes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from ffsu_eval.charts.text import LINE, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    MUTED,
    PAPER,
    WIDTH,
    axes_at,
    blank,
    housed,
)
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import is_missing, number, percent, typography
from ffsu_eval.indicators.frames import WHOLE, need

LEFT, RIGHT, PAD, GAP = 28.0, WIDTH - 4.0, 5.0, 13.0
NEEDED = ("step", "label_fr", "count", "n", "n_missing", "value")
RETURN = "retour"


@housed
def circuit_flow(steps: pd.DataFrame, who: Mapping[str, str]) -> Figure:
    """One box per step, from top to bottom; the last one goes back to the first.

    ``steps``: RAD11 without its total; ``who``: step → who does it. A box has a full border where at
    least half of the communes that answered have the step written, a dashed one elsewhere.
    ValueError: missing column, no row.
    """
    shown = _steps(steps)
    boxes = [(row, _texts(row, who)) for row in records(shown)]
    heights = [LINE * sum(len(lines) for lines, _, _ in texts) + 2 * PAD for _, texts in boxes]
    total = sum(heights) + GAP * (len(boxes) - 1) + 4
    figure = blank(total)
    axes = axes_at(figure, 0, 0, WIDTH, total)
    axes.set(xlim=(0, WIDTH), ylim=(total, 0))
    axes.axis("off")
    y, middles = 2.0, []
    for rank, ((row, texts), height) in enumerate(zip(boxes, heights, strict=True)):
        _box(axes, row, texts, y, height)
        middles.append(y + height / 2)
        if rank + 1 < len(boxes):
            _arrow(axes, ((LEFT + RIGHT) / 2, y + height), ((LEFT + RIGHT) / 2, y + height + GAP))
        y += height + GAP
    _back(axes, middles[-1], middles[0])
    return figure


def _steps(steps: pd.DataFrame) -> pd.DataFrame:
    need(steps, "steps", NEEDED)
    shown = steps[steps["step"] != WHOLE]
    no_rows("steps", len(shown))
    return shown


def _texts(row: Any, who: Mapping[str, str]) -> list[tuple[list[str], str, bool]]:
    """Lines of a box: what is done, by whom, in how many communes it is written."""
    room = RIGHT - LEFT - 2 * PAD - 4
    return [
        (wrapped(str(row.label_fr), room, bold=True), INK, True),
        (wrapped(who[str(row.step)], room), MUTED, False),
        (wrapped(_state(row), room), INK, False),
    ]


def _state(row: Any) -> str:
    if row.n == 0:
        return "Étape écrite : aucune commune n'a répondu"
    if row.n + row.n_missing == 1:
        return "Étape écrite" if row.count else "Étape non écrite"
    silent = f" ({number(row.n_missing)} sans réponse)" if row.n_missing else ""
    noun = "commune" if row.count < 2 else "communes"
    return f"Étape écrite dans {number(row.count)} {noun} sur {number(row.n)}{silent}"


def _box(axes: Axes, row: Any, texts: Any, top: float, height: float) -> None:
    written = not is_missing(row.value) and float(row.value) >= 0.5
    axes.add_patch(
        Rectangle(
            (LEFT, top), RIGHT - LEFT, height, facecolor="#dbe6e5" if written else PAPER,
            edgecolor=ACCENT if written else COMPARATOR, linewidth=1.2,
            linestyle="-" if written else (0, (4, 2.5)),
        )
    )  # fmt: skip
    y = top + PAD + LINE * 0.78
    for lines, color, bold in texts:
        for line in lines:
            weight = "bold" if bold else "normal"
            axes.text(LEFT + PAD + 2, y, typography(line), color=color, fontweight=weight)
            y += LINE


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=8, color=INK, linewidth=1.0,
            shrinkA=0, shrinkB=1,
        )
    )  # fmt: skip


def _back(axes: Axes, low: float, high: float) -> None:
    """The way back, along the left edge."""
    x = LEFT - 14
    axes.plot([LEFT, x, x], [low, low, high], color=INK, linewidth=1.0, solid_joinstyle="round")
    _arrow(axes, (x, high), (LEFT, high))
    axes.text(x - 4, (low + high) / 2, "retour", rotation=90, ha="right", va="center", color=MUTED)


def circuit_flow_alt(steps: pd.DataFrame, who: Mapping[str, str]) -> str:
    """Alternative text of ``circuit_flow``."""
    shown = list(records(_steps(steps)))
    parts = [f"{row.label_fr} : {_state(row).lower()}" for row in shown]
    return alternative(
        f"Schéma en {number(len(shown))} étapes reliées par des flèches ; la dernière revient à la "
        "première.",
        f"{' ; '.join(parts)}.",
    )


def circuit_flow_data(steps: pd.DataFrame, who: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``circuit_flow``."""
    lines = [
        {
            "Étape": str(row.label_fr),
            "Qui": who[str(row.step)],
            "Écrite": number(row.count),
            "Dite, non écrite": number(row.oral),
            "Absente": number(row.lacking),
            "Communes qui ont répondu": number(row.n),
            "Part": "///" if is_missing(row.value) else percent(row.value),
        }
        for row in records(_steps(steps))
    ]
    return table(pd.DataFrame(lines))
