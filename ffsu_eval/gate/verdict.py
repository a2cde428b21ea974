"""The verdict of the gate: what was checked, what failed and where, bound by hash to the data.

It never holds a value of the data: only files, columns, rules, counts and line numbers.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

LINES_SHOWN = 10


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

    def messages(self) -> list[str]:
        """One French line per fault: file, column, line and rule."""
        lines = [f"{self.file} : {fault}" for fault in self.faults]
        for check in self.checks:
            if not check.success:
                lines += _check_messages(self.file, check)
        return lines


@dataclass(frozen=True)
class Verdict:
    """The verdicts on all datasets of one mission."""

    city: str
    engagement: str
    datasets: list[DatasetVerdict]

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
        return [f"{d.file} : {notice}" for d in self.datasets for notice in d.notices]

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
        datasets = []
        for entry in content["datasets"]:
            entry.pop("accepté")
            entry["checks"] = [Check(**check) for check in entry["checks"]]
            datasets.append(DatasetVerdict(**entry))
        return cls(content["city"], content["engagement"], datasets)


def _check_messages(file: str, check: Check) -> list[str]:
    where = f", colonne {check.column}" if check.column else ""
    if not check.rows:
        return [f"{file}{where} : {check.rule}"]
    return [
        f"{file}{f' ({part})' if part else ''}{where}, {lines_fr(lines)} : {check.rule}"
        for part, lines in check.rows.items()
    ]


def lines_fr(lines: list[int]) -> str:
    """« ligne 12 », « lignes 12, 14 et 20 », « lignes 2, 3, … (58 au total) »."""
    if len(lines) == 1:
        return f"ligne {lines[0]}"
    shown = [str(line) for line in lines[:LINES_SHOWN]]
    if len(lines) > LINES_SHOWN:
        return f"lignes {', '.join(shown)}, … ({len(lines)} au total)"
    return f"lignes {', '.join(shown[:-1])} et {shown[-1]}"
