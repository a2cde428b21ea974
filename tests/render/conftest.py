"""The sample report and its figures, rendered once by each renderer that the machine has."""

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from ffsu_eval.render.base import FORMATS, Renderer
from ffsu_eval.render.embedded import EmbeddedRenderer
from ffsu_eval.render.quarto import QuartoRenderer

SAMPLE = Path(__file__).with_name("sample.md")
RENDERERS: dict[str, Callable[[], Renderer]] = {
    "embedded": EmbeddedRenderer,
    "quarto": QuartoRenderer,
}
SETTINGS = {"svg.hashsalt": "ffsu", "svg.fonttype": "path", "font.size": 9}
ACCENT = "#1f5c57"
YEARS = [2016, 2017, 2018, 2019, 2021, 2022]
RATES = [11.4, 11.1, 10.6, 10.4, 9.1, 8.8]
SHARES = {"Rodéos motorisés": 61, "Dépôts sauvages": 48, "Alcool sur la voie publique": 37}


def draw_figures(folder: Path) -> Path:
    """The two figures of the sample, as SVG and PNG: the same bytes every time."""
    folder.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(SETTINGS):
        _save(_rates(), folder / "fig-cambriolages")
        _save(_shares(), folder / "fig-nuisances")
    return folder


def _rates() -> Figure:
    figure = Figure(figsize=(4, 2.6), layout="constrained")
    axes = figure.subplots()
    axes.errorbar(YEARS, RATES, yerr=1.05, fmt="o", color=ACCENT, capsize=3)
    axes.set_ylim(0, 14)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _shares() -> Figure:
    figure = Figure(figsize=(4, 1.6), layout="constrained")
    axes = figure.subplots()
    axes.plot(list(SHARES.values()), list(SHARES), "o", color=ACCENT)
    axes.set_xlim(0, 100)
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _save(figure: Figure, stem: Path) -> None:
    figure.savefig(stem.with_suffix(".svg"), metadata={"Date": None, "Creator": None})
    figure.savefig(stem.with_suffix(".png"), dpi=200, metadata={"Software": None})


@pytest.fixture(scope="session")
def sample() -> Path:
    """The Markdown of the sample report."""
    return SAMPLE


@pytest.fixture(scope="session")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its figures."""
    return draw_figures(tmp_path_factory.mktemp("figures"))


@pytest.fixture
def redrawn(tmp_path: Path) -> Path:
    """The same figures, drawn once more in another folder."""
    return draw_figures(tmp_path / "figures")


@pytest.fixture(scope="session", params=list(RENDERERS))
def renderer(request: pytest.FixtureRequest) -> Renderer:
    """Each renderer; the absence of Quarto is a counted skip."""
    made = RENDERERS[request.param]()
    if not made.available():
        pytest.skip(
            f"moteur « {made.name} » absent de cette machine : contrat non vérifié pour lui"
        )
    return made


@pytest.fixture(scope="session")
def rendered(
    renderer: Renderer, sample: Path, figures: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The sample report in every format, by one renderer."""
    return renderer.render(sample, figures, tmp_path_factory.mktemp(renderer.name), FORMATS)
