"""Density of venues and noise complaints, zone by zone."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from ffsu_eval.charts.direct import label_points
from ffsu_eval.charts.marks import dot
from ffsu_eval.charts.text import EDGE, LINE, wrapped
from ffsu_eval.charts.theme import ACCENT, MUTED, POINTS, WIDTH, axes_at, blank, housed
from ffsu_eval.charts.words import (
    alternative,
    intervals,
    label_of,
    missing_sign,
    no_rows,
    records,
    table,
    without_value,
)
from ffsu_eval.french import is_missing, number
from ffsu_eval.indicators.frames import need

NEEDED = ("zone_id", "density", "venues", "count", "value", "ci_low", "ci_high", "caveat")
PLOT, LEFT = 190.0, 34.0
ACROSS = "Établissements de nuit pour 1 000 riverains à 200 m ou moins"
UP = "Plaintes pour bruit pour 1 000 riverains et par an, intervalle à 95 %"


@housed
def complaint_points(zones: pd.DataFrame, names: Mapping[str, str]) -> Figure:
    """One point per zone: venues and complaints for 1,000 residents, with the interval of the latter.

    A zone without value is not drawn. No line is fitted: there are too few zones to say that one goes
    with the other. ValueError: missing column, no row, a zone without name.
    """
    known = _known(zones, names)
    above, below = LINE * len(wrapped(UP, WIDTH - 2 * EDGE)) + 6, 16 + LINE
    figure = blank(above + PLOT + below)
    height = figure.get_figheight() * POINTS
    axes = axes_at(figure, LEFT, below, WIDTH - 8, below + PLOT)
    axes.spines[["right", "top"]].set_visible(False)
    axes.grid()
    axes.set_axisbelow(True)
    high = float(known["ci_high"].max()) if len(known) else 1.0
    wide = float(known["density"].max()) if len(known) else 1.0
    axes.set(xlim=(0, 1.15 * wide), ylim=(0, 1.15 * high))
    points = [(float(row.density), float(row.value)) for row in records(known)]
    for (x, y), row in zip(points, records(known), strict=True):
        axes.plot((x, x), (float(row.ci_low), float(row.ci_high)), color=ACCENT, linewidth=1.6)
        axes.plot(x, y, zorder=4, **dot(ACCENT))
    # above the interval, so that no name is written across it
    tops = [(float(row.density), float(row.ci_high)) for row in records(known)]
    label_points(axes, tops, [names[str(row.zone_id)] for row in records(known)], 90, halo=True)
    for rank, line in enumerate(wrapped(UP, WIDTH - 2 * EDGE)):
        figure.text(EDGE / WIDTH, 1 - (LINE * (rank + 0.8)) / height, line, color=MUTED)
    figure.text(EDGE / WIDTH, 4 / height, ACROSS, color=MUTED)
    return figure


def _known(zones: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    need(zones, "zones", NEEDED)
    no_rows("zones", len(zones))
    for zone in zones["zone_id"]:
        label_of(names, zone)
    return zones[zones["value"].notna() & zones["density"].notna()]


def complaint_points_alt(zones: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Alternative text of ``complaint_points``."""
    known = _known(zones, names)
    said = [
        f"{names[str(row.zone_id)]} : {number(row.density, 1)} établissements et "
        f"{number(row.value, 1)} plaintes"
        for row in records(known)
    ]
    hidden = [names[str(row.zone_id)] for row in records(zones[zones["value"].isna()])]
    return alternative(
        "Nuage de points, un par zone, pour 1 000 riverains : établissements en abscisse, plaintes par an "
        "en ordonnée, avec leur intervalle.",
        f"{' ; '.join(said)}.",
        without_value(hidden, "Sans valeur"),
    )


def complaint_points_data(zones: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``complaint_points``."""
    _known(zones, names)
    bounds = intervals(zones, 1)
    return table(
        {
            "Zone": [names[str(row.zone_id)] for row in records(zones)],
            "Établissements": [number(row.venues) for row in records(zones)],
            "Établissements pour 1 000 riverains": [
                number(row.density, 1) for row in records(zones)
            ],
            "Plaintes": [_or_sign(row.count, row.caveat, 0) for row in records(zones)],
            "Plaintes pour 1 000 riverains et par an": [
                _or_sign(row.value, row.caveat, 1) for row in records(zones)
            ],
            "Intervalle à 95 %": [
                missing_sign(row.caveat) if is_missing(row.value) else text
                for row, text in zip(records(zones), bounds, strict=True)
            ],
        }
    )


def _or_sign(value: object, caveat: object, decimals: int) -> str:
    return missing_sign(caveat) if is_missing(value) else number(value, decimals)
