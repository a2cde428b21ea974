"""Rows of bars, points and pairs: time by mission, delays, sectors."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import bar, dot, dot_key, interval_mark
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, INK, MARK, RULE, housed
from ffsu_eval.charts.words import alternative, extremes, no_rows, records, table
from ffsu_eval.french import NOT_APPLICABLE, SECRET, interval, is_missing, number, percent, signed
from ffsu_eval.indicators.frames import WHOLE, need

STEPS = (5, 10, 20, 25, 50)


def _ticks(high: float) -> tuple[float, list[tuple[float, str]]]:
    step = next((s for s in STEPS if high / s <= 5), 100)
    last = step * (int(high / step) + 1)
    return float(last), [(float(tick), number(tick)) for tick in range(0, last + 1, step)]


@housed
def time_bars(use: pd.DataFrame, labels: Mapping[str, str], marked: str = "") -> Figure:
    """DOC05: share of the time of each mission, largest first, with its interval.

    ``labels``: name of each mission; ``marked``: the one in the accent colour. ValueError: no row.
    """
    known = _missions(use)
    last, ticks = _ticks(max(100 * float(row.value) for row in records(known)) + 3)
    rows = [
        Row(capital(labels.get(str(row.item), "Autres missions")), percent(row.value), row)
        for row in records(known)
    ]

    def draw(axes: Axes, row: Any, y: float) -> None:
        color = ACCENT if str(row.item) == marked else MARK
        bar(axes, y, 0, 100 * float(row.value), color, 7.0)
        if not is_missing(row.ci_low):
            axes.plot(
                [100 * float(row.ci_low), 100 * float(row.ci_high)], [y, y], color=INK, linewidth=1.0,
                zorder=4,
            )  # fmt: skip

    return rows_figure(rows, Scale(0, last, ticks, "Part du temps d'activité (%)"), draw, track=9.0)


def _missions(use: pd.DataFrame) -> pd.DataFrame:
    need(use, "use", ("item", "value", "ci_low", "ci_high"))
    known = use[(use["item"] != WHOLE) & use["value"].notna()]
    no_rows("use", len(known))
    return known


def time_bars_alt(use: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Alternative text of ``time_bars``."""
    pairs = [
        (labels.get(str(row.item), "autres missions"), float(row.value))
        for row in records(_missions(use))
    ]
    return alternative(
        "Barres : part du temps d'activité de chaque mission, avec son intervalle.",
        extremes(pairs, percent),
    )


