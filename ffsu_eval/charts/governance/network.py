"""F12: organisations that meet, on a circle by college (GOV07)."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ffsu_eval.charts.text import EDGE, LINE, capital, wrapped
from ffsu_eval.charts.theme import (
    ACCENT,
    COMPARATOR,
    INK,
    MUTED,
    PAPER,
    WIDTH,
    axes_at,
    blank,
    housed,
)
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import join_fr, number
from ffsu_eval.indicators.frames import need

CIRCLE = 190.0
STRONGEST = 3.2
# links drawn: the strongest ones, as many as three per organisation; the others would be a blot
DRAWN_PER_ORGANISATION = 3
LINKS, ORGANISATIONS = ("org_id", "other_id", "meetings"), ("org_id", "label_fr", "college")


@housed
def network_circle(
    links: pd.DataFrame, organisations: pd.DataFrame, colleges: Mapping[str, str]
) -> Figure:
    """Organisations as numbered discs on a circle, by college; the strongest links between them.

    ``links``: GOV07; a line is as wide as there are meetings in common. The names stand under the
    circle. ValueError: missing column, no link.
    """
    people, strongest = _placed(links, organisations, colleges)
    names = _names(people, colleges)
    below = LINE * sum(len(lines) for lines in names) + 8
    figure = blank(CIRCLE + below)
    axes = axes_at(figure, (WIDTH - CIRCLE) / 2, below, (WIDTH + CIRCLE) / 2, below + CIRCLE)
    axes.set_xlim(-1.2, 1.2)
    axes.set_ylim(-1.2, 1.2)
    axes.set_axis_off()
    angle = {
        org: np.pi / 2 - 2 * np.pi * rank / len(people) for rank, org in enumerate(people["org_id"])
    }
    largest = float(strongest["meetings"].max())
    for link in records(strongest):
        ends = np.array(
            [[np.cos(angle[o]), np.sin(angle[o])] for o in (link.org_id, link.other_id)]
        )
        width = STRONGEST * float(link.meetings) / largest
        axes.plot(*ends.T, color=COMPARATOR, linewidth=width, alpha=0.55, zorder=1)
    degrees = pd.concat([links["org_id"], links["other_id"]]).value_counts()
    central = str(degrees.reindex(people["org_id"]).idxmax())
    for rank, org in enumerate(people["org_id"], start=1):
        x, y = np.cos(angle[org]), np.sin(angle[org])
        fill = ACCENT if org == central else PAPER
        axes.plot(x, y, "o", markersize=12, color=fill, markeredgecolor=INK, zorder=2)
        ink = PAPER if org == central else INK
        axes.text(x, y, number(rank), ha="center", va="center", color=ink, fontsize=6.5, zorder=3)
    top = below - 6
    for college_lines in names:
        for position, line in enumerate(college_lines):
            color = INK if position == 0 else MUTED
            figure.text(
                EDGE / WIDTH, top / (CIRCLE + below), line, ha="left", va="top", color=color
            )
            top -= LINE
    return figure


def _placed(
    links: pd.DataFrame, organisations: pd.DataFrame, colleges: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Organisations that have a link, by college; and the links that are drawn."""
    need(links, "links", LINKS)
    need(organisations, "organisations", ORGANISATIONS)
    no_rows("links", len(links))
    linked = set(links["org_id"]) | set(links["other_id"])
    order = {college: rank for rank, college in enumerate(colleges)}
    own = organisations[organisations["org_id"].isin(linked)]
    people = own.sort_values("college", key=lambda c: c.map(order), kind="stable")
    people = people.reset_index(drop=True)
    strongest = links.sort_values("meetings", ascending=False, kind="stable")
    return people, strongest.head(DRAWN_PER_ORGANISATION * len(people))


def _names(people: pd.DataFrame, colleges: Mapping[str, str]) -> list[list[str]]:
    """Lines of text for each college: its name, then its numbered organisations."""
    numbered = people.assign(rank=range(1, len(people) + 1))
    lines = []
    for college, label in colleges.items():
        own = numbered[numbered["college"] == college]
        if len(own):
            listed = " ; ".join(f"{number(o.rank)} {o.label_fr}" for o in records(own))
            lines.append([capital(label), *wrapped(listed, WIDTH - 2 * EDGE)])
    return lines


def network_circle_alt(
    links: pd.DataFrame, organisations: pd.DataFrame, colleges: Mapping[str, str]
) -> str:
    """Alternative text of ``network_circle``."""
    people, strongest = _placed(links, organisations, colleges)
    names = dict(zip(people["org_id"], people["label_fr"], strict=True))
    first = strongest.iloc[0]
    pair = join_fr([str(names[first["org_id"]]), str(names[first["other_id"]])])
    return alternative(
        f"Réseau de {number(len(people))} organisations placées sur un cercle, par collège ; "
        f"{number(len(links))} liens en tout, les {number(len(strongest))} plus forts sont tracés.",
        f"Lien le plus fort : {pair} ({number(first['meetings'])} réunions en commun).",
    )


def network_circle_data(
    links: pd.DataFrame, organisations: pd.DataFrame, colleges: Mapping[str, str]
) -> pd.DataFrame:
    """Table behind ``network_circle``: the links that are drawn."""
    people, strongest = _placed(links, organisations, colleges)
    names = dict(zip(people["org_id"], people["label_fr"], strict=True))
    lines = [
        {
            "Organisation": str(names[row.org_id]),
            "Autre organisation": str(names[row.other_id]),
            "Réunions en commun": number(row.meetings),
        }
        for row in records(strongest)
    ]
    return table(pd.DataFrame(lines))
