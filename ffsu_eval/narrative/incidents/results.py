"""Local incidents of one mission: data prepared once, each indicator computed when it is asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.disclosure.book import BookSecrecy
from ffsu_eval.disclosure.ledger import former_of
from ffsu_eval.indicators import incidents
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.base import clocked, distinct
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.incidents import hidden
from ffsu_eval.narrative.incidents.secrecy import incident_book

DATASETS = ("local_incidents", "source_coverage")


class LocalIncidents:
    """Frames of the indicators INC01 to INC08 for the sources of a mission.

    A mission may have no local incidents: ``given`` is then False and the chapter shows nothing.
    """

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        self.given = all(hasattr(mission.data, name) for name in DATASETS)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Incidents as logged, in the years that the coverage speaks of."""
        logged = self.mission.data.local_incidents
        inside = logged["ts_start"].dt.year.isin(list(self.years))
        return logged[inside].reset_index(drop=True)

    @property
    def coverage(self) -> pd.DataFrame:
        """Months reported and exposure of each source."""
        return self.mission.data.source_coverage

    @cached_property
    def years(self) -> range:
        """Years that the coverage speaks of."""
        months = self.coverage["month"]
        return range(int(months.min()[:4]), int(months.max()[:4]) + 1)

    @cached_property
    def sources(self) -> dict[str, str]:
        """Name of each source, in the order of the organisations, without coverage or not.

        Without a list of organisations a source keeps its identifier.
        """
        present = set(self.coverage["source_org_id"]) | set(self.frame["source_org_id"])
        if not hasattr(self.mission.data, "organisations"):
            return {source: f"source {source}" for source in sorted(present)}
        named = self.mission.data.organisations
        kept = named[named["org_id"].isin(present)]
        return dict(zip(kept["org_id"], kept["label_fr"], strict=True))

    @cached_property
    def covered(self) -> list[str]:
        """Sources whose coverage is known."""
        given = set(self.coverage["source_org_id"])
        return [source for source in self.sources if source in given]

    @cached_property
    def places(self) -> dict[str, str]:
        """Name of each territory, then « ensemble »; one without name keeps its identifier."""
        found = sorted(set(self.frame["territory_id"]) | set(self.coverage["territory_id"]))
        names = {place: place for place in found}
        if hasattr(self.mission.data, "quartiers"):
            named = self.mission.data.quartiers
            names |= dict(zip(named["territory_id"], named["label_fr"], strict=True))
        return names | {WHOLE: self.mission.territory.label_fr}

    @cached_property
    def n_cells(self) -> int | None:
        """Cells of the territory, empty ones included.

        None when a neighbourhood does not tell, when the incidents are placed at several levels, or
        when there are more cells with an incident: some are then outside.
        """
        if not hasattr(self.mission.data, "quartiers"):
            return None
        named = self.mission.data.quartiers
        levels = named.loc[named["territory_id"].isin(self.frame["territory_id"]), "level"].unique()
        own = named.loc[named["level"].isin(levels), "cells_250m"]
        if len(levels) != 1 or own.isna().any():
            return None
        total = int(own.sum())
        return total if total >= self.frame["grid_cell_250m"].nunique() else None

    @cached_property
    def main(self) -> str:
        """Source with the most incidents whose hour is known, among those whose coverage is."""
        counts = self.frame.loc[clocked(self.frame), "source_org_id"].value_counts()
        return max(self.covered, key=lambda source: int(counts.get(source, 0)))

    @cached_property
    def completeness(self) -> pd.DataFrame:
        """INC02 by source, territory and year."""
        return incidents.completeness(self.coverage, self.years[0], self.years[-1])

    @cached_property
    def secrecy(self) -> BookSecrecy:
        """What may not be printed of the counts; every frame below has passed it."""
        book = incident_book(self.frame, self.coverage, self.main)
        return BookSecrecy(book, self._least, "incidents", former_of(self.mission, book.name))

    @property
    def _least(self) -> int:
        return self.mission.parameters.secrecy.incidents

    @cached_property
    def densities(self) -> pd.DataFrame:
        """INC01 of every source, territory and year."""
        found = incidents.density(self.frame, self.coverage)
        return hidden.hide(found, self.secrecy, hidden.density)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Change of INC01 from the first to the last year; empty for a single year."""
        if len(self.years) < 2:
            return pd.DataFrame(columns=["source_org_id", "territory_id"])
        first, last = self.years[0], self.years[-1]
        found = incidents.density_change(self.frame, self.coverage, first, last)
        return hidden.hide(found, self.secrecy, hidden.change)

    @cached_property
    def local_densities(self) -> pd.DataFrame:
        """INC01 of the main source by territory, last year that it has reported in full or in part."""
        own = self.densities[self.densities["source_org_id"] == self.main]
        return own[own["year"] == own["year"].max()].reset_index(drop=True)

    @cached_property
    def nights(self) -> pd.DataFrame:
        """INC03 by territory."""
        found = incidents.night_share(self.frame, ("territory_id",))
        return hidden.hide(found, self.secrecy, hidden.night)

    @cached_property
    def nights_by_source(self) -> pd.DataFrame:
        """INC03 by source."""
        found = incidents.night_share(self.frame, ("source_org_id",))
        return hidden.hide(found, self.secrecy, hidden.night)

    @cached_property
    def profile(self) -> pd.DataFrame:
        """INC04 of the main source."""
        found = incidents.weekly_profile(self.frame, self.coverage, [self.main])
        return hidden.hide(found, self.secrecy, hidden.slot(self.main))

    @cached_property
    def margins(self) -> pd.DataFrame:
        """Margins of INC04 of the main source."""
        found = incidents.weekly_margins(self.frame, self.coverage, [self.main])
        return hidden.hide(found, self.secrecy, hidden.slot(self.main))

    @cached_property
    def parts(self) -> pd.DataFrame:
        """INC04 of the main source by parts of the week, by territory."""
        found = incidents.week_parts(self.frame, self.coverage, [self.main])
        return hidden.hide(found, self.secrecy, hidden.part(self.main))

    @cached_property
    def concentration(self) -> pd.DataFrame:
        """INC05 of all sources."""
        found = incidents.concentration(self.frame, self.n_cells)
        return hidden.without_small_rest(found, self._least)

    @cached_property
    def quotients(self) -> pd.DataFrame:
        """INC06 of all sources."""
        found = incidents.location_quotient(self.frame)
        return hidden.hide(found, self.secrecy, hidden.quotient)

    @cached_property
    def delays(self) -> pd.DataFrame:
        """INC07 by source."""
        return hidden.without_small_rest(incidents.response_delay(self.frame), self._least)

    @cached_property
    def duplicates(self) -> pd.DataFrame:
        """INC08 by source."""
        return hidden.without_small_rest(incidents.duplicate_rate(self.frame), self._least)

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Incidents of each source by month."""
        first, last = self.years[0], self.years[-1]
        found = incidents.monthly_counts(self.frame, self.coverage, first, last)
        return hidden.hide(found, self.secrecy, hidden.month)

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Distinct incidents of each cell."""
        placed = distinct(self.frame).dropna(subset=["grid_cell_250m"])
        counts = placed.groupby("grid_cell_250m").size()
        return counts.rename("count").reset_index()