def time_bars_data(use: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``time_bars``."""
    lines = [
        {
            "Mission": capital(labels.get(str(row.item), "autres missions")),
            "Heures": number(row.count),
            "Part du temps": percent(row.value, 1),
            "Intervalle à 95 %": _percents(row),
        }
        for row in records(_missions(use))
    ]
    return table(pd.DataFrame(lines))


def _percents(row: Any) -> str:
    if is_missing(row.ci_low):
        return NOT_APPLICABLE
    return interval(100 * float(row.ci_low), 100 * float(row.ci_high), 1, "%")


@housed
def delay_dots(
    delays: pd.DataFrame, labels: Mapping[str, str], headings: Mapping[str, str]
) -> Figure:
    """DOC06: median (disc) and ninth decile (ring) of the minutes to arrival, with their intervals.

    ``labels``: « dimension:item » → name; ``headings``: dimension → heading, in the order of the rows.
    A row whose base is secret keeps its name. ValueError: no row.
    """
    need(delays, "delays", ("dimension", "item", "value", "ci_low", "ci_high", "p90", "n"))
    no_rows("delays", len(delays))
    rows = []
    for dimension, heading in headings.items():
        own = delays[delays["dimension"] == dimension]
        if len(own):
            rows.append(Row(heading, heading=True))
        rows += [
            Row(capital(labels[f"{dimension}:{row.item}"]), _delay_words(row),
                None if is_missing(row.value) else row)
            for row in records(own)
        ]  # fmt: skip
    highs = [float(row.p90_high) for row in records(delays) if not is_missing(row.p90_high)]
    highs += [float(row.p90) for row in records(delays) if not is_missing(row.p90)]
    last, ticks = _ticks(max(highs, default=10.0))
    keys = [dot_key("médiane", ACCENT), dot_key("neuf appels sur dix", COMPARATOR, filled=False)]
    scale = Scale(0, last, ticks, "Minutes de l'appel à l'arrivée")
    return rows_figure(rows, scale, _delay, keys, track=11.0)


def _delay(axes: Axes, row: Any, y: float) -> None:
    for value, low, high, style in (
        (row.p90, row.p90_low, row.p90_high, dot(COMPARATOR, False)),
        (row.value, row.ci_low, row.ci_high, dot(ACCENT)),
    ):
        bounds = None if is_missing(low) else (float(low), float(high))
        interval_mark(axes, y, float(value), bounds, style)


def _delay_words(row: Any) -> str:
    if is_missing(row.value):
        return SECRET
    return f"{number(row.value)} et {number(row.p90)} min"


def delay_dots_alt(delays: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Alternative text of ``delay_dots``."""
    pairs = [
        (labels[f"{row.dimension}:{row.item}"], float(row.value))
        for row in records(delays)
        if not is_missing(row.value)
    ]
    return alternative(
        "Points : délai médian et neuvième décile de l'arrivée, par priorité, secteur et moment.",
        extremes(pairs, lambda value: f"{number(value)} minutes"),
    )


def delay_dots_data(delays: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``delay_dots``."""
    lines = [
        {
            "Appels": capital(labels[f"{row.dimension}:{row.item}"]),
            "n": SECRET if is_missing(row.n) else number(row.n),
            "Médiane (minutes)": SECRET if is_missing(row.value) else number(row.value),
            "Intervalle à 95 %": _bounds(row, "ci_low", "ci_high"),
            "Neuvième décile": SECRET if is_missing(row.p90) else number(row.p90),
            "Son intervalle": _bounds(row, "p90_low", "p90_high"),
            "Réserve": str(row.caveat) or "aucune",
        }
        for row in records(delays)
    ]
    return table(pd.DataFrame(lines))


def _bounds(row: Any, low: str, high: str) -> str:
    first = getattr(row, low)
    return NOT_APPLICABLE if is_missing(first) else interval(first, getattr(row, high))


@housed
def sector_pairs(profiles: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """DOC07: share of the patrols' time (disc) and of the calls (ring) of each sector, by name.

    ``profiles``: rows of one dimension. ValueError: no row.
    """
    known = _sectors(profiles)
    rows = [
        Row(
            capital(labels.get(str(row.item), str(row.item))),
            SECRET if is_missing(row.gap) else signed(100 * float(row.gap), 0, "points"),
            None if is_missing(row.gap) else row,
        )
        for row in records(known)
    ]
    shares = [100 * float(v) for v in (*known["presence_share"], *known["demand_share"].dropna())]
    last, ticks = _ticks(max(shares))

    def draw(axes: Axes, row: Any, y: float) -> None:
        there, asked = 100 * float(row.presence_share), 100 * float(row.demand_share)
        axes.plot([there, asked], [y, y], color=RULE, linewidth=2.0, zorder=1)
        axes.plot(asked, y, zorder=2, clip_on=False, **dot(COMPARATOR, False))
        axes.plot(there, y, zorder=3, clip_on=False, **dot(ACCENT))

    keys = [dot_key("temps des patrouilles", ACCENT), dot_key("appels", COMPARATOR, filled=False)]
    return rows_figure(rows, Scale(0, last, ticks, "Part du total (%)"), draw, keys, track=10.0)


def _sectors(profiles: pd.DataFrame) -> pd.DataFrame:
    need(profiles, "profiles", ("dimension", "item", "presence_share", "demand_share", "gap"))
    known = profiles[profiles["dimension"] == "sector_id"]
    no_rows("profiles", len(known))
    return known


def sector_pairs_alt(profiles: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Alternative text of ``sector_pairs``."""
    pairs = [
        (labels.get(str(row.item), str(row.item)), float(row.gap))
        for row in records(_sectors(profiles))
        if not is_missing(row.gap)
    ]
    return alternative(
        "Points : part du temps des patrouilles et part des appels de chaque secteur ; écart, temps "
        "moins appels.",
        extremes(pairs, lambda value: signed(100 * value, 0, "points")),
    )


def sector_pairs_data(profiles: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``sector_pairs``."""
    lines = [
        {
            "Secteur": labels.get(str(row.item), str(row.item)),
            "Part du temps des patrouilles": percent(row.presence_share, 1),
            "Part des appels": SECRET
            if is_missing(row.demand_share)
            else percent(row.demand_share, 1),
            "Écart (points)": SECRET if is_missing(row.gap) else signed(100 * float(row.gap), 1),
        }
        for row in records(_sectors(profiles))
    ]
    return table(pd.DataFrame(lines))
