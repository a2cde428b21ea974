"""A reader of the chapter on a survey: what they deduce of the answers that it does not print.

Written apart from the code under attack. The unknowns are the numbers of people who gave each answer
to a question, by category of respondents; what the frames behind the figures, tables and texts print
are equations. A weighted share is none: the weights are not printed.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from ffsu_eval.narrative.survey.results import SurveyWave
from tests.reader import Cell, Reader

WHOLE = "ensemble"
SENSITIVE = "victimisation"
LEAST, LEAST_SENSITIVE = 5, 11
# answers that a result adds up, by construct: those it shares out, those of the balance
INSECURE = (2, 3)
SHARES: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "burden": {"share_high": (4, 5)},
    "evolution": {"share_up": (1,), "share_down": (-1,)},
    "services": {"share_up": (3, 4), "share_down": (1, 2)},
}
# a mean of codes, and how its code 1 is printed
MEANS = {"frequency": 100 / 3, "burden": 1.0}


class SurveyReader:
    """Equations and secrets of one wave, question by question."""

    def __init__(self, wave: SurveyWave) -> None:
        self.wave = wave

    @cached_property
    def truth(self) -> dict[str, dict[Cell, float]]:
        """Number of people by question, then by category and answer."""
        given = self.wave.answers.merge(self.wave.respondents[["resp_id", "stratum"]], on="resp_id")
        codes = pd.to_numeric(given["code"], errors="coerce")
        given = given.assign(code=codes)[codes.notna()]
        counted: dict[str, dict[Cell, float]] = {}
        for item, own in given.groupby("item_id"):
            values = sorted(own["code"].astype(int).unique())
            found = own.groupby(["stratum", "code"]).size().to_dict()
            counted[str(item)] = {
                (group, code): float(found.get((group, code), 0))
                for group in sorted(own["stratum"].unique())
                for code in values
            }
        return counted

    def narrowed(self) -> tuple[int, list[tuple[str, list[Cell]]]]:
        """How many secrets there are, and those that are printed or bounded too closely."""
        seen, betrayed = 0, []
        spoken = list(self._spoken())
        for item, truth in self.truth.items():
            kind = dict(self.wave.items[["item_id", "construct"]].itertuples(False, None))[item]
            least = LEAST_SENSITIVE if kind == SENSITIVE else LEAST
            reader = Reader(truth, least)
            secrets = []
            for cells, value in ((c, v) for name, c, v in spoken if name == item):
                reader.weighed(cells, value)
                count = sum(truth[cell] for cell in cells)
                if set(cells.values()) == {1.0} and 0 < count < least:
                    secrets.append(list(cells))
            seen += len(secrets)
            betrayed += [(item, cells) for cells in reader.narrowed(secrets)]
        return seen, betrayed

    def _spoken(self) -> Iterator[tuple[str, dict[Cell, float], Any]]:
        """Question, weight of each cell and value of every number of the frames, or missing."""
        wave = self.wave
        frames = [wave.shares, wave.shares_by_category]
        frames += [wave.unweighted, wave.before_raking] if wave.drawn else [wave.spread]
        for frame in frames:
            for row in _records(frame):
                item, n = row["item_id"], row["n"]
                yield item, self._of(row), n
                yield item, self._of(row, INSECURE), row["count"]
                yield item, self._of(row, self._others(item, INSECURE)), n - row["count"]
        for row in _records(wave.distribution):
            yield row["item_id"], self._of(row, (int(row["code"]),)), row["count"]
            yield row["item_id"], self._of(row), row["n"]
        for name in ("frequency", "evolution", "burden", "services"):
            for row in _records(getattr(wave, name)):
                item, n = row["item_id"], row["n"]
                yield item, self._of(row), n
                if wave.drawn:
                    continue
                for column, codes in SHARES.get(name, {}).items():
                    yield item, self._of(row, codes), row[column] * n
                    yield item, self._of(row, self._others(item, codes)), (1 - row[column]) * n
                if name in MEANS:
                    total = {cell: float(str(cell[1])) for cell in self._of(row)}
                    yield item, total, row["value"] * n / MEANS[name]

    def _of(
        self, row: Mapping[str, Any], codes: tuple[int, ...] | None = None
    ) -> dict[Cell, float]:
        group = row.get("group", WHOLE)
        return {
            cell: 1.0
            for cell in self.truth[row["item_id"]]
            if group in (WHOLE, cell[0]) and (codes is None or cell[1] in codes)
        }

    def _others(self, item: str, codes: tuple[int, ...]) -> tuple[int, ...]:
        return tuple({int(str(code)) for _, code in self.truth[item]} - set(codes))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame; what is missing is not a number, whatever the column holds in its place."""
    return [
        {str(key): float("nan") if pd.isna(value) else value for key, value in row.items()}
        for row in frame.to_dict("records")
    ]
