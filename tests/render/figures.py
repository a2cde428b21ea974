"""Figures of the sample report: drawn anew for the tests, the same bytes every time."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

SETTINGS = {"svg.hashsalt": "ffsu", "svg.fonttype": "path", "font.size": 9}
YEARS = [2016, 2017, 2018, 2019, 2021, 2022]
RATES = [11.4, 11.1, 10.6, 10.4, 9.1, 8.8]
SHARES = {"Rodéos motorisés": 61, "Dépôts sauvages": 48, "Alcool sur la voie publique": 37}


def draw_figures(folder: Path) -> None:
    """Write fig-cambriolages and fig-nuisances as SVG and PNG in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(SETTINGS):
        _save(_rates(), folder / "fig-cambriolages")
        _save(_shares(), folder / "fig-nuisances")


def _rates() -> Figure:
    figure = Figure(figsize=(4, 2.6), layout="constrained")
    axes = figure.subplots()
    axes.errorbar(YEARS, RATES, yerr=1.05, fmt="o", color="#1f5c57", capsize=3)
    axes.set_ylim(0, 14)
    axes.set_xlabel("Année")
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _shares() -> Figure:
    figure = Figure(figsize=(4, 1.6), layout="constrained")
    axes = figure.subplots()
    axes.plot(list(SHARES.values()), list(SHARES), "o", color="#1f5c57")
    axes.set_xlim(0, 100)
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _save(figure: Figure, stem: Path) -> None:
    figure.savefig(stem.with_suffix(".svg"), metadata={"Date": None})
    figure.savefig(stem.with_suffix(".png"), dpi=200, metadata={"Software": None})
