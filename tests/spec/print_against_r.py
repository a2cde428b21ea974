"""Our numbers beside R's, to be read: ``python -m tests.spec.print_against_r``.

Reference values first, then ten real series of the communal base where the public data are at hand
(folder named by FFSU_EVAL_EXTERNAL). Every line is one number computed twice: by this project and by
R's poisson.test, glm, qpois or p.adjust. The last line gives the largest relative difference.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ffsu_eval.french import number
from ffsu_eval.indicators.effects import Change, did_irr
from ffsu_eval.indicators.funnel_limits import funnel_limits
from ffsu_eval.indicators.intervals import garwood, rate_ratio
from ffsu_eval.indicators.signals import adjusted
from ffsu_eval.indicators.trend import quasi_poisson
from tests.conftest import ROOT
from tests.spec.test_against_r import (
    BROKEN,
    FOUR_CELLS,
    P_VALUES,
    PAIRS,
    RSCRIPT,
    SERIES,
    RealSeries,
    as_json,
    did_script,
    real_series,
    run_r,
    trend_script,
    vector,
)

FUNNEL = ("limite basse 95 %", "limite haute 95 %", "limite basse 99,8 %", "limite haute 99,8 %")
RATIO = ("rapport", "borne basse", "borne haute", "p")
RATE = ("taux ‰", "borne basse ‰", "borne haute ‰")
TREND = ("% par an", "borne basse", "borne haute", "dispersion φ", "erreur type", "p")
LEVELS = "c(.025, .975, .001, .999)"


class Both(NamedTuple):
    """Numbers of one computation: what it is, their names, ours, the R code that gives ``v``."""

    title: str
    names: Sequence[str]
    ours: Sequence[float]
    script: str


def facts(count: float) -> str:
    return f"{number(count)} {'faits' if count > 1 else 'fait'}"


def rate(title: str, count: float, size: float) -> Both:
    low, high = garwood(count)
    ours = [1000 * value / size for value in (count, float(low), float(high))]
    r = f"r <- poisson.test({count!r}, {size!r}); v <- 1000 * c(r$estimate, r$conf.int)"
    return Both(f"Taux (poisson.test), {title}", RATE, ours, r)


def ratio(title: str, o1: float, d1: float, o0: float, d0: float) -> Both:
    ours = [float(value) for value in rate_ratio(o1, d1, o0, d0)]
    r = (
        f"r <- poisson.test({vector([o1, o0])}, {vector([d1, d0])}); "
        "v <- c(r$estimate, r$conf.int, r$p.value)"
    )
    return Both(f"Rapport de taux (poisson.test), {title}", RATIO, ours, r)


def trend(
    title: str, counts: Sequence[float], sizes: Sequence[float], steps: Sequence[float] = ()
) -> Both:
    ours = quasi_poisson(counts, sizes, range(1, len(counts) + 1), breaks=steps)
    return Both(
        f"Tendance (glm quasipoisson), {title}", TREND, ours, trend_script(counts, sizes, steps)
    )


def funnel(title: str, expected: float) -> Both:
    ours = [float(limit) for limit in funnel_limits(expected)]
    return Both(f"Entonnoir (qpois), {title}", FUNNEL, ours, f"v <- qpois({LEVELS}, {expected!r})")


def did(title: str, cells: Sequence[float], sizes: Sequence[float]) -> Both:
    ours = did_irr(
        Change(*cells[:2]), Change(*cells[2:]), 1, Change(*sizes[:2]), Change(*sizes[2:])
    )
    script = did_script(cells, sizes)
    return Both(f"Double différence (glm poisson), {title}", RATIO, ours, script)


def correction() -> Both:
    names = [f"p = {number(p, 4)}" for p in P_VALUES]
    script = f'v <- p.adjust({vector(P_VALUES)}, method = "BH")'
    title = "Comparaisons multiples (p.adjust, méthode BH)"
    return Both(title, names, adjusted(P_VALUES).tolist(), script)


def references() -> Iterator[Both]:
    """Reference values of the method notes, and cases where the computation is delicate."""
    for count, size in ((37, 18240), (0, 5000), (2750, 310000)):
        yield rate(f"{facts(count)} pour {number(size)}", count, size)
    for o1, d1, o0, d0 in PAIRS:
        yield ratio(f"{facts(o1)} contre {number(o0)}", o1, d1, o0, d0)
    for rank, (counts, sizes) in enumerate(SERIES, 1):
        yield trend(f"série {rank}", counts, sizes)
    for counts, sizes, steps in BROKEN:
        named = ", ".join(str(step) for step in steps)
        yield trend(f"rupture à la place {named}", counts, sizes, steps)
    yield funnel("111,264 faits attendus", 111.264)
    for case in FOUR_CELLS:
        yield did(", ".join(number(cell) for cell in case[:4]), case[:4], case[4:])
    yield correction()


def real(series: Sequence[RealSeries]) -> Iterator[Both]:
    """Each commune alone, then against the others together: four years, then three."""
    counts = np.array([each.counts for each in series])
    sizes = np.array([each.sizes for each in series])
    for rank, each in enumerate(series):
        own, size = counts[rank], sizes[rank]
        others, pool = counts.sum(axis=0) - own, sizes.sum(axis=0) - size
        yield rate(each.code, float(own[-1]), float(size[-1]))
        yield ratio(each.code, *(float(part[-1]) for part in (own, size, others, pool)))
        yield trend(each.code, each.counts, each.sizes)
        yield funnel(each.code, float(size[-1] * others[-1] / pool[-1]))
        places = [[part[:4].sum(), part[4:].sum()] for part in (own, others, size, pool)]
        before_after = [float(value) for place in places for value in place]
        yield did(each.code, before_after[:4], before_after[4:])


def gap(ours: float, theirs: float) -> float:
    """Relative difference; absolute near zero, where a relative one has no meaning."""
    if ours == theirs:
        return 0.0
    return abs(ours - theirs) / max(abs(theirs), 1e-6)


def show(title: str, compared: Sequence[Both]) -> float:
    """Print one table and give its largest difference; R is called once."""
    print(f"\n## {title}\n")
    print(f"| {'Calcul':<62} | {'Valeur':<20} | {'Atelier':>18} | {'R':>18} | {'Écart':>8} |")
    print(f"|{'-' * 64}|{'-' * 22}|{'-' * 19}:|{'-' * 19}:|{'-' * 9}:|")
    largest = 0.0
    for both, found in zip(
        compared, run_r(as_json([both.script for both in compared])), strict=True
    ):
        for name, ours, theirs in zip(both.names, both.ours, found, strict=True):
            difference = gap(ours, theirs)
            largest = max(largest, difference)
            values = f"{ours:>18.10g} | {theirs:>18.10g} | {difference:>8.1e}"
            print(f"| {both.title:<62} | {name:<20} | {values} |")
    return largest


def main() -> int:
    if RSCRIPT is None:
        print("R absent : Rscript n'est pas dans le PATH.")
        return 1
    print("# Les mêmes calculs, par l'atelier et par R")
    largest = show("Valeurs de référence", list(references()))
    folder = ROOT / os.environ.get("FFSU_EVAL_EXTERNAL", "data/external")
    series = real_series(Path(folder))
    if series:
        title = f"{len(series)} communes réelles (SSMSI, vols sans violence, 2016-2022)"
        largest = max(largest, show(title, list(real(series))))
    else:
        print(
            "\nCommunes réelles : données publiques absentes (base communale du SSMSI, édition 2022, "
            "département 44). Indiquer leur dossier dans FFSU_EVAL_EXTERNAL."
        )
    print(f"\nPlus grand écart relatif : {largest:.1e}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
