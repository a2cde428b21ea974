"""What a report asks of the gate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ffsu_eval.comparators import ComparisonRule
from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.project import field_folder


@dataclass(frozen=True)
class Request:
    """Which data are asked for: mission, communes, release of recorded crime, comparison rule.

    ``crime_release``: None for a mission that has no recorded crime.
    ``sources``: by dataset, the analyst's own files that stand for its usual CSV file.
    """

    root: Path
    city: str
    engagement: str
    communes: tuple[str, ...]
    crime_release: str | None
    rule: ComparisonRule
    sources: Mapping[str, tuple[FileMapping, ...]] = field(default_factory=dict)

    @property
    def own_data(self) -> tuple[Path, str]:
        """Folder of the mission's own data, and their status."""
        return field_folder(self.root, self.city)

    def path(self, file: str) -> Path:
        """Where a file of the mission is: in the engagement's own folder, else in the city's."""
        folder, _ = self.own_data
        own = folder / self.engagement / file
        return own if own.is_file() else folder / file
