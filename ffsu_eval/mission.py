"""A mission as a notebook sees it: its parameters, its territory and its accepted data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
from pydantic import ValidationError

from ffsu_eval.comparators import ComparisonRule
from ffsu_eval.disclosure.ledger import Ledger, previous_release
from ffsu_eval.disclosure.texts import screened
from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.errors import ParameterError, Undocumented
from ffsu_eval.evidence.items import Origin
from ffsu_eval.gate.datasets import GROUPS, group_of
from ffsu_eval.gate.passage import Store, pass_gate
from ffsu_eval.gate.request import Request
from ffsu_eval.params import (
    CityParameters,
    EngagementParameters,
    NotebookParameters,
    load_city,
    load_engagement,
)
from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.project import find_root
from ffsu_eval.reference import labels, table
from ffsu_eval.rows import Row, rows
from ffsu_eval.territories import Territory, territory

RECORDED, SURVEYS = "délinquance enregistrée", "enquêtes"
STATUS_WORDS = {
    "officielle": "données officielles",
    "terrain": "données de terrain",
    "démonstration": "données fictives de démonstration",
}


def absent_frame(name: str) -> Undocumented:
    """The error for data that a mission does not have, by the name of their frame."""
    group = group_of(name)
    return Undocumented(group.label_fr if group else RECORDED)


class FieldData(SimpleNamespace):
    """The typed frames of a mission, by name; one that the mission does not have is Undocumented."""

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("__"):
            raise AttributeError(name)
        raise absent_frame(name)


@dataclass(frozen=True)
class Mission:
    """One report in the making; ``data`` holds the typed frames by name, their texts screened.

    ``screening``: what was found in the texts and decided, without the texts; ``former``: what the
    published release of the same report has printed, which the new one must not undo.
    """

    root: Path
    city: str
    engagement: str
    city_parameters: CityParameters
    parameters: EngagementParameters
    territory: Territory
    store: Store
    data: FieldData
    screening: pd.DataFrame
    former: Ledger = field(default_factory=dict)

    @property
    def status(self) -> dict[str, str]:
        """Status of each dataset."""
        return {dataset.name: dataset.status for dataset in self.store.verdict.datasets}

    @property
    def fictitious(self) -> bool:
        """True when any dataset is demonstration data."""
        return "démonstration" in self.status.values()

    def status_words(self, dataset: str) -> str:
        """Status of one dataset in words, for a source line."""
        return STATUS_WORDS[self._status_of(dataset)]

    def origin(self, producer: str, dataset: str, shown_in: str) -> Origin:
        """Where items of evidence drawn from one dataset come from."""
        return Origin(producer, self._status_of(dataset), shown_in)

    def _status_of(self, dataset: str) -> str:
        """Status of one dataset; Undocumented when the mission does not have it."""
        if dataset not in self.status:
            raise absent_frame(dataset)
        return self.status[dataset]

    @property
    def crime_labels(self) -> dict[str, str]:
        """Recorded-crime indicators that reports show and the release has, with French labels."""
        frame = table("ssmsi_indicators")
        held = set(self.data.recorded_crime["indicator_id"])
        shown = frame[(frame["displayed"] == "oui") & frame["indicator_id"].isin(held)]
        return dict(zip(shown["indicator_id"], shown["label_fr"], strict=True))

    @property
    def wave(self) -> Row:
        """The survey wave that the report uses; raises ParameterError when it is not in the data."""
        wanted = self.parameters.survey_wave
        if wanted is None:
            raise Undocumented(SURVEYS)
        for row in rows(self.data.survey_waves):
            if row["wave_id"] == wanted:
                return row
        raise ParameterError(f"survey_wave : vague « {wanted} » absente des données")

    @property
    def absent(self) -> list[str]:
        """Every kind of data that the mission does not have, expected or not, in French."""
        held = vars(self.data)
        return [
            group.label_fr
            for group in GROUPS
            if not any(frame in held for d in group.datasets for frame in (d.name, *d.frames))
        ]

    @property
    def plans(self) -> bool:
        """True when the mission is about a policy to come."""
        return ENGAGEMENTS[self.engagement].plans

    @property
    def lacking(self) -> list[str]:
        """Kinds of data that the mission does not have, in French."""
        expected = ENGAGEMENTS[self.engagement].crime
        crime = [RECORDED] if expected and self.parameters.crime_release is None else []
        survey = [SURVEYS] if self.parameters.survey_wave is None else []
        return list(dict.fromkeys([*crime, *survey, *self.store.verdict.absent]))

    @property
    def scales(self) -> pd.DataFrame:
        """Answer scales of the survey: scale_id, code, label_fr."""
        return table("survey_scales")

    @property
    def end_of_policy(self) -> pd.Timestamp:
        """Last day of the policy: what is due later is not yet late."""
        asked = self.parameters
        return pd.Timestamp(asked.strategy_end or asked.period_end, 12, 31)

    @property
    def instances(self) -> dict[str, str]:
        """French labels of the instances of the partnership that planned meetings."""
        planned = set(self.data.meetings["instance_type"])
        known = labels("instances", "instance_type")
        return {name: label for name, label in known.items() if name in planned}

    @property
    def colleges(self) -> dict[str, str]:
        """French labels of the colleges."""
        return labels("colleges", "college")


def request(
    root: Path,
    city: str,
    engagement: str,
    asked: EngagementParameters,
    place: Territory,
    sources: Mapping[str, tuple[FileMapping, ...]] | None = None,
) -> Request:
    """The data that a report asks of the gate; ``sources``: the analyst's own files, by dataset."""
    rule = ComparisonRule(asked.period_start, asked.comparator_ratio, asked.comparator_count)
    release = asked.crime_release
    return Request(root, city, engagement, place.communes, release, rule, sources or {})


