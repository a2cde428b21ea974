"""The datasets of an evaluation, one module per family, in the order in which they are read.

Recorded crime is not among them: its national bases have their own way in (``gate.national``).
"""

from pathlib import Path

from ffsu_eval.gate.datasets import (
    actions,
    analysis,
    documents,
    governance,
    interviews,
    policy_events,
    survey,
)
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.project import field_folder, shown_path
from ffsu_eval.sources.raw import RawTable

DATASETS: tuple[Dataset, ...] = (
    *survey.DATASETS,
    *interviews.DATASETS,
    documents.DOCUMENTS,
    *governance.DATASETS,
    *actions.DATASETS,
    policy_events.POLICY_EVENTS,
    *analysis.DATASETS,
)


def read_all(root: Path, city: str) -> dict[str, RawTable]:
    """Raw tables of every dataset that the mission keeps in its folder, by name."""
    folder, _ = field_folder(root, city)
    return {
        dataset.name: dataset.reader(folder / dataset.file, shown_path(folder / dataset.file, root))
        for dataset in DATASETS
    }
