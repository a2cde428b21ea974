"""F1, small multiples: one panel of yearly rates with intervals per indicator."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ffsu_eval.charts.marks import Key, dot, draw_key, key_height
from ffsu_eval.charts.recorded.panel import STYLES, draw_panel, draw_years, last_value
from ffsu_eval.charts.recorded.series import Event, Panel, Series, events_of, panels_of
from ffsu_eval.charts.text import EDGE, LINE, capital, text_width, wrapped
from ffsu_eval.charts.theme import INK, MUTED, POINTS, WIDTH, axes_at, blank, housed
from ffsu_eval.charts.words import SIGNS
from ffsu_eval.french import NBSP

GUTTER = 12.0
AXIS = 19.0
PLOT, PLOT_FEW = 46.0, 72.0
GAP = 9.0


@housed
def rates_panels(
    rates: pd.DataFrame,
    labels: Mapping[str, str],
    events: pd.DataFrame | None = None,
    communes: Mapping[str, str] | None = None,
    pooled: pd.DataFrame | None = None,
    shared_scale: bool = False,
) -> Figure:
    """Recorded rates by year, one panel per indicator, in the order of ``labels``.

    ``rates``: REC01; ``labels``: indicator id → label; ``events``: policy_events, drawn as thin
    verticals named under the panels; ``communes``: code → name, for two communes side by side;
    ``pooled``: REC04 frames of several years, whose ``pooled_rate`` is drawn as comparator. Each
    panel has its own scale from zero, and the figure says so, unless ``shared_scale``.
    A year without rate is a gap named « n.d. ». ValueError: see ``panels_of``.
    """
    panels, years = panels_of(rates, labels, communes, pooled)
    marks = events_of(events, years)
    top, bottom = _heading(panels), _notes(panels, marks, shared_scale)
    columns = 1 if len(panels) == 1 else 2
    width = (WIDTH - 2 * EDGE - GUTTER * (columns - 1)) / columns
    plot = PLOT if len(panels) > 4 else PLOT_FEW
    titles = _titles(panels, width)
    rows = [range(i, min(i + columns, len(panels))) for i in range(0, len(panels), columns)]
    depths = [LINE * max(len(titles[i]) for i in row) + 2 + plot + GAP for row in rows]
    keys = _keys(panels[0].series)
    above = key_height(keys) + LINE * len(top) + 4
    below = 8 + LINE * len(bottom) + 4
    figure = blank(above + sum(depths) + below)
    height = figure.get_figheight() * POINTS
    draw_key(figure, keys)
    _text(figure, EDGE, height - key_height(keys), top, MUTED)
    _text(figure, EDGE, below - 8, bottom, MUTED)
    ceiling = max(panel.highest for panel in panels) if shared_scale else 0.0
    room = (
        max(text_width(text, True) for p in panels for _, _, text in map(last_value, p.series)) + 6
    )
    y = height - above
    for row, depth in zip(rows, depths, strict=True):
        for rank in row:
            left, base = EDGE + (rank % columns) * (width + GUTTER), y - depth + GAP
            _text(figure, left, base + plot + 2 + LINE * len(titles[rank]), titles[rank], INK)
            axes = axes_at(figure, left + AXIS, base, left + width, base + plot)
            draw_years(axes, years, room, rank + columns >= len(panels))
            draw_panel(axes, panels[rank], years, marks, ceiling or panels[rank].highest)
        y -= depth
    return figure


def _titles(panels: Sequence[Panel], width: float) -> list[list[str]]:
    """Lines of each title; a star marks the rates that have another base than most."""
    mixed = any(panel.dwellings for panel in panels) and not all(p.dwellings for p in panels)
    stars = [NBSP + "*" if mixed and panel.dwellings else "" for panel in panels]
    return [wrapped(capital(p.label) + star, width) for p, star in zip(panels, stars, strict=True)]


def _heading(panels: Sequence[Panel]) -> list[str]:
    """What the vertical axes measure."""
    on_dwellings = [panel.dwellings for panel in panels]
    base = "logements" if all(on_dwellings) else "habitants"
    mixed = any(on_dwellings) and not all(on_dwellings)
    text = f"Faits enregistrés pour 1\u202f000 {base}" + " (*\u00a0: logements)" * mixed
    return wrapped(text, WIDTH - 2 * EDGE)


def _notes(panels: Sequence[Panel], events: Sequence[Event], shared: bool) -> list[str]:
    """How to read the panels, then the events by letter."""
    several = len(panels) > 1
    scale = "Même échelle pour tous." if shared else "Échelle propre à chaque indicateur."
    fragile = any(series.fragile for panel in panels for series in panel.series)
    signs = {sign for p in panels for series in p.series for _, _, sign in series.gaps}
    parts = [
        "Trait vertical : intervalle à 95 %.",
        "Point vide : moins de 20 faits." if fragile else "",
        *(f"{sign} : {meaning}." for sign, _, meaning in SIGNS if sign in signs),
        scale if several else "",
    ]
    lines = wrapped(" ".join(part for part in parts if part), WIDTH - 2 * EDGE)
    for event in events:
        lines += wrapped(f"{event.letter}{NBSP}{event.text}", WIDTH - 2 * EDGE)
    return lines


def _keys(series: Sequence[Series]) -> list[Key]:
    """Names of two series; a single one needs none."""
    if len(series) == 1:
        return []
    keys = []
    for each, (color, marker, line) in zip(series, STYLES, strict=True):
        style = {**dot(color, marker=marker, size=4.5), "linestyle": line, "color": color}
        keys.append(Key(Line2D([], [], linewidth=1.0, **style), each.name or "territoire"))
    return keys


def _text(figure: Figure, left: float, top: float, lines: Sequence[str], color: str) -> None:
    height = figure.get_figheight() * POINTS
    for rank, line in enumerate(lines):
        figure.text(left / WIDTH, (top - LINE * (rank + 0.8)) / height, line, color=color)