def open_mission(values: Mapping[str, Any]) -> Mission:
    """Open the mission that a notebook's parameters name; ``values`` may hold other names too.

    Raises ParameterError for wrong parameters, GateRefusal when the data are refused, and
    DisclosureError for a text that may name somebody and that nobody has decided on.
    """
    names = NotebookParameters.model_fields
    try:
        cell = NotebookParameters.model_validate({n: values[n] for n in names if n in values})
    except ValidationError as error:
        places = sorted({".".join(map(str, fault["loc"])) for fault in error.errors()})
        raise ParameterError(
            f"cellule des paramètres : {', '.join(places)} : à corriger"
        ) from error
    root = find_root()
    city_parameters = load_city(root, cell.city)
    asked = load_engagement(cell.city, city_parameters, cell.engagement)
    given = cell.model_fields_set & set(type(asked).model_fields)
    asked = asked.model_copy(update={name: getattr(cell, name) for name in given})
    return _opened(root, cell.city, cell.engagement, city_parameters, asked, cell.verdict)


def other_mission(mission: Mission, engagement: str) -> Mission:
    """Another mission of the same city, as its parameters ask for it; raises as ``open_mission``."""
    asked = load_engagement(mission.city, mission.city_parameters, engagement)
    return _opened(mission.root, mission.city, engagement, mission.city_parameters, asked)


def _opened(
    root: Path,
    city: str,
    engagement: str,
    city_parameters: CityParameters,
    asked: EngagementParameters,
    expected: str = "",
) -> Mission:
    place = territory(city_parameters.territory)
    wanted = request(root, city, engagement, asked, place, city_parameters.sources)
    store = pass_gate(wanted, expected)
    frames, log = screened(store.frames(), place.label_fr)
    data = FieldData(**frames)
    # a fictitious city keeps no secret from one release to the next
    real = wanted.own_data[1] == "terrain"
    former = previous_release(root / "reports" / city, engagement) if real else {}
    return Mission(root, city, engagement, city_parameters, asked, place, store, data, log, former)
