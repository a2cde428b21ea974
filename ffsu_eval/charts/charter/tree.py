"""« Puis-je partager ? »: questions one under the other, each with the answer that stops."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ffsu_eval.charts.text import EDGE, LINE, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    MARK,
    PAPER,
    SHADE,
    WIDTH,
    axes_at,
    blank,
    housed,
)
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import typography
from ffsu_eval.indicators.frames import need

QUESTION, ARROW = 156.0, 30.0
OUTCOME = WIDTH - 2 * EDGE - QUESTION - ARROW
PADDING, GAP = 5.0, 17.0
NEEDED = ("step", "question_fr", "stop_when", "outcome_fr")
OTHER = {"oui": "non", "non": "oui"}
END = "Partager dans le groupe. Ne rien communiquer à des tiers, ne tenir aucun fichier."


@housed
def decision_tree(steps: pd.DataFrame) -> Figure:
    """One box per question, to its right what to do when the answer is ``stop_when``.

    ``steps``: step, question_fr, stop_when (oui, non), outcome_fr, in order. The words say what each
    branch means; a broken border says the same in grey print. ValueError: missing column, no row,
    other answer.
    """
    ordered = _ordered(steps)
    boxes = [
        (
            wrapped(f"{row.step}. {row.question_fr}", QUESTION - 2 * PADDING),
            wrapped(row.outcome_fr, OUTCOME - 2 * PADDING),
        )
        for row in records(ordered)
    ]
    end = wrapped(END, QUESTION - 2 * PADDING, True)
    heights = [max(_height(left), _height(right)) for left, right in boxes]
    depth = 2 + sum(heights) + GAP * len(boxes) + _height(end) + 2
    figure = blank(depth)
    axes = axes_at(figure, 0, 0, WIDTH, depth)
    axes.set(xlim=(0, WIDTH), ylim=(depth, 0))
    axes.axis("off")
    top = 2.0
    for row, (left, right), height in zip(records(ordered), boxes, heights, strict=True):
        goes = row.stop_when == "oui" and row.step == ordered["step"].iloc[0]
        _box(axes, EDGE, top, QUESTION, height, left, {"facecolor": SHADE, "edgecolor": MARK})
        edge = ACCENT if goes else COMPARATOR
        style = {"facecolor": PAPER, "edgecolor": edge, "linewidth": 1.5,
                 "linestyle": "solid" if goes else (0, (4, 2))}  # fmt: skip
        _box(axes, WIDTH - EDGE - OUTCOME, top, OUTCOME, height, right, style)
        _across(axes, top + height / 2, str(row.stop_when))
        _down(axes, top + height, OTHER[str(row.stop_when)])
        top += height + GAP
    style = {"facecolor": ACCENT, "edgecolor": ACCENT}
    _box(axes, EDGE, top, QUESTION, _height(end), end, style, PAPER, True)
    return figure


def _ordered(steps: pd.DataFrame) -> pd.DataFrame:
    need(steps, "steps", NEEDED)
    no_rows("steps", len(steps))
    if not set(steps["stop_when"]) <= set(OTHER):
        raise ValueError("steps.stop_when: expected oui or non")
    return steps


def _height(lines: Sequence[str]) -> float:
    return LINE * len(lines) + 2 * PADDING


def _box(
    axes: Axes,
    left: float,
    top: float,
    width: float,
    height: float,
    lines: Sequence[str],
    style: dict[str, Any],
    color: str = INK,
    bold: bool = False,
) -> None:
    axes.add_patch(Rectangle((left, top), width, height, zorder=2, **{"linewidth": 0.8, **style}))
    first = top + (height - LINE * len(lines)) / 2
    for rank, text in enumerate(lines):
        axes.text(
            left + PADDING, first + LINE * (rank + 0.78), typography(text), color=color,
            weight="bold" if bold else "normal", va="baseline", zorder=3,
        )  # fmt: skip


def _across(axes: Axes, y: float, word: str) -> None:
    start, end = EDGE + QUESTION, WIDTH - EDGE - OUTCOME
    axes.plot([start, end - 3], [y, y], color=INK, linewidth=0.9, zorder=1)
    axes.plot(end - 3, y, marker=">", markersize=4.5, color=INK, zorder=4)
    axes.text((start + end) / 2 - 1, y - 4, word, color=INK, ha="center", va="baseline", zorder=4)


def _down(axes: Axes, y: float, word: str) -> None:
    x = EDGE + QUESTION / 2
    axes.plot([x, x], [y, y + GAP - 3], color=INK, linewidth=0.9, zorder=1)
    axes.plot(x, y + GAP - 3, marker="v", markersize=4.5, color=INK, zorder=4)
    axes.text(x + 7, y + GAP / 2 + 3, word, color=INK, ha="left", va="baseline", zorder=4)


def decision_tree_alt(steps: pd.DataFrame) -> str:
    """Alternative text of ``decision_tree``."""
    count = len(_ordered(steps))
    return alternative(
        f"Arbre de décision « puis-je partager ? » : {count} questions, l'une après l'autre ; chacune "
        "mène à une consigne ou à la question suivante.",
        "La liste numérotée qui suit la figure en donne tout le texte.",
    )


def decision_tree_data(steps: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``decision_tree``."""
    lines = [
        {
            "Question": f"{row.step}. {row.question_fr}",
            "Réponse": str(row.stop_when),
            "Ce qu'il faut faire": str(row.outcome_fr),
        }
        for row in records(_ordered(steps))
    ]
    last = {"Question": "Fin", "Réponse": "///", "Ce qu'il faut faire": END}
    return table(pd.DataFrame([*lines, last]))
