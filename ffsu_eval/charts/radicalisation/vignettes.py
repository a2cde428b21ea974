"""RAD05: orientation of fictitious situations, both errors on either side of what was expected."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.marks import Key, bar
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import text_width
from ffsu_eval.charts.theme import ACCENT, INK, MUTED, PAPER, housed, readable_on, size_of
from ffsu_eval.charts.words import alternative, missing_sign, no_rows, records, table
from ffsu_eval.french import NBSP, is_missing, number, percent
from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.radicalisation.vignettes import OVER, QUALITY, RIGHT, UNDER, UNKNOWN

HEIGHT = 12.0
# column, word, fill, hatch: the pattern alone tells them apart in grey print
PARTS = (
    ("under", UNDER, "#ead9bd", "////"),
    ("count", RIGHT, ACCENT, ""),
    ("over", OVER, "#c9cdd1", "\\\\\\\\"),
    ("unknown", UNKNOWN, PAPER, ""),
)


@housed
def vignette_bars(quality: pd.DataFrame) -> Figure:
    """One bar per situation: too low, as expected, too high, does not know, in % of the answers.

    ``quality``: RAD05. A situation whose numbers are withheld keeps its text. ValueError: missing
    column, no row.
    """
    need(quality, "quality", QUALITY)
    no_rows("quality", len(quality))
    rows = [
        Row(str(row.label_fr), _base(row), None if is_missing(row.value) else row, _expected(row))
        for row in records(quality)
    ]
    known = any(row.content is not None for row in rows)
    ticks = [(t / 100, number(t)) for t in (0, 25, 50, 75, 100)]
    scale = Scale(0, 1, ticks, "% des réponses") if known else None
    keys = [
        Key(Patch(facecolor=fill, edgecolor=INK, linewidth=0.5, hatch=hatch), word)
        for column, word, fill, hatch in PARTS
        if (quality[column] > 0).any()
    ]
    return rows_figure(rows, scale, _draw, keys if known else [], track=15.0)


def _base(row: Any) -> str:
    if is_missing(row.value):
        return missing_sign(row.caveat)
    return f"n{NBSP}={NBSP}{number(row.n)}"


def _expected(row: Any) -> str:
    return f"Attendu : {row.expected}" if str(row.expected) else ""


def _draw(axes: Axes, row: Any, y: float) -> None:
    start, per_point = 0.0, 1 / size_of(axes)[0]
    for column, _, fill, hatch in PARTS:
        share = int(getattr(row, column)) / int(row.n)
        bar(
            axes, y, start, start + share, fill, HEIGHT, edgecolor=MUTED, linewidth=0.5, hatch=hatch
        )
        text = number(100 * share)
        if share / per_point >= text_width(text) + 7:
            axes.text(
                start + share / 2, y + 3.1, text, ha="center", va="baseline", zorder=5,
                color=readable_on(fill), bbox={"facecolor": fill, "edgecolor": "none", "pad": 0.8},
            )  # fmt: skip
        start += share


def vignette_bars_alt(quality: pd.DataFrame) -> str:
    """Alternative text of ``vignette_bars``."""
    parts = [
        f"{row.label_fr} : {percent(row.value)} adaptées, {percent(row.under_share)} de "
        f"sous-signalement, {percent(row.over_share)} de sur-signalement"
        for row in records(quality)
        if not is_missing(row.value)
    ]
    return alternative(
        "Barres empilées : orientations trop basses, adaptées, trop élevées, sans avis, par situation.",
        f"{' ; '.join(parts)}." if parts else "Aucun résultat n'est montré.",
    )


def vignette_bars_data(quality: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``vignette_bars``."""
    lines = []
    for row in records(quality):
        sign = missing_sign(row.caveat)
        lines.append(
            {
                "Situation": str(row.label_fr),
                "Attendu": str(row.expected) or "///",
                **{
                    word.capitalize(): sign
                    if is_missing(getattr(row, column))
                    else percent(int(getattr(row, column)) / int(row.n))
                    for column, word, _, _ in PARTS
                },
                "Réponses (n)": sign if is_missing(row.n) else number(row.n),
            }
        )
    return table(pd.DataFrame(lines))
