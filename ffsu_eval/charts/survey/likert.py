"""F6, diverging stacked bars: the full distribution of the answers to each item."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.marks import Key, bar
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.survey.answers import Item, Step, answers_of, side_share
from ffsu_eval.charts.survey.bases import base
from ffsu_eval.charts.text import capital, text_width
from ffsu_eval.charts.theme import INK, PAPER, housed, readable_on, size_of
from ffsu_eval.charts.words import alternative, extremes, table, without_value
from ffsu_eval.french import NBSP, SECRET, count_words, join_fr, number, of_total, percent

HEIGHT = 13.0


@housed
def likert(
    distribution: pd.DataFrame, right_from: int | None = None, neutral: int | None = None
) -> Figure:
    """Answers in per cent of the valid ones, one bar per item, on both sides of a zero line.

    ``distribution``: result of ``survey.distribution``, one scale for all items. Codes from
    ``right_from`` upwards go right, ``neutral`` is astride the line; by default the scale is cut in
    its middle. Items are sorted by the share on the right; an item whose base does not admit shares
    has its counts in words, or nothing under 10 answers. ValueError: missing column, no row, items
    of several scales.
    """
    steps, items = answers_of(distribution, right_from, neutral)
    left = max((side_share(item, steps, -1) for item in items if item.drawn), default=0.0)
    right = max((side_share(item, steps, 1) for item in items if item.drawn), default=0.0)
    if left + right == 0:
        right = 1.0
    rows = [_row(item, steps) for item in items]
    ticks = [t / 100 for t in range(-100, 101, 25) if -left - 0.02 <= t / 100 <= right + 0.02]
    scale = Scale(
        -left - 0.005,
        right + 0.005,
        [(tick, f"{abs(round(100 * tick))}") for tick in ticks],
        "% des réponses exprimées",
        lines=((0.0, ""),),
    )

    def draw(axes: Axes, item: Item, y: float) -> None:
        _draw(axes, item, steps, y)

    any_drawn = any(item.drawn for item in items)
    return rows_figure(rows, scale if any_drawn else None, draw, _keys(steps), track=16.0)


def _row(item: Item, steps: Sequence[Step]) -> Row:
    size = f"n{NBSP}={NBSP}{number(item.n)}"
    if item.drawn:
        few = " (effectif faible)" if item.display == "effectif faible" else ""
        return Row(capital(item.label), size + few, item)
    if any(pd.notna(count) for count in item.counts):
        parts = [f"{step.label} {number(c)}" for step, c in zip(steps, item.counts, strict=True)]
        return Row(capital(item.label), size, None, f"Effectifs seuls : {', '.join(parts)}")
    return Row(capital(item.label), f"{SECRET} ({base(item.n)} réponses)")


def _draw(axes: Axes, item: Item, steps: Sequence[Step], y: float) -> None:
    start = -side_share(item, steps, -1)
    low, high = axes.get_xlim()
    per_point = (high - low) / size_of(axes)[0]
    for share, step in zip(item.shares, steps, strict=True):
        end = start + float(share)
        bar(axes, y, start, end, step.fill, HEIGHT, edgecolor=PAPER, linewidth=0, hatch=step.hatch)
        bar(axes, y, start, end, "none", HEIGHT, edgecolor=INK, linewidth=0.5)
        text = number(100 * float(share))
        if (end - start) / per_point >= text_width(text) + 5:
            axes.text(
                (start + end) / 2, y + 3.1, text, ha="center", va="baseline", zorder=5,
                color=readable_on(step.fill),
                bbox={"facecolor": step.fill, "edgecolor": "none", "pad": 0.8},
            )  # fmt: skip
        start = end


def _keys(steps: Sequence[Step]) -> list[Key]:
    return [
        Key(
            Patch(
                facecolor=s.fill,
                edgecolor=PAPER if s.hatch else INK,
                hatch=s.hatch,
                linewidth=0 if s.hatch else 0.5,
            ),
            s.label,
        )
        for s in steps
    ]


def likert_alt(
    distribution: pd.DataFrame, right_from: int | None = None, neutral: int | None = None
) -> str:
    """Alternative text of ``likert``: scale, items, highest and lowest share on the right."""
    steps, items = answers_of(distribution, right_from, neutral)
    drawn = [item for item in items if item.drawn]
    names = join_fr([f"« {step.label} »" for step in steps])
    right = join_fr([f"« {step.label} »" for step in steps if step.side == 1], "ou")
    intro = (
        f"Barres empilées de part et d'autre d'un zéro : réponses {names} pour "
        f"{count_words(len(items), 'question', feminine=True)}, en % des réponses exprimées."
    )
    pairs = [(f"{item.label}, n = {number(item.n)}", _on_the_right(item, steps)) for item in drawn]
    facts = f"Part de {right}. {extremes(pairs, percent)}" if drawn else ""
    hidden = [item.label for item in items if not item.drawn]
    return alternative(
        intro, facts, without_value(hidden, "Sans pourcentage, effectif trop faible")
    )


def _on_the_right(item: Item, steps: Sequence[Step]) -> float:
    """Share of the answers on the right, the neutral one left out."""
    pairs = zip(item.shares, steps, strict=True)
    return sum(float(share) for share, step in pairs if step.side == 1)


def likert_data(
    distribution: pd.DataFrame, right_from: int | None = None, neutral: int | None = None
) -> pd.DataFrame:
    """Table behind ``likert``: one row per item, one column per answer."""
    steps, items = answers_of(distribution, right_from, neutral)
    columns: dict[str, list[str]] = {"Question": [capital(item.label) for item in items]}
    for rank, step in enumerate(steps):
        columns[f"{capital(step.label)}"] = [_cell(item, rank) for item in items]
    columns["Réponses (n)"] = [base(item.n) for item in items]
    return table(columns)


def _cell(item: Item, rank: int) -> str:
    if item.drawn:
        return percent(item.shares[rank])
    count = item.counts[rank]
    return SECRET if pd.isna(count) else of_total(count, item.n)
