"""GOV07, who meets whom: the network of organisations present at the same meetings."""

from itertools import combinations

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import FloatArray, joined, ratio, result, truths
from ffsu_eval.indicators.governance.presence import seats_held

TOGETHER = 2
FEWEST_ORGANISATIONS = 3
FEWEST_MEETINGS = 5
SEED = 20_231
DRAWS, SWAPS = 200, 4
LINKS = {"org_id": "string", "other_id": "string", "meetings": "Int64"}
NETWORK = {
    "value": "Float64",
    "centralisation": "Float64",
    "central_org_id": "string",
    "links": "Int64",
    "n": "Int64",
    "meetings": "Int64",
    "expected_low": "Float64",
    "expected_high": "Float64",
    "reading": "string",
    "caveat": "string",
}
DENSER, SPARSER, ALIKE = "plus dense", "moins dense", "comme au hasard"


def links(
    attendance: pd.DataFrame, organisations: pd.DataFrame, meetings: pd.DataFrame
) -> pd.DataFrame:
    """Pairs of organisations present together at two meetings or more, with their number.

    ValueError: as ``attendance_rate``.
    """
    present = _presence(attendance, organisations, meetings)
    together = _together(present.to_numpy(dtype=float))
    names = list(present.index)
    lines = [
        (names[i], names[j], together[i, j])
        for i, j in combinations(range(len(names)), 2)
        if together[i, j] >= TOGETHER
    ]
    return result(lines, LINKS)


def network(
    attendance: pd.DataFrame, organisations: pd.DataFrame, meetings: pd.DataFrame
) -> pd.DataFrame:
    """GOV07, one row: density = links / (N(N − 1)/2), and degree centralisation, 0 to 1.

    N organisations were present at least once; a link is two meetings or more in common.
    ``centralisation`` is 1 when everybody is linked to one organisation only (a star), 0 when all
    have as many links. ``expected_low``, ``expected_high``: middle 95 % of the densities of the
    networks where every meeting has as many present, and every organisation comes as often, but who
    meets whom is drawn. ``reading`` compares: « comme au hasard » says that the number of meetings
    alone explains the density. Being in the same room is not working together. Under three
    organisations no value.
    ValueError: as ``attendance_rate``.
    Sources: L. C. Freeman, Centrality in social networks, Social Networks 1, 1978; draws by swaps:
    H. J. Ryser, Combinatorial properties of matrices of zeros and ones, 1957.
    """
    present = _presence(attendance, organisations, meetings)
    table = present.to_numpy(dtype=float)
    n, held = table.shape
    row = {"n": n, "meetings": held, "links": 0}
    if n < FEWEST_ORGANISATIONS:
        return result([row | {"caveat": "moins de trois organisations présentes"}], NETWORK)
    degrees = (_together(table) >= TOGETHER).sum(axis=1)
    density = float(degrees.sum()) / (n * (n - 1))
    low, high = np.quantile(_drawn_densities(table), [0.025, 0.975])
    reading = DENSER if density > high else SPARSER if density < low else ALIKE
    return result(
        [
            row
            | {
                "value": density,
                "centralisation": ratio(float((degrees.max() - degrees).sum()), (n - 1) * (n - 2)),
                "central_org_id": str(present.index[int(np.argmax(degrees))]),
                "links": int(degrees.sum()) // 2,
                "expected_low": low,
                "expected_high": high,
                "reading": reading,
                "caveat": joined("peu de réunions" if held < FEWEST_MEETINGS else ""),
            }
        ],
        NETWORK,
    )


def _presence(
    attendance: pd.DataFrame, organisations: pd.DataFrame, meetings: pd.DataFrame
) -> pd.DataFrame:
    """Organisations (rows, in their order) × meetings held: present or not."""
    seats = seats_held(attendance, organisations, meetings)
    came = seats[truths(seats["present"])]
    table = pd.crosstab(came["org_id"], came["meeting_id"]) > 0
    order = [name for name in organisations["org_id"] if name in table.index]
    return table.loc[order]


def _together(table: FloatArray) -> FloatArray:
    """Meetings in common of each pair; none of an organisation with itself."""
    common = table @ table.T
    np.fill_diagonal(common, 0)
    return np.asarray(common)


def _drawn_densities(table: FloatArray) -> FloatArray:
    """Densities of tables with the same row and column sums, drawn by swaps of two presences."""
    rng = np.random.default_rng(SEED)
    drawn, n = table.astype(bool), len(table)
    found = np.empty(DRAWS)
    for draw in range(DRAWS):
        # the first draw needs more swaps to forget the table that was observed
        _swap(drawn, rng, int(drawn.sum()) * (SWAPS if draw else 5 * SWAPS))
        links_found = _together(drawn.astype(float)) >= TOGETHER
        found[draw] = links_found.sum() / (n * (n - 1))
    return found


def _swap(drawn: np.ndarray, rng: np.random.Generator, tries: int) -> None:
    rows, columns = drawn.shape
    first, second = rng.integers(0, rows, (2, tries))
    here, there = rng.integers(0, columns, (2, tries))
    for a, b, x, y in zip(first, second, here, there, strict=True):
        if drawn[a, x] and drawn[b, y] and not drawn[a, y] and not drawn[b, x]:
            drawn[a, x] = drawn[b, y] = False
            drawn[a, y] = drawn[b, x] = True
