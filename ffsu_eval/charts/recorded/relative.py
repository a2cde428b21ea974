"""REC08, ratio of the territory's rate to that of its comparators, year after year."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.marks import Key, dot
from ffsu_eval.charts.recorded.grid import Grid, grid_figure, plot_height
from ffsu_eval.charts.recorded.panel import (
    EMPTY,
    draw_gaps,
    draw_years,
    height_of,
    last_value,
    mark_years,
    name_value,
)
from ffsu_eval.charts.recorded.panels_text import at_year, gaps, movements
from ffsu_eval.charts.recorded.ratios import plain_tick, span
from ffsu_eval.charts.recorded.series import LOCKDOWNS, Panel, Series, marked_words, panels_of
from ffsu_eval.charts.text import capital, text_width
from ffsu_eval.charts.theme import ACCENT, INK, RULE, SHADE, housed, size_of
from ffsu_eval.charts.words import (
    alternative,
    missing_sign,
    records,
    signs_read,
    table,
    without_value,
)
from ffsu_eval.french import count_words, interval_from, number

BOUNDS_HELD = 2.5  # a wider interval leaves the scale: it would flatten all panels
TICKS = (1.0, 0.5, 2.0, 0.25, 4.0, 0.1, 10.0, 0.67, 1.5, 0.8, 1.25)  # best first
TICK_ROOM = 11.0
AXIS = 24.0


@housed
def ratio_series(
    ratios: pd.DataFrame,
    labels: Mapping[str, str],
    policy: tuple[int, int],
    marked_years: Sequence[int] = (),
    marked_for: str = LOCKDOWNS,
) -> Figure:
    """Ratio to a fixed set of comparators by year, one panel per indicator, one log scale for all.

    ``ratios``: series of REC08, one commune; ``labels``: indicator id → label; ``policy``: its first
    and last year, shaded: the years before show whether both moved together without it. Marked
    years: as ``rates_panels``. ValueError: a policy that ends before it begins; see ``panels_of``.
    """
    panels, years = _panels(ratios, labels, policy)
    scale = span(pd.concat([panel.series[0].published for panel in panels]), BOUNDS_HELD)
    room = max(text_width(_last(panel)[1], bold=True) for panel in panels) + 6
    grid = Grid(
        [panel.label for panel in panels],
        "Taux du territoire rapporté à celui des communes comparées (échelle logarithmique, la même "
        "pour tous)",
        _notes(panels, marked_words(marked_years, years, marked_for), scale),
        [Key(Patch(facecolor=SHADE, edgecolor=RULE), _policy_words(policy))],
        [plot_height(len(panels)) if _last(panel)[1] else EMPTY for panel in panels],
        axis=AXIS,
    )

    def draw(axes: Axes, rank: int, named: bool) -> None:
        draw_years(axes, years, room, named)
        _ratios_axis(axes, years, scale)
        shaded = [year for year in years if policy[0] <= year <= policy[1]]
        if shaded:
            axes.axvspan(shaded[0] - 0.5, shaded[-1] + 0.5, facecolor=SHADE, zorder=0)
        mark_years(axes, [year for year in years if year in marked_years])
        _draw(axes, panels[rank])

    return grid_figure(grid, draw)


def _panels(
    ratios: pd.DataFrame, labels: Mapping[str, str], policy: tuple[int, int]
) -> tuple[list[Panel], range]:
    if policy[0] > policy[1]:
        raise ValueError("policy: ends before it begins")
    # a ratio has no denominator: the panels of rates need one
    return panels_of(ratios.assign(denominator_type=""), labels, None, None)


def _policy_words(policy: tuple[int, int]) -> str:
    first, last = policy
    return f"période de la politique ({first}-{last})" if first < last else f"politique ({first})"


def _last(panel: Panel) -> tuple[tuple[float, float], str]:
    """Place and text of the last ratio of a panel; no text when there is none."""
    year, value, text = last_value(panel.series[0])
    return (year, value), number(value, 2) if text else ""


def _ratios_axis(axes: Axes, years: range, scale: tuple[float, float]) -> None:
    """Logarithmic axis around the line of equality."""
    axes.set_yscale("log")
    axes.set_ylim(scale)
    axes.tick_params(axis="y", length=0)
    height = size_of(axes)[1]
    kept: list[float] = []
    for tick in (tick for tick in TICKS if scale[0] <= tick <= scale[1]):
        if all(
            abs(height_of(axes, tick) - height_of(axes, other)) * height >= TICK_ROOM
            for other in kept
        ):
            kept.append(tick)
    axes.set_yticks(kept, [plain_tick(tick) for tick in kept])
    axes.set_yticks([], minor=True)
    ends = years[0] - 0.5, years[-1] + 0.25
    for tick in kept:
        color, width = (INK, 0.8) if tick == 1 else (RULE, 0.6)
        axes.hlines(tick, *ends, color=color, linewidth=width, zorder=1)


def _draw(axes: Axes, panel: Panel) -> None:
    """Line, intervals, points and last value; signs where there is no ratio."""
    series, (low, high) = panel.series[0], axes.get_ylim()
    years = series.points["year"].to_numpy(dtype=float)
    values = series.points["value"].to_numpy(dtype=float, na_value=float("nan"))
    axes.plot(years, values, color=ACCENT, linewidth=1.0, zorder=3)
    for row in records(series.published):
        _interval(axes, row, low, high)
        style = dot(ACCENT, size=4.0) | {"markeredgewidth": 1.0}
        axes.plot([row.year], [row.value], zorder=4, **style)
    draw_gaps(axes, panel.series, banded=False)
    (year, value), text = _last(panel)
    if text:
        name_value(axes, (year, min(max(value, low), high)), text, ACCENT)


def _interval(axes: Axes, row: Any, low: float, high: float) -> None:
    """Vertical interval; an arrow head where it leaves the scale."""
    ends = max(float(row.ci_low), low), min(float(row.ci_high), high)
    axes.vlines(row.year, *ends, color=ACCENT, linewidth=1.4, alpha=0.7, zorder=2)
    for beyond, edge, head in ((row.ci_low < low, low, "v"), (row.ci_high > high, high, "^")):
        if beyond:
            axes.plot(row.year, edge, marker=head, markersize=3.5, color=ACCENT, clip_on=False)


def _notes(panels: Sequence[Panel], marked: str, scale: tuple[float, float]) -> list[str]:
    drawn = pd.concat([panel.series[0].published for panel in panels])
    cut = bool(((drawn["ci_low"] < scale[0]) | (drawn["ci_high"] > scale[1])).any())
    reasons = [caveat for panel in panels for caveat in panel.series[0].reasons]
    parts = [
        "Trait vertical : intervalle à 95 % ; ligne à 1 : même taux.",
        "Flèche : l'intervalle dépasse l'échelle." if cut else "",
        f"Barre sous l'axe : {marked}." if marked else "",
        signs_read(reasons),
    ]
    return [" ".join(part for part in parts if part)]


def ratio_series_alt(
    ratios: pd.DataFrame,
    labels: Mapping[str, str],
    policy: tuple[int, int],
    marked_years: Sequence[int] = (),
    marked_for: str = LOCKDOWNS,
) -> str:
    """Alternative text of ``ratio_series``: extremes of the last year, movements, gaps."""
    panels, years = _panels(ratios, labels, policy)
    own = [(panel.label, panel.series[0]) for panel in panels]
    marked = marked_words(marked_years, years, marked_for)
    charts = count_words(len(panels), "petit graphique", "petits graphiques")
    return alternative(
        f"{capital(charts)} en points reliés avec intervalles à 95 % : taux du territoire rapporté à "
        f"celui des communes comparées, de {years[0]} à {years[-1]}, échelle logarithmique ; "
        f"{_policy_words(policy)} sur fond gris.",
        at_year(own, years[-1], lambda value: number(value, 2)),
        movements(own, 2),
        without_value([label for label, series in own if series.published.empty]),
        gaps(panels),
        f"Années marquées : {marked}." if marked else "",
    )


def ratio_series_data(
    ratios: pd.DataFrame, labels: Mapping[str, str], policy: tuple[int, int]
) -> pd.DataFrame:
    """Table behind ``ratio_series``: one row per indicator and year."""
    panels, _ = _panels(ratios, labels, policy)
    parts = [_rows(panel, panel.series[0], policy) for panel in panels]
    return table(pd.concat(parts, ignore_index=True))


def _rows(panel: Panel, series: Series, policy: tuple[int, int]) -> pd.DataFrame:
    lines = []
    for row in records(series.points):
        sign = missing_sign(row.caveat)
        known = pd.notna(row.value)
        bounds = interval_from(row.ci_low, row.ci_high, 1, 2)
        lines.append(
            {
                "Indicateur": capital(panel.label),
                "Année": str(row.year),
                "Période": "politique" if policy[0] <= row.year <= policy[1] else "hors politique",
                "Rapport": number(row.value, 2) if known else sign,
                "Intervalle à 95 %": bounds if known else sign,
            }
        )
    return pd.DataFrame(lines)
