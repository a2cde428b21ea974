"""Objectives and actions of one mission, each indicator computed when it is asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.indicators import actions, evaluation
from ffsu_eval.mission import Mission


class Policy:
    """Frames of ACT01 to ACT08, EVA01 and EVA02 for a mission.

    A policy may have no baseline at all: its objectives are then not measurable.
    """

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        self.objectives: pd.DataFrame = mission.data.objectives
        self.actions: pd.DataFrame = mission.data.actions

    @cached_property
    def baselines(self) -> pd.DataFrame:
        """Baseline, target and measure of the objectives that have them; maybe no row."""
        found = vars(self.mission.data).get("baselines")
        return evaluation.no_baselines() if found is None else found

    @cached_property
    def engaged(self) -> pd.DataFrame:
        """ACT01."""
        return actions.engagement_rate(self.actions, self.objectives)

    @cached_property
    def completed(self) -> pd.DataFrame:
        """ACT02."""
        return actions.completion_rate(self.actions, self.objectives)

    @cached_property
    def budget(self) -> pd.DataFrame:
        """ACT03."""
        return actions.budget_execution(self.actions, self.objectives)

    @cached_property
    def targets(self) -> pd.DataFrame:
        """ACT04 of each action."""
        return actions.target_attainment(self.actions)

    @cached_property
    def median_target(self) -> pd.DataFrame:
        """ACT04, median."""
        return actions.median_attainment(self.targets)

    @cached_property
    def costs(self) -> pd.DataFrame:
        """ACT05."""
        return actions.cost_per_beneficiary(self.actions)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """ACT06."""
        return actions.evaluability(self.actions, self.baselines)

    @cached_property
    def equity(self) -> pd.DataFrame:
        """ACT07."""
        return actions.territorial_equity(self.actions, self.qpv_share)

    @cached_property
    def delays(self) -> pd.DataFrame:
        """Delay of each action."""
        return actions.action_delays(self.actions, self.mission.end_of_policy)

    @cached_property
    def delay(self) -> pd.DataFrame:
        """ACT08."""
        return actions.median_delay(self.delays)

    @cached_property
    def attainment(self) -> pd.DataFrame:
        """EVA01."""
        return evaluation.attainment_matrix(self.objectives, self.baselines)

    @cached_property
    def unmeasurable(self) -> pd.DataFrame:
        """EVA02."""
        return evaluation.unmeasurable_share(self.attainment)

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
