"""A strategy of one mission, each indicator computed when it is asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.errors import NotebookError
from ffsu_eval.indicators import strategy
from ffsu_eval.narrative.policy.results import Policy
from ffsu_eval.narrative.previous import Previous
from ffsu_eval.reference import table


class Strategy(Policy):
    """Frames of STS01 to STS08 for a mission, beside those of any policy (STS04 is ACT06)."""

    @cached_property
    def previous(self) -> Previous:
        """What the missions that it builds on have established."""
        return Previous(self.mission)

    @property
    def challenges(self) -> pd.DataFrame:
        """The challenges that it takes up."""
        return self.mission.data.challenges

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """STS01."""
        return strategy.challenge_coverage(self.challenges, self.objectives)

    @cached_property
    def anchoring(self) -> pd.DataFrame:
        """STS02; NotebookError for a finding that the other missions do not have."""
        try:
            return strategy.anchoring(self.actions, self.previous.findings)
        except ValueError as error:
            raise NotebookError(
                "actions.csv, colonne rests_on : constat absent des missions reprises (builds_on)"
            ) from error

    @cached_property
    def alignment(self) -> pd.DataFrame:
        """STS03."""
        return strategy.alignment(self.objectives, self.mission.data.alignments)

    @cached_property
    def load(self) -> pd.DataFrame:
        """STS05."""
        data = self.mission.data
        return strategy.pilot_load(self.actions, data.organisations, data.capacities)

    @cached_property
    def balance(self) -> pd.DataFrame:
        """STS06."""
        return strategy.prevention_balance(self.actions)

    @cached_property
    def mechanisms(self) -> pd.DataFrame:
        """STS07."""
        return strategy.documented_mechanism(self.actions, table("evidence_base"))

    @cached_property
    def measurable(self) -> pd.DataFrame:
        """STS08."""
        return strategy.measurable(self.objectives, self.baselines)

    @cached_property
    def planned(self) -> pd.DataFrame:
        """The actions with their axis."""
        axes = self.objectives[["objective_id", "axis_code", "axis_label_fr", "label_fr"]]
        return self.actions.merge(axes, on="objective_id", how="left", validate="many_to_one")
