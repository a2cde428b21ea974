"""Formations of a council: which depends on which, who leads it, how often it should meet."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ffsu_eval.charts.marks import Key, draw_key, key_height
from ffsu_eval.charts.text import EDGE, LINE, wrapped
from ffsu_eval.charts.theme import ACCENT, INK, MUTED, RULE, SHADE, WIDTH, axes_at, blank, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import count_words, typography
from ffsu_eval.indicators.frames import need, need_values

# the plenary formation stands above those that prepare its work; other bodies have their own rules
PLENARY, OTHER = "pleniere", "autre"
KINDS = {
    PLENARY: "Séance plénière",
    "restreinte": "Formation restreinte",
    "groupe_thematique": "Groupe thématique",
    "groupe_territorial": "Groupe territorial",
    "cellule_veille": "Cellule de veille",
    "cotech": "Comité technique",
    OTHER: "Autre instance",
}
NEEDED = ("label_fr", "kind", "pilot_fr", "frequency_per_year", "confidential")
INDENT, PADDING, GAP, TRUNK, SIDE = 24.0, 4.0, 7.0, 10.0, 3.5
STATES = {True: "Échange d'informations confidentielles", False: "Sans échange confidentiel"}


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    lines: tuple[str, ...]
    row: Any

    @property
    def height(self) -> float:
        return LINE * len(self.lines) + 2 * PADDING


@housed
def formations_tree(formations: pd.DataFrame) -> Figure:
    """One box per formation, under the plenary one; bodies that do not depend on it stand apart.

    ``formations``: label_fr, kind, pilot_fr, frequency_per_year, confidential. A dashed outline says
    another body, a bar on the left a confidential exchange. ValueError: missing column, no row,
    unknown kind.
    """
    shown = _ordered(formations)
    boxes = _boxes(shown)
    depth = boxes[-1].top + boxes[-1].height + EDGE
    keys = [Key(Line2D([], [], color=ACCENT, linewidth=SIDE), STATES[True])]
    keys = keys if shown["confidential"].any() else []
    figure = blank(depth + key_height(keys))
    draw_key(figure, keys)
    axes = axes_at(figure, 0, 0, WIDTH, depth)
    axes.set(xlim=(0, WIDTH), ylim=(depth, 0))
    axes.axis("off")
    heads = [box for box in boxes if box.row.kind == PLENARY]
    for box in boxes:
        if heads and box.row.kind not in (PLENARY, OTHER):
            _draw_link(axes, heads[0], box)
        _draw_box(axes, box)
    return figure


def _ordered(formations: pd.DataFrame) -> pd.DataFrame:
    need(formations, "formations", NEEDED)
    no_rows("formations", len(formations))
    need_values(formations["kind"], "formations.kind", list(KINDS))
    rank = formations["kind"].map(list(KINDS).index)
    return formations.assign(rank=rank).sort_values(["rank", "label_fr"], kind="stable")


def _boxes(shown: pd.DataFrame) -> list[_Box]:
    boxes, top = [], EDGE
    for row in records(shown):
        left = EDGE if row.kind in (PLENARY, OTHER) else EDGE + INDENT
        room = WIDTH - EDGE - left - 2 * PADDING - SIDE
        kind, meant = KINDS[row.kind], _meetings(row)
        # a formation named after its kind says it once
        head = meant if row.label_fr.startswith(kind) else f"{kind}, {meant}"
        body = [*wrapped(row.label_fr, room, bold=True), *wrapped(head, room)]
        lines = (*body, *wrapped(f"Pilote : {row.pilot_fr}", room))
        boxes.append(_Box(left, top, lines, row))
        top += boxes[-1].height + GAP
    return boxes


def _meetings(row: Any) -> str:
    return (
        count_words(int(row.frequency_per_year), "réunion", "réunions", feminine=True) + " par an"
    )


def _draw_box(axes: Axes, box: _Box) -> None:
    width = WIDTH - EDGE - box.left
    other = box.row.kind == OTHER
    outline = {"edgecolor": MUTED, "linestyle": (0, (3, 2))} if other else {"edgecolor": RULE}
    place = (box.left, box.top)
    axes.add_patch(
        Rectangle(place, width, box.height, facecolor=SHADE, linewidth=0.8, zorder=3, **outline)
    )
    if box.row.confidential:
        axes.add_patch(Rectangle(place, SIDE, box.height, color=ACCENT, linewidth=0, zorder=4))
    for rank, text in enumerate(box.lines):
        bold = text in wrapped(box.row.label_fr, width - 2 * PADDING - SIDE, bold=True)
        axes.text(
            box.left + SIDE + PADDING,
            box.top + PADDING + LINE * (rank + 0.8),
            typography(text),
            color=INK if bold else MUTED,
            weight="bold" if bold else "normal",
            va="baseline",
            zorder=5,
        )


def _draw_link(axes: Axes, head: _Box, box: _Box) -> None:
    """Down from the plenary formation, then across to the left edge of the box."""
    x, y = head.left + TRUNK, box.top + box.height / 2
    axes.plot(
        [x, x, box.left], [head.top + head.height, y, y], color=MUTED, linewidth=1.0, zorder=2
    )


def formations_tree_alt(formations: pd.DataFrame) -> str:
    """Alternative text of ``formations_tree``."""
    shown = _ordered(formations)
    counts = (
        (shown["kind"] != OTHER, "formation", "formations"),
        (shown["kind"] == OTHER, "autre instance", "autres instances"),
        (shown["confidential"], "instance échange", "instances échangent"),
    )
    own, others, private = (
        count_words(int(which.sum()), one, many, feminine=True) for which, one, many in counts
    )
    return alternative(
        f"Organigramme : {own} dont la séance plénière, {others} à côté ; {private} des informations "
        "confidentielles."
    )


def formations_tree_data(formations: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``formations_tree``."""
    lines = [
        {
            "Instance": row.label_fr,
            "Nature": KINDS[row.kind],
            "Pilote": row.pilot_fr,
            "Réunions prévues par an": str(row.frequency_per_year),
            "Informations confidentielles": "oui" if row.confidential else "non",
        }
        for row in records(_ordered(formations))
    ]
    return table(pd.DataFrame(lines))
