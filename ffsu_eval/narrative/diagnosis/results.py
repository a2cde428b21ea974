"""Diagnosis of one mission, each indicator computed when it is asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.charts.incidents.labels import CATEGORIES
from ffsu_eval.evidence.needs import needs_of
from ffsu_eval.evidence.register import Register
from ffsu_eval.gate.datasets.quartiers import LEVELS
from ffsu_eval.gate.selection import TERRITORY
from ffsu_eval.indicators import diagnosis
from ffsu_eval.indicators.diagnosis.needs import NEEDS
from ffsu_eval.indicators.diagnosis.portrait import PORTRAIT
from ffsu_eval.indicators.frames import result
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.absent import Absent
from ffsu_eval.narrative.borrowed import Borrower
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.narrative.interviews.results import Interviews
from ffsu_eval.narrative.recorded.results import RecordedCrime
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.reference import labels, table

OWN = "DLS02:"
FINDING = ["finding_id", "direction", "public", "phenomenon"]


class Diagnosis(Borrower):
    """Frames of DLS01 to DLS04 and of the portrait. Each asks for its own data: Undocumented without.

    ``crime``, ``surveys``, ``incidents``, ``interviews``: chapters that the notebook has already opened;
    else they are opened here when they are needed.
    """

    def __init__(
        self,
        mission: Mission,
        crime: RecordedCrime | Absent | None = None,
        surveys: Surveys | Absent | None = None,
        incidents: LocalIncidents | Absent | None = None,
        interviews: Interviews | Absent | None = None,
    ) -> None:
        super().__init__(
            mission, crime=crime, surveys=surveys, incidents=incidents, interviews=interviews
        )

    @cached_property
    def crime(self) -> RecordedCrime:
        """Chapter on recorded crime."""
        return self.borrowed("crime", RecordedCrime)

    @cached_property
    def surveys(self) -> Surveys:
        """Chapter on the surveys."""
        return self.borrowed("surveys", Surveys)

    @cached_property
    def incidents(self) -> LocalIncidents:
        """Chapter on local incidents."""
        return self.borrowed("incidents", LocalIncidents)

    @cached_property
    def interviews(self) -> Interviews:
        """Chapter on interviews."""
        return self.borrowed("interviews", Interviews)

    @property
    def phenomena(self) -> dict[str, str]:
        """French name of each phenomenon that a response or a finding may be about."""
        return dict(CATEGORIES)

    @property
    def publics(self) -> dict[str, str]:
        """French name of each public."""
        return labels("publics", "public")

    @cached_property
    def places(self) -> dict[str, str]:
        """Neighbourhoods in alphabetical order: territory → name; none where they are not given."""
        found = vars(self.mission.data).get("quartiers")
        if found is None:
            return {}
        own = found[found["level"] != LEVELS[0]].sort_values("label_fr", kind="stable")
        return dict(zip(own["territory_id"], own["label_fr"], strict=True))

    @cached_property
    def communes(self) -> dict[str, str]:
        """Communes of the territory, in its order: code → name; one without name keeps its code."""
        territory = self.mission.territory
        known = vars(self.mission.data).get("communes")
        names: dict[str, str] = {}
        if known is not None:
            named = known.dropna(subset=["label_fr"])
            names = dict(zip(named["commune_code"], named["label_fr"], strict=True))
        if len(territory.communes) == 1:
            names = {territory.communes[0]: territory.label_fr}
        return {code: names.get(code, code) for code in territory.communes}

    @cached_property
    def quadrant(self) -> pd.DataFrame:
        """DLS01."""
        frequency = self.surveys.main.frequency
        return diagnosis.felt_and_recorded(frequency, self.crime.trends, table("phenomena_crime"))

    @property
    def responses(self) -> pd.DataFrame:
        """Responses that exist, as the partners have told them."""
        return self.mission.data.responses

    @cached_property
    def slots(self) -> pd.DataFrame:
        """When the responses are open."""
        return diagnosis.response_slots(self.responses)

    def needs(self, register: Register) -> pd.DataFrame:
        """Needs by public and phenomenon, from the findings and the evidence that they cite."""
        data = vars(self.mission.data)
        findings, links = data.get("findings"), data.get("finding_evidence")
        if findings is None or links is None or not set(FINDING) <= set(findings.columns):
            return result([], NEEDS)
        # what DLS02 says of a need is drawn from the others: it must not add to it
        others = {k: item for k, item in register.items.items() if not k.startswith(OWN)}
        return needs_of(findings, links, others)

    def coverage(self, register: Register) -> pd.DataFrame:
        """DLS02."""
        return diagnosis.response_coverage(self.needs(register), self.responses)

    @property
    def walks(self) -> pd.DataFrame:
        """Scores of the exploratory walks."""
        return self.mission.data.walk_observations

    @cached_property
    def walk_profile(self) -> pd.DataFrame:
        """DLS03 by day, in the evening and in all."""
        return diagnosis.walk_profile(self.walks, ("period",))

    @cached_property
    def walks_by_place(self) -> pd.DataFrame:
        """DLS03 by neighbourhood."""
        return diagnosis.walk_profile(self.walks, ("quartier_id",))

    @cached_property
    def ratios(self) -> pd.DataFrame:
        """DLS04; no row for a territory of one commune."""
        groups = self.mission.data.comparison_groups
        own = groups[groups["group_id"] == TERRITORY]
        codes = [
            str(code)
            for commune in self.mission.territory.communes
            for code in own.loc[own["for_commune"] == commune, "commune_code"]
        ]
        return diagnosis.commune_ratios(self.crime.all_rates, codes, self.crime.period[-1])

    @cached_property
    def portrait(self) -> pd.DataFrame:
        """People, dwellings and social indicators of the communes."""
        data, codes = vars(self.mission.data), list(self.communes)
        crime = data.get("recorded_crime")
        known = (
            result([], PORTRAIT)
            if crime is None
            else diagnosis.sizes(crime[crime["territory_id"].isin(codes)], codes)
        )
        return diagnosis.portrait(known, data.get("socio"), codes)
