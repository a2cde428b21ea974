"""Charts of the actions: status by axis (F10), attainment of the objectives (EVA01)."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.layout import (
    Key,
    Row,
    Scale,
    bar,
    capital,
    dot,
    dot_key,
    no_rows,
    rows_figure,
    text_width,
)
from ffsu_eval.charts.theme import ACCENT, INK, MARK, PAPER, RULE, housed, readable_on
from ffsu_eval.charts.words import alternative, extremes, label_of, table, without_value
from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    count_words,
    is_missing,
    join_fr,
    number,
    percent,
    signed,
)
from ffsu_eval.indicators.frames import need, need_unique, need_values

# word, fill, hatch: from what is done to what will not be
STATUSES = {
    "realisee": ("réalisée", ACCENT, ""),
    "reconduite": ("reconduite", "#7fa5a2", ""),
    "engagee": ("engagée", "#cfdedd", ""),
    "non_engagee": ("non engagée", PAPER, ""),
    "abandonnee": ("abandonnée", "#d5d8db", "////"),
}
HEIGHT = 13.0
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


@housed
def status_bars(actions: pd.DataFrame, objectives: pd.DataFrame) -> Figure:
    """F10: number of actions by status, one stacked bar per axis, from zero.

    ``actions``, ``objectives``: typed frames. Axes come in the order of the objectives; an action
    without status is counted beside its axis and not drawn. ValueError: missing column, no action,
    unknown status or objective.
    """
    counts, unknown = _counts(actions, objectives)
    rows = []
    for axis, row in counts.iterrows():
        lacking = f" (dont {number(unknown[axis])} sans statut)" if unknown[axis] else ""
        total = int(row.sum()) + unknown[axis]
        rows.append(Row(str(axis), count_words(total, "action", feminine=True) + lacking, row))
    most = max(int(counts.sum(axis=1).max()), 1)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if most / s <= 8)
    ticks = [(float(t), number(t)) for t in range(0, most + 1, step)]
    present = [status for status in STATUSES if counts[status].any()]
    keys = [Key(_patch(status), STATUSES[status][0]) for status in present]
    return rows_figure(rows, Scale(0, most, ticks, "Nombre d'actions"), _stack, keys, track=16.0)


def _counts(actions: pd.DataFrame, objectives: pd.DataFrame) -> tuple[pd.DataFrame, dict[Any, int]]:
    """Actions by axis (rows, by label) and status (columns); those without status, by axis."""
    need(actions, "actions", ("action_id", "objective_id", "status"))
    need_unique(actions, "actions", ("action_id",))
    need_values(actions["status"], "actions.status", STATUSES)
    no_rows("actions", len(actions))
    need(objectives, "objectives", ("objective_id", "axis_label_fr"))
    need_values(actions["objective_id"], "actions.objective_id", objectives["objective_id"])
    placed = actions.merge(
        objectives[["objective_id", "axis_label_fr"]], on="objective_id", validate="many_to_one"
    )
    axes = list(dict.fromkeys(objectives["axis_label_fr"].dropna()))
    table_ = pd.crosstab(placed["axis_label_fr"], placed["status"])
    counts = table_.reindex(index=axes, columns=list(STATUSES), fill_value=0).astype(int)
    lacking = placed[placed["status"].isna()]["axis_label_fr"].value_counts()
    return counts, {axis: int(lacking.get(axis, 0)) for axis in axes}


def _patch(status: str) -> Patch:
    _, fill, hatch = STATUSES[status]
    return Patch(facecolor=fill, edgecolor=INK, linewidth=0.5, hatch=hatch)


def _stack(axes: Axes, row: pd.Series, y: float) -> None:
    start = 0.0
    for status, (_, fill, hatch) in STATUSES.items():
        count = int(row[status])
        if not count:
            continue
        bar(axes, y, start, start + count, fill, HEIGHT, hatch=hatch, edgecolor=INK, linewidth=0.5)
        axes.text(
            start + count / 2, y + 3.1, number(count), ha="center", va="baseline", zorder=5,
            color=readable_on(fill), bbox={"facecolor": fill, "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip
        start += count


def status_bars_alt(actions: pd.DataFrame, objectives: pd.DataFrame) -> str:
    """Alternative text of ``status_bars``: totals by status, counts of each axis."""
    counts, unknown = _counts(actions, objectives)
    parts = [f"{axis} : {_statuses(row)}" for axis, row in counts.iterrows()]
    lacking = sum(unknown.values())
    return alternative(
        f"Barres empilées : nombre d'actions par statut pour {count_words(len(counts), 'axe')}.",
        f"Ensemble, {number(len(actions))} actions : {_statuses(counts.sum())}.",
        f"{'. '.join(parts)}.",
        f"Sans statut : {number(lacking)}." if lacking else "",
    )


def _statuses(row: pd.Series) -> str:
    named = [
        f"{number(row[key])} {word}{'s' if row[key] > 1 else ''}"
        for key, (word, _, _) in STATUSES.items()
        if row[key]
    ]
    return join_fr(named) if named else "aucune action"


def status_bars_data(actions: pd.DataFrame, objectives: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``status_bars``."""
    counts, unknown = _counts(actions, objectives)
    columns: dict[str, Any] = {"Axe": list(counts.index)}
    columns |= {capital(word): counts[key].map(number) for key, (word, _, _) in STATUSES.items()}
    if any(unknown.values()):
        columns["Sans statut"] = [number(unknown[axis]) for axis in counts.index]
    columns["Total"] = [number(int(row.sum()) + unknown[a]) for a, row in counts.iterrows()]
    return table({name: list(values) for name, values in columns.items()})


@housed
def attainment_plot(matrix: pd.DataFrame, details: bool = True) -> Figure:
    """Way made by each objective, from its baseline (0 %) to its target (100 %), in order.

    ``matrix``: EVA01. The mark tells the verdict; beyond −25 % or 150 % it is an arrow head. An
    objective that cannot be measured has none. ``details``: indicator and values under the label.
    ValueError: missing column, no row.
    """
    rows = []
    for row in _objectives(matrix).itertuples():
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


VERDICTS = {
    "atteint": (True, "o"),
    "partiellement atteint": (False, "o"),
    "non atteint": (False, "D"),
}


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
    numbers = (
        f"{number(row.baseline, d)} → {number(row.achieved, d)} (cible {number(row.target, d)})"
    )
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
        extremes([(row.name_fr, float(row.value)) for row in known.itertuples()], percent),
        f"Nombre d'objectifs par verdict : {' ; '.join(words)}." if words else "",
        without_value(rows.loc[rows["value"].isna(), "name_fr"], "Non mesurable"),
    )


def attainment_plot_data(matrix: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``attainment_plot``."""
    rows = []
    for row in _objectives(matrix).itertuples():
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
