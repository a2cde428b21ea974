"""The datasets of an evaluation, one module per family, in the order in which they are read.

Recorded crime is not among them: its national bases have their own way in (``gate.national``).
"""

from difflib import get_close_matches
from functools import partial

from ffsu_eval.errors import ParameterError
from ffsu_eval.gate.datasets import (
    actions,
    analysis,
    documents,
    governance,
    incidents,
    interviews,
    legal_checks,
    policy_events,
    quartiers,
    reasoning,
    screening,
    survey,
    workshops,
)
from ffsu_eval.gate.request import Request
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.project import shown_path
from ffsu_eval.sources.raw import RawTable
from ffsu_eval.sources.reading import read_mapped

DATASETS: tuple[Dataset, ...] = (
    *survey.DATASETS,
    *interviews.DATASETS,
    documents.DOCUMENTS,
    *governance.DATASETS,
    legal_checks.LEGAL_CHECKS,
    *actions.DATASETS,
    policy_events.POLICY_EVENTS,
    *quartiers.DATASETS,
    *incidents.DATASETS,
    *workshops.DATASETS,
    *analysis.DATASETS,
    *reasoning.DATASETS,
    *screening.DATASETS,
)
# a mission may do without them: absent, they are no fault
OPTIONAL = {
    dataset.name
    for dataset in (
        legal_checks.LEGAL_CHECKS,
        *quartiers.DATASETS,
        *incidents.DATASETS,
        *workshops.DATASETS,
        *survey.OPTIONAL,
        *reasoning.DATASETS,
        *screening.DATASETS,
    )
}


def read_all(request: Request) -> dict[str, RawTable]:
    """Raw tables of every dataset of the mission, by name; an optional one may be absent.

    ParameterError for files given to a dataset that does not exist.
    """
    _need_known(request)
    folder, _ = request.own_data
    tables = {}
    for dataset in DATASETS:
        path, files = folder / dataset.file, request.sources.get(dataset.name)
        if files:
            shown = partial(shown_path, root=request.root)
            tables[dataset.name] = read_mapped(folder, files, shown)
        elif path.is_file() or dataset.name not in OPTIONAL:
            tables[dataset.name] = dataset.reader(path, shown_path(path, request.root))
    return tables


def _need_known(request: Request) -> None:
    known = [dataset.name for dataset in DATASETS]
    for name in sorted(set(request.sources) - set(known)):
        near = get_close_matches(name, known, n=1)
        hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else ""
        raise ParameterError(f"params/{request.city}.yml : sources : jeu de données inconnu{hint}")
