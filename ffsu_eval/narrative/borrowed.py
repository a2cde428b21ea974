"""Chapters that read others: those that the notebook has opened, or their own."""

from typing import TypeVar, cast

from ffsu_eval.errors import Undocumented
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.absent import Absent

Chapter = TypeVar("Chapter")


class Borrower:
    """A chapter that reads others, by name; one that is not given is opened when it is needed."""

    def __init__(self, mission: Mission, **given: object) -> None:
        self.mission = mission
        self._given = given

    def borrowed(self, name: str, chapter: type[Chapter]) -> Chapter:
        """The chapter of this name. Undocumented when the mission has not got its data."""
        given = self._given.get(name)
        if isinstance(given, Absent):
            raise Undocumented(given.what)
        return chapter(self.mission) if given is None else cast(Chapter, given)  # type: ignore[call-arg]
