"""F1, small multiples: one panel of yearly rates with intervals per indicator."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ffsu_eval.charts.marks import Key, dot
from ffsu_eval.charts.recorded.grid import Grid, bases, grid_figure, plot_height, starred
from ffsu_eval.charts.recorded.panel import EMPTY, STYLES, draw_panel, draw_years, last_value
from ffsu_eval.charts.recorded.series import (
    LOCKDOWNS,
    Event,
    Panel,
    Series,
    events_of,
    marked_words,
    panels_of,
)
from ffsu_eval.charts.text import text_width
from ffsu_eval.charts.theme import housed
from ffsu_eval.charts.words import signs_read
from ffsu_eval.french import NBSP


@housed
def rates_panels(
    rates: pd.DataFrame,
    labels: Mapping[str, str],
    events: pd.DataFrame | None = None,
    communes: Mapping[str, str] | None = None,
    pooled: pd.DataFrame | None = None,
    shared_scale: bool = False,
    marked_years: Sequence[int] = (),
    marked_for: str = LOCKDOWNS,
) -> Figure:
    """Recorded rates by year, one panel per indicator, in the order of ``labels``.

    ``rates``: REC01; ``labels``: indicator id → label; ``events``: policy_events, drawn as thin
    verticals named under the panels; ``communes``: code → name, for two communes side by side;
    ``pooled``: REC04 frames of several years, whose ``pooled_rate`` is drawn as comparator. Each
    panel has its own scale from zero, and the figure says so, unless ``shared_scale``.
    ``marked_years``: years with a bar under the axis, ``marked_for`` says why in the notes.
    A year without rate is a gap named « n.d. », a total that cannot be made included.
    ValueError: see ``panels_of``.
    """
    panels, years = panels_of(rates, labels, communes, pooled)
    marks = events_of(events, years)
    ceiling = max(panel.highest for panel in panels) if shared_scale else 0.0
    lasts = [last_value(series)[2] for panel in panels for series in panel.series]
    room = max(text_width(text, bold=True) for text in lasts) + 6
    dwellings = [panel.dwellings for panel in panels]
    grid = Grid(
        starred([panel.label for panel in panels], dwellings),
        f"Faits enregistrés pour {bases(dwellings)}",
        _notes(panels, marks, shared_scale, marked_words(marked_years, years, marked_for)),
        _keys(panels[0].series),
        [plot_height(len(panels)) if panel.highest else EMPTY for panel in panels],
    )

    def draw(axes: Axes, rank: int, named: bool) -> None:
        draw_years(axes, years, room, named)
        top = ceiling or panels[rank].highest
        draw_panel(axes, panels[rank], years, marks, top, marked_years)

    return grid_figure(grid, draw)


def _notes(
    panels: Sequence[Panel], events: Sequence[Event], shared: bool, marked: str
) -> list[str]:
    """How to read the panels, then the events by letter."""
    several = len(panels) > 1
    scale = "Même échelle pour tous." if shared else "Échelle propre à chaque indicateur."
    drawn = [series for panel in panels for series in panel.series]
    parts = [
        "Trait vertical : intervalle à 95 %.",
        "Point vide : moins de 20 faits." if any(series.fragile for series in drawn) else "",
        signs_read(caveat for series in drawn for caveat in series.reasons),
        f"Barre sous l'axe : {marked}." if marked else "",
        scale if several else "",
    ]
    reading = " ".join(part for part in parts if part)
    return [reading, *(f"{event.letter}{NBSP}{event.text}" for event in events)]


def _keys(series: Sequence[Series]) -> list[Key]:
    """Names of two series; a single one needs none."""
    if len(series) == 1:
        return []
    keys = []
    for each, (color, marker, line) in zip(series, STYLES, strict=True):
        style = {**dot(color, marker=marker, size=4.5), "linestyle": line, "color": color}
        keys.append(Key(Line2D([], [], linewidth=1.0, **style), each.name or "territoire"))
    return keys
