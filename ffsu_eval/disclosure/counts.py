"""Secrecy of tables of counts: incidents by neighbourhood, interviews by family of actors…"""

from collections.abc import Mapping, Sequence

import pandas as pd

from ffsu_eval.disclosure.cells import named, table, union
from ffsu_eval.disclosure.printed import Printed, released
from ffsu_eval.disclosure.releases import suppress_after
from ffsu_eval.disclosure.rules import guarded
from ffsu_eval.indicators.frames import WHOLE, need
from ffsu_eval.indicators.recorded.rates import NO_DIRECTION

# what a secret row says in words
WORDS = {"caveat": "secret statistique", "direction": NO_DIRECTION}


class CountSecrecy:
    """What may not be printed of tables counting one population, and why (``log``).

    ``tables``: frames with their dimensions, one row per combination that occurs, and ``count``;
    tables of one ``name`` share their margins. ``unit``: what is counted, in French. ``former``:
    what the former releases of the report printed of these tables, the oldest first; ``sensitive``:
    a number of zero is a secret too.
    """

    def __init__(
        self,
        name: str,
        tables: Sequence[tuple[pd.DataFrame, tuple[str, ...]]],
        threshold: int,
        unit: str,
        former: Sequence[Printed] = (),
        sensitive: bool = False,
    ) -> None:
        self.name = name
        parts = []
        for frame, dimensions in tables:
            cells, relations = table(frame, dimensions, name)
            parts.append((guarded(cells, threshold, unit, sensitive), relations))
        system = union(parts)
        self.cells = system.cells
        self.log = suppress_after(system, former)
        self.released = released(system, self.log)
        self._withheld = {entry.cell for entry in self.log}

    def hide(
        self,
        frame: pd.DataFrame,
        dimensions: Sequence[str],
        told: Sequence[str],
        extra: Mapping[str, str] | None = None,
    ) -> pd.DataFrame:
        """The frame of an indicator without the values of its secret rows.

        ``told``: columns that stay (what the row is about, bases); ``extra``: categories of the
        dimensions that the frame does not have. Text columns get « secret statistique » as caveat
        and no direction. ValueError: as ``hidden``.
        """
        whole = frame.assign(**dict(extra or {}))
        secret = self.hidden(whole, [*dimensions, *(extra or {})])
        blank = frame.copy()
        lost = [name for name in frame if name not in (*dimensions, *told, *WORDS)]
        blank.loc[secret, lost] = pd.NA
        for name, word in WORDS.items():
            if name in frame:
                blank.loc[secret, name] = word
        return blank

    def hidden(self, frame: pd.DataFrame, dimensions: Sequence[str]) -> pd.Series:
        """Truth, row by row, that the count of this combination may not be printed.

        A dimension that says « ensemble » is summed. ValueError: missing column.
        """
        need(frame, "frame", dimensions)
        keys = frame[list(dimensions)].astype(str).itertuples(index=False, name=None)
        names = [
            named(self.name, **{d: k for d, k in zip(dimensions, key, strict=True) if k != WHOLE})
            for key in keys
        ]
        return pd.Series([name in self._withheld for name in names], index=frame.index)
