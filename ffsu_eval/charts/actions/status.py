"""F10: number of actions by status, one bar per axis of the policy."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.marks import Key, bar
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, INK, PAPER, housed, readable_on
from ffsu_eval.charts.words import alternative, no_rows, table
from ffsu_eval.french import count_words, join_fr, number
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
