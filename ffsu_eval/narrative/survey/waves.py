"""The waves of a mission: the one of the report, the one before it, that of the residents."""

from functools import cached_property

import pandas as pd

from ffsu_eval.indicators import survey
from ffsu_eval.indicators.survey.waves import Wave
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.rows import rows

RESIDENTS = "habitants"
OF_SAMPLING = ["ci_low", "ci_high"]


class Surveys:
    """The main wave and those that it is compared with.

    The earlier wave is the last one of the same population whose field work began before; that of the
    residents, the last one among them. Either may be named, or may not exist.
    """

    def __init__(self, mission: Mission, earlier_wave: str = "", resident_wave: str = "") -> None:
        self.mission = mission
        self.main = SurveyWave(mission, str(mission.wave["wave_id"]))
        earlier = earlier_wave or self._earlier()
        residents = resident_wave or self._residents()
        self.earlier = SurveyWave(mission, earlier, "avant") if earlier else None
        self.residents = SurveyWave(mission, residents, RESIDENTS) if residents else None

    @property
    def waves(self) -> list[SurveyWave]:
        """The main wave, then that of the residents where there is one."""
        return [self.main, *([self.residents] if self.residents is not None else [])]

    def _earlier(self) -> str:
        own = self.main.wave
        before = [
            wave
            for wave in rows(self.mission.data.survey_waves)
            if wave["population"] == own["population"] and wave["field_start"] < own["field_start"]
        ]
        return max(before, key=lambda wave: wave["field_start"])["wave_id"] if before else ""

    def _residents(self) -> str:
        if self.main.wave["population"] == RESIDENTS:
            return ""
        found = [
            wave for wave in rows(self.mission.data.survey_waves) if wave["population"] == RESIDENTS
        ]
        return max(found, key=lambda wave: wave["field_start"])["wave_id"] if found else ""

    @cached_property
    def changes(self) -> pd.DataFrame:
        """SUR10 of the feeling of insecurity since the earlier wave; no row without one."""
        if self.earlier is None or not (
            self.main.asks("insecurity") and self.earlier.asks("insecurity")
        ):
            return pd.DataFrame()
        before, after = (
            Wave(wave.wave, wave.items, wave.everyone, wave.answers)
            for wave in (self.earlier, self.main)
        )
        found = survey.wave_change(before, after, self.mission.scales)
        return self.earlier.secrecy.hide(self.main.secrecy.hide(found))

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """SUR07 by place or moment; no row without residents or when the main wave is theirs.

        Without an interval when the residents were not drawn at random: it can only be theirs.
        """
        if self.residents is None or self.main.drawn:
            return pd.DataFrame()
        gaps = survey.actors_residents_gap(
            self.main.shares, self.residents.shares, self.main.items, self.residents.items
        )
        return gaps if self.residents.drawn else gaps.drop(columns=OF_SAMPLING)
