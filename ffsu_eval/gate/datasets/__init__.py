"""The datasets of an evaluation, one module per family, in the order in which they are read."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ffsu_eval.gate.datasets import (
    actions,
    analysis,
    documents,
    governance,
    interviews,
    policy_events,
    recorded_crime,
    survey,
)
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.project import external_folder, field_folder, shown_path
from ffsu_eval.sources.raw import RawTable
from ffsu_eval.sources.ssmsi import ComparisonRule, find_release, read_release

DATASETS: tuple[Dataset, ...] = (
    recorded_crime.RECORDED_CRIME,
    *survey.DATASETS,
    *interviews.DATASETS,
    documents.DOCUMENTS,
    *governance.DATASETS,
    *actions.DATASETS,
    policy_events.POLICY_EVENTS,
    *analysis.DATASETS,
)


@dataclass(frozen=True)
class Request:
    """Which data are asked for: mission, communes, release of recorded crime, comparison rule."""

    root: Path
    city: str
    engagement: str
    communes: tuple[str, ...]
    crime_release: str
    rule: ComparisonRule


def statuses(request: Request) -> dict[str, str]:
    """Status of each dataset: « officielle », « terrain » or « démonstration »."""
    _, field_status = field_folder(request.root, request.city)
    result = {dataset.name: field_status for dataset in DATASETS}
    if find_release(external_folder(request.root), request.crime_release):
        result[recorded_crime.RECORDED_CRIME.name] = "officielle"
    return result


def read_all(request: Request) -> dict[str, RawTable]:
    """Raw tables of every dataset, by name."""
    folder, _ = field_folder(request.root, request.city)
    tables = {recorded_crime.RECORDED_CRIME.name: _read_recorded_crime(request, folder)}
    for dataset in DATASETS[1:]:
        path = folder / dataset.file
        tables[dataset.name] = dataset.reader(path, shown_path(path, request.root))
    return tables


def _read_recorded_crime(request: Request, folder: Path) -> RawTable:
    """The official release where it is there, else the file of the mission's folder."""
    read = partial(read_release, communes=request.communes, rule=request.rule)
    files = find_release(external_folder(request.root), request.crime_release)
    if files:
        return read(files, f"SSMSI, base communale, édition {request.crime_release}")
    path = folder / recorded_crime.RECORDED_CRIME.file
    return read([path] if path.is_file() else [], shown_path(path, request.root))
