"""NUI10: commitments of the charter, how often each was checked and found kept."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ffsu_eval.charts.marks import Key, bar
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, INK, PAPER, housed
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import date_short, number, of_total
from ffsu_eval.indicators.frames import WHOLE, need
from ffsu_eval.indicators.night.regulation import COMMITMENTS

HEIGHT = 8.0
Names = Mapping[str, str]


@housed
def commitment_bars(commitments: pd.DataFrame, parties: Names) -> Figure:
    """One row per commitment under who is bound by it: state in words, checks and those that were kept.

    ``commitments``: NUI10. A commitment that was never checked has no bar. ValueError: missing column, no
    row, a party without name.
    """
    own = _listed(commitments, parties)
    rows = []
    for party, part in own.groupby("party", sort=False):
        rows.append(Row(capital(parties[str(party)]), heading=True))
        rows += [
            Row(row.label_fr, _value(row), (row.count, row.n) if row.n else None)
            for row in records(part)
        ]
    high = max(int(own["n"].max()), 1)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if high / s <= 7 or s == 100)
    last = step * -(-high // step)
    ticks = [(float(tick), number(tick)) for tick in range(0, last + 1, step)]
    keys = [
        Key(Patch(facecolor=ACCENT, edgecolor=INK, linewidth=0.5), "vérifié et respecté"),
        Key(Patch(facecolor=PAPER, edgecolor=INK, linewidth=0.5), "vérifié et non respecté"),
    ]
    return rows_figure(rows, Scale(0, last, ticks, "Vérifications"), _draw, keys, track=HEIGHT)


def _value(row: object) -> str:
    state, kept, checked = (getattr(row, name) for name in ("state", "count", "n"))
    return f"{state}, {of_total(kept, checked)}" if checked else str(state)


def _draw(axes: Axes, content: tuple[int, int], y: float) -> None:
    kept, checked = content
    bar(axes, y, 0, float(checked), PAPER, HEIGHT, edgecolor=INK, linewidth=0.6)
    bar(axes, y, 0, float(kept), ACCENT, HEIGHT, edgecolor=INK, linewidth=0.6)


def _listed(commitments: pd.DataFrame, parties: Names) -> pd.DataFrame:
    need(commitments, "commitments", COMMITMENTS)
    own = commitments[commitments["commitment_id"] != WHOLE]
    no_rows("commitments", len(own))
    for party in own["party"]:
        label_of(parties, party)
    return own


def commitment_bars_alt(commitments: pd.DataFrame, parties: Names) -> str:
    """Alternative text of ``commitment_bars``: how many commitments are in each state."""
    own = _listed(commitments, parties)
    said = [f"{state} : {number(count)}" for state, count in own["state"].value_counts().items()]
    return alternative(
        "Barres horizontales : vérifications de chaque engagement, dont celles qui l'ont trouvé "
        "respecté.",
        f"Engagements par état. {' ; '.join(said)}.",
    )


def commitment_bars_data(commitments: pd.DataFrame, parties: Names) -> pd.DataFrame:
    """Table behind ``commitment_bars``."""
    own = _listed(commitments, parties)
    return table(
        {
            "Engagement": [row.label_fr for row in records(own)],
            "Engage": [capital(parties[row.party]) for row in records(own)],
            "Échéance": [date_short(row.due_on) for row in records(own)],
            "Vérifications": [number(row.n) for row in records(own)],
            "Respecté": [number(row.count) for row in records(own)],
            "État": [row.state for row in records(own)],
            "Réserve": [row.caveat or "aucune" for row in records(own)],
        }
    )
