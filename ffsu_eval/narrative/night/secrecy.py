"""What may not be printed of the night: one control for each population that is counted.

Every table drawn from the incidents (by slot, by zone, before and after, around closing…) is a split of the
same incidents: they are controlled together, so that none gives what another withholds.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from ffsu_eval.charts.incidents.labels import CATEGORIES
from ffsu_eval.disclosure.counts import CountSecrecy
from ffsu_eval.disclosure.ledger import former_of
from ffsu_eval.gate.datasets.night_answers import OPINIONS
from ffsu_eval.indicators import night
from ffsu_eval.indicators.night.measure import period_of
from ffsu_eval.indicators.night.opinions import MEN, WOMEN, opinion_counts
from ffsu_eval.indicators.night.risk import ELSE, closing_window, counted_slots
from ffsu_eval.narrative.night.words import GENDERS, PUBLICS, SANCTIONS
from ffsu_eval.nighttime import HOURS, hour_label

if TYPE_CHECKING:
    from ffsu_eval.narrative.night.results import Nightlife

# a number of one or two venues is an establishment's own affair (Insee, guide du secret statistique)
ENTERPRISES = 3
Tables = list[tuple[pd.DataFrame, tuple[str, ...]]]


class NightSecrecy:
    """The controls of one mission, each made when its data are asked for."""

    def __init__(self, nightlife: "Nightlife") -> None:
        self._of = nightlife
        self.mission = nightlife.mission

    def _held(self, name: str) -> bool:
        return name in vars(self.mission.data)

    def _made(
        self, name: str, tables: Tables, threshold: int, unit: str, sensitive: bool = False
    ) -> CountSecrecy:
        former = former_of(self.mission, name)
        return CountSecrecy(name, tables, threshold, unit, former, sensitive)

    @cached_property
    def incidents(self) -> CountSecrecy:
        """Incidents of the night, by everything that the report splits them by."""
        found = self._of.found
        split: list[tuple[pd.DataFrame, tuple[str, ...]]] = [
            (found, ("night", "hour")),
            (found, ("category_code",)),
            (found, ("zone_id",)),
        ]
        if self._held("venues"):
            window = closing_window(found, self._of.closings).fillna(ELSE)
            split.append((found.assign(window=window), ("zone_id", "window")))
        if self._held("pedestrian_counts"):
            inside = counted_slots(found, self.mission.data.pedestrian_counts)
            split.append((found.assign(counted=inside.map({True: "oui", False: "non"})),
                          ("zone_id", "counted")))  # fmt: skip
        if self._held("night_events"):
            festive = found["date"].isin(set(self.mission.data.night_events["night"]))
            split.append((found.assign(event=festive.map({True: "oui", False: "non"})), ("event",)))
        compared = self._of.zones["measure_on"].dropna()
        if len(compared):
            periods = period_of(found["date"], compared.iloc[0])
            split.append((found.assign(period=periods), ("zone_id", "period")))
        tables = [(_counted(frame, by), by) for frame, by in split]
        return self._made("nuit : incidents", tables, self._least, "incidents")

    @property
    def _least(self) -> int:
        return self.mission.parameters.secrecy.incidents

    @cached_property
    def complaints(self) -> CountSecrecy:
        """Noise complaints by zone, and by whether they come back."""
        known = night.with_roots(self.mission.data.noise_complaints)
        tables: Tables = [(_counted(known, by), by) for by in (("zone_id",), ("repeated",))]
        return self._made("nuit : plaintes", tables, self._least, "plaintes")

    @cached_property
    def opinions(self) -> dict[str, CountSecrecy]:
        """Answers to each question, by public and class."""
        answers, threshold = self.mission.data.night_answers, self.mission.parameters.secrecy.survey
        return {
            name: self._made(
                f"nuit : {name}",
                [(opinion_counts(answers, name), ("public", "answer"))],
                threshold,
                "réponses",
            )
            for name in OPINIONS
            if answers[name].notna().any()
        }

    @cached_property
    def harassment(self) -> CountSecrecy:
        """Users by gender and whether they were harassed: a sensitive subject, zero included."""
        answers = self.mission.data.night_answers
        known = answers[answers["harassed_12m"].notna() & answers["gender"].isin([WOMEN, MEN])]
        said = known.assign(harassed=known["harassed_12m"].map({True: "oui", False: "non"}))
        index = pd.MultiIndex.from_product(
            [[WOMEN, MEN], ["oui", "non"]], names=["gender", "harassed"]
        )
        counts = said.groupby(["gender", "harassed"]).size().reindex(index, fill_value=0)
        table = counts.rename("count").reset_index()
        threshold = self.mission.parameters.secrecy.survey_sensitive
        return self._made(
            "nuit : harcèlement", [(table, ("gender", "harassed"))], threshold, "répondants", True
        )

    @cached_property
    def sanctions(self) -> CountSecrecy:
        """Sanctions by year and type."""
        tables: Tables = [(night.sanctions(self.mission.data.admin_sanctions), ("year", "type"))]
        return self._made("nuit : sanctions", tables, ENTERPRISES, "établissements")

    @property
    def names(self) -> dict[str, str]:
        """French names of the categories that the cells are split by."""
        zones = self._of.names if self._held("night_zones") else {}
        hours = {f"hour={hour}": hour_label(hour) for hour in HOURS}
        splits = {
            "event=oui": "nuits d'événement",
            "event=non": "autres nuits",
            "counted=oui": "heures comptées",
            "counted=non": "heures non comptées",
            "harassed=oui": "déclarent",
            "harassed=non": "ne déclarent pas",
            "period=avant": "avant la mesure",
            "period=apres": "après la mesure",
        }
        return {**CATEGORIES, **PUBLICS, **GENDERS, **SANCTIONS, **zones, **hours, **splits}

    def made(self) -> dict[str, CountSecrecy]:
        """Every control whose data the mission has, with what its cells count, in French."""
        found: dict[str, CountSecrecy] = {}
        if self._held("night_incidents") and self._held("night_zones"):
            found["incidents de nuit"] = self.incidents
        if self._held("noise_complaints"):
            found["plaintes pour bruit"] = self.complaints
        if self._held("night_answers"):
            found |= {f"questionnaires de la nuit, {q}": own for q, own in self.opinions.items()}
            found["questionnaires de la nuit, harcèlement"] = self.harassment
        if self._held("admin_sanctions"):
            found["sanctions administratives"] = self.sanctions
        return found


def _counted(frame: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    return frame.groupby(list(by)).size().rename("count").reset_index()
