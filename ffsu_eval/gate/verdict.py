"""The verdict of the gate: what was checked, what failed and where, bound by hash to the data.

It never holds a value of the data: only files, columns, rules, counts and line numbers.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ffsu_eval.french import lines_fr


@dataclass(frozen=True)
class Check:
    """One rule on one column (French text); ``rows``: lines that break it, by file part."""

    column: str
    rule: str
    success: bool
    rows: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class DatasetVerdict:
    """What the gate says of one dataset; ``frames``: the typed frames it delivers."""

    name: str
    label_fr: str
    file: str
    status: str
    sha256: str
    rows: int
    checks: list[Check]
    frames: list[str]
    notices: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def success(self) -> bool:
        """True when the file could be read and every rule is kept."""
        return not self.faults and all(check.success for check in self.checks)

    def to_json(self) -> str:
        """Canonical text of the verdict on one dataset."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_dict(cls, entry: dict[str, Any]) -> "DatasetVerdict":
        """Inverse of ``asdict``."""
        return cls(**entry | {"checks": [Check(**check) for check in entry["checks"]]})

    def messages(self) -> list[str]:
        """One French line per fault: file, column, line and rule."""
        lines = [f"{self.file} : {fault}" for fault in self.faults]
        for check in self.checks:
            if not check.success:
                lines += _check_messages(self.file, check)
        return lines


@dataclass(frozen=True)
class Verdict:
    """The verdicts on all datasets of one mission.

    ``absent``: kinds of data that the mission does not have; ``unread``: files nobody reads.
    """

    city: str
    engagement: str
    datasets: list[DatasetVerdict]
    absent: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def success(self) -> bool:
        """True when every dataset is accepted."""
        return all(dataset.success for dataset in self.datasets)

    @property
    def messages(self) -> list[str]:
        """Every fault of every dataset."""
        return [line for dataset in self.datasets for line in dataset.messages()]

    @property
    def notices(self) -> list[str]:
        """How unusual files were read."""
        lines = [f"{d.file} : {notice}" for d in self.datasets for notice in d.notices]
        return [*lines, *self.unread]

    def with_notices(self, notices: list[str]) -> "Verdict":
        """The same verdict with more to know about its first dataset."""
        first, *others = self.datasets
        return replace(self, datasets=[replace(first, notices=[*first.notices, *notices]), *others])

    def with_dataset(self, dataset: DatasetVerdict) -> "Verdict":
        """The same verdict with one more dataset, that passed its own checks when it was read."""
        return replace(self, datasets=[*self.datasets, dataset])

    def to_json(self) -> str:
        """Canonical text of the verdict; its SHA-256 is the fingerprint that the report carries."""
        content: dict[str, Any] = {"accepté": self.success} | asdict(self)
        for entry, dataset in zip(content["datasets"], self.datasets, strict=True):
            entry["accepté"] = dataset.success
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical text."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @classmethod
    def from_json(cls, text: str) -> "Verdict":
        """Inverse of ``to_json``."""
        content = json.loads(text)
        for entry in content["datasets"]:
            entry.pop("accepté")
        datasets = [DatasetVerdict.from_dict(entry) for entry in content["datasets"]]
        return cls(
            content["city"], content["engagement"], datasets, content["absent"], content["unread"]
        )


def merged(first: list[Check], second: list[Check]) -> list[Check]:
    """Checks of two parts of one dataset, made by the same suite, as those of the whole."""
    return [_merged(a, b) for a, b in zip(first, second, strict=True)] if first else second


def _merged(first: Check, second: Check) -> Check:
    rows = {
        file: sorted([*first.rows.get(file, ()), *second.rows.get(file, ())])
        for file in sorted({*first.rows, *second.rows})
    }
    return Check(first.column, first.rule, first.success and second.success, rows)


def _check_messages(file: str, check: Check) -> list[str]:
    where = f", colonne {check.column}" if check.column else ""
    if not check.rows:
        return [f"{file}{where} : {check.rule}"]
    return [
        f"{file}{f' ({part})' if part else ''}{where}, {lines_fr(lines)} : {check.rule}"
        for part, lines in check.rows.items()
    ]
