"""F11: attendance by college (GOV02)."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import bar
from ffsu_eval.charts.rows import PERCENT_TICKS, Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, MARK, housed
from ffsu_eval.charts.words import (
    alternative,
    extremes,
    label_of,
    no_rows,
    records,
    table,
    without_value,
)
from ffsu_eval.french import NOT_APPLICABLE, is_missing, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE, need


@housed
def attendance_bars(attendance: pd.DataFrame, colleges: Mapping[str, str]) -> Figure:
    """Attendance of each college, in per cent of the convocations, sorted; the whole comes last.

    ``attendance``: GOV02; ``colleges``: college → label. ValueError: missing column, no row, college
    without label.
    """
    rows = []
    for row in records(_colleges(attendance, colleges)):
        drawn = None if is_missing(row.value) else row
        rows.append(Row(capital(row.name_fr), _presence(row), drawn))
    scale = Scale(0, 1, PERCENT_TICKS, "Présences sur convocations (%)")
    return rows_figure(rows, scale, _attendance_bar, track=9.0)


def _colleges(attendance: pd.DataFrame, colleges: Mapping[str, str]) -> pd.DataFrame:
    need(attendance, "attendance", ("college", "present", "convened", "value"))
    no_rows("attendance", len(attendance))
    known = {WHOLE: "Ensemble", **colleges}
    named = attendance.assign(
        name_fr=[label_of(known, key) for key in attendance["college"]],
        last=attendance["college"] == WHOLE,
    )
    return named.sort_values(["last", "value", "name_fr"], ascending=[True, False, True])


def _presence(row: Any) -> str:
    if is_missing(row.value):
        return "aucune convocation"
    return f"{of_total(row.present, row.convened)} ({percent(row.value)})"


def _rate(value: Any) -> str:
    return NOT_APPLICABLE if is_missing(value) else percent(value)


def _attendance_bar(axes: Axes, row: Any, y: float) -> None:
    bar(axes, y, 0, float(row.value), MARK if row.last else ACCENT, 6.0)


def attendance_bars_alt(attendance: pd.DataFrame, colleges: Mapping[str, str]) -> str:
    """Alternative text of ``attendance_bars``."""
    rows = _colleges(attendance, colleges)
    own = rows[~rows["last"]]
    shown = own[own["value"].notna()]
    whole = [_presence(row) for row in records(rows[rows["last"]])]
    return alternative(
        "Barres horizontales : présences sur convocations par collège, de 0 à 100 %.",
        extremes([(row.name_fr, float(row.value)) for row in records(shown)], percent),
        f"Ensemble : {whole[0]}." if whole else "",
        without_value(own.loc[own["value"].isna(), "name_fr"], "Sans convocation"),
    )


def attendance_bars_data(attendance: pd.DataFrame, colleges: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``attendance_bars``."""
    rows = _colleges(attendance, colleges)
    return table(
        {
            "Collège": rows["name_fr"].map(capital),
            "Présences": rows["present"].map(number),
            "Convocations": rows["convened"].map(number),
            "Assiduité": [_rate(value) for value in rows["value"]],
        }
    )
