"""DLS01: rank of what is met against rank of the recorded trend, four quadrants around the middle."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ffsu_eval.charts.direct import label_points
from ffsu_eval.charts.marks import dot, dot_key, draw_key, key_height
from ffsu_eval.charts.text import EDGE, LINE, capital, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    MARK,
    MUTED,
    POINTS,
    SHADE,
    WIDTH,
    axes_at,
    blank,
    housed,
)
from ffsu_eval.charts.words import alternative, no_rows, records, table, without_value
from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    interval_from,
    is_missing,
    number,
    signed,
    typography,
)
from ffsu_eval.indicators.diagnosis.quadrant import (
    BOTH_HIGH,
    BOTH_LOW,
    MORE_FELT,
    MORE_RECORDED,
    QUADRANT,
)
from ffsu_eval.indicators.frames import need, truths

LEFT, LABEL, PLOT = 18.0, 96.0, 236.0
X_NAME = "Rang de l'évolution enregistrée (1 : la plus forte hausse, à droite)"
Y_NAME = "Rang de la fréquence rencontrée (1 : la plus élevée, en haut)"
# corner of the axes (right, top) → words
CORNERS = {
    (False, True): MORE_FELT,
    (True, True): BOTH_HIGH,
    (False, False): BOTH_LOW,
    (True, False): MORE_RECORDED,
}


@housed
def quadrant_plot(frame: pd.DataFrame) -> Figure:
    """One point per phenomenon: recorded trend across, frequency met up, by rank; middle lines.

    ``frame``: DLS01. Hollow: the trend is not established, its rank may be another. A phenomenon
    without both ranks is named under the plot. ValueError: missing column, no row with both ranks.
    """
    known = _known(frame)
    hidden = [str(row.label_fr) for row in records(frame) if is_missing(row.felt_rank)]
    notes = wrapped(without_value(hidden, "Non calculable"), WIDTH - 2 * EDGE) if hidden else []
    names = wrapped(X_NAME, WIDTH - 2 * EDGE)
    solid, hollow = truths(known["established"]).any(), (~truths(known["established"])).any()
    keys = [dot_key("tendance enregistrée établie", ACCENT)] if solid else []
    keys += [dot_key("tendance non établie", ACCENT, filled=False)] if hollow else []
    above, below = key_height(keys) + LINE + 8, 15 + LINE * (len(names) + len(notes)) + 4
    figure = blank(above + PLOT + below)
    height = figure.get_figheight() * POINTS
    draw_key(figure, keys)
    figure.text(EDGE / WIDTH, (height - above + 8) / height, Y_NAME, color=MUTED)
    for rank, line in enumerate([*names, *notes]):
        figure.text(EDGE / WIDTH, (below - 15 - LINE * (rank + 0.8)) / height, line, color=MUTED)
    axes = axes_at(figure, LEFT, below, WIDTH - EDGE - 4, below + PLOT)
    _axes(axes, len(known))
    points = [(float(row.trend_rank), float(row.felt_rank)) for row in records(known)]
    for point, filled in zip(points, truths(known["established"]), strict=True):
        axes.plot(*point, zorder=4, **dot(ACCENT, bool(filled), "o", 7.0))
    label_points(axes, points, [capital(str(name)) for name in known["label_fr"]], LABEL, halo=True)
    return figure


def _known(frame: pd.DataFrame) -> pd.DataFrame:
    need(frame, "frame", QUADRANT)
    known = frame[frame["felt_rank"].notna() & frame["trend_rank"].notna()]
    no_rows("frame", len(known))
    return known.sort_values(["felt_rank", "label_fr"], ignore_index=True)


def _axes(axes: Axes, count: int) -> None:
    # room for the words of the corners above the first rank and under the last
    margin = 0.4 + 0.09 * count
    low, high = 1 - margin, count + margin
    middle = (count + 1) / 2
    axes.set(xlim=(high, low), ylim=(high, low))
    ticks = list(range(1, count + 1))
    axes.set_xticks(ticks, [number(tick) for tick in ticks])
    axes.set_yticks(ticks, [number(tick) for tick in ticks])
    axes.spines[["right", "top"]].set_visible(False)
    for left, bottom in ((high, low), (middle, middle)):
        width = middle - high if left == high else low - middle
        depth = middle - low if bottom == low else high - middle
        axes.add_patch(
            Rectangle((left, bottom), width, depth, facecolor=SHADE, edgecolor="none", zorder=0)
        )
    axes.axvline(middle, color=MARK, linewidth=0.8, zorder=1)
    axes.axhline(middle, color=MARK, linewidth=0.8, zorder=1)
    for (right, top), words in CORNERS.items():
        axes.annotate(
            typography(capital(words)),
            (1.0 if right else 0.0, 1.0 if top else 0.0),
            (-3 if right else 3, -LINE if top else 4),
            "axes fraction",
            "offset points",
            ha="right" if right else "left",
            color=MUTED,
            zorder=2,
        )


def quadrant_plot_alt(frame: pd.DataFrame) -> str:
    """Alternative text of ``quadrant_plot``: which phenomena are in each quadrant."""
    known = _known(frame)
    said = []
    for words in dict.fromkeys(known["quadrant"]):
        names = [str(row.label_fr) for row in records(known) if row.quadrant == words]
        said.append(f"{capital(str(words))} : {', '.join(names)}.")
    hidden = [str(row.label_fr) for row in records(frame) if is_missing(row.felt_rank)]
    return alternative(
        "Nuage de points en quatre quadrants : rang de l'évolution enregistrée en abscisse, rang de la "
        "fréquence rencontrée en ordonnée.",
        *said,
        without_value(hidden, "Non calculable"),
    )


def quadrant_plot_data(frame: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``quadrant_plot``: every phenomenon, those that cannot be compared too."""
    need(frame, "frame", QUADRANT)
    ordered = frame.sort_values(["felt_rank", "label_fr"], na_position="last", ignore_index=True)
    lines = [
        {
            "Phénomène": capital(str(row.label_fr)),
            "Fréquence (0 à 100)": number(row.felt),
            "Rang ressenti": _rank(row.felt_rank),
            "Tendance par an (%)": _trend(row),
            "Rang enregistré": _rank(row.trend_rank),
            "Lecture": str(row.quadrant),
            "Réserve": str(row.caveat) or "aucune",
        }
        for row in records(ordered)
    ]
    return table(pd.DataFrame(lines))


def _rank(rank: Any) -> str:
    if is_missing(rank):
        return NOT_APPLICABLE
    return number(rank, 0 if float(rank) == int(rank) else 1)


def _trend(row: Any) -> str:
    if is_missing(row.trend):
        return NOT_APPLICABLE
    bounds = interval_from(row.ci_low, row.ci_high, 0, 1, plus=True)
    return f"{signed(row.trend, 1)}{NBSP}{bounds}"
