"""The demonstration mission of Saint-Nazaire, some of its data left out or put in their place."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from ffsu_eval.evidence.items import Origin
from ffsu_eval.mission import FieldData, Mission, open_mission
from ffsu_eval.params import load_city

ROOT = Path(__file__).parent.parent
STATUS = "démonstration"


@cache
def opened() -> Mission:
    """The mission as a notebook opens it."""
    asked = load_city(ROOT, "saint-nazaire").engagements["evaluation"]
    values = {name: getattr(asked, name) for name in type(asked).model_fields}
    return open_mission({"city": "saint-nazaire", "engagement": "evaluation", **values})


class Told:
    """A mission whose data are others; everything is fictitious."""

    def __init__(self, data: FieldData, territory: Any = None) -> None:
        self.data = data
        self.status = dict.fromkeys(vars(data), STATUS)
        self.territory = territory or opened().territory

    def __getattr__(self, name: str) -> Any:
        return getattr(opened(), name)

    def status_words(self, dataset: str) -> str:
        return "données fictives de démonstration"

    def origin(self, producer: str, dataset: str, shown_in: str) -> Origin:
        return Origin(producer, STATUS, shown_in)


def demo(*without: str, territory: Any = None, **frames: pd.DataFrame) -> Any:
    """The demonstration without some frames, with others in their place or added."""
    held = {name: frame for name, frame in vars(opened().data).items() if name not in without}
    return Told(FieldData(**held | frames), territory)


def bare(**frames: pd.DataFrame) -> Any:
    """A mission that has only these data."""
    return Told(FieldData(**frames))
