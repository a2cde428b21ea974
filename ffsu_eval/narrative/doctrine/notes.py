"""Lecture, Champ and Source of the figures and tables of a police service."""

import pandas as pd

from ffsu_eval.french import date_fr, number
from ffsu_eval.narrative.blocks import Notes
from ffsu_eval.narrative.doctrine.results import Doctrine

RESAMPLED = "Intervalle : rééchantillonnage des jours, graine fixée."
KEPT = "registres tenus par le service"


def notes(police: Doctrine, lecture: str, champ: str, dataset: str, what: str = KEPT) -> Notes:
    """The three lines of a figure or a table; ``dataset``: the one whose status is told."""
    return Notes(lecture, champ, f"{what} ; {police.mission.status_words(dataset)}.")


def period(police: Doctrine, dataset: str) -> str:
    """« du 1er mars 2023 au 31 mai 2023 », from the data."""
    frame = getattr(police.mission.data, dataset)
    column = next(name for name in ("date", "ts_start", "ts_call") if name in frame)
    days = pd.to_datetime(frame[column])
    return f"du {date_fr(days.min())} au {date_fr(days.max())}"


def calls(police: Doctrine) -> str:
    """The calls that delays speak of."""
    whole = police.arrivals[police.arrivals["dimension"] == "ensemble"].iloc[0]
    out = number(whole["left_out"])
    return (
        f"appels que le service a traités, {period(police, 'pm_calls')} (n = {number(whole['n'])} "
        f"arrivées ; {out} appels clos sans arrivée). Les appels transmis à un autre service ne sont pas "
        f"comptés. {RESAMPLED}"
    )
