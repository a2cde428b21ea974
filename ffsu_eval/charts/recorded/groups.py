"""F2 by groups: does the gap of each rate depend on the communes it is compared with?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import Key, dot, dot_key, interval_mark
from ffsu_eval.charts.recorded.ratios import (
    GAP,
    established,
    need_ratios,
    ratio_scale,
    reading,
    state_keys,
)
from ffsu_eval.charts.rows import Row, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, MARK, MUTED, housed
from ffsu_eval.charts.words import (
    alternative,
    label_of,
    missing_sign,
    no_rows,
    records,
    table,
    without_value,
)
from ffsu_eval.french import NOT_APPLICABLE, is_missing, join_fr, number, of_total
from ffsu_eval.indicators.frames import need_unique

MARKERS = ("o", "s", "D", "^", "v")
PITCH = 6.5
ABSENT = "pas de comparaison"
BOUNDS_HELD = 3.0  # a wider interval leaves the scale: it would flatten all others
WORDS = replace(
    GAP,
    axis="Rapport au taux de chaque groupe (échelle logarithmique) ; à droite, le plus faible et le "
    "plus élevé",
)


@dataclass(frozen=True)
class Compared:
    """One indicator: its label and, in the order of the groups, their rows (None: absent)."""

    label: str
    rows: Sequence[Any]

    @property
    def known(self) -> list[Any]:
        """Rows that have a ratio."""
        return [row for row in self.rows if row is not None and not is_missing(row.value)]

    @property
    def readings(self) -> set[str]:
        """Distinct readings of its ratios."""
        return {row.direction if established(row) else GAP.open for row in self.known}


@housed
def groups_forest(
    compared: pd.DataFrame, labels: Mapping[str, str], groups: Mapping[str, str]
) -> Figure:
    """F2 by groups of comparison: for each indicator, one ratio with its interval for each group.

    ``compared``: REC04 with ``group_id``, one commune and one year; ``labels``: indicator id →
    label; ``groups``: group id → name, in the order they are drawn, each with its own shape.
    Indicators by decreasing ratio to the first group. A point is filled as in
    ``comparison_forest``. ValueError: missing column, no row, a group without name, more groups
    than shapes, a group twice for one indicator.
    """
    indicators = _indicators(compared, labels, groups)
    known = compared[compared["value"].notna()]
    rows = [
        Row(
            capital(each.label),
            _spread(each),
            each.rows if each.known else None,
            _missing(each, groups),
        )
        for each in indicators
    ]
    return rows_figure(
        rows,
        ratio_scale(known, WORDS, BOUNDS_HELD),
        _draw,
        _keys(known, groups),
        PITCH * len(groups) + 1,
    )


def _indicators(
    compared: pd.DataFrame, labels: Mapping[str, str], groups: Mapping[str, str]
) -> list[Compared]:
    """Indicators by decreasing ratio to the first group that has one; those without come last."""
    need_ratios(compared, "compared", "group_id", "n_comparators", "n_published")
    no_rows("compared", len(compared))
    need_unique(compared, "compared", ("indicator_id", "group_id"))
    if len(groups) > len(MARKERS):
        raise ValueError(f"groups: more than {len(MARKERS)}")
    for group in compared["group_id"].unique():
        label_of(groups, group)
    cells = {(row.indicator_id, row.group_id): row for row in records(compared)}
    found = [
        Compared(label_of(labels, name), [cells.get((name, group)) for group in groups])
        for name in compared["indicator_id"].unique()
    ]
    return sorted(found, key=lambda each: (-_first(each), each.label))


def _first(each: Compared) -> float:
    return float(each.known[0].value) if each.known else float("-inf")


def _spread(each: Compared) -> str:
    """« 0,67 à 0,92 »: lowest and highest ratios, or the sign of their absence."""
    if not each.known:
        return next((missing_sign(row.caveat) for row in each.rows if row is not None), "")
    ends = [number(end(row.value for row in each.known), 2) for end in (min, max)]
    return ends[0] if ends[0] == ends[1] else " à ".join(ends)


def _missing(each: Compared, groups: Mapping[str, str]) -> str:
    """« autres communes de l'EPCI : aucun taux… »: why some groups give no ratio."""
    reasons = {
        name: ABSENT if row is None else str(row.caveat)
        for name, row in zip(groups.values(), each.rows, strict=True)
        if row is None or is_missing(row.value)
    }
    if len(set(reasons.values())) == 1 and not each.known:
        return next(iter(reasons.values()))
    return " ; ".join(f"{name} : {reason}" for name, reason in reasons.items())


