"""Fictitious data of the missions on the prevention of radicalisation: one generator, one story each."""

from typing import Any

from data.demo.generate.cities.workshop import workshop
from data.demo.generate.reasoning import reasoning
from data.demo.generate.territories.fieldwork import fieldwork
from data.demo.generate.territories.people import professionals
from data.demo.generate.territories.plan import planned
from data.demo.generate.territories.setup import installed
from data.demo.generate.territories.stories import TERRITORIES
from data.demo.generate.territories.story import Territory
from data.demo.generate.territories.truths import truths
from data.demo.generate.writing import Content

ENGAGEMENT = "radicalisation"
# a city that has other missions keeps everything of this one in its folder
SHARED = "ville-exemple"


def _common(story: Territory) -> dict[str, Content]:
    held: Any = story
    return {**fieldwork(story), **workshop(held)}


def contents(story: Territory) -> dict[str, Content]:
    """Files of a territory that has no other mission."""
    return {**_common(story), "truths": truths(story.city)}


def own_contents(city: str) -> dict[str, Content]:
    """Files of the mission's own folder; empty for a city that has no such mission."""
    story = TERRITORIES.get(city)
    if story is None:
        return {}
    return {
        **(_common(story) if city == SHARED else {}),
        **installed(story),
        **professionals(story),
        **planned(story),
        **reasoning(city, ENGAGEMENT),
    }


__all__ = ["ENGAGEMENT", "SHARED", "TERRITORIES", "contents", "own_contents"]
