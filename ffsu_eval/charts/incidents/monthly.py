"""Incidents of each source by month; a month that is not reported is a gap."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.recorded.grid import Grid, grid_figure
from ffsu_eval.charts.recorded.panel import rates_axis
from ffsu_eval.charts.text import capital, text_width
from ffsu_eval.charts.theme import ACCENT, MARK, MUTED, SHADE, housed, size_of
from ffsu_eval.charts.words import (
    alternative,
    extremes,
    label_of,
    no_rows,
    records,
    table,
)
from ffsu_eval.french import (
    MONTHS,
    NOT_PUBLISHED,
    SECRET,
    count_words,
    is_missing,
    number,
)
from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.incidents.monthly import INCOMPLETE, MONTHLY

PLOT = 62.0


@housed
def monthly_panels(monthly: pd.DataFrame, sources: Mapping[str, str]) -> Figure:
    """One panel per source, in the order of ``sources``: a point a month, each panel on its own scale.

    ``monthly``: counts by source and month; ``sources``: source → name. A month that a source has
    not reported is a gap on a grey band, « n.d. »; one of fewer than 6 incidents a gap, « s ».
    ValueError: missing column, no row, source without name.
    """
    panels = _panels(monthly, sources)
    said = (
        f"{NOT_PUBLISHED} : mois non remis par la source, ni zéro ni estimé. " * _any(panels, True)
        + f"{SECRET} : moins de 6 incidents. " * _any(panels, False)
        + "Échelle propre à chaque source : les nombres de deux sources ne se comparent pas."
    )
    names = [sources[key] for key in panels]
    grid = Grid(names, "Incidents consignés par mois", [said], [], [PLOT] * len(panels), axis=23.0)

    def draw(axes: Axes, rank: int, named: bool) -> None:
        _draw(axes, list(panels.values())[rank], named)

    return grid_figure(grid, draw)


def _panels(monthly: pd.DataFrame, sources: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    need(monthly, "monthly", MONTHLY)
    no_rows("monthly", len(monthly))
    for source in monthly["source_org_id"].unique():
        label_of(sources, source)
    present = set(monthly["source_org_id"])
    return {
        key: monthly[monthly["source_org_id"] == key].sort_values("month", ignore_index=True)
        for key in sources
        if key in present
    }


def _any(panels: Mapping[str, pd.DataFrame], incomplete: bool) -> bool:
    gaps = pd.concat([p.loc[p["value"].isna(), "caveat"] for p in panels.values()])
    return bool(((gaps == INCOMPLETE) == incomplete).any())


def _draw(axes: Axes, series: pd.DataFrame, named: bool) -> None:
    values = series["value"].to_numpy(dtype=float, na_value=float("nan"))
    highest = float(series["value"].max()) if series["value"].notna().any() else 0.0
    n = len(series)
    gaps = _gaps(series)
    axes.set_xlim(-0.5, n - 0.5)
    step = size_of(axes)[0] / n
    narrow = [text_width(sign) > (last - first + 1) * step for first, last, sign in gaps]
    axes.set_ylim(0, (highest or 1.0) * (1.3 if any(narrow) else 1.1))
    axes.spines[["right", "top", "left"]].set_visible(False)
    rates_axis(axes, (-0.5, n - 0.5), highest)
    years = [month[:4] for month in series["month"]]
    starts = [i for i, month in enumerate(series["month"]) if month.endswith("-01")]
    axes.set_xticks([start - 0.5 for start in starts], [""] * len(starts))
    axes.set_xticks([start + 5.5 for start in starts], [years[i] if named else "" for i in starts],
                    minor=True)  # fmt: skip
    axes.tick_params(axis="x", which="minor", length=0)
    for (first, last, sign), above in zip(gaps, narrow, strict=True):
        if sign == NOT_PUBLISHED:
            axes.axvspan(first - 0.5, last + 0.5, facecolor=SHADE, edgecolor="none", zorder=0.5)
        # over the points where the gap is narrower than its sign
        axes.text(
            (first + last) / 2, 1.0 if above else 0.04, sign, color=MUTED, zorder=5,
            ha="center", va="top" if above else "bottom", transform=axes.get_xaxis_transform(),
        )  # fmt: skip
    axes.plot(range(n), values, color=MARK, linewidth=0.8, zorder=2)
    axes.plot(
        range(n), values, linestyle="none", marker="o", markersize=2.6, color=ACCENT, zorder=3
    )


def _gaps(series: pd.DataFrame) -> list[tuple[int, int, str]]:
    """First and last place and sign of each run of months without value."""
    runs: list[tuple[int, int, str]] = []
    for row in records(series[series["value"].isna()]):
        sign = NOT_PUBLISHED if row.caveat == INCOMPLETE else SECRET
        if runs and runs[-1][1:] == (row.Index - 1, sign):
            runs[-1] = (runs[-1][0], row.Index, sign)
        else:
            runs.append((row.Index, row.Index, sign))
    return runs


def _month(text: str) -> str:
    return f"{MONTHS[int(text[5:]) - 1]} {text[:4]}"


def monthly_panels_alt(monthly: pd.DataFrame, sources: Mapping[str, str]) -> str:
    """Alternative text of ``monthly_panels``."""
    parts = []
    for key, series in _panels(monthly, sources).items():
        known = series[series["value"].notna()]
        pairs = [(_month(row.month), float(row.value)) for row in records(known)]
        lacking = int((series["caveat"] == INCOMPLETE).sum())
        told = f" Non remis : {count_words(lacking, 'mois', 'mois')}." if lacking else ""
        parts.append(f"{capital(sources[key])}. {extremes(pairs, number)}{told}")
    return alternative("Courbes du nombre d'incidents consignés par mois, par source.", *parts)


def monthly_panels_data(monthly: pd.DataFrame, sources: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``monthly_panels``: one row a month, one column per source."""
    panels = _panels(monthly, sources)
    months = sorted(set(monthly["month"]))
    columns: dict[str, list[str]] = {"Mois": [_month(month) for month in months]}
    for key, series in panels.items():
        cells = {
            row.month: number(row.value)
            if not is_missing(row.value)
            else (NOT_PUBLISHED if row.caveat == INCOMPLETE else SECRET)
            for row in records(series)
        }
        columns[capital(sources[key])] = [cells.get(month, NOT_PUBLISHED) for month in months]
    return table(columns)
