"""The night of one mission: each indicator computed when it is asked for, after the control of secrecy."""

from functools import cached_property

import pandas as pd

from ffsu_eval.indicators import night, zones
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.night.risk import AFTER, BEFORE, CLOSING
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.night.secrecy import NightSecrecy
from ffsu_eval.nighttime import DAYS, HOURS, nights_between


class Nightlife:
    """Frames of NUI01 to NUI14. Each asks for its own data: Undocumented without."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission

    @cached_property
    def secrecy(self) -> NightSecrecy:
        """What may not be printed of the counts of the night."""
        return NightSecrecy(self)

    @property
    def zones(self) -> pd.DataFrame:
        """Zones of the night."""
        return self.mission.data.night_zones

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each zone, then of the whole."""
        named = dict(zip(self.zones["zone_id"], self.zones["label_fr"], strict=True))
        return {**named, WHOLE: "ensemble des zones"}

    @cached_property
    def observed(self) -> pd.DatetimeIndex:
        """Evenings of the nights that are observed."""
        first = self.zones.iloc[0]
        return pd.date_range(first["observed_from"], first["observed_to"], unit="s")

    @property
    def nights(self) -> int:
        """Number of nights that are observed."""
        return nights_between(self.observed[0], self.observed[-1])

    @cached_property
    def nights_by_day(self) -> dict[str, int]:
        """Number of observed nights by day of their evening."""
        counted = pd.Series(self.observed.day_of_week).value_counts()
        return {name: int(counted.get(rank, 0)) for rank, name in enumerate(DAYS)}

    @cached_property
    def found(self) -> pd.DataFrame:
        """Incidents placed in their night."""
        return night.incidents_of_night(self.mission.data.night_incidents)

    @cached_property
    def profile(self) -> pd.DataFrame:
        """Incidents by night of the week and hour."""
        raw = night.profile(self.found, self.nights_by_day)
        return self.secrecy.incidents.hide(raw, ["night", "hour"], ["n"])

    @cached_property
    def by_night(self) -> pd.DataFrame:
        """Incidents by night of the week."""
        counts = self.found.groupby("night").size().reindex(list(DAYS), fill_value=0)
        frame = counts.rename("count").rename_axis("night").reset_index().assign(caveat="")
        return self.secrecy.incidents.hide(frame, ["night"], [])

    @cached_property
    def by_category(self) -> pd.DataFrame:
        """Incidents by category, the most frequent first."""
        counts = self.found.groupby("category_code").size().rename("count").reset_index()
        counts = counts.assign(caveat="").sort_values("count", ascending=False, kind="stable")
        return self.secrecy.incidents.hide(counts, ["category_code"], []).reset_index(drop=True)

    @cached_property
    def presence(self) -> pd.DataFrame:
        """Agent-hours of a week by service, night and hour."""
        return night.presence_hours(self.mission.data.night_presence)

    @cached_property
    def presence_grid(self) -> pd.DataFrame:
        """Agents present on average by night of the week and hour, all services."""
        slots = pd.MultiIndex.from_product([DAYS, map(str, HOURS)], names=["night", "hour"])
        summed = self.presence.groupby(["night", "hour"])["value"].sum()
        return summed.reindex(slots, fill_value=0.0).rename("value").reset_index()

    @cached_property
    def hours(self) -> pd.DataFrame:
        """Shares of the incidents and of the presence of each hour of the night."""
        counts = self.found.groupby("hour").size().reindex(list(map(str, HOURS)), fill_value=0)
        frame = counts.rename("count").rename_axis("hour").reset_index().assign(caveat="")
        frame["incidents"] = (frame["count"] / max(1, len(self.found))).astype("Float64")
        shown = self.secrecy.incidents.hide(frame, ["hour"], [])
        there = self.presence.groupby("hour")["value"].sum()
        total = float(there.sum())
        return shown.assign(presence=[float(there.get(h, 0)) / total for h in shown["hour"]])

    @cached_property
    def mismatch(self) -> pd.DataFrame:
        """NUI07."""
        return night.mismatch(
            self.found.groupby("hour").size(), self.presence.groupby("hour")["value"].sum()
        )

    @cached_property
    def rates(self) -> pd.DataFrame:
        """NUI01 by zone."""
        raw = night.venue_night_rate(self.found, self.mission.data.venues, self.nights)
        return self.secrecy.incidents.hide(raw, ["zone_id"], ["n"])

    @cached_property
    def passages(self) -> pd.DataFrame:
        """NUI02 by zone."""
        raw = night.passage_rate(self.found, self.mission.data.pedestrian_counts, self.observed)
        return self.secrecy.incidents.hide(raw, ["zone_id"], ["n"], {"counted": "oui"})

    @cached_property
    def closings(self) -> dict[str, int]:
        """Main closing time of each zone, in minutes from 18 h."""
        return night.main_closing(self.mission.data.venues)

    @cached_property
    def peak(self) -> pd.DataFrame:
        """NUI05 by zone."""
        raw = night.closing_peak(self.found, self.closings)
        kept = ["closing", "n"]
        return self.secrecy.incidents.hide(raw, ["zone_id"], kept, {"window": CLOSING})

    @cached_property
    def events(self) -> pd.DataFrame:
        """Nights of an event against the others."""
        raw = night.event_ratio(self.found, self.mission.data.night_events, self.nights)
        return self.secrecy.incidents.hide(raw, [], ["item", "n"], {"event": "oui"})

    @cached_property
    def complaints(self) -> pd.DataFrame:
        """NUI03 by zone."""
        raw = night.complaint_rate(self.mission.data.noise_complaints, self.zones, self.nights)
        return self.secrecy.complaints.hide(raw, ["zone_id"], ["n"])

    @cached_property
    def recurrence(self) -> pd.DataFrame:
        """NUI04."""
        raw = night.recurrence(self.mission.data.noise_complaints)
        return self.secrecy.complaints.hide(raw, [], ["zone_id", "n"], {"repeated": "répétée"})

    @cached_property
    def density(self) -> pd.DataFrame:
        """Venues and places by zone."""
        return night.density(self.mission.data.venues, self.zones)

    @cached_property
    def offer(self) -> pd.DataFrame:
        """NUI06 by closing time."""
        return night.return_offer(self.mission.data.venues, self.mission.data.night_transport)

    @cached_property
    def places(self) -> pd.DataFrame:
        """Venues and places by closing time, known without any timetable."""
        columns = ["zone_id", "distance_m", "last_departure", "headway_min"]
        return night.return_offer(self.mission.data.venues, pd.DataFrame(columns=columns))

    @cached_property
    def rounds(self) -> pd.DataFrame:
        """NUI14: what mediation did, and how much of it around closing."""
        return night.rounds_done(self.mission.data.mediation_rounds, self.closings, BEFORE, AFTER)

    @cached_property
    def lighting(self) -> pd.DataFrame:
        """Metres lit by zone."""
        return night.lit_share(self.mission.data.lighting)

    @cached_property
    def opinions(self) -> pd.DataFrame:
        """Answers of each public to each question."""
        answers = self.mission.data.night_answers
        parts = []
        for question, own in self.secrecy.opinions.items():
            raw = night.opinions(answers, question)
            parts.append(own.hide(raw, ["public", "answer"], ["question", "n", "display"]))
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def harassment(self) -> pd.DataFrame:
        """NUI08 by gender; nothing at all when one of its numbers is withheld."""
        raw = night.harassment(self.mission.data.night_answers)
        if not self.secrecy.harassment.log:
            return raw
        lost = ["count", "value", "ci_low", "ci_high"]
        blank = raw.copy()
        blank[lost] = pd.NA
        return blank.assign(caveat="secret statistique").astype(raw.dtypes.to_dict())

    @cached_property
    def nuisance(self) -> pd.DataFrame:
        """NUI09."""
        raw = night.nuisance(self.mission.data.night_answers)
        own = self.secrecy.opinions["noise"]
        extra = {"public": "riverain", "answer": "4-5"}
        return own.hide(raw, [], ["item", "n"], extra) if raw["n"].iloc[0] else raw

    @cached_property
    def membership(self) -> pd.DataFrame:
        """NUI10, who signed the charter."""
        return night.charter_membership(self.mission.data.venues)

    @cached_property
    def commitments(self) -> pd.DataFrame:
        """NUI10, what was checked and kept."""
        day = pd.Timestamp(self.mission.parameters.report_date)
        return night.commitments(self.mission.data.charter_commitments, day)

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Incidents of the compared zones before and after, those that secrecy withholds marked."""
        raw = night.measure_cells(self.found, self.zones)
        if raw.empty:
            return raw
        withheld = self.secrecy.incidents.hidden(raw, ["zone_id", "period"])
        least = raw["count"] < self.mission.parameters.secrecy.incidents
        return raw.assign(hidden=(withheld | least).astype("boolean"))

    @cached_property
    def effect(self) -> pd.DataFrame:
        """NUI11, relative."""
        return zones.zone_effects(night.measured_zones(self.zones), self.cells)

    @cached_property
    def avoided(self) -> pd.DataFrame:
        """NUI11, in numbers of incidents: the row of the zone itself, without displacement."""
        found = zones.displacement(night.measured_zones(self.zones), self.cells)
        return found[found["measure"] == zones.HERE].reset_index(drop=True)

    @cached_property
    def sanctions(self) -> pd.DataFrame:
        """NUI12 by year and type."""
        raw = night.sanctions(self.mission.data.admin_sanctions).assign(caveat="")
        return self.secrecy.sanctions.hide(raw, ["year", "type"], [])

    @cached_property
    def rescue(self) -> pd.DataFrame:
        """NUI13 by service."""
        return night.alcohol_share(self.mission.data.emergency_counts)
