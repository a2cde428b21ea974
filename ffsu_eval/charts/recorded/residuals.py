"""Residuals of the trend: which years the yearly trend does not follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import Key, dot, dot_key
from ffsu_eval.charts.recorded.grid import Grid, grid_figure
from ffsu_eval.charts.recorded.panel import draw_gaps, draw_years, mark_years
from ffsu_eval.charts.recorded.series import LOCKDOWNS, Series, marked_words
from ffsu_eval.charts.text import capital, text_width
from ffsu_eval.charts.theme import ACCENT, INK, MARK, RULE, SHADE, housed, size_of
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, signs_read, table
from ffsu_eval.french import NBSP, count_words, join_fr, number, signed
from ffsu_eval.indicators.frames import need, need_unique
from ffsu_eval.indicators.recorded.yearly import STRONG_DISPERSION

NEEDED = ("indicator_id", "year", "residual", "dispersion")
PLOT = 68.0
NAME = 13.0  # room for the name of a year beyond its point
ORDINARY = 2.0  # about 19 residuals out of 20 of a Poisson process are within these limits


@dataclass(frozen=True)
class Fit:
    """Residuals of one indicator by year, and the dispersion of its trend."""

    label: str
    dispersion: float
    points: pd.DataFrame

    @property
    def title(self) -> str:
        """« Vols violents (φ = 4,2) »."""
        return f"{self.label} (φ{NBSP}={NBSP}{number(self.dispersion, 1)})"

    def missing(self, years: range) -> Series:
        """The same residuals as a series over ``years``, those without one left empty."""
        values = self.points.set_index("year")["residual"].reindex(list(years))
        return Series(
            "", pd.DataFrame({"year": years, "value": list(values), "ci_low": pd.NA, "caveat": ""})
        )

    @property
    def unusual(self) -> pd.DataFrame:
        """Years beyond the ordinary limits."""
        return self.points[self.points["residual"].abs() > ORDINARY]


@housed
def residuals_panels(
    residuals: pd.DataFrame,
    labels: Mapping[str, str],
    marked_years: Sequence[int] = (),
    marked_for: str = LOCKDOWNS,
) -> Figure:
    """Pearson residuals of the trend by year, for the indicators whose dispersion exceeds 3.

    ``residuals``: one row per indicator and year used by the trend (REC03) of one commune, with
    ``residual`` (count − expected)/√expected and ``dispersion`` φ. The same scale for all panels;
    marked years as ``rates_panels``. ValueError: missing column, no row, no indicator beyond 3, an
    indicator and year twice, an indicator without label.
    """
    fits, years = _fits(residuals, labels)
    farthest = max(ORDINARY, *(float(fit.points["residual"].abs().max()) for fit in fits))
    reach = farthest / (1 - 2 * NAME / PLOT)
    grid = Grid(
        [fit.title for fit in fits],
        "Résidus de Pearson de la tendance annuelle (même échelle pour tous)",
        [_notes(fits, years, marked_words(marked_years, years, marked_for))],
        _keys(),
        [PLOT] * len(fits),
    )

    def draw(axes: Axes, rank: int, named: bool) -> None:
        draw_years(axes, years, 0, named)
        axes.set_ylim(-reach, reach)
        mark_years(axes, [year for year in years if year in marked_years])
        _draw(axes, fits[rank], years)

    return grid_figure(grid, draw)


def _fits(residuals: pd.DataFrame, labels: Mapping[str, str]) -> tuple[list[Fit], range]:
    """Indicators whose trend is dispersed, in the order of ``labels``, and the years they cover."""
    need(residuals, "residuals", NEEDED)
    need_unique(residuals, "residuals", ("indicator_id", "year"))
    dispersed = residuals[residuals["dispersion"] > STRONG_DISPERSION]
    no_rows("residuals", len(dispersed))
    present = list(dispersed["indicator_id"].unique())
    for indicator in present:
        label_of(labels, indicator)
    fits = []
    for indicator in (key for key in labels if key in present):
        rows = dispersed[dispersed["indicator_id"] == indicator].sort_values("year")
        fits.append(Fit(labels[indicator], float(rows["dispersion"].iloc[0]), rows))
    return fits, range(int(dispersed["year"].min()), int(dispersed["year"].max()) + 1)


def _draw(axes: Axes, fit: Fit, years: range) -> None:
    """Stems from zero, the ordinary limits behind them, the most distant year named."""
    ends = years[0] - 0.5, years[-1] + 0.5
    axes.axhspan(-ORDINARY, ORDINARY, facecolor=SHADE, edgecolor="none", zorder=0)
    step = max(1, round(axes.get_ylim()[1] / 2))
    axes.tick_params(axis="y", length=0)
    axes.set_yticks([-step, 0, step], [signed(tick) for tick in (-step, 0, step)])
    axes.hlines([-step, step], *ends, color=RULE, linewidth=0.6, zorder=1)
    axes.hlines(0, *ends, color=INK, linewidth=0.8, zorder=2)
    for row in records(fit.points):
        far = abs(row.residual) > ORDINARY
        color = ACCENT if far else MARK
        axes.vlines(row.year, 0, row.residual, color=color, linewidth=1.4, zorder=2)
        style = dot(color, far, size=4.0) | {"markeredgewidth": 1.0}
        axes.plot([row.year], [row.residual], zorder=4, **style)
    draw_gaps(axes, [fit.missing(years)], banded=False)
    if len(fit.unusual):
        _name_farthest(axes, fit, ends)


def _name_farthest(axes: Axes, fit: Fit, ends: tuple[float, float]) -> None:
    """Year of the largest residual, beyond its point; it stays over the years."""
    row = max(records(fit.points), key=lambda row: abs(row.residual))
    half = text_width(str(row.year), bold=True) / 2 * (ends[1] - ends[0]) / size_of(axes)[0]
    place = min(max(float(row.year), ends[0] + half), ends[1] - half)
    above = row.residual > 0
    axes.annotate(
        str(row.year), (place, float(row.residual)), (0, 3 if above else -3),
        textcoords="offset points", ha="center", va="bottom" if above else "top",
        color=ACCENT, fontweight="bold", annotation_clip=False,
    )  # fmt: skip


def _keys() -> list[Key]:
    return [
        dot_key("année que la tendance ne suit pas", ACCENT),
        dot_key("année ordinaire", MARK, filled=False),
    ]


def _notes(fits: Sequence[Fit], years: range, marked: str) -> str:
    gaps = [reason for fit in fits for reason in fit.missing(years).reasons]
    parts = [
        "Fond gris : de −2 à +2, ce que le hasard seul explique d'ordinaire.",
        "φ : dispersion autour de la tendance, 1 pour le hasard seul.",
        f"Barre sous l'axe : {marked}." if marked else "",
        signs_read(gaps),
    ]
    return " ".join(part for part in parts if part)


def residuals_panels_alt(
    residuals: pd.DataFrame,
    labels: Mapping[str, str],
    marked_years: Sequence[int] = (),
    marked_for: str = LOCKDOWNS,
) -> str:
    """Alternative text of ``residuals_panels``: the years that the trends do not follow."""
    fits, years = _fits(residuals, labels)
    charts = count_words(len(fits), "petit graphique", "petits graphiques")
    marked = marked_words(marked_years, years, marked_for)
    told = [f"{capital(fit.title)} : {_unusual_years(fit)}." for fit in fits]
    return alternative(
        f"{capital(charts)} en bâtons, un par indicateur dont la dispersion dépasse "
        f"{STRONG_DISPERSION} : résidus de Pearson de la tendance, de {years[0]} à {years[-1]}.",
        *told,
        f"Années marquées : {marked}." if marked else "",
    )


def _unusual_years(fit: Fit) -> str:
    """« au-delà de ±2 en 2018 (+4,12) et 2020 (−5,03) »."""
    years = [f"{row.year} ({signed(row.residual, 2)})" for row in records(fit.unusual)]
    return f"au-delà de ±2 en {join_fr(years)}" if years else "aucune année au-delà de ±2"


def residuals_panels_data(residuals: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``residuals_panels``: one row per indicator and year."""
    fits, _ = _fits(residuals, labels)
    lines = [
        {
            "Indicateur": capital(fit.label),
            "Dispersion φ": number(fit.dispersion, 1),
            "Année": str(row.year),
            "Résidu de Pearson": signed(row.residual, 2),
        }
        for fit in fits
        for row in records(fit.points)
    ]
    return table(pd.DataFrame(lines))
