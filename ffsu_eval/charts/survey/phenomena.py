"""F7: phenomena by frequency and nuisance; the marker tells the evolution."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ffsu_eval.charts.direct import label_points
from ffsu_eval.charts.marks import Key, dot, dot_key, draw_key, key_height
from ffsu_eval.charts.survey.bases import base
from ffsu_eval.charts.survey.phenomenon import Phenomenon, kind_of, phenomena_of
from ffsu_eval.charts.text import EDGE, LINE, capital, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    MARK,
    MUTED,
    POINTS,
    WIDTH,
    axes_at,
    blank,
    housed,
)
from ffsu_eval.charts.words import alternative, extremes, table, without_value
from ffsu_eval.french import MINUS, NBSP, SECRET, count_words, is_missing, join_fr, number, signed

LEFT = 21.0
LABEL = 104.0
X_NAME = "Score de fréquence (0 : jamais ; 100 : chaque semaine ou plus)"
Y_NAME = "Gêne moyenne pour les habitants (1 à 5)"
# word, colour, marker, filled: the shape tells as much as the colour
KINDS = {
    "hausse": (ACCENT, "^", True),
    "baisse": (COMPARATOR, "v", True),
    "stable": (MARK, "o", True),
    "n.d.": (MARK, "D", False),
}


@housed
def phenomena_plot(
    frequency: pd.DataFrame,
    nuisance: pd.DataFrame,
    balance: pd.DataFrame,
    threshold: float = 10.0,
) -> Figure:
    """One point per phenomenon, labelled with its balance of evolution in points.

    ``frequency``: SUR02; ``nuisance``: SUR04; ``balance``: SUR03; matched by ``theme``. Marker: rise
    or fall when the balance is beyond ``threshold`` points, else stable. Phenomena with too few
    answers are named under the plot. Axes do not start at zero: positions are read, not lengths.
    ValueError: missing column, no row, theme given twice.
    """
    phenomena = phenomena_of(frequency, nuisance, balance)
    drawn = [p for p in phenomena if p.drawn]
    keys = _keys(drawn, threshold)
    hidden = [p.label for p in phenomena if not p.drawn]
    notes = wrapped(without_value(hidden, "Trop peu de réponses"), WIDTH - 2 * EDGE)
    notes = notes if hidden else []
    names = wrapped(X_NAME, WIDTH - 2 * EDGE)
    plot = 190.0 + 9.0 * min(len(drawn), 16)
    above, below = key_height(keys) + LINE + 8, 15 + LINE * (len(names) + len(notes)) + 4
    figure = blank(above + plot + below)
    height = figure.get_figheight() * POINTS
    draw_key(figure, keys)
    figure.text(EDGE / WIDTH, (height - above + 8) / height, Y_NAME, color=MUTED)
    for rank, line in enumerate([*names, *notes]):
        figure.text(EDGE / WIDTH, (below - 15 - LINE * (rank + 0.8)) / height, line, color=MUTED)
    axes = axes_at(figure, LEFT, below, WIDTH - EDGE - 4, below + plot)
    _axes(axes, drawn)
    for phenomenon in drawn:
        color, marker, filled = KINDS[kind_of(phenomenon, threshold)]
        axes.plot(
            float(phenomenon.frequency),
            float(phenomenon.nuisance),
            zorder=4,
            **dot(color, filled, marker, 7.0),
        )
    _label(axes, drawn)
    return figure


def _keys(drawn: list[Phenomenon], threshold: float) -> list[Key]:
    limit = number(threshold)
    texts = {
        "hausse": f"en hausse (solde de +{limit} ou plus)",
        "baisse": f"en baisse (solde de {MINUS}{limit} ou moins)",
        "stable": "entre les deux",
        "n.d.": "solde n.d.",
    }
    kinds = {kind_of(p, threshold) for p in drawn}
    return [
        dot_key(texts[kind], color, filled, marker)
        for kind, (color, marker, filled) in KINDS.items()
        if kind in kinds
    ]


def _axes(axes: Axes, drawn: list[Phenomenon]) -> None:
    xs = [float(p.frequency) for p in drawn] or [0.0, 100.0]
    ys = [float(p.nuisance) for p in drawn] or [1.0, 5.0]
    axes.set_xlim(*_padded(xs, 0.0, 100.0, 10.0))
    axes.set_ylim(*_padded(ys, 1.0, 5.0, 0.2))
    axes.spines[["right", "top"]].set_visible(False)
    locator = MaxNLocator(nbins=5, steps=[1, 2, 5, 10])
    for axis, decimals in ((axes.xaxis, 0), (axes.yaxis, 1)):
        low, high = axis.get_view_interval()
        ticks = [tick for tick in locator.tick_values(low, high) if low <= tick <= high]
        axis.set_ticks(ticks, [number(tick, decimals) for tick in ticks])
    axes.grid()
    axes.set_axisbelow(True)


def _padded(values: list[float], low: float, high: float, least: float) -> tuple[float, float]:
    """Limits around the values, with a margin, inside what the scale admits."""
    margin = max(0.12 * (max(values) - min(values)), least / 2)
    return max(low, min(values) - margin), min(high, max(values) + margin)


def _label(axes: Axes, drawn: list[Phenomenon]) -> None:
    data = [(float(p.frequency), float(p.nuisance)) for p in drawn]
    label_points(axes, data, [_text(p) for p in drawn], LABEL)


def _text(phenomenon: Phenomenon) -> str:
    if is_missing(phenomenon.balance):
        return capital(phenomenon.label)
    return f"{capital(phenomenon.label)}{NBSP}({signed(phenomenon.balance)})"


def phenomena_plot_alt(
    frequency: pd.DataFrame,
    nuisance: pd.DataFrame,
    balance: pd.DataFrame,
    threshold: float = 10.0,
) -> str:
    """Alternative text of ``phenomena_plot``."""
    phenomena = phenomena_of(frequency, nuisance, balance)
    drawn = [p for p in phenomena if p.drawn]
    by_kind = {
        word: [p.label for p in drawn if kind_of(p, threshold) == word]
        for word in ("hausse", "baisse")
    }
    moves = [f"en {word} : {join_fr(names)}" for word, names in by_kind.items() if names]
    return alternative(
        f"Nuage de points ({count_words(len(drawn), 'phénomène')}) : score de fréquence (de 0 à 100) "
        "et gêne moyenne pour les habitants (de 1 à 5).",
        "Fréquence. " + extremes([(p.label, float(p.frequency)) for p in drawn], number),
        "Gêne. " + extremes([(p.label, float(p.nuisance)) for p in drawn], lambda v: number(v, 1)),
        f"Solde d'évolution d'au moins {number(threshold)} points, {' ; '.join(moves)}."
        if moves
        else "",
        without_value([p.label for p in phenomena if not p.drawn], "Trop peu de réponses"),
    )


def phenomena_plot_data(
    frequency: pd.DataFrame, nuisance: pd.DataFrame, balance: pd.DataFrame
) -> pd.DataFrame:
    """Table behind ``phenomena_plot``."""
    phenomena = phenomena_of(frequency, nuisance, balance)
    return table(
        {
            "Phénomène": [capital(p.label) for p in phenomena],
            "Fréquence (0 à 100)": [_cell(p.frequency, 0) for p in phenomena],
            "Gêne moyenne (1 à 5)": [_cell(p.nuisance, 1) for p in phenomena],
            "Solde d'évolution (points)": [
                SECRET if is_missing(p.balance) else signed(p.balance) for p in phenomena
            ],
            "Réponses (fréquence, gêne, évolution)": [
                ", ".join(base(n) for n in p.bases) for p in phenomena
            ],
        }
    )


def _cell(value: Any, decimals: int) -> str:
    return SECRET if is_missing(value) else number(value, decimals)
