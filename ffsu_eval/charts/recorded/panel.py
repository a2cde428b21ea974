"""One panel of the small multiples: axes, events, gaps, series and their last values."""

from collections.abc import Collection, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ffsu_eval.charts.marks import dot
from ffsu_eval.charts.recorded.series import FRAGILE, Event, Panel, Series
from ffsu_eval.charts.text import text_width
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, MARK, MUTED, RULE, SHADE, size_of
from ffsu_eval.charts.words import records
from ffsu_eval.french import is_missing, number

LETTERS = 11.0
BAR = 2.5
EMPTY = 26.0  # height of a panel without any value
STYLES = ((ACCENT, "o", "-"), (COMPARATOR, "s", "--"))


def draw_years(axes: Axes, years: range, room: float, named: bool) -> None:
    """Axis of years, with ``room`` points right of it for the last values."""
    step = (size_of(axes)[0] - room) / len(years)
    end = years[-1] + 0.5
    axes.set_xlim(years[0] - 0.5, end + room / step)
    axes.spines[["right", "top", "left"]].set_visible(False)
    axes.spines["bottom"].set_bounds(years[0] - 0.5, end)
    shown = {years[0], years[len(years) // 2], years[-1]} if len(years) > 3 else set(years)
    names = [str(year) if named and year in shown else "" for year in years]
    axes.set_xticks(list(years), names)


def draw_panel(
    axes: Axes,
    panel: Panel,
    years: range,
    events: Sequence[Event],
    ceiling: float,
    marked: Collection[int] = (),
) -> None:
    """Everything in the axes of one panel; ``ceiling`` is the highest value to hold."""
    letters = LETTERS / size_of(axes)[1] if events else 0.0
    axes.set_ylim(0, (ceiling or 1.0) * 1.1 / (1 - letters))
    rates_axis(axes, (years[0] - 0.5, years[-1] + 0.5), ceiling)
    mark_years(axes, [year for year in years if year in marked])
    _draw_events(axes, events)
    draw_gaps(axes, panel.series, letters)
    for series, (color, marker, line) in zip(panel.series, STYLES, strict=False):
        _series(axes, series, color, marker, line)
    _last_values(axes, [last_value(series) for series in panel.series])


def rates_axis(axes: Axes, ends: tuple[float, float], ceiling: float) -> None:
    """Axis of rates, from zero, its rules between ``ends``; none when nothing is published."""
    axes.tick_params(axis="y", length=0)
    if not ceiling:
        axes.set_yticks([])
        return
    room = max(2, int(ceiling / axes.get_ylim()[1] * size_of(axes)[1] / 17))
    places = MaxNLocator(nbins=room, steps=[1, 2, 5, 10], min_n_ticks=2).tick_values(0, ceiling)
    ticks = [tick for tick in places if 0 <= tick <= 1.1 * ceiling]
    decimals = next(d for d in range(9) if all(abs(round(t, d) - t) < 1e-9 for t in ticks))
    axes.set_yticks(ticks, [number(tick, decimals if tick else 0) for tick in ticks])
    axes.hlines(ticks, *ends, color=RULE, linewidth=0.6, zorder=0)


def mark_years(axes: Axes, years: Collection[int]) -> None:
    """A bar just under the axis for ``years``, one for each run of them."""
    below = -BAR / 2 / size_of(axes)[1]
    runs: list[tuple[int, int]] = []
    for year in sorted(years):
        follows = runs and runs[-1][1] == year - 1
        runs[-1:] = [(runs[-1][0], year)] if follows else [*runs[-1:], (year, year)]
    for first, last in runs:
        axes.plot(
            (first - 0.5, last + 0.5), (below, below), transform=axes.get_xaxis_transform(),
            color=MUTED, linewidth=BAR, solid_capstyle="butt", clip_on=False, zorder=6,
        )  # fmt: skip


def _draw_events(axes: Axes, events: Sequence[Event]) -> None:
    """Thin verticals, each under its letter; letters of near events are moved apart."""
    if not events:
        return
    width, height = size_of(axes)
    low, high = axes.get_xlim()
    places = [event.place for event in events]
    letters = _spread(places, 6.5 * (high - low) / width)
    for event, middle in zip(events, letters, strict=True):
        top = 1 - (LETTERS - 1) / height
        dots = (0, (1.5, 1.5))
        axes.axvline(event.place, 0, top, color=MARK, linewidth=0.7, linestyle=dots, zorder=1)
        across = axes.get_xaxis_transform()
        axes.text(middle, 1, event.letter, transform=across, ha="center", va="top", color=MUTED)


def _spread(places: Sequence[float], apart: float) -> list[float]:
    """Same increasing places, moved as little as needed to be ``apart``: groups keep their middle."""
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while len(groups) > 1 and _ends(groups[-2], apart)[1] + apart > _ends(groups[-1], apart)[0]:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_ends(group, apart)[0] + apart * rank for group in groups for rank in range(len(group))]


def _ends(group: Sequence[float], apart: float) -> tuple[float, float]:
    """First and last places of a group that is spread around its middle."""
    middle, half = sum(group) / len(group), apart * (len(group) - 1) / 2
    return middle - half, middle + half


def draw_gaps(
    axes: Axes, series: Sequence[Series], letters: float = 0.0, banded: bool = True
) -> None:
    """Years without value: a sign for each run of years, in the colour of the series, on a band.

    ``letters``: share of the height that the letters of the events take at the top.
    """
    width, height = size_of(axes)
    step = width / (axes.get_xlim()[1] - axes.get_xlim()[0])
    for rank, each in enumerate(series):
        color = MUTED if len(series) == 1 else STYLES[rank][0]
        for first, last, _ in each.gaps if banded else ():
            axes.axvspan(first - 0.5, last + 0.5, facecolor=SHADE, edgecolor="none", zorder=0.5)
        for signs in _clusters(each.gaps, step):
            # signs that would touch are on two levels
            rises = [3 + 10 * (rank + i % 2 * len(series)) for i in range(len(signs))]
            left, right = signs[0][0] - signs[0][1], signs[-1][0] + signs[-1][1]
            # at the foot, or at the top where something is drawn at the foot
            low = _lowest(axes, series, left, right) * height < max(rises) + 12
            for (middle, _, sign), rise in zip(signs, rises, strict=True):
                axes.annotate(
                    sign,
                    (middle, 1 - letters if low else 0),
                    (0, 1 - rise if low else rise),
                    ("data", "axes fraction"),
                    "offset points",
                    ha="center",
                    va="top" if low else "bottom",
                    color=color,
                    zorder=5,
                    bbox={"facecolor": SHADE, "edgecolor": "none", "pad": 1} if banded else None,
                )


def _clusters(
    gaps: Sequence[tuple[int, int, str]], step: float
) -> list[list[tuple[float, float, str]]]:
    """Middle, half width in years and sign of each gap; those whose signs would touch together."""
    clusters: list[list[tuple[float, float, str]]] = []
    for first, last, sign in gaps:
        middle, half = (first + last) / 2, (text_width(sign) + 1) / 2 / step
        near = clusters and middle - half < sum(clusters[-1][-1][:2])
        clusters[-1:] = (
            [[*clusters[-1], (middle, half, sign)]]
            if near
            else [*clusters[-1:], [(middle, half, sign)]]
        )
    return clusters


def _lowest(axes: Axes, series: Sequence[Series], first: float, last: float) -> float:
    """Lowest place of what is drawn from ``first`` to ``last``, 0 to 1; infinite for nothing."""
    lows = []
    for each in series:
        known = each.published
        near = known["year"].between(first - 0.3, last + 0.3)
        # the last value is named right of its point
        near |= (known["year"] == known["year"].max()) & (known["year"] < first)
        lows += list(known["ci_low"].fillna(known["value"])[near])
    return min((height_of(axes, float(low)) for low in lows), default=float("inf"))


def height_of(axes: Axes, value: float) -> float:
    """Place of a value on the vertical axis, from 0 at its foot to 1 at its top."""
    point = axes.transData.transform((axes.get_xlim()[0], value))
    return float(axes.transAxes.inverted().transform(point)[1])


def _series(axes: Axes, series: Series, color: str, marker: str, line: str) -> None:
    """Line, intervals and points; NaN breaks the line: nothing is drawn through a missing year."""
    years = series.points["year"].to_numpy(dtype=float)
    values = series.points["value"].to_numpy(dtype=float, na_value=float("nan"))
    axes.plot(years, values, color=color, linewidth=1.0, linestyle=line, zorder=3)
    for row in records(series.published):
        if not is_missing(row.ci_low):
            ends = [row.ci_low, row.ci_high]
            axes.vlines(row.year, *ends, color=color, linewidth=1.4, alpha=0.7, zorder=2)
        style = dot(color, FRAGILE not in row.caveat, marker, 4.0) | {"markeredgewidth": 1.0}
        axes.plot([row.year], [row.value], zorder=4, **style)


def last_value(series: Series) -> tuple[float, float, str]:
    """Year, value and text of the last published rate; NaN and no text when there is none."""
    published = series.published
    if published.empty:
        return float("nan"), float("nan"), ""
    row = published.iloc[-1]
    return float(row["year"]), float(row["value"]), number(row["value"], 1)


def _last_values(axes: Axes, lasts: Sequence[tuple[float, float, str]]) -> None:
    """Last value of each series, in its colour, right of its point; two never touch."""
    needed = 10.0 * axes.get_ylim()[1] / size_of(axes)[1]
    places = [value for _, value, _ in lasts]
    if len(lasts) == 2 and abs(places[0] - places[1]) < needed:
        middle, up = sum(places) / 2, 1 if places[0] >= places[1] else -1
        middle = max(middle, needed / 2)
        places = [middle + up * needed / 2, middle - up * needed / 2]
    for (year, _, text), place, (color, _, _) in zip(lasts, places, STYLES, strict=False):
        if text:
            name_value(axes, (year, place), text, color)


def name_value(axes: Axes, point: tuple[float, float], text: str, color: str) -> None:
    """Direct label right of a point."""
    axes.annotate(
        text, point, (5, 0), textcoords="offset points", ha="left", va="center",
        color=color, fontweight="bold", annotation_clip=False,
    )  # fmt: skip
