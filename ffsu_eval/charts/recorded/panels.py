"""F1, small multiples: one panel of yearly rates with intervals per indicator."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ffsu_eval.charts.layout import (
    EDGE,
    LINE,
    Key,
    capital,
    dot,
    draw_key,
    key_height,
    text_width,
    wrapped,
)
from ffsu_eval.charts.recorded.series import FRAGILE, Panel, Series, events_of, panels_of
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    MARK,
    MUTED,
    RULE,
    SHADE,
    WIDTH,
    axes_at,
    blank,
    housed,
)
from ffsu_eval.french import NBSP, NOT_PUBLISHED, number

GUTTER = 12.0
AXIS = 19.0
PLOT = 46.0
PLOT_FEW = 72.0
GAP = 9.0
LETTERS = 11.0
STYLES = ((ACCENT, "o", "-"), (COMPARATOR, "s", "--"))


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
    height = figure.get_figheight() * 72
    draw_key(figure, keys)
    _lines(figure, top, height - key_height(keys) - LINE * 0.8)
    _lines(figure, bottom, below - 8 - LINE * 0.8)
    ceiling = max(panel.highest for panel in panels) if shared_scale else 0.0
    room = max(text_width(text, True) for p in panels for _, _, text in map(_last, p.series)) + 6
    y = height - above
    for row, depth in zip(rows, depths, strict=True):
        for rank in row:
            left, base = EDGE + (rank % columns) * (width + GUTTER), y - depth + GAP
            _text(figure, left, base + plot + 2 + LINE * len(titles[rank]), titles[rank])
            axes = axes_at(figure, left + AXIS, base, left + width, base + plot)
            _years(axes, years, room, rank + columns >= len(panels))
            _panel(axes, panels[rank], years, marks, ceiling or panels[rank].highest)
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


def _notes(
    panels: Sequence[Panel], events: Sequence[tuple[float, str, str]], shared: bool
) -> list[str]:
    """How to read the panels, then the events by letter."""
    several = len(panels) > 1
    scale = "Même échelle pour tous." if shared else "Échelle propre à chaque indicateur."
    fragile = any(series.fragile for panel in panels for series in panel.series)
    missing = any(s.points["value"].isna().any() for panel in panels for s in panel.series)
    parts = [
        "Trait vertical : intervalle à 95 %.",
        "Point vide : moins de 20 faits." if fragile else "",
        "n.d. : non diffusé." if missing else "",
        scale if several else "",
    ]
    lines = wrapped(" ".join(part for part in parts if part), WIDTH - 2 * EDGE)
    for _, letter, text in events:
        lines += wrapped(f"{letter}{NBSP} {text}", WIDTH - 2 * EDGE)
    return lines


def _keys(series: Iterable[Series]) -> list[Key]:
    named = [(s, style) for s, style in zip(series, STYLES, strict=False)]
    if len(named) == 1:
        return []
    keys = []
    for each, (color, marker, line) in named:
        mark = Line2D([], [], **{**dot(color, marker=marker, size=4.5), "linestyle": line})
        mark.set(linewidth=1.0, color=color)
        keys.append(Key(mark, each.name or "territoire"))
    return keys


def _lines(figure: Figure, lines: Sequence[str], baseline: float) -> None:
    width, height = figure.get_size_inches() * 72
    for rank, line in enumerate(lines):
        figure.text(EDGE / width, (baseline - rank * LINE) / height, line, color=MUTED)


def _text(figure: Figure, left: float, top: float, lines: Sequence[str]) -> None:
    width, height = figure.get_size_inches() * 72
    for rank, line in enumerate(lines):
        figure.text(left / width, (top - LINE * (rank + 0.8)) / height, line, color=INK)


def _years(axes: Axes, years: range, room: float, named: bool) -> None:
    """Axis of years, with ``room`` points right of it for the last values."""
    step = (_points(axes, "width") - room) / len(years)
    end = years[-1] + 0.5
    axes.set_xlim(years[0] - 0.5, end + room / step)
    axes.spines[["right", "top", "left"]].set_visible(False)
    axes.spines["bottom"].set_bounds(years[0] - 0.5, end)
    shown = {years[0], years[len(years) // 2], years[-1]} if len(years) > 3 else set(years)
    names = [str(year) if named and year in shown else "" for year in years]
    axes.set_xticks(list(years), names)


def _points(axes: Axes, side: str) -> float:
    """Width or height of axes in points."""
    return float(getattr(axes.get_window_extent(), side)) * 72 / axes.figure.dpi


def _panel(
    axes: Axes,
    panel: Panel,
    years: range,
    events: Sequence[tuple[float, str, str]],
    ceiling: float,
) -> None:
    axes.set_ylim(
        0, (ceiling or 1.0) * 1.1 / (1 - LETTERS / _points(axes, "height") * bool(events))
    )
    _rates_axis(axes, years, ceiling)
    _draw_events(axes, events)
    _gaps(axes, panel.series)
    for series, (color, marker, line) in zip(panel.series, STYLES, strict=False):
        _series(axes, series, color, marker, line)
    _last_values(axes, [_last(series) for series in panel.series])


def _rates_axis(axes: Axes, years: range, ceiling: float) -> None:
    """Axis of rates, from zero; none when nothing is published."""
    axes.tick_params(axis="y", length=0)
    if not ceiling:
        axes.set_yticks([])
        return
    room = max(2, int(ceiling / axes.get_ylim()[1] * _points(axes, "height") / 17))
    places = MaxNLocator(nbins=room, steps=[1, 2, 5, 10], min_n_ticks=2).tick_values(0, ceiling)
    ticks = [tick for tick in places if 0 <= tick <= 1.1 * ceiling]
    decimals = next(d for d in range(9) if all(abs(round(t, d) - t) < 1e-9 for t in ticks))
    axes.set_yticks(ticks, [number(tick, decimals if tick else 0) for tick in ticks])
    axes.hlines(ticks, years[0] - 0.5, years[-1] + 0.5, color=RULE, linewidth=0.6, zorder=0)


def _draw_events(axes: Axes, events: Sequence[tuple[float, str, str]]) -> None:
    """Thin verticals, each under its letter; letters of near events are moved apart."""
    if not events:
        return
    top = 1 - (LETTERS - 1) / _points(axes, "height")
    low, high = axes.get_xlim()
    apart = 6.5 * (high - low) / _points(axes, "width")
    for (place, letter, _), shown in zip(
        events, _spread([e[0] for e in events], apart), strict=True
    ):
        axes.axvline(place, 0, top, color=MARK, linewidth=0.7, linestyle=(0, (1.5, 1.5)), zorder=1)
        axes.text(
            shown,
            1,
            letter,
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="top",
            color=MUTED,
        )


def _spread(places: Sequence[float], apart: float) -> list[float]:
    """Same increasing places, moved as little as needed to be ``apart``: groups keep their middle."""
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while len(groups) > 1 and _edge(groups[-2], apart) + apart > 2 * _middle(
            groups[-1]
        ) - _edge(groups[-1], apart):
            groups[-2:] = [groups[-2] + groups[-1]]
    return [
        _middle(group) + apart * (rank - (len(group) - 1) / 2)
        for group in groups
        for rank in range(len(group))
    ]


def _middle(group: Sequence[float]) -> float:
    return sum(group) / len(group)


def _edge(group: Sequence[float], apart: float) -> float:
    return _middle(group) + apart * (len(group) - 1) / 2


def _gaps(axes: Axes, series: Sequence[Series]) -> None:
    """Years without any rate: a pale band named once per run of years."""
    missing = pd.concat([s.points.set_index("year")["value"].isna() for s in series], axis=1)
    for first, last in _runs([int(year) for year in missing.index[missing.iloc[:, 0]]]):
        axes.axvspan(first - 0.5, last + 0.5, facecolor=SHADE, edgecolor="none", zorder=0.5)
        axes.text(
            (first + last) / 2,
            0.06,
            NOT_PUBLISHED,
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="bottom",
            color=MUTED,
            zorder=5,
            bbox={"facecolor": SHADE, "edgecolor": "none", "pad": 1},
        )


def _runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of consecutive years."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _series(axes: Axes, series: Series, color: str, marker: str, line: str) -> None:
    points = series.points
    values = points["value"].to_numpy(dtype=float, na_value=float("nan"))
    # NaN breaks the line: nothing is drawn through a year without rate
    axes.plot(
        points["year"].to_numpy(dtype=float),
        values,
        color=color,
        linewidth=1.0,
        linestyle=line,
        zorder=3,
    )
    for row in series.published.itertuples():
        if pd.notna(row.ci_low):
            axes.plot(
                [row.year, row.year],
                [row.ci_low, row.ci_high],
                color=color,
                linewidth=1.4,
                alpha=0.7,
                solid_capstyle="butt",
                zorder=2,
            )
        style = dot(color, FRAGILE not in row.caveat, marker, 4.0)  # type: ignore[operator]
        axes.plot([row.year], [row.value], zorder=4, **{**style, "markeredgewidth": 1.0})


def _last(series: Series) -> tuple[float, float, str]:
    """Year, value and text of the last published rate; NaN and no text when there is none."""
    published = series.published
    if published.empty:
        return float("nan"), float("nan"), ""
    row = published.iloc[-1]
    return float(row["year"]), float(row["value"]), number(row["value"], 1)


def _last_values(axes: Axes, lasts: Sequence[tuple[float, float, str]]) -> None:
    """Last value of each series, in its colour, right of its point; two never touch."""
    needed = 10.0 * axes.get_ylim()[1] / _points(axes, "height")
    places = [value for _, value, _ in lasts]
    if len(lasts) == 2 and abs(places[0] - places[1]) < needed:
        middle, up = sum(places) / 2, 1 if places[0] >= places[1] else -1
        middle = max(middle, needed / 2)
        places = [middle + up * needed / 2, middle - up * needed / 2]
    for (year, _, text), place, (color, _, _) in zip(lasts, places, STYLES, strict=False):
        if text:
            axes.annotate(
                text,
                (year, place),
                (5, 0),
                textcoords="offset points",
                ha="left",
                va="center",
                color=color,
                fontweight="bold",
                annotation_clip=False,
            )
