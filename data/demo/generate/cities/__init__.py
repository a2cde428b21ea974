"""Fictitious field data of the other cities: one generator, one story each."""

import pandas as pd

from data.demo.generate.cities.charter import chartered
from data.demo.generate.cities.council import council
from data.demo.generate.cities.crime import communes, recorded_crime, recorded_crime_departement
from data.demo.generate.cities.diagnosis import diagnosed
from data.demo.generate.cities.fieldwork import fieldwork
from data.demo.generate.cities.formations import gathered
from data.demo.generate.cities.night import night
from data.demo.generate.cities.places import places
from data.demo.generate.cities.police import doctrine
from data.demo.generate.cities.policy import POLICIES, evaluated
from data.demo.generate.cities.stories import STORIES
from data.demo.generate.cities.story import Story
from data.demo.generate.cities.strategy import planned
from data.demo.generate.cities.survey import survey
from data.demo.generate.cities.truths import truths
from data.demo.generate.cities.workshop import workshop
from data.demo.generate.cities.zones import compared
from data.demo.generate.reasoning import reasoning
from data.demo.generate.writing import Content, day

ENGAGEMENTS = ("dls", "stspd", "evaluation", "clspd", "charte", "doctrine_pm", "nuit")


def _events(story: Story) -> pd.DataFrame:
    rows = [
        (f"EV{rank}", day(when), label, kind)
        for rank, (when, label, kind) in enumerate(story.events, start=1)
    ]
    return pd.DataFrame(rows, columns=["event_id", "date", "label_fr", "type"])


def contents(story: Story) -> dict[str, Content]:
    """Every common dataset of a city, by name of its file."""
    return {
        "recorded_crime": recorded_crime(story),
        "recorded_crime_departement": recorded_crime_departement(story),
        "communes": communes(story),
        **survey(story),
        **fieldwork(story),
        **council(story),
        "policy_events": _events(story),
        **places(story),
        **workshop(story),
        "truths": truths(story.city),
    }


def engagement_contents(city: str) -> dict[str, dict[str, Content]]:
    """Files of each engagement of a city, by engagement: its reasoning, its policy."""
    story = STORIES.get(city)
    if story is None:
        return {}
    found: dict[str, dict[str, Content]] = {key: reasoning(city, key) for key in ENGAGEMENTS}
    if city in POLICIES:
        found["evaluation"] |= evaluated(story, POLICIES[city]) | compared(story)
    if found["dls"]:
        found["dls"] |= diagnosed(story)
    found["stspd"] |= planned(story)
    found["clspd"] |= gathered(story)
    found["doctrine_pm"] |= doctrine(story)
    found["nuit"] |= night(story)
    found["charte"] |= chartered(story)
    return {key: own for key, own in found.items() if own}


__all__ = ["STORIES", "Story", "contents", "engagement_contents"]
