"""House look: one font, greys and two sober colours; the same figure always gives the same bytes.

A figure is drawn 4 inches wide with text of 9 points: at half the text width of an A4 page (80 mm)
its text still has 7 points, and it can be read on a telephone.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.errors import ParameterError
from ffsu_eval.project import find_root

P = ParamSpec("P")
R = TypeVar("R")

POINTS = 72.0
WIDTH = 4.0 * POINTS
TEXT = 9.0

INK = "#22272b"
MUTED = "#565c62"
MARK = "#868c92"
RULE = "#dcdfe2"
SHADE = "#f1f2f3"
PAPER = "#ffffff"
ACCENT = "#1f5c57"
COMPARATOR = "#8c5f16"

FONT = "IBM Plex Sans"
FALLBACK = "DejaVu Sans"  # comes with Matplotlib: the same on every machine
SALT = "ffsu-eval"


@cache
def font_families() -> tuple[str, ...]:
    """Fonts in order of preference; the house font when reports/style/fonts holds it."""
    try:
        files = sorted((find_root() / "reports" / "style" / "fonts").glob("*.ttf"))
    except ParameterError:  # used outside of a project, in a test or a console
        files = []
    for path in files:
        font_manager.fontManager.addfont(str(path))
    # the house has two weights: its bold is the semi-bold
    fonts = font_manager.fontManager.ttflist
    fonts[:] = [replace(f, weight=700) if f.name == FONT and f.weight == 600 else f for f in fonts]
    names = {font_manager.FontProperties(fname=str(path)).get_name() for path in files}
    return (FONT, FALLBACK) if FONT in names else (FALLBACK,)


@cache
def _settings() -> dict[Any, Any]:
    import seaborn as sns

    return {
        **sns.axes_style("ticks"),
        "font.family": list(font_families()),
        "font.sans-serif": list(font_families()),
        "font.size": TEXT,
        "axes.labelsize": TEXT,
        "axes.titlesize": TEXT,
        "xtick.labelsize": TEXT,
        "ytick.labelsize": TEXT,
        "text.color": INK,
        "axes.labelcolor": MUTED,
        "axes.edgecolor": MARK,
        "axes.linewidth": 0.6,
        "xtick.color": MARK,
        "ytick.color": MARK,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": MUTED,
        "xtick.major.size": 2.5,
        "ytick.major.size": 2.5,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "xtick.major.pad": 2.5,
        "ytick.major.pad": 2.5,
        "grid.color": RULE,
        "grid.linewidth": 0.6,
        "hatch.linewidth": 0.7,
        "text.parse_math": False,  # a dollar in a label is a dollar
        "text.hinting": "no_hinting",  # text as wide in PNG as in SVG, and as measured
        "svg.fonttype": "path",
        "svg.hashsalt": SALT,
        "svg.image_inline": True,
    }


@contextmanager
def house() -> Iterator[None]:
    """Matplotlib's own defaults, then the house's: what a notebook has set changes nothing."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_settings())
        yield


def housed(function: Callable[P, R]) -> Callable[P, R]:
    """Decorator: run a function that draws under the house look."""

    @wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with house():
            return function(*args, **kwargs)

    return inside


def blank(height: float, width: float = WIDTH) -> Figure:
    """Empty figure; sizes in points. It belongs to no pyplot: nothing keeps it alive."""
    return Figure(figsize=(width / POINTS, height / POINTS), facecolor=PAPER)


def size_of(axes: Axes) -> tuple[float, float]:
    """Width and height of axes in points."""
    box = axes.get_window_extent()
    dpi = axes.get_figure(root=True).dpi  # type: ignore[union-attr]
    return box.width * POINTS / dpi, box.height * POINTS / dpi


def axes_at(figure: Figure, left: float, bottom: float, right: float, top: float) -> Axes:
    """Axes whose box is given in points from the lower left corner of the figure."""
    width, height = (size * POINTS for size in figure.get_size_inches())
    box = (left / width, bottom / height, (right - left) / width, (top - bottom) / height)
    axes = figure.add_axes(box)
    axes.set_facecolor("none")
    return axes


def tints(color: str, count: int) -> list[str]:
    """``count`` tints of a colour, from a light one to the colour itself."""
    import seaborn as sns

    if count == 1:
        return [color]
    return list(sns.light_palette(color, n_colors=count + 1).as_hex())[1:]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21. Source: W3C, WCAG 2.1, relative luminance."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = matplotlib.colors.to_rgb(color)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def readable_on(fill: str) -> str:
    """Ink or paper, whichever reads better on ``fill``."""
    return max((INK, PAPER), key=lambda color: contrast(color, fill))


@housed
def svg_bytes(figure: Figure) -> bytes:
    """SVG of a figure: text as paths, no date, stable identifiers."""
    stream = io.BytesIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


@housed
def png_bytes(figure: Figure, dpi: int = 200) -> bytes:
    """PNG of a figure; its resolution is written in the file, so that Word shows its true size."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=dpi, metadata={"Software": None})
    return stream.getvalue()
