"""What each public answers to each question, in three classes on both sides of a zero line."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.marks import Key, bar
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import text_width
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    SHADE,
    housed,
    readable_on,
    size_of,
    tints,
)
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table, without_value
from ffsu_eval.french import NBSP, SECRET, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.night.opinions import ANSWERS, OPINIONS

HEIGHT = 13.0
WORDS = {"1-2": "1 ou 2 (plutôt non)", "3": "3", "4-5": "4 ou 5 (plutôt oui)"}
FILLS = {"1-2": tints(COMPARATOR, 3)[1], "3": SHADE, "4-5": tints(ACCENT, 3)[1]}
Names = Mapping[str, str]


@housed
def opinion_bars(opinions: pd.DataFrame, questions: Names, publics: Names) -> Figure:
    """One bar per public under the name of each question; the neutral answer is astride the line.

    ``opinions``: shares by question, public and class. A public with a withheld class has no bar.
    ValueError: missing column, no row, a question or a public without name.
    """
    found = _groups(opinions, questions, publics)
    bars = [shares for _, _, shares, _ in found if shares]
    left = max((s[0] + s[1] / 2 for s in bars), default=0.5)
    right = max((s[2] + s[1] / 2 for s in bars), default=0.5)
    rows, asked = [], ""
    for question, public, shares, n in found:
        if question != asked:
            rows.append(Row(questions[question], heading=True))
            asked = question
        size = f"n{NBSP}={NBSP}{number(n)}" if not is_missing(n) else ""
        few = " (effectif faible)" if shares and n < 50 else ""
        shown = size + few if shares else f"{SECRET}, {size}"
        rows.append(Row(publics[public], shown, shares or None))
    ticks = [
        (t / 100, f"{abs(t)}")
        for t in range(-100, 101, 25)
        if -left - 0.02 <= t / 100 <= right + 0.02
    ]
    scale = Scale(
        -left - 0.005, right + 0.005, ticks, "% des réponses exprimées", lines=((0.0, ""),)
    )
    keys = [Key(Patch(facecolor=FILLS[a], edgecolor=INK, linewidth=0.5), WORDS[a]) for a in ANSWERS]
    return rows_figure(rows, scale if bars else None, _draw, keys, track=16.0)


def _groups(
    opinions: pd.DataFrame, questions: Names, publics: Names
) -> list[tuple[str, str, list[float], Any]]:
    """Question, public, shares of the three classes (none where one is withheld), base."""
    need(opinions, "opinions", OPINIONS)
    no_rows("opinions", len(opinions))
    found = []
    for (question, public), own in opinions.groupby(["question", "public"], sort=False):
        label_of(questions, question)
        label_of(publics, public)
        by_class = own.set_index("answer")["value"].reindex(list(ANSWERS))
        shares = [] if by_class.isna().any() else [float(value) for value in by_class]
        found.append((str(question), str(public), shares, own["n"].iloc[0]))
    return found


def _draw(axes: Axes, shares: Sequence[float], y: float) -> None:
    start = -(shares[0] + shares[1] / 2)
    low, high = axes.get_xlim()
    per_point = (high - low) / size_of(axes)[0]
    for answer, share in zip(ANSWERS, shares, strict=True):
        bar(axes, y, start, start + share, FILLS[answer], HEIGHT, edgecolor=INK, linewidth=0.5)
        text = number(100 * share)
        if share / per_point >= text_width(text) + 5:
            axes.text(
                start + share / 2, y + 3.1, text, ha="center", va="baseline", zorder=5,
                color=readable_on(FILLS[answer]),
            )  # fmt: skip
        start += share


def opinion_bars_alt(opinions: pd.DataFrame, questions: Names, publics: Names) -> str:
    """Alternative text of ``opinion_bars``: the share of the answers 4 and 5."""
    found = _groups(opinions, questions, publics)
    said: dict[str, list[str]] = {}
    for question, public, shares, _ in found:
        if shares:
            said.setdefault(question, []).append(f"{publics[public]} {percent(shares[2])}")
    hidden = [f"{questions[q]}, {publics[p]}" for q, p, shares, _ in found if not shares]
    return alternative(
        "Barres empilées de part et d'autre d'un zéro, par question et par public. Part des réponses 4 et "
        "5.",
        *(f"{questions[question]} : {', '.join(parts)}." for question, parts in said.items()),
        without_value(hidden, "Non montré"),
    )


def opinion_bars_data(opinions: pd.DataFrame, questions: Names, publics: Names) -> pd.DataFrame:
    """Table behind ``opinion_bars``."""
    _groups(opinions, questions, publics)
    lines = []
    for (question, public), own in opinions.groupby(["question", "public"], sort=False):
        line = {"Question": questions[str(question)], "Public": publics[str(public)]}
        for row in records(own):
            line[WORDS[row.answer]] = (
                percent(row.value)
                if not is_missing(row.value)
                else SECRET
                if is_missing(row.count)
                else of_total(row.count, row.n)
            )
        line["Réponses (n)"] = number(own["n"].iloc[0])
        lines.append(line)
    return table(pd.DataFrame(lines))
