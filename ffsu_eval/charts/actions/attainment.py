"""EVA01: way made by each objective from its baseline to its target."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, INK, MARK, RULE, housed
from ffsu_eval.charts.words import alternative, extremes, no_rows, records, table, without_value
from ffsu_eval.french import NBSP, NOT_APPLICABLE, is_missing, number, percent
from ffsu_eval.indicators.frames import need

ATTAINMENT = (
    "objective_id",
    "label_fr",
    "indicator_label_fr",
    "unit",
    "baseline",
    "target",
    "achieved",
    "value",
    "verdict",
    "caveat",
)
LOW, HIGH = -0.25, 1.5
# filled, marker: the shape tells the verdict
VERDICTS = {
    "atteint": (True, "o"),
    "partiellement atteint": (False, "o"),
    "non atteint": (False, "D"),
}


@housed
def attainment_plot(matrix: pd.DataFrame, details: bool = True) -> Figure:
    """Way made by each objective, from its baseline (0 %) to its target (100 %), in order.

    ``matrix``: EVA01. The mark tells the verdict; beyond −25 % or 150 % it is an arrow head. An
    objective that cannot be measured has none. ``details``: indicator and values under the label.
    ValueError: missing column, no row.
    """
    rows = []
    for row in records(_objectives(matrix)):
        verdict = str(row.verdict)
        if is_missing(row.value):
            rows.append(Row(capital(row.name_fr), verdict, None, capital(str(row.caveat))))
            continue
        detail = _values(row) if details else ""
        rows.append(Row(capital(row.name_fr), percent(row.value), row, detail))
    ticks = [(0.0, "départ"), (0.5, f"50{NBSP}%"), (1.0, "cible"), (1.5, f"150{NBSP}%")]
    name = "Part du chemin parcouru du départ (0 %) à la cible (100 %)"
    scale = Scale(LOW, HIGH, ticks, name, grid=False)
    verdicts = set(matrix["verdict"])
    keys = [
        dot_key(word, ACCENT, filled, marker)
        for word, (filled, marker) in VERDICTS.items()
        if word in verdicts
    ]
    return rows_figure(rows, scale, _way, keys)


def _objectives(matrix: pd.DataFrame) -> pd.DataFrame:
    need(matrix, "matrix", ATTAINMENT)
    no_rows("matrix", len(matrix))
    return matrix.assign(name_fr=[str(label) for label in matrix["label_fr"]])


def _decimals(*values: Any) -> int:
    """Decimals that write these values as they were given, two at most."""
    known = [float(value) for value in values if not is_missing(value)]
    return next((d for d in (0, 1) if all(round(v, d) == v for v in known)), 2)


def _values(row: Any) -> str:
    d = _decimals(row.baseline, row.target, row.achieved)
    way = f"{number(row.baseline, d)}{NBSP}→{NBSP}{number(row.achieved, d)}"
    numbers = f"{way} (cible{NBSP}{number(row.target, d)})"
    unit = "" if is_missing(row.unit) or not row.unit else f", {row.unit}"
    return f"{capital(str(row.indicator_label_fr))} : {numbers}{unit}"


def _way(axes: Axes, row: Any, y: float) -> None:
    value = float(row.value)
    filled, marker = VERDICTS[str(row.verdict)]
    end = min(max(value, LOW), HIGH)
    for place, color in ((0.0, MARK), (1.0, INK)):
        axes.plot([place, place], [y - 5, y + 5], color=color, linewidth=1.2, zorder=2)
    axes.plot([LOW, HIGH], [y, y], color=RULE, linewidth=0.8, zorder=1)
    axes.plot([0, end], [y, y], color=ACCENT, linewidth=1.6, solid_capstyle="butt", zorder=3)
    beyond = "<" if value < LOW else ">" if value > HIGH else ""
    style = dot(ACCENT, True, beyond) if beyond else dot(ACCENT, filled, marker)
    axes.plot(end, y, zorder=4, clip_on=False, **style)


def attainment_plot_alt(matrix: pd.DataFrame) -> str:
    """Alternative text of ``attainment_plot``."""
    rows = _objectives(matrix)
    known = rows[rows["value"].notna()]
    counts = known["verdict"].value_counts()
    words = [f"{word} : {number(counts[word])}" for word in VERDICTS if word in counts]
    return alternative(
        "Graphique en points : part du chemin parcouru par chaque objectif entre sa valeur de départ "
        "(0 %) et sa cible (100 %).",
        extremes([(row.name_fr, float(row.value)) for row in records(known)], percent),
        f"Nombre d'objectifs par verdict : {' ; '.join(words)}." if words else "",
        without_value(rows.loc[rows["value"].isna(), "name_fr"], "Non mesurable"),
    )


def attainment_plot_data(matrix: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``attainment_plot``."""
    rows = []
    for row in records(_objectives(matrix)):
        d = _decimals(row.baseline, row.target, row.achieved)
        without = is_missing(row.indicator_label_fr)
        rows.append(
            {
                "Objectif": capital(row.name_fr),
                "Indicateur": NOT_APPLICABLE if without else row.indicator_label_fr,
                "Unité": NOT_APPLICABLE if without else row.unit,
                "Départ": NOT_APPLICABLE if without else number(row.baseline, d),
                "Cible": NOT_APPLICABLE if without else number(row.target, d),
                "Atteint": NOT_APPLICABLE if without else number(row.achieved, d),
                "Chemin parcouru": NOT_APPLICABLE if is_missing(row.value) else percent(row.value),
                "Verdict": row.verdict,
            }
        )
    return table(pd.DataFrame(rows))
