"""What a report asks of the gate."""

from dataclasses import dataclass
from pathlib import Path

from ffsu_eval.comparators import ComparisonRule
from ffsu_eval.project import field_folder


@dataclass(frozen=True)
class Request:
    """Which data are asked for: mission, communes, release of recorded crime, comparison rule."""

    root: Path
    city: str
    engagement: str
    communes: tuple[str, ...]
    crime_release: str
    rule: ComparisonRule

    @property
    def field(self) -> tuple[Path, str]:
        """Folder of the mission's own data, and their status."""
        return field_folder(self.root, self.city)
