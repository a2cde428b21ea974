"""Effects by zone, costs and past priorities of one mission, each computed when it is asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.charts.incidents.labels import CATEGORIES
from ffsu_eval.disclosure.counts import CountSecrecy
from ffsu_eval.disclosure.ledger import former_of
from ffsu_eval.errors import Undocumented
from ffsu_eval.indicators import costs, past_priorities, synthetic, zones
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.absent import Absent
from ffsu_eval.narrative.borrowed import Borrower
from ffsu_eval.narrative.policy.results import Policy
from ffsu_eval.narrative.recorded.results import RecordedCrime
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.narrative.workshops.results import Workshop
from ffsu_eval.reference import labels

SECRECY = "zones"
WORKSHOP, SURVEY = (
    "le score des sujets mis au vote de l'atelier",
    "la fréquence rencontrée (enquête)",
)


class Evaluation(Borrower):
    """Frames of EVA03, EVA04, EVA06 and EVA07. Each asks for its own data: Undocumented without.

    ``crime``, ``policy``, ``surveys``, ``workshop``: chapters that the notebook has already opened; else
    they are opened here when they are needed.
    """

    def __init__(
        self,
        mission: Mission,
        crime: RecordedCrime | Absent | None = None,
        policy: Policy | Absent | None = None,
        surveys: Surveys | Absent | None = None,
        workshop: Workshop | Absent | None = None,
    ) -> None:
        super().__init__(mission, crime=crime, policy=policy, surveys=surveys, workshop=workshop)

    @cached_property
    def crime(self) -> RecordedCrime:
        """Chapter on recorded crime."""
        return self.borrowed("crime", RecordedCrime)

    @cached_property
    def policy(self) -> Policy:
        """Chapter on the policy."""
        return self.borrowed("policy", Policy)

    @cached_property
    def actions(self) -> dict[str, str]:
        """Title of each action, in the order of the register; none without one."""
        found = vars(self.mission.data).get("actions")
        if found is None:
            return {}
        return dict(zip(found["action_id"], found["title_fr"], strict=True))

    @property
    def zones(self) -> pd.DataFrame:
        """Zones of the actions and those that they are compared with."""
        return self.mission.data.zones

    @cached_property
    def categories(self) -> dict[str, str]:
        """French name of the categories of facts of the two vocabularies."""
        return {**labels("ssmsi_indicators", "indicator_id"), **CATEGORIES}

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each comparison: its action, else its zone."""
        places = dict(zip(self.zones["zone_id"], self.zones["label_fr"], strict=True))
        return {
            each.identifier: self.actions.get(each.identifier, places.get(each.identifier, ""))
            or each.identifier
            for each in zones.comparisons(self.zones)
        }

    @cached_property
    def secrecy(self) -> dict[tuple[str, str], CountSecrecy]:
        """What may not be printed of the facts of each zone and period, by category and in all.

        Zones are never added to one another in print: each is a table of its own.
        """
        threshold = self.mission.parameters.secrecy.incidents
        found = {}
        for zone, period in self._tables:
            name = f"{SECRECY} {zone} {period}"
            former = former_of(self.mission, name)
            table = [(self._tables[zone, period], ("category",))]
            found[zone, period] = CountSecrecy(name, table, threshold, "faits", former)
        return found

    @cached_property
    def _tables(self) -> dict[tuple[str, str], pd.DataFrame]:
        counts = self.mission.data.zone_counts
        return {
            (str(zone), str(period)): own[["category", "count"]].reset_index(drop=True)
            for (zone, period), own in counts.groupby(["zone_id", "period"])
        }

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Facts by zone, category and period, those that secrecy withholds marked."""
        threshold = self.mission.parameters.secrecy.incidents
        found = zones.zone_cells(self.mission.data.zone_counts, threshold)
        parts = []
        for (zone, period), own in found.groupby(["zone_id", "period"], sort=False):
            withheld = self.secrecy[str(zone), str(period)].hidden(own, ["category"])
            parts.append(own.assign(hidden=own["hidden"] | withheld))
        return pd.concat(parts).sort_index() if parts else found

    @cached_property
    def effects(self) -> pd.DataFrame:
        """EVA03, relative."""
        return zones.zone_effects(self.zones, self.cells)

    @cached_property
    def displacement(self) -> pd.DataFrame:
        """EVA03, in numbers of facts: in the zone, around it, in all."""
        return zones.displacement(self.zones, self.cells)

    @cached_property
    def synthetic(self) -> pd.DataFrame:
        """EVA04: what a synthetic control would need."""
        crime = self.crime
        own = crime.all_rates[crime.all_rates["indicator_id"].isin(list(crime.labels))]
        return synthetic.synthetic_conditions(own, crime.area, crime.comparators, crime.before)

    @cached_property
    def costs(self) -> pd.DataFrame:
        """EVA06 by action."""
        data = self.mission.data
        return costs.full_costs(data.costs, data.actions)

    @cached_property
    def costs_by_type(self) -> pd.DataFrame:
        """EVA06 by type of cost."""
        return costs.costs_by_type(self.mission.data.costs)

    @cached_property
    def today(self) -> tuple[pd.DataFrame, str]:
        """Priorities of today (phenomenon, value) and where they are from: the workshop, else the survey.

        The workshop serves when it shares enough subjects with the priorities of the start; a frame
        without row where neither is there.
        """
        past = set(self.mission.data.past_priorities["phenomenon"])
        none = pd.DataFrame({"phenomenon": [], "value": []})
        workshop = self._workshop()
        if workshop is not None and workshop.given:
            voted = workshop.scores.rename(columns={"item_id": "phenomenon"})
            if len(past & set(voted["phenomenon"])) >= past_priorities.FEWEST:
                return voted[["phenomenon", "value"]], WORKSHOP
        try:
            frequency = self.borrowed("surveys", Surveys).main.frequency
        except Undocumented:
            return none, ""
        met = frequency.rename(columns={"theme": "phenomenon"})
        return met[["phenomenon", "value"]], SURVEY

    def _workshop(self) -> Workshop | None:
        try:
            return self.borrowed("workshop", Workshop)
        except Undocumented:
            return None

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Ranks of the priorities at the start and today."""
        return past_priorities.ranks_then_now(self.mission.data.past_priorities, self.today[0])

    @cached_property
    def correlation(self) -> pd.DataFrame:
        """EVA07."""
        return past_priorities.priority_correlation(
            self.mission.data.past_priorities, self.today[0]
        )
