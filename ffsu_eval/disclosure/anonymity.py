"""k-anonymity of a file of respondents that leaves the safe folder, and diversity of its answers.

Sources: P. Samarati, Protecting respondents' identities in microdata release, IEEE TKDE 13(6),
2001 (full-domain generalisation with suppression); L. Sweeney, k-anonymity, 2002; V. Iyengar,
Transforming data to satisfy privacy constraints, KDD 2002 (loss); A. Machanavajjhala et al.,
l-diversity, ACM TKDD 1(1), 2007. The hierarchies have few levels: every combination is tried, so
that the loss is the least there is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from ffsu_eval.errors import DisclosureError
from ffsu_eval.indicators.frames import WHOLE, need

K_FLOOR = 5  # (convention)
L_FLOOR = 2
MOST_WITHHELD = 0.05  # share of rows beyond which columns are generalised rather (convention)
MISSING = "non renseigné"
# from the categories of the file to coarser ones, one mapping per level
Hierarchy = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Release:
    """A file that may leave: ``frame`` without the ``withheld`` rows (their index).

    ``levels``: how far each column was generalised, 0 as it was; ``loss``: from 0 (nothing lost) to
    1 (nothing left), mean over cells.
    """

    frame: pd.DataFrame
    withheld: pd.Index
    levels: dict[str, int]
    loss: float


def class_sizes(frame: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Rows that share the values of ``columns`` with each row; missing is a value like another.

    ValueError: missing column.
    """
    need(frame, "frame", columns)
    return _filled(frame, columns).groupby(list(columns))[columns[0]].transform("size")


def diversity(frame: pd.DataFrame, columns: Sequence[str], sensitive: str) -> pd.Series:
    """Distinct values of ``sensitive`` in the class of each row (distinct l-diversity).

    Missing answers teach nothing and are not counted. ValueError: missing column.
    """
    need(frame, "frame", [*columns, sensitive])
    filled = _filled(frame, columns).assign(**{sensitive: frame[sensitive]})
    return filled.groupby(list(columns))[sensitive].transform("nunique")


def anonymise(
    frame: pd.DataFrame,
    hierarchies: Mapping[str, Hierarchy],
    k: int = K_FLOOR,
    sensitive: Sequence[str] = (),
    diverse: int = L_FLOOR,
    most_withheld: float = MOST_WITHHELD,
) -> Release:
    """The file with its columns generalised and rows withheld, so that nobody is alone in it.

    ``hierarchies``: for each column that others know of a person (category, sector, seniority), its
    levels of generalisation; one value for all is always the last. Among the combinations of levels
    that withhold at most ``most_withheld`` of the rows, the one that loses least; rows of classes
    of fewer than ``k``, or where a ``sensitive`` answer takes fewer than ``diverse`` values, are
    withheld. The counts of the whole file may not be published beside it: the difference would
    describe the rows withheld. ValueError: missing column, threshold below the floor, value that a
    hierarchy ignores. DisclosureError: no combination does.
    """
    columns = list(hierarchies)
    need(frame, "frame", [*columns, *sensitive])
    if not columns or k < K_FLOOR or diverse < L_FLOOR:
        raise ValueError(f"anonymise: a column, k >= {K_FLOOR} and diverse >= {L_FLOOR} expected")
    ladders = {c: _ladder(_filled(frame, [c])[c], hierarchies[c], c) for c in columns}
    best: Release | None = None
    for levels in product(*(range(len(ladders[c])) for c in columns)):
        chosen = dict(zip(columns, levels, strict=True))
        coarse = frame.assign(**{c: ladders[c][chosen[c]] for c in columns})
        safe = class_sizes(coarse, columns) >= k
        for item in sensitive:
            safe &= diversity(coarse, columns, item) >= diverse
        if not safe.any() or (~safe).mean() > most_withheld:
            continue
        loss = _loss(ladders, chosen, safe)
        if best is None or loss < best.loss:
            best = Release(coarse[safe], frame.index[~safe], chosen, loss)
    if best is None:
        raise DisclosureError(
            "fichier de répondants : aucune généralisation n'atteint les seuils d'anonymat "
            f"(k = {k}) ; ne pas le diffuser"
        )
    return best


def _filled(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    return frame[list(columns)].astype(object).where(frame[list(columns)].notna(), MISSING)


def _ladder(values: pd.Series, hierarchy: Hierarchy, column: str) -> list[pd.Series]:
    levels = [values.astype(str)]
    for mapping in hierarchy:
        unknown = set(levels[0]) - set(mapping) - {MISSING}
        if unknown:
            raise ValueError(f"hierarchies: {column}: {len(unknown)} values without generalisation")
        levels.append(levels[0].map({MISSING: MISSING, **mapping}))
    return [*levels, pd.Series(WHOLE, index=values.index)]


def _loss(
    ladders: Mapping[str, list[pd.Series]], levels: Mapping[str, int], safe: pd.Series
) -> float:
    lost = []
    for column, ladder in ladders.items():
        leaves = pd.DataFrame({"leaf": ladder[0], "value": ladder[levels[column]]})
        covered = leaves.groupby("value")["leaf"].transform("nunique")
        most = max(1, ladder[0].nunique() - 1)
        lost.append(((covered - 1) / most).where(safe, 1.0).mean())
    return float(sum(lost) / len(lost))
