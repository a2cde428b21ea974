"""Who sends what to whom: one row per organisation that sends, one column per one that receives."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from ffsu_eval.charts.marks import Key
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    MARK,
    PAPER,
    RULE,
    housed,
    readable_on,
    tints,
)
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import count_words, is_missing
from ffsu_eval.indicators.frames import need, need_values

HEIGHT = 13.0
NEEDED = ("from_org", "to_org", "info_class", "instance_id", "purpose_fr", "channel")
# from the most open to the most protected: mark in the cell, word of the key
CLASSES = {
    "publique": ("Pu", "publique"),
    "statistique": ("St", "statistique"),
    "generale": ("Gé", "générale"),
    "confidentielle": ("Co", "confidentielle"),
    "secrete": ("Se", "secrète"),
}
CHANNELS = {
    "reunion": "réunion",
    "telephone": "téléphone",
    "courriel": "courriel",
    "messagerie": "messagerie",
    "plateforme": "plateforme",
    "courrier": "courrier",
}
ORDER = list(CLASSES)
OUTSIDE = "Hors de toute instance"


@housed
def flow_matrix(flows: pd.DataFrame, organisations: Mapping[str, str]) -> Figure:
    """One cell per pair of organisations, its mark the most protected class that passes there.

    A thick border: one of these flows passes outside any instance. ``organisations``: label by
    org_id, in the order of the rows; those without any flow are left out. ValueError: missing
    column, no row, unknown class, organisation without label.
    """
    ranks = _ranks(flows, organisations)
    fills = dict(zip(ORDER, [PAPER, *tints(ACCENT, len(ORDER) - 1)], strict=True))
    rows = [
        Row(f"{rank}. {organisations[org]}", "", flows[flows["from_org"] == org])
        for org, rank in ranks.items()
    ]
    ticks = [(rank - 0.5, str(rank)) for rank in ranks.values()]
    scale = Scale(0, len(ranks), ticks, "Numéro de l'organisme qui reçoit", grid=False)

    def draw(axes: Axes, own: pd.DataFrame, y: float) -> None:
        for rank in ranks.values():
            _cell(axes, rank, y, PAPER, RULE, 0.5, 1)
        for receiver, sent in own.groupby("to_org", sort=False):
            strongest = _strongest(sent)
            fill, outside = fills[strongest], bool(sent["instance_id"].isna().any())
            edge = COMPARATOR if outside else MARK
            rank = ranks[str(receiver)]
            _cell(axes, rank, y, fill, edge, 2.2 if outside else 0.6, 3 if outside else 2)
            axes.text(rank - 0.5, y + 3.1, CLASSES[strongest][0], ha="center", va="baseline",
                      color=readable_on(fill), zorder=4)  # fmt: skip

    keys = [
        Key(Patch(facecolor=fills[name], edgecolor=MARK, linewidth=0.6), f"{mark} {word}")
        for name, (mark, word) in CLASSES.items()
    ]
    border = Patch(facecolor=PAPER, edgecolor=COMPARATOR, linewidth=2.2)
    return rows_figure(rows, scale, draw, [*keys, Key(border, "hors de toute instance")], HEIGHT)


def _cell(axes: Axes, rank: int, y: float, fill: str, edge: str, width: float, order: int) -> None:
    axes.add_patch(
        Rectangle((rank - 0.95, y - HEIGHT / 2), 0.9, HEIGHT, facecolor=fill, edgecolor=edge,
                  linewidth=width, zorder=order)
    )  # fmt: skip


def _ranks(flows: pd.DataFrame, organisations: Mapping[str, str]) -> dict[str, int]:
    need(flows, "flows", NEEDED)
    no_rows("flows", len(flows))
    need_values(flows["info_class"], "flows.info_class", ORDER)
    used = {*flows["from_org"], *flows["to_org"]}
    for org in sorted(used):
        label_of(organisations, org)
    return {org: rank for rank, org in enumerate((o for o in organisations if o in used), start=1)}


def _strongest(flows: pd.DataFrame) -> str:
    return max(map(str, flows["info_class"]), key=ORDER.index)


def flow_matrix_alt(flows: pd.DataFrame, organisations: Mapping[str, str]) -> str:
    """Alternative text of ``flow_matrix``."""
    ranks = _ranks(flows, organisations)
    counts = flows["info_class"].value_counts()
    told = [f"{CLASSES[name][1]} {counts[name]}" for name in ORDER if name in counts]
    outside = int(flows["instance_id"].isna().sum())
    return alternative(
        f"Matrice de {len(ranks)} organismes : {count_words(len(flows), 'flux', 'flux')} d'information, de "
        "l'organisme en ligne vers l'organisme en colonne.",
        f"Par classe : {', '.join(told)}.",
        f"Hors de toute instance : {count_words(outside, 'flux', 'flux')}.",
    )


def flow_matrix_data(
    flows: pd.DataFrame, organisations: Mapping[str, str], instances: Mapping[str, str]
) -> pd.DataFrame:
    """Table behind ``flow_matrix``: every flow, most protected first."""
    _ranks(flows, organisations)
    ordered = flows.assign(rank=[-ORDER.index(name) for name in flows["info_class"]])
    lines = [
        {
            "De": organisations[row.from_org],
            "Vers": organisations[row.to_org],
            "Classe": CLASSES[row.info_class][1],
            "But": _purpose(row),
            "Instance": OUTSIDE if is_missing(row.instance_id) else instances[row.instance_id],
            "Voie": CHANNELS[row.channel],
        }
        for row in records(ordered.sort_values("rank", kind="stable"))
    ]
    return table(pd.DataFrame(lines))


def _purpose(row: Any) -> str:
    return "non écrit" if is_missing(row.purpose_fr) else str(row.purpose_fr)
