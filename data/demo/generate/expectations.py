"""What was planted in the data of a city, in a form that a test reads again.

An expectation reads: `field` of the row `item` (in `scope`, when the indicator is split by year or
by group) of `indicator`, minus the same field of `minus` when it is given, must satisfy `operator`
and `value`. Shares are between 0 and 1, balances in points, trends in % a year. The operator
« renseigné » asks whether the field has a value, « non documenté » whether the data are absent.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

ATTACHED = ("scope", "minus")
Check = dict[str, Any]


def expect(indicator: str, item: str, field: str, operator: str, value: Any, **more: Any) -> Check:
    """One expectation, its keys in the order of the file."""
    head = {"indicator": indicator, "item": item}
    return (
        head
        | {name: more[name] for name in ATTACHED if name in more}
        | {"field": field, "operator": operator, "value": value}
    )


def absent(indicator: str) -> Check:
    """The data of this indicator are expected to be absent."""
    return expect(indicator, "ensemble", "données", "non documenté", True)


class Truth(NamedTuple):
    """One truth: the engagement whose report must find it, its statement, its expectations."""

    engagement: str
    statement: str
    checks: Sequence[Check]


def numbered(truths: Sequence[Truth]) -> list[dict[str, Any]]:
    """Truths T1, T2… with the indicators concerned; the engagement is left out where it is empty."""
    return [
        {
            "id": f"T{rank}",
            **({"engagement": truth.engagement} if truth.engagement else {}),
            "statement_fr": truth.statement,
            "indicator": sorted({check["indicator"] for check in truth.checks}),
            "expectation": list(truth.checks),
        }
        for rank, truth in enumerate(truths, start=1)
    ]
