"""Answers to items of one scale, and the side of the zero line on which each answer goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ffsu_eval.charts.theme import ACCENT, COMPARATOR, SHADE, tints
from ffsu_eval.charts.words import no_rows
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


def answers_of(
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
    order = sorted(
        items, key=lambda item: (not item.drawn, -side_share(item, steps, 1), item.label)
    )
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


def side_share(item: Item, steps: Sequence[Step], side: int) -> float:
    """Share on one side, half of the neutral one included."""
    if not item.drawn:
        return 0.0
    weights = {side: 1.0, 0: 0.5}
    pairs = zip(item.shares, steps, strict=True)
    return sum(float(share) * weights.get(step.side, 0.0) for share, step in pairs)
