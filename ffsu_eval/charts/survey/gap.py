"""SUR07: what front-line actors and residents answer to the same question."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, rows_figure
from ffsu_eval.charts.survey.pairs import Point, draw_points, share_scale
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table, without_value
from ffsu_eval.french import NOT_APPLICABLE, is_missing, number, percent, signed
from ffsu_eval.indicators.frames import need
from ffsu_eval.points import points

NEEDED = (
    "theme_label_fr",
    "value",
    "actors",
    "residents",
    "n_actors",
    "n_residents",
    "caveat",
)
AXIS = "Part de « souvent » ou « de temps en temps » (%)"
ACTORS = dot(ACCENT)
RESIDENTS = dot(COMPARATOR, filled=False, marker="D")


@housed
def gap_plot(gap: pd.DataFrame) -> Figure:
    """Share of the actors and share of the residents, one row per question put to both.

    ``gap``: SUR07. The interval, where there is one, is that of the residents' share: they alone were
    drawn at random. Questions that are not the same have no row. ValueError: missing column, no row.
    """
    compared = _compared(gap)
    rows = [
        Row(capital(row.theme_label_fr), f"écart {points(row.value)}", row)
        for row in records(compared)
    ]
    keys = [
        dot_key("acteurs", ACCENT),
        dot_key(_residents_key(compared), COMPARATOR, filled=False, marker="D"),
    ]
    shown = [bound for row in records(compared) for bound in _ends(row)]
    return rows_figure(rows, share_scale(shown, AXIS), _draw, keys)


def _compared(gap: pd.DataFrame) -> pd.DataFrame:
    need(gap, "gap", NEEDED)
    compared = gap[gap["value"].notna()]
    no_rows("gap", len(compared))
    return compared.sort_values("value", ascending=False, kind="stable")


def _residents_key(compared: pd.DataFrame) -> str:
    known = "ci_low" in compared and compared["ci_low"].notna().any()
    return "habitants, intervalle à 95 %" if known else "habitants"


def _bounds(row: Any) -> tuple[float, float] | None:
    """Interval of the residents' share, from that of the gap: the actors' share has none."""
    low = getattr(row, "ci_low", pd.NA)
    if is_missing(low):
        return None
    return float(row.actors - row.ci_high / 100), float(row.actors - low / 100)


def _ends(row: Any) -> list[float]:
    bounds = _bounds(row)
    return [float(row.actors), float(row.residents), *(bounds or ())]


def _draw(axes: Axes, row: Any, y: float) -> None:
    residents = Point(float(row.residents), RESIDENTS, _bounds(row))
    draw_points(axes, [residents, Point(float(row.actors), ACTORS)], y)


def gap_plot_alt(gap: pd.DataFrame) -> str:
    """Alternative text of ``gap_plot``."""
    compared = _compared(gap)
    facts = [
        f"{capital(row.theme_label_fr)} : acteurs {percent(row.actors)}, habitants "
        f"{percent(row.residents)}, écart {points(row.value)}."
        for row in records(compared)
    ]
    left = gap.loc[gap["value"].isna(), "theme_label_fr"]
    return alternative(
        "Graphique en points, deux par question : part des acteurs de proximité et part des habitants "
        "qui se disent en insécurité souvent ou de temps en temps.",
        *facts,
        without_value(left, "Questions non comparées"),
    )


def gap_plot_data(gap: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``gap_plot``: every question of the actors, with the reason not to compare."""
    need(gap, "gap", NEEDED)
    no_rows("gap", len(gap))
    return table(
        {
            "Lieu ou moment": [capital(label) for label in gap["theme_label_fr"]],
            "Acteurs": [_share(value) for value in gap["actors"]],
            "Habitants": [_share(value) for value in gap["residents"]],
            "Écart (points)": [
                NOT_APPLICABLE if is_missing(value) else signed(value) for value in gap["value"]
            ],
            "Réponses (acteurs, habitants)": [
                f"{number(a)}, {NOT_APPLICABLE if is_missing(r) else number(r)}"
                for a, r in zip(gap["n_actors"], gap["n_residents"], strict=True)
            ],
            "Remarque": [text or "questions identiques" for text in gap["caveat"].fillna("")],
        }
    )


def _share(value: Any) -> str:
    return NOT_APPLICABLE if is_missing(value) else percent(value)
