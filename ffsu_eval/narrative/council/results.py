"""The council of one mission, each indicator computed when it is asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.indicators import council
from ffsu_eval.mission import Mission

THRESHOLDS = {"council": 5_000, "coordinator": 15_000}


class Council:
    """Frames of CLS01 to CLS06 for a mission. Each asks for its own data: Undocumented without."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission

    @cached_property
    def populations(self) -> dict[str, int]:
        """Inhabitants of each commune of the territory, where they are known."""
        crime = vars(self.mission.data).get("recorded_crime")
        if crime is None:
            return {}
        own = crime[crime["territory_id"].isin(self.mission.territory.communes)]
        last = own[own["year"] == own["year"].max()].drop_duplicates("territory_id")
        known = last.dropna(subset=["population"])
        return {
            str(code): int(people)
            for code, people in zip(known["territory_id"], known["population"], strict=True)
        }

    @cached_property
    def seats(self) -> pd.DataFrame:
        """CLS01."""
        return council.seat_completeness(self.mission.data.seats)

    @cached_property
    def overlap(self) -> pd.DataFrame:
        """CLS02."""
        data = self.mission.data
        return council.overlap(data.formations, data.formation_members)

    @cached_property
    def creation(self) -> pd.DataFrame:
        """CLS03."""
        return council.creation_delay(self.mission.data.milestones)

    @cached_property
    def returns(self) -> pd.DataFrame:
        """CLS04."""
        return council.return_rate(self.mission.data.follow_up_values)

    @cached_property
    def utility(self) -> pd.DataFrame:
        """CLS05."""
        least = self.mission.parameters.secrecy.survey
        return council.perceived_utility(self.mission.data.member_opinions, least)

    @cached_property
    def orphans(self) -> pd.DataFrame:
        """CLS06."""
        return council.orphan_decisions(self.mission.data.decisions)

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each organisation."""
        named = self.mission.data.organisations
        return dict(zip(named["org_id"], named["label_fr"], strict=True))
