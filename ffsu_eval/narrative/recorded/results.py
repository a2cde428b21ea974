"""Recorded crime of one mission: data prepared once, each indicator computed when it is asked for."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import pandas as pd

from ffsu_eval.comparators import GROUPS
from ffsu_eval.errors import ParameterError
from ffsu_eval.gate.selection import TERRITORY
from ffsu_eval.indicators import recorded
from ffsu_eval.mission import Mission
from ffsu_eval.reference import labels as reference_labels
from ffsu_eval.sources.contours import Ring, contours_of

CHOSEN = "comparateurs"
REST = "departement_reste"


class RecordedCrime:
    """Frames of the indicators REC01 to REC08 for the territory of a mission.

    ``area`` names the territory in the frames: the INSEE code of its only commune, or its slug.
    """

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        asked = mission.parameters
        self.period = range(asked.period_start, asked.period_end + 1)
        self.policy = asked.policy_years
        self.labels = mission.crime_labels

    @cached_property
    def codes(self) -> list[str]:
        """Codes of the base that stand for the communes of the territory."""
        return self._members(TERRITORY)

    @property
    def area(self) -> str:
        """Name of the whole territory in the frames."""
        return self.codes[0] if len(self.codes) == 1 else self.mission.territory.slug

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of every area of the frames; a commune without name keeps its code."""
        communes = self.mission.data.communes
        named = communes["label_fr"].fillna(communes["commune_code"])
        names = dict(zip(communes["commune_code"], named, strict=True))
        return names | {self.area: self.mission.territory.label_fr}

    @cached_property
    def departements(self) -> list[str]:
        """Names of the départements of the territory, where they are known."""
        own = self.mission.data.communes
        own = own[own["commune_code"].isin(self.codes)]
        return sorted(set(own["departement_label"].dropna()))

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """Areas of each group of comparison that has some, by identifier."""
        found = {key: self._members(key) for key in GROUPS}
        if REST in set(self.table["territory_id"]):
            found[REST] = [REST]
        return {key: codes for key, codes in found.items() if codes}

    @cached_property
    def group_labels(self) -> dict[str, str]:
        """French name of each group of comparison."""
        rest = f"reste du département ({', '.join(self.departements)})"
        return {key: rest if key == REST else GROUPS[key] for key in self.groups}

    @cached_property
    def comparators(self) -> list[str]:
        """Codes of the communes of comparison, as the rule has chosen them."""
        return self._members(CHOSEN)

    @cached_property
    def table(self) -> pd.DataFrame:
        """Recorded crime of the period: communes, whole territory, rest of its département."""
        data = self.mission.data
        parts = [self._shown(data.recorded_crime)]
        if self.area not in self.codes:
            parts.append(recorded.territory_total(parts[0], self.codes, self.area))
        whole = parts[-1][parts[-1]["territory_id"] == self.area]
        departement = self._shown(data.recorded_crime_departement)
        if departement["territory_id"].nunique() == 1:
            parts.append(recorded.rest_of(departement, whole, REST))
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def comparator_names(self) -> pd.DataFrame:
        """Communes of comparison: territory_id, label_fr, population of the first year, rank."""
        groups = self.mission.data.comparison_groups
        chosen = groups[groups["group_id"] == CHOSEN].groupby("commune_code")["rank"].min()
        first = self.table[self.table["year"] == self.period[0]]
        sizes = first.drop_duplicates("territory_id").set_index("territory_id")["population"]
        return pd.DataFrame(
            {
                "territory_id": chosen.index,
                "label_fr": [self.names[code] for code in chosen.index],
                "population": sizes.reindex(chosen.index).to_numpy(),
                "rank": chosen.to_numpy(),
            }
        )

    @cached_property
    def all_rates(self) -> pd.DataFrame:
        """REC01 of every area."""
        return recorded.recorded_rates(self.table)

    @cached_property
    def rates(self) -> pd.DataFrame:
        """REC01 of the territory."""
        return self._own(self.all_rates)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """REC02 of the territory, from the first to the last year of the policy."""
        return recorded.rate_change(self.rates, self.policy[0], self.policy[-1])

    @cached_property
    def trends(self) -> pd.DataFrame:
        """REC03 of the territory over the period."""
        return self._by_breaks(recorded.annual_trend)

    @cached_property
    def trend_sensitivity(self) -> pd.DataFrame:
        """REC03 with and without the marked years."""
        marked = self.mission.parameters.marked_years
        return self._by_breaks(recorded.trend_sensitivity, marked_years=marked)

    @cached_property
    def residuals(self) -> pd.DataFrame:
        """Residuals of the trends, year by year."""
        return self._by_breaks(recorded.trend_residuals)

    def _by_breaks(self, indicator: Callable[..., pd.DataFrame], **others: Any) -> pd.DataFrame:
        """An indicator of trend on every series, each with the breaks declared for it.

        ParameterError for a break of an indicator that the release does not have.
        """
        declared = self.mission.parameters.series_breaks
        unknown = sorted(set(declared) - set(self.labels))
        if unknown:
            raise ParameterError(f"series_breaks : indicateur inconnu : {', '.join(unknown)}")
        sharing: dict[tuple[int, ...], list[str]] = {}
        for name in self.labels:
            sharing.setdefault(declared.get(name, ()), []).append(name)
        parts = [
            indicator(
                self.rates[self.rates["indicator_id"].isin(names)],
                self.period[0],
                self.period[-1],
                breaks=years,
                **others,
            )
            for years, names in sharing.items()
        ]
        found = pd.concat(parts, ignore_index=True)
        keys = [name for name in ("indicator_id", "year") if name in found]
        return found.sort_values(keys, ignore_index=True)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """REC04: gap with the communes of comparison, last year of the policy."""
        return recorded.comparison(self.all_rates, self.area, self.comparators, self.policy[-1])

    @cached_property
    def gaps_by_group(self) -> pd.DataFrame:
        """REC04 with each group: does the reading depend on who is compared?"""
        return recorded.compare_groups(self.all_rates, self.area, self.groups, self.policy[-1])

    @cached_property
    def funnels(self) -> pd.DataFrame:
        """REC05 among the communes of comparison, last year of the policy."""
        return recorded.funnel(self.all_rates, self.area, self.comparators, self.policy[-1])

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """REC06: what the producer publishes for the territory."""
        return recorded.diffusion_coverage(self.rates)

    @cached_property
    def structure(self) -> pd.DataFrame:
        """REC07 of the territory, last year of the policy, within each unit of count."""
        part_of = reference_labels("ssmsi_indicators", "indicator_id", "part_of")
        return recorded.structure(self._at_end(self.rates), part_of)

    @property
    def before(self) -> range:
        """Years of the period before the policy; empty when it starts with the period."""
        return range(self.period[0], self.policy[0])

    @cached_property
    def differentials(self) -> pd.DataFrame:
        """REC08: before and during the policy, against the communes of comparison."""
        return recorded.differential(
            self.all_rates, self.area, self.comparators, self.before, self.policy
        )

    @cached_property
    def ratios(self) -> pd.DataFrame:
        """Ratio of the territory's rate to that of its comparators, year by year."""
        return recorded.ratio_series(
            self.all_rates, self.area, self.comparators, self.period[0], self.period[-1]
        )

    @cached_property
    def contours(self) -> dict[str, list[Ring]]:
        """Contours of the territory and of its intercommunality; none where they are not at hand."""
        return contours_of(self.mission.data.contours)

    @cached_property
    def denominators(self) -> pd.DataFrame:
        """Rate and gap of burglaries on each denominator that is known."""
        burglaries = self.table[self.table["denominator_type"] == "dwellings"]
        return recorded.denominator_sensitivity(
            burglaries, self.area, self.comparators, self.policy[-1]
        )

    def _members(self, group: str) -> list[str]:
        groups = self.mission.data.comparison_groups
        return sorted(set(groups.loc[groups["group_id"] == group, "commune_code"]))

    def _shown(self, crime: pd.DataFrame) -> pd.DataFrame:
        inside = crime["year"].between(self.period[0], self.period[-1])
        return crime[inside & crime["indicator_id"].isin(list(self.labels))]

    def _own(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["territory_id"] == self.area].reset_index(drop=True)

    def _at_end(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["year"] == self.policy[-1]].reset_index(drop=True)
