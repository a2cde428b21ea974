"""RAD01: share of the communes, and of the inhabitants, that have each thing."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key, interval_mark
from ffsu_eval.charts.rows import PERCENT_TICKS, Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import NOT_APPLICABLE, interval, is_missing, number, percent
from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.radicalisation.coverage import COVERAGE

SHIFT = 3.5


@housed
def coverage_points(coverage: pd.DataFrame) -> Figure:
    """Share of the communes (disc) and of the inhabitants (ring), with their bounds.

    ``coverage``: RAD01. A line runs from the share if none to the share if all of the communes that
    did not answer had it; the point is missing when too few answered. ValueError: missing column, no
    row.
    """
    need(coverage, "coverage", COVERAGE)
    no_rows("coverage", len(coverage))
    rows = [
        Row(capital(str(row.label_fr)), _words(row), _content(row)) for row in records(coverage)
    ]
    scale = Scale(0, 1, PERCENT_TICKS, "% des communes ; % des habitants")
    keys = [
        dot_key("communes", ACCENT),
        dot_key("habitants de ces communes", COMPARATOR, filled=False),
    ]
    return rows_figure(rows, scale, _draw, keys, track=17.0)


def _words(row: Any) -> str:
    silent = f", {number(row.n_missing)} sans réponse" if row.n_missing else ""
    return f"{number(row.count)} sur {number(row.n)}{silent}"


def _content(row: Any) -> list[tuple[float | None, tuple[float, float], bool]]:
    return [
        (None if is_missing(row.value) else float(row.value), (row.low, row.high), True),
        (None if is_missing(row.people) else float(row.people), (row.people_low, row.people_high), False),
    ]  # fmt: skip


def _draw(axes: Axes, content: Any, y: float) -> None:
    for shift, (point, bounds, filled) in zip((-SHIFT, SHIFT), content, strict=True):
        style = dot(ACCENT if filled else COMPARATOR, filled)
        if point is not None:
            interval_mark(axes, y + shift, point, bounds if bounds[0] < bounds[1] else None, style)
        else:
            axes.plot(bounds, (y + shift,) * 2, color=style["markeredgecolor"], linewidth=1.6)


def coverage_points_alt(coverage: pd.DataFrame) -> str:
    """Alternative text of ``coverage_points``."""
    parts = [
        f"{row.label_fr} : {_share(row.value)} des communes, {_share(row.people)} des habitants"
        for row in records(coverage)
    ]
    return alternative(
        "Graphique en points : part des communes et part des habitants couverts, par dispositif.",
        f"{' ; '.join(parts)}.",
    )


def _share(value: Any) -> str:
    return NOT_APPLICABLE if is_missing(value) else percent(value)


def coverage_points_data(coverage: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``coverage_points``."""
    lines = [
        {
            "Dispositif": capital(str(row.label_fr)),
            "Communes": f"{number(row.count)} sur {number(row.n)}",
            "Sans réponse": number(row.n_missing),
            "Part des communes": _share(row.value),
            "Bornes, communes (%)": interval(100 * row.low, 100 * row.high),
            "Part des habitants": _share(row.people),
            "Bornes, habitants (%)": interval(100 * row.people_low, 100 * row.people_high),
        }
        for row in records(coverage)
    ]
    return table(pd.DataFrame(lines))
