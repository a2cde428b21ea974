"""RAD03, RAD04 and RAD13: three shares of each profession on one line."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import PERCENT_TICKS, Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, INK, RULE, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import NBSP, SECRET, is_missing, number, percent
from ffsu_eval.indicators.frames import need

# column, word, colour, filled, shape: the shape alone tells them apart
MARKS = (
    ("procedure", "connaissent la procédure", ACCENT, True, "o"),
    ("confidence", "se disent en confiance", COMPARATOR, False, "s"),
    ("stigma", "craignent de stigmatiser", INK, True, "^"),
)
NEEDED = ("label_fr", "n", *(name for name, *_ in MARKS))


@housed
def skill_points(skills: pd.DataFrame) -> Figure:
    """One row per profession, its three shares on one scale; a withheld share has no mark.

    ``skills``: label_fr, n, procedure, confidence, stigma. ValueError: missing column, no row.
    """
    need(skills, "skills", NEEDED)
    no_rows("skills", len(skills))
    rows = [Row(capital(str(row.label_fr)), _base(row), _content(row)) for row in records(skills)]
    keys = [dot_key(word, color, filled, shape) for _, word, color, filled, shape in MARKS]
    scale = Scale(0, 1, PERCENT_TICKS, "% des professionnels qui ont répondu")
    return rows_figure(rows, scale, _draw, keys, track=11.0)


def _base(row: Any) -> str:
    return SECRET if _content(row) is None else f"n{NBSP}={NBSP}{number(row.n)}"


def _content(row: Any) -> list[float | None] | None:
    values = [getattr(row, name) for name, *_ in MARKS]
    if all(is_missing(value) for value in values):
        return None
    return [None if is_missing(value) else float(value) for value in values]


def _draw(axes: Axes, content: list[float | None], y: float) -> None:
    axes.plot([0, 1], [y, y], color=RULE, linewidth=1.0, zorder=1)
    for value, (_, _, color, filled, shape) in zip(content, MARKS, strict=True):
        if value is not None:
            axes.plot(value, y, zorder=3, clip_on=False, **dot(color, filled, shape))


def skill_points_alt(skills: pd.DataFrame) -> str:
    """Alternative text of ``skill_points``."""
    whole = list(records(skills))[-1]
    parts = [f"{word} : {_share(getattr(whole, name))}" for name, word, *_ in MARKS]
    return alternative(
        f"Graphique en points : trois parts pour chacun des métiers, {number(len(skills))} lignes.",
        f"{capital(str(whole.label_fr))} : {' ; '.join(parts)}.",
    )


def _share(value: Any) -> str:
    return SECRET if is_missing(value) else percent(value)


def skill_points_data(skills: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``skill_points``."""
    lines = [
        {
            "Métier": capital(str(row.label_fr)),
            **{capital(word): _share(getattr(row, name)) for name, word, *_ in MARKS},
            "Réponses (n)": SECRET if _content(row) is None else number(row.n),
        }
        for row in records(skills)
    ]
    return table(pd.DataFrame(lines))
