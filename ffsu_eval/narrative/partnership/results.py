"""Governance of one mission, each indicator computed when it is asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.indicators import governance
from ffsu_eval.mission import Mission
from ffsu_eval.reference import table


class Partnership:
    """Frames of GOV01 to GOV09 for a mission. Each asks for its own data: Undocumented without."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission

    @property
    def _register(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        data = self.mission.data
        return data.attendance, data.organisations, data.meetings

    @cached_property
    def meetings(self) -> pd.DataFrame:
        """GOV01."""
        return governance.meetings_held(self.mission.data.meetings)

    @cached_property
    def presence(self) -> pd.DataFrame:
        """GOV02 by college."""
        return governance.attendance_rate(*self._register)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """GOV03."""
        return governance.decision_rank(*self._register)

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """GOV04."""
        mission = self.mission
        return governance.decisions_executed(mission.data.decisions, mission.end_of_policy)

    @cached_property
    def minutes(self) -> pd.DataFrame:
        """GOV05."""
        return governance.minutes_delay(self.mission.data.meetings)

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
        people, wave = data.survey_respondents, self.mission.parameters.survey_wave
        own = people.loc[people["wave_id"] == wave, "resp_id"]
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
        crime = vars(self.mission.data).get("recorded_crime")
        if crime is None:
            return None
        own = crime[crime["territory_id"].isin(self.mission.territory.communes)]
        last = own[own["year"] == own["year"].max()].drop_duplicates("territory_id")
        return float(last["population"].sum()) if last["population"].notna().any() else None
