"""The last quarter of the follow-up, as the report and the dashboard in Word both tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ffsu_eval.french import NOT_APPLICABLE, is_missing, number

RECEIVED, LATE = "remis", "non remis"


@dataclass(frozen=True)
class Line:
    """One indicator: its value in the quarter before and in this one, written in French."""

    label_fr: str
    producer_fr: str
    before: str
    now: str
    state_fr: str


@dataclass(frozen=True)
class Quarter:
    """A quarter (2022-T4), the one before it (empty when it is the first) and its indicators."""

    name: str
    before: str
    lines: tuple[Line, ...]

    @property
    def received(self) -> int:
        """Indicators whose value came."""
        return sum(line.state_fr == RECEIVED for line in self.lines)


def last_quarter(values: pd.DataFrame, names: Mapping[str, str]) -> Quarter:
    """The last quarter of ``values`` (indicator_id, label_fr, quarter, producer_org_id, value).

    ``names``: organisation → French name. ValueError without any row.
    """
    if values.empty:
        raise ValueError("values: expected at least one row")
    quarters = sorted(set(values["quarter"]))
    now, before = quarters[-1], quarters[-2] if len(quarters) > 1 else ""
    lines = []
    for _, own in values.groupby("indicator_id", sort=False):
        by_quarter = own.set_index("quarter")["value"]
        here = by_quarter.get(now)
        lines.append(
            Line(
                own["label_fr"].iloc[0],
                names.get(own["producer_org_id"].iloc[0], NOT_APPLICABLE),
                _written(by_quarter.get(before)),
                _written(here),
                LATE if is_missing(here) else RECEIVED,
            )
        )
    return Quarter(now, before, tuple(lines))


def _written(value: Any) -> str:
    if value is None or is_missing(value):
        return NOT_APPLICABLE
    real = float(value)
    return number(real, 0 if real == round(real) else 1)
