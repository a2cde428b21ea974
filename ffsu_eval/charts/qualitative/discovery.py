"""QUA03: codes met so far, interview by interview."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ffsu_eval.charts.theme import ACCENT, COMPARATOR, WIDTH, axes_at, blank, housed
from ffsu_eval.charts.words import alternative, no_rows, records, table
from ffsu_eval.french import number
from ffsu_eval.indicators.frames import need

NEEDED = ("rank", "interview_id", "new_codes", "codes")
HEIGHT, LEFT, BELOW = 130.0, 26.0, 34.0


@housed
def discovery_curve(discovery: pd.DataFrame) -> Figure:
    """Number of different codes met after each interview, by date; discs where one is new.

    ``discovery``: see ``indicators.qualitative.discovery``. ValueError: missing column, no row.
    """
    need(discovery, "discovery", NEEDED)
    no_rows("discovery", len(discovery))
    figure = blank(HEIGHT + BELOW)
    axes = axes_at(figure, LEFT, BELOW, WIDTH - 6, BELOW + HEIGHT - 8)
    ranks, codes = discovery["rank"].to_numpy(dtype=int), discovery["codes"].to_numpy(dtype=int)
    axes.step(ranks, codes, where="post", color=COMPARATOR, linewidth=1.4)
    new = discovery["new_codes"].to_numpy(dtype=int) > 0
    axes.plot(
        ranks[new], codes[new], "o", color=ACCENT, markersize=5, linestyle="none", clip_on=False
    )
    axes.set_ylim(0, codes.max() * 1.08)
    axes.set_xlim(0.5, ranks.max() + 0.5)
    axes.set_xlabel("Entretiens, par date (disque : au moins un thème nouveau)", loc="left")
    axes.grid(axis="y")
    axes.spines[["top", "right"]].set_visible(False)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    return figure


def discovery_curve_alt(discovery: pd.DataFrame) -> str:
    """Alternative text of ``discovery_curve``."""
    new = discovery[discovery["new_codes"] > 0]
    return alternative(
        "Courbe en escalier : nombre de thèmes différents abordés après chaque entretien.",
        f"{number(discovery['codes'].iloc[-1])} thèmes après {number(len(discovery))} entretiens ; le "
        f"dernier thème nouveau apparaît à l'entretien {number(new['rank'].max())}."
        if len(new)
        else "Aucun thème abordé.",
    )


def discovery_curve_data(discovery: pd.DataFrame) -> pd.DataFrame:
    """Table behind ``discovery_curve``; interviews by rank alone."""
    lines = [
        {
            "Entretien (rang par date)": number(row.rank),
            "Thèmes nouveaux": number(row.new_codes),
            "Thèmes abordés jusque-là": number(row.codes),
        }
        for row in records(discovery)
    ]
    return table(pd.DataFrame(lines))
