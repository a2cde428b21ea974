"""F6, diverging stacked bars: the full distribution of the answers to each item."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.layout import (
    Key,
    Row,
    Scale,
    bar,
    capital,
    no_rows,
    rows_figure,
    text_width,
)
from ffsu_eval.charts.survey.bases import base
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    PAPER,
    SHADE,
    housed,
    readable_on,
    tints,
)
from ffsu_eval.charts.words import alternative, table, without_value
from ffsu_eval.french import NBSP, SECRET, join_fr, number, of_total, percent
from ffsu_eval.indicators.frames import need

NEEDED = (
    "item_id",
    "theme",
    "theme_label_fr",
    "code",
    "label_fr",
    "value",
    "count",
    "n",
    "display",
)
HEIGHT = 13.0
# the side that does not answer the question is hatched: it differs in grey print too
HATCH = "////"


@dataclass(frozen=True)
class Step:
    """One code of the scale: how it is named and drawn; ``side`` −1 left, 0 astride, 1 right."""

    code: int
    label: str
    side: int
    fill: str
    hatch: str


@dataclass(frozen=True)
class Item:
    """Answers to one item, one count and one share per step, in the order of the steps."""

    label: str
    n: int
    display: str
    counts: tuple[Any, ...]
    shares: tuple[Any, ...]

    @property
    def drawn(self) -> bool:
        """True when the base admits shares."""
        return all(pd.notna(share) for share in self.shares)


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
    steps, items = _read(distribution, right_from, neutral)
    left = max((_side(item, steps, -1) for item in items if item.drawn), default=0.0)
    right = max((_side(item, steps, 1) for item in items if item.drawn), default=0.0)
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


def _read(
    distribution: pd.DataFrame, right_from: int | None, neutral: int | None
) -> tuple[list[Step], list[Item]]:
    need(distribution, "distribution", NEEDED)
    no_rows("distribution", len(distribution))
    scale = distribution.drop_duplicates("code").sort_values("code")
    codes = [int(code) for code in scale["code"]]
    same = distribution.groupby("item_id", sort=False)["code"].agg(lambda c: sorted(c) == codes)
    if not same.all():
        raise ValueError("distribution: items of several scales")
    steps = _steps(codes, [str(label) for label in scale["label_fr"]], right_from, neutral)
    items = []
    for _, rows in distribution.sort_values("code").groupby("item_id", sort=False):
        first = rows.iloc[0]
        items.append(
            Item(
                str(first["theme_label_fr"]),
                int(first["n"]),
                str(first["display"]),
                tuple(rows["count"]),
                tuple(rows["value"]),
            )
        )
    order = sorted(items, key=lambda item: (not item.drawn, -_side(item, steps, 1), item.label))
    return steps, order


def _steps(
    codes: Sequence[int], labels: Sequence[str], right_from: int | None, neutral: int | None
) -> list[Step]:
    if right_from is None:
        if len(codes) % 2 and neutral is None:
            neutral = codes[len(codes) // 2]
        right_from = codes[(len(codes) + 1) // 2]
    sides = [0 if c == neutral else 1 if c >= right_from else -1 for c in codes]
    # strongest at the outer ends
    lefts = list(reversed(tints(COMPARATOR, sides.count(-1)))) if -1 in sides else []
    rights = tints(ACCENT, sides.count(1)) if 1 in sides else []
    steps = []
    for code, label, side in zip(codes, labels, sides, strict=True):
        fill = SHADE if side == 0 else (lefts if side < 0 else rights).pop(0)
        steps.append(Step(code, label, side, fill, HATCH if side < 0 else ""))
    return steps


def _side(item: Item, steps: Sequence[Step], side: int) -> float:
    """Share on one side, half of the neutral one included."""
    if not item.drawn:
        return 0.0
    weights = {side: 1.0, 0: 0.5}
    pairs = zip(item.shares, steps, strict=True)
    return sum(float(share) * weights.get(step.side, 0.0) for share, step in pairs)


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
    start = -_side(item, steps, -1)
    low, high = axes.get_xlim()
    per_point = (high - low) / (axes.get_window_extent().width * 72 / axes.figure.dpi)
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
    steps, items = _read(distribution, right_from, neutral)
    drawn = [item for item in items if item.drawn]
    names = join_fr([f"« {step.label} »" for step in steps])
    right = join_fr([f"« {step.label} »" for step in steps if step.side == 1], "ou")
    intro = (
        f"Barres empilées de part et d'autre d'un zéro : réponses {names} pour "
        f"{number(len(items))} questions, en % des réponses exprimées."
    )
    facts = ""
    if drawn:
        shares = [
            (
                item,
                sum(
                    float(share)
                    for share, step in zip(item.shares, steps, strict=True)
                    if step.side == 1
                ),
            )
            for item in drawn
        ]
        parts = [
            f"{word} : {item.label} ({percent(share)}, n = {number(item.n)})"
            for word, (item, share) in (
                ("la plus élevée", max(shares, key=lambda pair: pair[1])),
                ("la plus basse", min(shares, key=lambda pair: pair[1])),
            )
        ]
        facts = f"Part de {right} {' ; '.join(dict.fromkeys(parts))}."
    hidden = [item.label for item in items if not item.drawn]
    return alternative(
        intro, facts, without_value(hidden, "Sans pourcentage, effectif trop faible")
    )


def likert_data(
    distribution: pd.DataFrame, right_from: int | None = None, neutral: int | None = None
) -> pd.DataFrame:
    """Table behind ``likert``: one row per item, one column per answer."""
    steps, items = _read(distribution, right_from, neutral)
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
