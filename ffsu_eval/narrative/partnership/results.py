"""Governance and actions of one mission, each indicator computed when it is asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.indicators import actions, governance
from ffsu_eval.mission import Mission
from ffsu_eval.reference import table


class Partnership:
    """Frames of GOV06 to GOV09, ACT07 and ACT08 for a mission."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        self._register = (
            mission.data.attendance,
            mission.data.organisations,
            mission.data.meetings,
        )

    @cached_property
    def attendance(self) -> pd.DataFrame:
        """GOV02 by college and year."""
        return governance.attendance_by_year(*self._register)

    @cached_property
    def links(self) -> pd.DataFrame:
        """Pairs of organisations that meet."""
        return governance.links(*self._register)

    @cached_property
    def network(self) -> pd.DataFrame:
        """GOV07."""
        return governance.network(*self._register)

    @cached_property
    def continuity(self) -> pd.DataFrame:
        """GOV09."""
        return governance.continuity(*self._register)

    @cached_property
    def feedback(self) -> pd.DataFrame:
        """GOV06, survey of the wave of the report and interviews."""
        data = self.mission.data
        people = data.survey_respondents
        own = people.loc[people["wave_id"] == self.mission.parameters.survey_wave, "resp_id"]
        answers = data.survey_answers[data.survey_answers["resp_id"].isin(own)]
        return governance.feedback(answers, data.survey_items, data.segments, data.codings)

    @cached_property
    def checklist(self) -> pd.DataFrame:
        """Requirements of the law and what was found; no row when nothing was looked at."""
        checks = vars(self.mission.data).get("legal_checks")
        if checks is None:
            return pd.DataFrame(columns=["requirement_id", "status", "verified"])
        return governance.checklist(
            table("legal_requirements"), checks, {"population": self.population}
        )

    @cached_property
    def legal(self) -> pd.DataFrame:
        """GOV08."""
        return governance.legal_score(self.checklist)

    @cached_property
    def population(self) -> float | None:
        """Inhabitants of the territory, where they are known."""
        crime = self.mission.data.recorded_crime
        own = crime[crime["territory_id"].isin(self.mission.territory.communes)]
        last = own[own["year"] == own["year"].max()].drop_duplicates("territory_id")
        return float(last["population"].sum()) if last["population"].notna().any() else None

    @cached_property
    def qpv_share(self) -> float | None:
        """Share of the population in priority neighbourhoods; None when a neighbourhood is silent."""
        places = vars(self.mission.data).get("quartiers")
        if places is None:
            return None
        own = places[places["level"] == "quartier"]
        if own.empty or own[["population", "qpv_pop_share"]].isna().any(axis=None):
            return None
        inside = (own["population"] * own["qpv_pop_share"]).sum()
        return float(inside / own["population"].sum())

    @cached_property
    def equity(self) -> pd.DataFrame:
        """ACT07."""
        return actions.territorial_equity(self.mission.data.actions, self.qpv_share)

    @cached_property
    def delays(self) -> pd.DataFrame:
        """Delay of each action."""
        return actions.action_delays(self.mission.data.actions, self.mission.end_of_policy)

    @cached_property
    def delay(self) -> pd.DataFrame:
        """ACT08."""
        return actions.median_delay(self.delays)
