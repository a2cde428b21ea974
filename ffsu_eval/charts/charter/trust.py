"""CHA08: answers to each statement, those bound to secrecy above the others, with their gap."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.marks import Key, bar
from ffsu_eval.charts.rows import PERCENT_TICKS, Row, Scale, rows_figure
from ffsu_eval.charts.survey.bases import base
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, INK, PAPER, SHADE, housed, readable_on, tints
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import NBSP, SECRET, is_missing, number, of_total, percent
from ffsu_eval.indicators.charter.trust import BOUND, FREE, STEPS
from ffsu_eval.indicators.frames import need
from ffsu_eval.points import points

HEIGHT = 13.0
NEEDED = ("item", "group", "step", "value", "count", "n")
GROUPS = {BOUND: "Tenus au secret", FREE: "Autres professionnels"}
# the side that does not agree is hatched: it differs in grey print too
FILLS = {-1: (tints(COMPARATOR, 2)[0], "////"), 0: (SHADE, ""), 1: (ACCENT, "")}
LONG_ENOUGH = 0.07


@housed
def trust_bars(answers: pd.DataFrame, gap: pd.DataFrame, items: Mapping[str, str]) -> Figure:
    """Stacked bars of 100 %, one per statement and group, under the statement and its gap.

    ``answers``: result of ``charter.trust`` after secrecy; ``gap``: its gap; ``items``: statement by
    item, in the order of the rows. A group whose answers are too few, or one of them secret, has no
    bar. ValueError: missing column, no row, item without statement.
    """
    _known(answers, items)
    gaps = gap.set_index("item")["value"]
    rows: list[Row] = []
    for item, statement in items.items():
        told = gaps.get(item)
        head = "" if told is None or is_missing(told) else f"écart {points(told)}"
        rows.append(Row(statement, head, heading=True))
        for group, label in GROUPS.items():
            own = answers[(answers["item"] == item) & (answers["group"] == group)]
            n = own["n"].iloc[0] if len(own) else 0
            if len(own) and own["value"].notna().all():
                rows.append(Row(label, f"n{NBSP}={NBSP}{number(n)}", own))
            else:
                rows.append(Row(label, f"{SECRET} ({base(n)} réponses)"))
    scale = Scale(0, 1, PERCENT_TICKS, "% des réponses exprimées")
    keys = [
        Key(Patch(facecolor=fill, edgecolor=PAPER if hatch else INK, hatch=hatch,
                  linewidth=0 if hatch else 0.5), label)
        for (step, label) in STEPS for fill, hatch in [FILLS[step]]
    ]  # fmt: skip
    return rows_figure(rows, scale, _draw, keys, track=15.0)


def _known(answers: pd.DataFrame, items: Mapping[str, str]) -> None:
    need(answers, "answers", NEEDED)
    no_rows("answers", len(answers))
    for item in answers["item"].unique():
        label_of(items, item)


def _draw(axes: Axes, own: pd.DataFrame, y: float) -> None:
    start = 0.0
    for row in records(own.sort_values("step")):
        fill, hatch = FILLS[int(row.step)]
        end = start + float(row.value)
        bar(axes, y, start, end, fill, HEIGHT, edgecolor=PAPER, linewidth=0, hatch=hatch)
        bar(axes, y, start, end, "none", HEIGHT, edgecolor=INK, linewidth=0.5)
        if end - start >= LONG_ENOUGH:
            axes.text(
                (start + end) / 2, y + 3.1, number(100 * float(row.value)), ha="center",
                va="baseline", zorder=5, color=readable_on(fill),
                bbox={"facecolor": fill, "edgecolor": "none", "pad": 0.8},
            )  # fmt: skip
        start = end


def trust_bars_alt(answers: pd.DataFrame, gap: pd.DataFrame, items: Mapping[str, str]) -> str:
    """Alternative text of ``trust_bars``."""
    _known(answers, items)
    facts = [
        f"« {items[row.item]} » : {percent(row.bound)} des professionnels tenus au secret répondent "
        f"plutôt oui, {percent(row.free)} des autres."
        for row in records(gap)
        if not is_missing(row.value)
    ]
    return alternative(
        "Barres empilées : réponses des professionnels tenus au secret et des autres, en % des "
        "réponses exprimées.",
        *facts,
    )


def trust_bars_data(answers: pd.DataFrame, items: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``trust_bars``: one row per statement and group."""
    _known(answers, items)
    lines = []
    for item, statement in items.items():
        for group, label in GROUPS.items():
            own = answers[(answers["item"] == item) & (answers["group"] == group)]
            line: dict[str, Any] = {"Question": statement, "Groupe": label}
            for row in records(own.sort_values("step")):
                line[str(row.label_fr).capitalize()] = _cell(row)
            line["Réponses (n)"] = base(own["n"].iloc[0]) if len(own) else base(0)
            lines.append(line)
    return table(pd.DataFrame(lines))


def _cell(row: Any) -> str:
    if is_missing(row.count):
        return SECRET
    return of_total(row.count, row.n) if is_missing(row.value) else percent(row.value)
