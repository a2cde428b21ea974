"""F11: attendance of each college, year by year (GOV02)."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, PAPER, RULE, housed, readable_on, tints
from ffsu_eval.charts.words import alternative, extremes, label_of, no_rows, records, table
from ffsu_eval.french import NOT_APPLICABLE, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE, need

STEPS = 5
HEIGHT = 15.0
NEEDED = ("college", "year", "present", "convened", "value")
# who was not convened in a year is hatched: neither absent nor present
HATCH = "////"


@housed
def attendance_heat(attendance: pd.DataFrame, colleges: Mapping[str, str]) -> Figure:
    """Presences per convocations, one cell per college and year, in per cent, darker for more.

    ``attendance``: GOV02 by year; ``colleges``: college → label, in the order of the rows.
    ValueError: missing column, no row, college without label.
    """
    known = _known(attendance, colleges)
    years = sorted(set(known["year"].astype(int)))
    shades = tints(ACCENT, STEPS)
    rows = [
        Row(capital(label), "", known[known["college"] == college])
        for college, label in _labels(colleges).items()
        if college in set(known["college"])
    ]
    names = [(year + 0.5, str(year)) for year in years]
    scale = Scale(years[0], years[-1] + 1, names, "Présences sur convocations (%)", grid=False)

    def draw(axes: Axes, cells: pd.DataFrame, y: float) -> None:
        for cell in records(cells):
            missing = is_missing(cell.value)
            fill = PAPER if missing else shades[min(int(float(cell.value) * STEPS), STEPS - 1)]
            box = Rectangle(
                (int(cell.year), y - HEIGHT / 2), 1, HEIGHT,
                facecolor=fill, edgecolor=RULE if missing else PAPER, linewidth=0.8,
                hatch=HATCH if missing else None, zorder=2,
            )  # fmt: skip
            axes.add_patch(box)
            if not missing:
                text = number(100 * float(cell.value))
                middle = int(cell.year) + 0.5
                axes.text(
                    middle, y, text, ha="center", va="center", color=readable_on(fill), zorder=3
                )

    return rows_figure(rows, scale, draw, track=HEIGHT)


def _labels(colleges: Mapping[str, str]) -> dict[str, str]:
    return {**colleges, WHOLE: "Ensemble"}


def _known(attendance: pd.DataFrame, colleges: Mapping[str, str]) -> pd.DataFrame:
    need(attendance, "attendance", NEEDED)
    no_rows("attendance", len(attendance))
    for college in attendance["college"].unique():
        label_of(_labels(colleges), college)
    return attendance


def attendance_heat_alt(attendance: pd.DataFrame, colleges: Mapping[str, str]) -> str:
    """Alternative text of ``attendance_heat``."""
    known = _known(attendance, colleges).dropna(subset=["value"])
    named = [
        (f"{_labels(colleges)[str(row.college)].lower()} en {int(row.year)}", float(row.value))
        for row in records(known[known["college"] != WHOLE])
    ]
    return alternative(
        "Tableau coloré : part des convocations suivies d'une présence, par collège et par année.",
        extremes(named, percent),
        "",
    )


def attendance_heat_data(attendance: pd.DataFrame, colleges: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``attendance_heat``."""
    known = _known(attendance, colleges)
    lines = [
        {
            "Collège": capital(_labels(colleges)[str(row.college)]),
            "Année": str(int(row.year)),
            "Présences": NOT_APPLICABLE
            if is_missing(row.value)
            else of_total(row.present, row.convened),
            "Assiduité": NOT_APPLICABLE if is_missing(row.value) else percent(row.value),
        }
        for row in records(known)
    ]
    return table(pd.DataFrame(lines))
