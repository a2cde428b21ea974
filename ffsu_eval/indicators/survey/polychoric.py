"""Polychoric correlation: that of two normal variables of which only ordered classes are seen.

Two steps: the thresholds come from the margins, then ρ maximises the likelihood of the table. The
normal distribution of two variables is integrated along ρ: dΦ₂/dρ is the density (Plackett).
Sources: U. Olsson, Maximum likelihood estimation of the polychoric correlation coefficient,
Psychometrika 44, 1979; R. L. Plackett, A reduction formula for normal multivariate integrals,
Biometrika 41, 1954; Z. Drezner, G. O. Wesolowsky, On the computation of the bivariate normal
integral, Journal of Statistical Computation and Simulation 35, 1990.
"""

import numpy as np
import numpy.typing as npt
from scipy import optimize, stats

from ffsu_eval.indicators.frames import FloatArray

LARGEST = 0.9999
TINY = 1e-300
NODES, NODE_WEIGHTS = np.polynomial.legendre.leggauss(128)


def bivariate_normal(h: FloatArray, k: FloatArray, rho: float) -> FloatArray:
    """Φ₂(h, k; ρ) at finite points, broadcast together; |ρ| < 1.

    Φ(h)Φ(k) + ∫₀^asin ρ exp(−(h² + k² − 2hk·sin θ)/(2cos²θ)) dθ/2π, by Gauss and Legendre.
    """
    h, k = np.broadcast_arrays(h, k)
    half = np.arcsin(rho) / 2
    angle = half * (NODES + 1)
    sine, cosine2 = np.sin(angle), np.cos(angle) ** 2
    squares, products = (h**2 + k**2)[..., None], (h * k)[..., None]
    density = np.exp(-(squares - 2 * products * sine) / (2 * cosine2))
    return stats.norm.cdf(h) * stats.norm.cdf(k) + half * (density @ NODE_WEIGHTS) / (2 * np.pi)


def polychoric(table: npt.ArrayLike) -> float:
    """Polychoric correlation of a table of counts, classes of both variables in their order.

    NaN when one variable has a single class. ValueError: a negative or missing count, no answer.
    """
    counts = np.asarray(table, dtype=float)
    if counts.ndim != 2 or not np.all(counts >= 0) or counts.sum() == 0:
        raise ValueError("table: expected counts in two dimensions, one answer or more")
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return float("nan")
    total = counts.sum()
    rows, columns = (np.cumsum(counts.sum(axis=axis))[:-1] / total for axis in (1, 0))
    h, k = stats.norm.ppf(rows)[:, None], stats.norm.ppf(columns)[None, :]
    # Φ₂ at every corner of the table: 0 before the first class, the margins after the last
    corners = np.zeros((counts.shape[0] + 1, counts.shape[1] + 1))
    corners[1:, -1], corners[-1, 1:] = np.append(rows, 1), np.append(columns, 1)

    def misfit(rho: float) -> float:
        corners[1:-1, 1:-1] = bivariate_normal(h, k, rho)
        chances = np.diff(np.diff(corners, axis=0), axis=1)
        return -float(np.sum(counts * np.log(np.maximum(chances, TINY))))

    return float(
        optimize.minimize_scalar(
            misfit, bounds=(-LARGEST, LARGEST), method="bounded", options={"xatol": 1e-10}
        ).x
    )
