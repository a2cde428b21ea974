"""Interviews and documents of one mission, each indicator computed when it is asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.disclosure.counts import CountSecrecy
from ffsu_eval.disclosure.ledger import former_of
from ffsu_eval.indicators import qualitative
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.mission import Mission

INTERVIEWS = "entretiens"


class Interviews:
    """Frames of QUA01 to QUA04 of a mission, its codebook and its documents."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        data = mission.data
        self._coded = (data.interviews, data.segments, data.codings, data.codebook)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """QUA01."""
        return qualitative.coverage(*self._coded)

    @cached_property
    def valence(self) -> pd.DataFrame:
        """QUA02."""
        data = self.mission.data
        return qualitative.valence(data.segments, data.codings, data.codebook)

    @cached_property
    def agreement(self) -> pd.DataFrame:
        """QUA04."""
        return qualitative.agreement(self.mission.data.codings, self.mission.data.codebook)

    @cached_property
    def saturation(self) -> pd.DataFrame:
        """QUA03."""
        return qualitative.saturation(*self._coded)

    @cached_property
    def discovery(self) -> pd.DataFrame:
        """Codes met so far, by interview."""
        return qualitative.discovery(*self._coded)

    @cached_property
    def disagreements(self) -> pd.DataFrame:
        """Where coders disagree."""
        return qualitative.disagreements(self.mission.data.codings)

    @cached_property
    def themes(self) -> dict[str, str]:
        """Name of each code."""
        grid = self.mission.data.codebook
        return dict(zip(grid["code_id"], grid["label_fr"], strict=True))

    @cached_property
    def families(self) -> pd.DataFrame:
        """Interviews by macro-family and in all: macro_family, count, hidden."""
        counts = self.mission.data.interviews.groupby("macro_family").size()
        frame = counts.rename("count").reset_index()
        whole = pd.DataFrame([{"macro_family": WHOLE, "count": int(counts.sum())}])
        shown = pd.concat([frame, whole], ignore_index=True)
        return shown.assign(hidden=self.secrecy.hidden(shown, ["macro_family"]))

    @cached_property
    def shown_families(self) -> list[str]:
        """Macro-families whose number of interviews may be printed."""
        shown = self.families[~self.families["hidden"]]["macro_family"]
        return [str(name) for name in shown if name != WHOLE]

    def quotes(self, code: str) -> pd.DataFrame:
        """Segments that may be quoted on one theme; see ``indicators.qualitative.quotes``."""
        sizes = self.mission.data.interviews.groupby("macro_family").size()
        large = sizes[sizes >= self.mission.parameters.secrecy.interviews]
        return qualitative.quotes(*self._coded, code, [str(name) for name in large.index])

    @cached_property
    def secrecy(self) -> CountSecrecy:
        """What may not be printed of the number of interviews of each family."""
        counts = self.mission.data.interviews.groupby("macro_family").size()
        frame = counts.rename("count").reset_index()
        threshold = self.mission.parameters.secrecy.interviews
        former = former_of(self.mission, INTERVIEWS)
        return CountSecrecy(INTERVIEWS, [(frame, ("macro_family",))], threshold, INTERVIEWS, former)
