"""The municipal police of one mission, each indicator computed when it is asked for, secrets withheld."""

from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from ffsu_eval.disclosure.counts import CountSecrecy
from ffsu_eval.disclosure.ledger import former_of
from ffsu_eval.errors import Undocumented
from ffsu_eval.indicators import doctrine
from ffsu_eval.indicators.doctrine.arrivals import DIMENSIONS, timed_calls
from ffsu_eval.indicators.doctrine.clock import band_of, within
from ffsu_eval.indicators.doctrine.matching import common_days
from ffsu_eval.indicators.frames import WHOLE, FloatArray, floats, truths
from ffsu_eval.mission import RECORDED, Mission
from ffsu_eval.narrative.council.results import Council

RECEIVED, REACHED = "appels reçus", "appels atteints"
FORCE, COMPLAINTS = "usages de la force", "réclamations"


class Doctrine:
    """Frames of DOC01 to DOC15 for a mission. Each asks for its own data: Undocumented without.

    What could tell of a few persons is withheld here, so that titles, figures and data say the same.
    """

    def __init__(self, mission: Mission) -> None:
        self.mission = mission

    @property
    def day(self) -> pd.Timestamp:
        """Day of the report, on which the law and the convention are read."""
        return pd.Timestamp(self.mission.parameters.report_date)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Name of each mission of the service."""
        catalog = self.mission.data.mission_catalog
        return dict(zip(catalog["mission_code"], catalog["label_fr"], strict=True))

    @cached_property
    def units(self) -> dict[str, str]:
        """Name of each unit."""
        units = self.mission.data.pm_units
        return dict(zip(units["unit_id"], units["label_fr"], strict=True))

    @cached_property
    def sectors(self) -> dict[str, str]:
        """Name of each sector: the neighbourhoods of the city."""
        places = self.mission.data.quartiers
        return dict(zip(places["territory_id"], places["label_fr"], strict=True))

    @cached_property
    def street(self) -> list[str]:
        """Units that go out."""
        units = self.mission.data.pm_units
        return list(units.loc[truths(units["street"]), "unit_id"])

    @cached_property
    def groups(self) -> dict[str, str]:
        """Units as they may be told: none under five agents."""
        return doctrine.unit_groups(self.mission.data.pm_positions)

    @cached_property
    def population(self) -> float:
        """Inhabitants of the territory, last year known; Undocumented without recorded crime."""
        known = Council(self.mission).populations
        if not known:
            raise Undocumented(RECORDED)
        return float(sum(known.values()))

    @cached_property
    def staffing(self) -> pd.DataFrame:
        """DOC01."""
        data = self.mission.data
        others = vars(data).get("pm_comparators")
        return doctrine.staffing(data.pm_positions, self.population, others)

    @cached_property
    def presence(self) -> pd.DataFrame:
        """DOC02."""
        return doctrine.presence_rate(self.mission.data.pm_shifts, self.groups)

    @cached_property
    def street_share(self) -> pd.DataFrame:
        """DOC03."""
        return doctrine.street_share(self.mission.data.pm_activities)

    @cached_property
    def initiative(self) -> pd.DataFrame:
        """DOC04."""
        return doctrine.initiative_share(self.mission.data.pm_activities)

    @cached_property
    def time_use(self) -> pd.DataFrame:
        """DOC05."""
        return doctrine.time_use(self.mission.data.pm_activities)

    @cached_property
    def arrivals(self) -> pd.DataFrame:
        """DOC06, without the rows whose base is secret."""
        found = doctrine.arrival_times(self.mission.data.pm_calls)
        named = {name: name for name in DIMENSIONS}
        return _hidden(found, self.reached_secrecy, named, ("dimension", "item"))

    @cached_property
    def curve(self) -> pd.DataFrame:
        """DOC06, share of the calls still waiting, by priority."""
        return doctrine.waiting_curve(self.mission.data.pm_calls)

    @cached_property
    def mismatch(self) -> pd.DataFrame:
        """DOC07."""
        data = self.mission.data
        return doctrine.mismatch(data.pm_shifts, data.pm_calls, self._activities, self.street)

    @cached_property
    def profiles(self) -> pd.DataFrame:
        """DOC07, shares of presence and of demand by hour and by sector."""
        data = self.mission.data
        found = doctrine.presence_demand(
            data.pm_shifts, data.pm_calls, self._activities, self.street
        )
        named = {"hour": "hour", "sector_id": "sector_id"}
        told = ("dimension", "item", "presence", "presence_share")
        return _hidden(found, self.received_secrecy, named, told)

    @property
    def _activities(self) -> pd.DataFrame | None:
        found: pd.DataFrame | None = vars(self.mission.data).get("pm_activities")
        return found

    @cached_property
    def whole_week(self) -> pd.DataFrame:
        """The 168 hours, with every count: never printed as such."""
        data = self.mission.data
        return doctrine.weekly_presence(data.pm_shifts, data.pm_calls, self.street)

    @cached_property
    def week(self) -> pd.DataFrame:
        """Presence and calls of the 168 hours, small counts withheld."""
        told = ("weekday", "hour", "agents", "n")
        return self.received_secrecy.hide(self.whole_week, ["weekday", "hour"], told)

    @cached_property
    def workload(self) -> pd.DataFrame:
        """DOC08."""
        data = self.mission.data
        return doctrine.workload(data.pm_shifts, data.pm_calls, self.street)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """DOC09."""
        return doctrine.importance_gap(self.mission.data.mission_expectations)

    @cached_property
    def convention(self) -> pd.DataFrame:
        """DOC10."""
        return doctrine.convention(self.mission.data.convention_clauses, self.day)

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        """Missions and their law, on the day of the report."""
        return doctrine.catalogue_on(self.mission.data.mission_catalog, self.day)

    @cached_property
    def sharing(self) -> pd.DataFrame:
        """Gaps and overlaps between services."""
        return doctrine.sharing(self.mission.data.responsibilities)

    @cached_property
    def trainings(self) -> pd.DataFrame:
        """DOC11."""
        return doctrine.training_rate(self.mission.data.trainings, self.groups)

    @cached_property
    def force(self) -> pd.DataFrame:
        """DOC12."""
        data = self.mission.data
        found = doctrine.force_rate(data.force_uses, data.service_volumes)
        named = {"type": "force_type", "quarter": "quarter"}
        return _hidden(found, self.force_secrecy, named, ("dimension", "item", "n"))

    @cached_property
    def complaints(self) -> pd.DataFrame:
        """DOC13."""
        data = self.mission.data
        found = doctrine.complaint_rate(data.complaints, data.service_volumes)
        named = {"year": "year", "motive": "motive"}
        return _hidden(found, self.complaint_secrecy, named, ("dimension", "item", "n"))

    @cached_property
    def scenarios(self) -> pd.DataFrame:
        """DOC14, with what each would cover of the calls of today where these are known."""
        data = self.mission.data
        return doctrine.scenario_costs(
            data.scenarios, data.scenario_shifts, data.scenario_costs, self._demand
        )

    @property
    def _demand(self) -> FloatArray | None:
        held = vars(self.mission.data)
        if "pm_calls" not in held or "pm_shifts" not in held:
            return None
        # calls alone: who goes out does not matter here
        data = self.mission.data
        return floats(doctrine.weekly_presence(data.pm_shifts, data.pm_calls)["count"])

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """DOC15."""
        data = self.mission.data
        return doctrine.coverage(data.pm_shifts, data.pn_presences, self.street)

    @cached_property
    def received_secrecy(self) -> CountSecrecy:
        """What may not be printed of the calls received, by hour of the week and by sector."""
        data = self.mission.data
        clock = pd.to_datetime(data.pm_calls["ts_call"])
        calls = data.pm_calls.assign(
            day=clock.dt.normalize(), weekday=clock.dt.day_of_week, hour=clock.dt.hour,
            band=band_of(clock.dt.hour),
        )  # fmt: skip
        calls = calls[within(calls["day"], *common_days(data.pm_shifts, data.pm_calls))]
        return self._secrecy(
            RECEIVED, calls, [("weekday", "hour"), ("band", "hour"), ("sector_id",)], "appels"
        )

    @cached_property
    def reached_secrecy(self) -> CountSecrecy:
        """What may not be printed of the calls reached."""
        kept = timed_calls(self.mission.data.pm_calls)
        reached = kept[kept["minutes"].notna()]
        return self._secrecy(REACHED, reached, [(name,) for name in DIMENSIONS], "appels")

    @cached_property
    def force_secrecy(self) -> CountSecrecy:
        """What may not be printed of the uses of force."""
        data = self.mission.data
        uses = data.force_uses[data.force_uses["quarter"].isin(data.service_volumes["quarter"])]
        return self._secrecy(FORCE, uses, [("force_type",), ("quarter",)], FORCE)

    @cached_property
    def complaint_secrecy(self) -> CountSecrecy:
        """What may not be printed of the complaints."""
        data = self.mission.data
        told = doctrine.complaint_rate(data.complaints, data.service_volumes)
        years = {int(item) for item in told.loc[told["dimension"] == "year", "item"]}
        kept = data.complaints[data.complaints["year"].isin(years)]
        return self._secrecy(COMPLAINTS, kept, [("year",), ("motive",)], COMPLAINTS)

    @property
    def secrecies(self) -> list[CountSecrecy]:
        """Every table under secrecy whose data the mission has."""
        held = vars(self.mission.data)
        needs = {
            "received_secrecy": ("pm_calls", "pm_shifts"),
            "reached_secrecy": ("pm_calls",),
            "force_secrecy": ("force_uses", "service_volumes"),
            "complaint_secrecy": ("complaints", "service_volumes"),
        }
        return [
            getattr(self, name)
            for name, frames in needs.items()
            if all(frame in held for frame in frames)
        ]

    def _secrecy(
        self, name: str, facts: pd.DataFrame, dimensions: list[tuple[str, ...]], unit: str
    ) -> CountSecrecy:
        weights = facts.assign(count=floats(facts["count"]) if "count" in facts else 1.0)
        tables = [
            (weights.groupby(list(own))["count"].sum().reset_index(), own) for own in dimensions
        ]
        threshold = self.mission.parameters.secrecy.incidents
        return CountSecrecy(name, tables, threshold, unit, former_of(self.mission, name))


def _hidden(
    frame: pd.DataFrame, secrecy: CountSecrecy, named: Mapping[str, str], told: tuple[str, ...]
) -> pd.DataFrame:
    """A frame of ``dimension`` and ``item`` without its secret rows; ``named``: their categories."""
    parts = []
    for dimension, part in frame.groupby("dimension", sort=False):
        column = named.get(str(dimension), next(iter(named.values())))
        value = part["item"] if str(dimension) in named else WHOLE
        keyed = part.assign(**{f"{column}": value})
        extra = column not in frame
        hidden = secrecy.hide(keyed, [column], (*told, column) if extra else told)
        parts.append(hidden[list(frame.columns)])
    return pd.concat(parts).reset_index(drop=True)
