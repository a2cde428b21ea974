"""The datasets of a mission, one module per family, in the order in which they are read.

Recorded crime is not among them: its national bases have their own way in (``gate.national``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from ffsu_eval import extensions
from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.errors import ParameterError
from ffsu_eval.gate.datasets import (
    actions,
    analysis,
    charter,
    communes,
    costs,
    council,
    diagnosis,
    documents,
    governance,
    incidents,
    interviews,
    legal_checks,
    missions,
    night,
    night_answers,
    night_offer,
    patrols,
    policy_events,
    quartiers,
    radicalisation,
    reasoning,
    recorded_crime,
    screening,
    service,
    strategy,
    survey,
    workshops,
    zones,
)
from ffsu_eval.gate.request import Request
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.project import shown_path
from ffsu_eval.sources.raw import RawTable
from ffsu_eval.sources.reading import read_mapped

ALL = ("*",)
NEVER: tuple[str, ...] = ()
EVALUATION, STRATEGY, DIAGNOSIS, COUNCIL = "evaluation", "stspd", "dls", "clspd"
RADICALISATION = "radicalisation"
DOCTRINE = "doctrine_pm"
NIGHT = "nuit"
CHARTER = "charte"


@dataclass(frozen=True)
class Group:
    """Datasets that make sense together: a mission has none of them, or all but ``optional``.

    ``expected``: types of mission whose report says so when it has none; ``ALL``: every type.
    """

    label_fr: str
    datasets: tuple[Dataset, ...]
    optional: tuple[Dataset, ...] = ()
    expected: tuple[str, ...] = ALL


GROUPS: tuple[Group, ...] = (
    Group("enquêtes", survey.DATASETS, survey.OPTIONAL),
    Group("entretiens", interviews.DATASETS),
    Group("documents", (documents.DOCUMENTS,)),
    Group("organisations", (governance.ORGANISATIONS,)),
    Group("réunions", (governance.MEETINGS, governance.ATTENDANCE)),
    Group("décisions du conseil", (governance.DECISIONS,)),
    Group("exigences légales", (legal_checks.LEGAL_CHECKS,)),
    Group(
        "objectifs et actions",
        actions.DATASETS,
        actions.OPTIONAL,
        expected=(EVALUATION, STRATEGY, RADICALISATION),
    ),
    Group("enjeux de la stratégie", strategy.DATASETS, expected=(STRATEGY,)),
    Group("cadres et alignements", (strategy.ALIGNMENTS,), expected=(STRATEGY, RADICALISATION)),
    Group("capacités des pilotes", (strategy.CAPACITIES,), expected=(STRATEGY,)),
    Group("formations du conseil", council.FORMATION_DATASETS, expected=(COUNCIL,)),
    Group("sièges du conseil", (council.SEATS,), expected=(COUNCIL,)),
    Group("étapes de la création", (council.MILESTONES_SET,), expected=NEVER),
    Group("avis des membres", (council.MEMBER_OPINIONS,), expected=(COUNCIL,)),
    Group("indicateurs de suivi", (council.FOLLOW_UP_VALUES,), expected=(COUNCIL,)),
    Group("situations examinées", (council.SITUATION_COUNTS,), expected=NEVER),
    Group("événements", (policy_events.POLICY_EVENTS,), expected=(EVALUATION,)),
    Group("quartiers", quartiers.DATASETS),
    Group("incidents locaux", incidents.DATASETS),
    Group("ateliers", workshops.DATASETS, expected=(DIAGNOSIS, STRATEGY, RADICALISATION)),
    Group("réponses existantes", (diagnosis.RESPONSES,), expected=(DIAGNOSIS,)),
    Group("marches exploratoires", (diagnosis.WALK_OBSERVATIONS,), expected=(DIAGNOSIS,)),
    Group("données sociales", (diagnosis.SOCIO,), expected=(DIAGNOSIS,)),
    Group("zones et zones témoins", zones.DATASETS, expected=(EVALUATION,)),
    Group("coûts des actions", (costs.COSTS,), expected=(EVALUATION,)),
    Group("priorités de départ", (costs.PAST_PRIORITIES,), expected=(EVALUATION,)),
    *(
        Group(label, datasets, expected=(RADICALISATION,) if expected else NEVER)
        for label, datasets, expected in radicalisation.GROUPED
    ),
    Group("effectifs de la police municipale", service.STAFF, expected=(DOCTRINE,)),
    Group("effectifs comparés", (service.COMPARATORS,), expected=(DOCTRINE,)),
    Group("catalogue des missions", (missions.CATALOG,), expected=(DOCTRINE,)),
    Group("vacations de la police municipale", (patrols.SHIFTS,), expected=(DOCTRINE,)),
    Group("activités de la police municipale", (patrols.ACTIVITIES,), expected=(DOCTRINE,)),
    Group("appels à la police municipale", (patrols.CALLS,), expected=(DOCTRINE,)),
    Group("présence de la police nationale", (patrols.STATE_PRESENCE,), expected=(DOCTRINE,)),
    Group("attentes sur les missions", (missions.EXPECTATIONS,), expected=(DOCTRINE,)),
    Group("partage des missions", (missions.RESPONSIBILITIES,), expected=(DOCTRINE,)),
    Group("clauses de la convention", (missions.CONVENTION,), expected=(DOCTRINE,)),
    Group("formations des agents", (service.TRAININGS_SET,), expected=(DOCTRINE,)),
    Group("équipements", (service.EQUIPMENTS,), expected=(DOCTRINE,)),
    Group("interventions et contacts", (service.VOLUMES,), expected=(DOCTRINE,)),
    Group("usages de la force", (service.FORCE_USES,), expected=(DOCTRINE,)),
    Group("réclamations", (service.COMPLAINTS,), expected=(DOCTRINE,)),
    Group("scénarios d'organisation", missions.SCENARIOS, expected=(DOCTRINE,)),
    Group("zones de vie nocturne", (night.ZONES,), expected=(NIGHT,)),
    Group("incidents de nuit", (night.INCIDENTS,), expected=(NIGHT,)),
    Group("plaintes pour bruit", (night.COMPLAINTS,), expected=(NIGHT,)),
    Group("présence la nuit", (night.PRESENCE,), expected=(NIGHT,)),
    Group("tournées de médiation", (night.ROUNDS,), expected=(NIGHT,)),
    Group("comptages de piétons", (night.PEDESTRIANS,), expected=(NIGHT,)),
    Group("établissements de nuit", (night_offer.VENUES,), expected=(NIGHT,)),
    Group("transports de nuit", (night_offer.TRANSPORT,), expected=(NIGHT,)),
    Group("éclairage", (night_offer.LIGHTING,), expected=(NIGHT,)),
    Group("nuits d'événement", (night_offer.EVENTS,), expected=(NIGHT,)),
    Group("secours et urgences la nuit", (night_offer.EMERGENCIES,), expected=(NIGHT,)),
    Group("sanctions administratives", (night_offer.ADMIN_SANCTIONS,), expected=(NIGHT,)),
    Group("engagements de la charte", (night_offer.COMMITMENTS,), expected=(NIGHT,)),
    Group("questionnaires de la nuit", (night_answers.NIGHT_ANSWERS,), expected=(NIGHT,)),
    Group("instances d'échange", (charter.EXCHANGE_INSTANCES,), expected=(CHARTER,)),
    Group("flux d'information", charter.FLOW_DATASETS, expected=(CHARTER,)),
    Group("signataires de la charte", (charter.SIGNATORIES,), expected=(CHARTER,)),
    Group("confiance des professionnels", (charter.TRUST_ANSWERS,), expected=(CHARTER,)),
    Group("manquements à la confidentialité", (charter.CONFIDENTIALITY_INCIDENTS,), expected=NEVER),
    Group("revues annuelles de la charte", (charter.ANNUAL_REVIEWS,), expected=(CHARTER,)),
    Group("rôles dans la charte", (charter.CHARTER_TASKS,), expected=(CHARTER,)),
    Group("constats, conclusions et recommandations", analysis.DATASETS),
    Group("modèle logique", reasoning.MODEL_DATASETS, expected=(EVALUATION, STRATEGY)),
    Group("dérogations", (reasoning.WAIVERS,), expected=NEVER),
    Group("décisions sur les textes", screening.DATASETS, expected=NEVER),
    *(
        Group(label, datasets, expected=(key,))
        for key in extensions.found()
        for label, datasets in extensions.part(key, "datasets").GROUPS
    ),
)
DATASETS: tuple[Dataset, ...] = tuple(each for group in GROUPS for each in group.datasets)
# files of the mission's folder that other parts read
ELSEWHERE = {
    recorded_crime.RECORDED_CRIME.file,
    recorded_crime.RECORDED_CRIME_DEPARTEMENT.file,
    communes.COMMUNES.file,
    communes.CHARACTERISTICS.file,
    communes.QPV.file,
    "truths.yml",
}


def read_all(request: Request) -> dict[str, RawTable]:
    """Raw tables of every dataset that the mission has, by name.

    A group that is begun is read whole: a file that it lacks is a fault of its table.
    ParameterError for files given to a dataset that does not exist.
    """
    _need_known(request)
    tables = {}
    for group in groups_of(request.engagement):
        begun = any(_given(request, dataset) for dataset in group.datasets)
        for dataset in group.datasets:
            if _given(request, dataset) or (begun and dataset not in group.optional):
                tables[dataset.name] = _read(request, dataset)
    return tables


def groups_of(engagement: str) -> list[Group]:
    """The groups of datasets that a type of mission may read."""
    closed = ENGAGEMENTS[engagement].never_reads
    return [group for group in GROUPS if group.label_fr not in closed]


def absent(tables: dict[str, RawTable], engagement: str) -> list[str]:
    """French names of the groups of datasets that this type of mission expects and does not have."""
    return [
        group.label_fr
        for group in groups_of(engagement)
        if {*ALL, engagement} & set(group.expected)
        and not any(dataset.name in tables for dataset in group.datasets)
    ]


def group_of(frame: str) -> Group | None:
    """The group that a typed frame comes from; None for recorded crime and geography."""
    for group in GROUPS:
        if any(frame in (each.name, *each.frames) for each in group.datasets):
            return group
    return None


def unread(request: Request) -> Iterator[str]:
    """A notice for each file of the mission's folder that no dataset reads: a name mistyped?"""
    folder, _ = request.own_data
    known = {dataset.file for dataset in DATASETS} | ELSEWHERE
    mapped = {file.file for files in request.sources.values() for file in files}
    for own in (folder, folder / request.engagement):
        for path in sorted(own.glob("*.*")) if own.is_dir() else ():
            if path.is_file() and path.name not in known | mapped:
                near = get_close_matches(path.name, known, n=1)
                hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else ""
                yield f"{shown_path(path, request.root)} : fichier qui n'est pas lu{hint}"


def _given(request: Request, dataset: Dataset) -> bool:
    return dataset.name in request.sources or request.path(dataset.file).is_file()


def _read(request: Request, dataset: Dataset) -> RawTable:
    files = request.sources.get(dataset.name)
    if files:
        shown = partial(shown_path, root=request.root)
        return read_mapped(request.own_data[0], files, shown)
    path = request.path(dataset.file)
    return dataset.reader(path, shown_path(path, request.root))


def _need_known(request: Request) -> None:
    known = [dataset.name for dataset in DATASETS]
    for name in sorted(set(request.sources) - set(known)):
        near = get_close_matches(name, known, n=1)
        hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else ""
        raise ParameterError(f"params/{request.city}.yml : sources : jeu de données inconnu{hint}")
