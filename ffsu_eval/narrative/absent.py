"""What a report says in place of results whose data the mission does not have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from ffsu_eval.errors import Undocumented
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.french import date_fr
from ffsu_eval.gate.datasets import GROUPS
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.blocks import Bundle, Prose
from ffsu_eval.narrative.markup import div, escape
from ffsu_eval.rows import Row, rows

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
CLASS = "undocumented"


@dataclass(frozen=True)
class Absent:
    """A chapter without data. It answers for all its parts, so that a notebook reads the same."""

    what: str
    mission: Mission

    def __getattr__(self, name: str) -> "Absent":
        # private names are how JupyterLab and copies ask what an object can do
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> "Absent":
        return self

    def __iter__(self) -> "Iterator[Absent]":
        return iter([self])

    def __getitem__(self, _: Any) -> "Absent":
        return self

    def note(self) -> Prose:
        """« Non documenté : … », with the dates of what was asked for and not had."""
        return Prose(
            div(f"Non documenté : {self.what}.{_requests(self.mission, self.what)}", CLASS)
        )

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        return self.note()._repr_mimebundle_()


def opened(chapter: Callable[[Mission], Result], mission: Mission) -> Result | Absent:
    """The chapter of a mission, or what stands for it when the data that it needs are absent."""
    try:
        return chapter(mission)
    except Undocumented as error:
        return Absent(error.what, mission)


def block(tell: Callable[Parameters, Result]) -> Callable[Parameters, Result | Prose]:
    """Mark what a notebook displays: one sentence instead, where its data are absent."""

    @wraps(tell)
    def told(*arguments: Parameters.args, **options: Parameters.kwargs) -> Result | Prose:
        for argument in arguments:
            if isinstance(argument, Absent):
                return argument.note()
        try:
            return tell(*arguments, **options)
        except Undocumented as error:
            mission = next(a if isinstance(a, Mission) else a.mission for a in arguments)  # type: ignore[attr-defined]
            return Absent(error.what, mission).note()

    return told


def gathered(chapter: Any, *parts: Callable[[Any], list[Evidence]]) -> list[Evidence]:
    """Evidence of the parts of a chapter, those whose data are absent left out."""
    found = []
    for part in parts:
        try:
            found += part(chapter)
        except Undocumented:
            continue
    return found


def _requests(mission: Mission, what: str) -> str:
    documents = vars(mission.data).get("documents", pd.DataFrame())
    names = {d.name for group in GROUPS if group.label_fr == what for d in group.datasets}
    if not names or "dataset" not in documents:
        return ""
    asked = documents[documents["dataset"].isin(names) & documents["received_on"].isna()]
    return "".join(f" {_request(row)}" for row in rows(asked))


def _request(row: Row) -> str:
    refused = pd.notna(row["refused_on"])
    outcome: str = f"refus du {date_fr(row['refused_on'])}" if refused else "sans réponse"
    asked = f"demandé le {date_fr(row['requested_on'])}"
    return f"« {escape(row['title'])} » : {asked} à {escape(row['producer'])}, {outcome}."
