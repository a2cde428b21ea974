"""REC05, funnels: rate of each commune against its denominator, and the limits of chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ffsu_eval.charts.marks import Key, dot, dot_key
from ffsu_eval.charts.recorded.grid import (
    GAP,
    GAP_NAMED,
    Grid,
    bases,
    grid_figure,
    plot_height,
    starred,
)
from ffsu_eval.charts.recorded.panel import rates_axis
from ffsu_eval.charts.text import text_width
from ffsu_eval.charts.theme import ACCENT, INK, MARK, MUTED, PAPER, housed, size_of
from ffsu_eval.charts.words import label_of, missing_sign, no_rows, records, signs_read
from ffsu_eval.french import is_missing, number
from ffsu_eval.indicators.frames import need, need_unique
from ffsu_eval.indicators.recorded.funnel import funnel_limits

NEEDED = (
    "territory_id", "indicator_id", "year", "denominator", "denominator_type", "value",
    "pooled_rate", "low_95", "high_95", "low_998", "high_998", "dispersion", "n_areas",
    "direction", "caveat",
)  # fmt: skip
# limits by name, their style
LIMITS: dict[str, Any] = {"95": (0, (3, 2)), "998": "-"}
CURVE = 120  # points of a limit
STEPS = (1, 5, 2, 3, 6, 8, 4, 7, 1.5)  # multiples of powers of ten that may be ticks, best first


@dataclass(frozen=True)
class Funnel:
    """One indicator: ``areas``: those with a rate, by denominator; ``own``: row of the territory."""

    label: str
    dwellings: bool
    areas: pd.DataFrame
    own: Any

    @property
    def others(self) -> pd.DataFrame:
        """Areas with a rate, without the territory."""
        return self.areas[self.areas["territory_id"] != self.own.territory_id]

    @property
    def published(self) -> bool:
        """True when the territory has a rate."""
        return not is_missing(self.own.value)


@housed
def funnel_panels(
    funnels: pd.DataFrame, labels: Mapping[str, str], territory_id: str, territory_name: str
) -> Figure:
    """Rates against denominators, one panel per indicator: the territory among unnamed communes.

    ``funnels``: REC05, one year; ``labels``: indicator id → label. Limits come from the frame's
    reference and dispersion; horizontal scale logarithmic, the same for all panels where that leaves
    none half empty. A commune that is not published has no point. ValueError: see ``funnels_of``.
    """
    found = funnels_of(funnels, labels, territory_id)
    dwellings = [funnel.dwellings for funnel in found]
    base = "du nombre de logements" if all(dwellings) else "de la population"
    scales = _scales(found)
    own = len(set(scales)) > 1
    grid = Grid(
        starred([_title(funnel) for funnel in found], dwellings),
        f"Faits enregistrés pour {bases(dwellings)}, en fonction {base} (échelle logarithmique)",
        _notes(found, territory_name),
        _keys(territory_name),
        [plot_height(len(found)) + 8] * len(found),
        gap=GAP_NAMED if own else GAP,
    )

    def draw(axes: Axes, rank: int, named: bool) -> None:
        axes.set_xscale("log")
        axes.set_xlim(scales[rank])
        _sizes_axis(axes, scales[rank], named or own)
        _draw(axes, found[rank], scales[rank])

    return grid_figure(grid, draw)


def _title(funnel: Funnel) -> str:
    return funnel.label + ("" if funnel.published else f" ({missing_sign(funnel.own.caveat)})")


def _scales(found: Sequence[Funnel]) -> list[tuple[float, float]]:
    """Limits of each horizontal scale: the same for all, unless one would leave half of it empty."""
    ends = [_ends(funnel) for funnel in found]
    shared = min(low for low, _ in ends), max(high for _, high in ends)
    narrow = any(high / low < (shared[1] / shared[0]) ** 0.5 for low, high in ends)
    return ends if narrow else [shared] * len(found)


def _ends(funnel: Funnel) -> tuple[float, float]:
    """Limits that hold the areas of one funnel with a margin."""
    sizes = funnel.areas["denominator"].astype(float)
    low, high = (float(sizes.min()), float(sizes.max())) if len(sizes) else (1.0, 10.0)
    margin = max((high / low) ** 0.05, 1.05)
    return low / margin, high * margin


def funnels_of(funnels: pd.DataFrame, labels: Mapping[str, str], territory_id: str) -> list[Funnel]:
    """Funnels in the order of ``labels``.

    ValueError: missing column, no row, several years, an area twice, an indicator without label or
    without the territory.
    """
    need(funnels, "funnels", NEEDED)
    no_rows("funnels", len(funnels))
    need_unique(funnels, "funnels", ("territory_id", "indicator_id"))
    if funnels["year"].nunique() != 1:
        raise ValueError("funnels: several years")
    present = list(funnels["indicator_id"].unique())
    for indicator in present:
        label_of(labels, indicator)
    found = []
    for indicator in (key for key in labels if key in present):
        rows = funnels[funnels["indicator_id"] == indicator]
        own = list(records(rows[rows["territory_id"] == territory_id]))
        if not own:
            raise ValueError(f"funnels: no row of {territory_id} for {indicator}")
        areas = rows[rows["value"].notna()].sort_values("denominator", ignore_index=True)
        dwellings = bool((rows["denominator_type"] == "dwellings").all())
        found.append(Funnel(labels[indicator], dwellings, areas, own[0]))
    return found


def _draw(axes: Axes, funnel: Funnel, ends: tuple[float, float]) -> None:
    """Reference, limits, other communes, then the territory."""
    highest = 0.0
    if len(funnel.areas):
        # all points, and the limits where they are the tightest
        tightest = (1000 * funnel.areas["high_998"] / funnel.areas["denominator"]).min()
        highest = float(funnel.areas["value"].max())
        highest = highest if is_missing(tightest) else max(highest, float(tightest))
    axes.set_ylim(0, (highest or 1.0) * 1.12)
    rates_axis(axes, ends, highest)
    axes.spines[["right", "top", "left"]].set_visible(False)
    if not is_missing(funnel.own.pooled_rate):
        axes.hlines(float(funnel.own.pooled_rate), *ends, color=INK, linewidth=1.2, zorder=2)
        _draw_limits(axes, funnel, ends)
    others = funnel.others
    axes.plot(
        others["denominator"].astype(float), others["value"].astype(float),
        **_small(), zorder=3, clip_on=False,
    )  # fmt: skip
    if funnel.published:
        place = float(funnel.own.denominator), float(funnel.own.value)
        style = dot(ACCENT, size=6.0) | {"markeredgecolor": PAPER, "markeredgewidth": 0.8}
        axes.plot(*place, zorder=5, clip_on=False, **style)


def _draw_limits(axes: Axes, funnel: Funnel, ends: tuple[float, float]) -> None:
    """Curves of the limits over the whole scale, from the reference and dispersion of the frame."""
    sizes = np.geomspace(*ends, CURVE)
    expected = float(funnel.own.pooled_rate) / 1000 * sizes
    limits = funnel_limits(expected, float(funnel.own.dispersion))
    for name, style in LIMITS.items():
        for side in ("low", "high"):
            rates = 1000 * getattr(limits, f"{side}_{name}") / sizes
            axes.plot(sizes, rates, color=MUTED, linewidth=0.8, linestyle=style, zorder=2)


def _small() -> dict[str, Any]:
    return dot(MARK, size=2.6) | {"markeredgewidth": 0}


def _sizes_axis(axes: Axes, ends: tuple[float, float], named: bool) -> None:
    """Ticks of the denominators, those whose names do not touch; all stay in the panel."""
    width = size_of(axes)[0]
    kept: list[float] = []
    for step in STEPS:
        for tick in (step * 10.0**power for power in range(9)):
            near = any(_apart(axes, tick, other) * width < 44 for other in kept)
            if ends[0] <= tick <= ends[1] and not near:
                kept.append(tick)
    kept.sort()
    axes.set_xticks(kept, [number(tick) if named else "" for tick in kept])
    axes.set_xticks([], minor=True)
    for label, tick in zip(axes.get_xticklabels(), kept, strict=True):
        if _apart(axes, tick, ends[1]) * width < text_width(number(tick)) / 2:
            label.set_horizontalalignment("right")


def _apart(axes: Axes, one: float, other: float) -> float:
    """Distance of two places along the axis, as a share of its length."""
    ends = axes.transAxes.inverted().transform(axes.transData.transform([(one, 1), (other, 1)]))
    return float(abs(ends[0][0] - ends[1][0]))


def _keys(name: str) -> list[Key]:
    lines = {"taux de référence": (INK, "-"), "limites à 95 %": (MUTED, LIMITS["95"]),
             "limites à 99,8 %": (MUTED, LIMITS["998"])}  # fmt: skip
    return [
        dot_key(name, ACCENT),
        Key(Line2D([], [], **_small()), "autres communes"),
        *(
            Key(Line2D([], [], color=color, linestyle=style, linewidth=0.9), text)
            for text, (color, style) in lines.items()
        ),
    ]


def _notes(found: Sequence[Funnel], name: str) -> list[str]:
    """What the limits mean, and how many communes are drawn."""
    missing = [funnel.own.caveat for funnel in found if not funnel.published]
    return [
        "Entre les limites, un écart au taux de référence peut tenir au hasard seul. "
        f"{communes_drawn(found)} Échelle verticale propre à chaque indicateur. "
        + (f"{name}, {signs_read(missing)}" if missing else "")
    ]


def communes_drawn(found: Sequence[Funnel]) -> str:
    """« De 12 à 20 autres communes diffusées selon l'indicateur. »"""
    counts = [len(funnel.others) for funnel in found]
    low, high = number(min(counts)), number(max(counts))
    if low == high:
        return f"Autres communes diffusées : {low}."
    return f"Autres communes diffusées : de {low} à {high} selon l'indicateur."
