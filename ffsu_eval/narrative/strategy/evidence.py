"""Items of evidence that a strategy gives of itself, with where each is shown.

They judge a programme, kept by those who will run it: never independent, never an effect.
"""

from collections.abc import Callable
from functools import partial

import pandas as pd

from ffsu_eval.evidence.items import Evidence, quality
from ffsu_eval.french import number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import gathered
from ffsu_eval.narrative.strategy.results import Strategy
from ffsu_eval.rows import rows

CITY = "Ville"
# indicator → property, key of its rows, label, words, where it shows
SHARES = {
    "STS01": ("coverage", "challenge_id", "enjeux couverts", "au moins un objectif", "enjeu",
              "tbl-enjeux"),
    "STS02": ("anchoring", "action_id", "actions ancrées",
              "un constat de force modérée ou forte", "action", "tbl-ancrage"),
    "STS03": ("alignment", "objective_id", "objectifs alignés", "un cadre national ou local",
              "objectif", "tbl-cadres"),
    "STS07": ("mechanisms", "action_id", "mécanismes documentés",
              "un mécanisme et un sens attendus", "action", "tbl-mecanismes"),
    "STS08": ("measurable", "objective_id", "objectifs mesurables",
              "une ligne de base et une cible", "objectif", "tbl-mesurables"),
}  # fmt: skip
LEVELS = {"primaire": "primaire", "secondaire": "secondaire", "tertiaire": "tertiaire"}


def items(strategy: Strategy) -> list[Evidence]:
    """Evidence of STS01 to STS08: what the data allow, part by part."""
    parts: list[Callable[[Strategy], list[Evidence]]] = [
        partial(_share, indicator=name) for name in SHARES
    ]
    return gathered(strategy, *parts, _evaluability, _load, _balance)


def _share(strategy: Strategy, indicator: str) -> list[Evidence]:
    name, key, label, words, noun, place = SHARES[indicator]
    frame: pd.DataFrame = getattr(strategy, name)
    row = rows(frame[frame[key] == WHOLE])[0]
    text = f"{words} pour {_counted(row['count'], noun)} sur {number(row['n'])}"
    headline = of_total(row["count"], row["n"])
    return [_item(strategy, f"{indicator}:ensemble", label, text, headline, place, row["value"])]


def _evaluability(strategy: Strategy) -> list[Evidence]:
    scores = strategy.scores["value"].astype(float)
    good = int((scores >= 4).sum())
    text = (
        f"au moins quatre des cinq éléments d'évaluation pour {_counted(good, 'action')} sur "
        f"{number(len(scores))}"
    )
    head = of_total(good, len(scores))
    return [
        _item(strategy, "STS04:ensemble", "évaluabilité", text, head, "tbl-actions-prevues",
              good / len(scores))
    ]  # fmt: skip


def _load(strategy: Strategy) -> list[Evidence]:
    known = strategy.load[strategy.load["value"].notna()]
    if known.empty:
        return []
    over = int((known["value"] > 1).sum())
    text = (
        f"plus de charge que de capacité pour {_counted(over, 'pilote')} sur {number(len(known))}"
    )
    head = of_total(over, len(known))
    return [
        _item(strategy, "STS05:ensemble", "charge des pilotes", text, head, "fig-charge",
              over / len(known))
    ]  # fmt: skip


def _balance(strategy: Strategy) -> list[Evidence]:
    return [
        _item(
            strategy,
            f"STS06:{row['prevention_level']}",
            f"prévention {LEVELS[row['prevention_level']]}",
            f"{_counted(row['count'], 'action')} de prévention {LEVELS[row['prevention_level']]} "
            f"sur {number(row['n'])}",
            percent(row["value"]),
            "tbl-equilibre",
            row["value"],
        )
        for row in rows(strategy.balance)
    ]


def _counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}{'s' if count > 1 else ''}"


def _item(
    strategy: Strategy, name: str, label: str, text: str, head: str, place: str, value: float
) -> Evidence:
    origin = strategy.mission.origin(CITY, "actions", place)
    return Evidence(
        evidence_id=name,
        label_fr=label,
        statement_fr=text,
        headline_fr=head,
        family="DOC",
        quality=quality(coverage=True, stability=True, precision=True, independence=False),
        direction="descriptif",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=float(value),
    )
