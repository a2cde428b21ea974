"""Who answered: the mix of the questionnaires beside that of the invitations."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, rows_figure
from ffsu_eval.charts.survey.pairs import Point, draw_points, share_scale
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, INK, housed
from ffsu_eval.charts.words import alternative, extremes, no_rows, records, table, without_value
from ffsu_eval.french import percent, signed
from ffsu_eval.indicators.frames import floats, need
from ffsu_eval.points import points

NEEDED = ("label_fr", "invited_share", "finished_share", "value")
AXIS = "Part de la catégorie dans l'ensemble (%)"
INVITED, ANSWERED = dot(INK, filled=False), dot(ACCENT)


@housed
def mix_plot(mix: pd.DataFrame) -> Figure:
    """Share of each category among the people invited, and among the finished questionnaires.

    ``mix``: result of ``response_mix``, one wave; a category where both differ weighs more, or less,
    in the results than among those asked. ValueError: missing column, no row.
    """
    shown = _sorted(mix)
    rows = [
        Row(
            capital(row.label_fr),
            "" if pd.isna(row.value) else points(row.value, 1),
            None if pd.isna(row.value) else row,
        )
        for row in records(shown)
    ]
    keys = [dot_key("invités", INK, filled=False), dot_key("questionnaires complets", ACCENT)]
    values = [x for name in ("invited_share", "finished_share") for x in floats(shown[name])]
    return rows_figure(rows, share_scale(values, AXIS), _draw, keys, track=10.0)


def _sorted(mix: pd.DataFrame) -> pd.DataFrame:
    need(mix, "mix", NEEDED)
    no_rows("mix", len(mix))
    return mix.sort_values(["invited_share", "label_fr"], ascending=[False, True])


def _draw(axes: Axes, row: Any, y: float) -> None:
    invited, answered = float(row.invited_share), float(row.finished_share)
    draw_points(axes, [Point(invited, INVITED), Point(answered, ANSWERED)], y)


def mix_plot_alt(mix: pd.DataFrame) -> str:
    """Alternative text of ``mix_plot``."""
    shown = _sorted(mix)
    known = shown[shown["value"].notna()]
    pairs = [(row.label_fr, float(row.value)) for row in records(known)]
    return alternative(
        "Graphique en points, deux par catégorie : part parmi les personnes invitées et part parmi les "
        "questionnaires complets.",
        "Écart. " + extremes(pairs, lambda value: points(value, 1)),
        without_value(shown.loc[shown["value"].isna(), "label_fr"], "Sans part"),
    )


def mix_plot_data(mix: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``mix_plot``."""
    shown = _sorted(mix)
    return table(
        {
            "Catégorie": [capital(label) for label in shown["label_fr"]],
            "Part des invités": [percent(value, 1) for value in shown["invited_share"]],
            "Part des questionnaires complets": [
                percent(value, 1) for value in shown["finished_share"]
            ],
            "Écart (points)": [signed(value, 1) for value in shown["value"]],
        }
    )
