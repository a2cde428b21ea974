"""NUI06: places that close at each hour, and those that a departure serves."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.marks import Key, bar
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.theme import ACCENT, INK, PAPER, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import count_words, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE, need
from ffsu_eval.nighttime import clock_label

NEEDED = ("closing", "minutes", "venues", "count", "n", "value")
HEIGHT = 9.0


@housed
def offer_bars(offer: pd.DataFrame) -> Figure:
    """One bar per closing time: places that close, those with a departure near and soon filled.

    ``offer``: NUI06. ValueError: missing column, no row.
    """
    own = _by_hour(offer)
    rows = [
        Row(f"Fermeture à {clock_label(int(row.minutes))}", _value(row), (row.count, row.n),
            count_words(int(row.venues), "établissement"))
        for row in records(own)
    ]  # fmt: skip
    high = max(int(own["n"].max()), 1)
    step = next(
        s for s in (50, 100, 200, 500, 1_000, 5_000, 20_000) if high / s <= 6 or s == 20_000
    )
    last = step * -(-high // step)
    ticks = [(float(tick), number(tick)) for tick in range(0, last + 1, step)]
    keys = [
        Key(Patch(facecolor=ACCENT, edgecolor=INK, linewidth=0.5), "places desservies"),
        Key(Patch(facecolor=PAPER, edgecolor=INK, linewidth=0.5), "places sans départ"),
    ]
    return rows_figure(rows, Scale(0, last, ticks, "Places estimées"), _draw, keys, track=HEIGHT)


def _value(row: object) -> str:
    served, places = getattr(row, "count"), getattr(row, "n")  # noqa: B009
    return f"{number(served)} sur {number(places)} ({percent(served / places)})"


def _draw(axes: Axes, content: tuple[int, int], y: float) -> None:
    served, places = content
    bar(axes, y, 0, float(places), PAPER, HEIGHT, edgecolor=INK, linewidth=0.6)
    bar(axes, y, 0, float(served), ACCENT, HEIGHT, edgecolor=INK, linewidth=0.6)


def _by_hour(offer: pd.DataFrame) -> pd.DataFrame:
    need(offer, "offer", NEEDED)
    own = offer[offer["closing"] != WHOLE]
    no_rows("offer", len(own))
    return own


def offer_bars_alt(offer: pd.DataFrame) -> str:
    """Alternative text of ``offer_bars``."""
    own = _by_hour(offer)
    said = [
        f"{clock_label(int(row.minutes))} : {of_total(row.count, row.n)}" for row in records(own)
    ]
    return alternative(
        "Barres horizontales : places qui ferment à chaque heure, dont celles qu'un départ dessert.",
        f"{' ; '.join(said)}.",
    )


def offer_bars_data(offer: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``offer_bars``."""
    own = _by_hour(offer)
    return table(
        {
            "Fermeture": [clock_label(int(row.minutes)) for row in records(own)],
            "Établissements": [number(row.venues) for row in records(own)],
            "Places estimées": [number(row.n) for row in records(own)],
            "Places desservies": [number(row.count) for row in records(own)],
            "Part": [percent(row.value) for row in records(own)],
        }
    )