def _draw(axes: Axes, rows: Sequence[Any], y: float) -> None:
    top = y - PITCH * (len(rows) - 1) / 2
    for rank, (row, marker) in enumerate(zip(rows, MARKERS, strict=False)):
        if row is None or is_missing(row.value):
            continue
        filled = established(row)
        style = dot(ACCENT if filled else MARK, filled, marker, 5.0)
        bounds = float(row.ci_low), float(row.ci_high)
        interval_mark(axes, top + PITCH * rank, float(row.value), bounds, style)


def _keys(known: pd.DataFrame, groups: Mapping[str, str]) -> list[Key]:
    shapes = zip(groups.values(), MARKERS, strict=False)
    shown = [dot_key(name, MUTED, False, marker) for name, marker in shapes]
    return [*shown, *state_keys(known, GAP)]


def groups_forest_alt(
    compared: pd.DataFrame, labels: Mapping[str, str], groups: Mapping[str, str]
) -> str:
    """Alternative text of ``groups_forest``: where the reading depends on the group."""
    indicators = _indicators(compared, labels, groups)
    several = [each for each in indicators if len(each.known) > 1]
    same = [each for each in several if len(each.readings) == 1]
    moved = [each.label for each in several if len(each.readings) > 1]
    widest = max(several, key=_factor, default=None)
    return alternative(
        "Graphique en points avec intervalles à 95 % sur échelle logarithmique : rapport des taux "
        f"enregistrés à ceux de {number(len(groups))} groupes ({join_fr(list(groups.values()))}).",
        f"Même lecture avec tous les groupes : {of_total(len(same), len(several))} indicateurs."
        if several
        else "",
        f"Lecture qui dépend du groupe : {join_fr(moved)}." if moved else "",
        f"Écart le plus grand entre groupes : {widest.label} (de {_spread(widest)})."
        if widest
        else "",
        without_value([e.label for e in indicators if not e.known], "Sans valeur calculable"),
    )


def _factor(each: Compared) -> float:
    values = [float(row.value) for row in each.known]
    return max(values) / min(values) if min(values) > 0 else float("inf")


def groups_forest_data(
    compared: pd.DataFrame, labels: Mapping[str, str], groups: Mapping[str, str]
) -> pd.DataFrame:
    """Table behind ``groups_forest``: one row per indicator and group."""
    lines = [
        _line(each.label, name, row)
        for each in _indicators(compared, labels, groups)
        for name, row in zip(groups.values(), each.rows, strict=True)
    ]
    return table(pd.DataFrame(lines))


def _line(label: str, group: str, row: Any) -> dict[str, str]:
    value, bounds, said, used = NOT_APPLICABLE, NOT_APPLICABLE, ABSENT, NOT_APPLICABLE
    if row is not None:
        used = of_total(row.n_published, row.n_comparators)
        value = bounds = missing_sign(row.caveat)
        said = row.caveat
        if not is_missing(row.value):
            value, bounds = GAP.value(row.value), GAP.bounds(row.ci_low, row.ci_high)
            said = reading(row)
    return {
        "Indicateur": capital(label),
        "Comparé à": group,
        "Rapport": value,
        "Intervalle à 95 %": bounds,
        "Lecture": said,
        "Communes utilisées": used,
    }
