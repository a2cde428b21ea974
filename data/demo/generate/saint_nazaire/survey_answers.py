"""Invented answers of the front-line actors, dealt by quotas within each category."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from data.demo.generate.chance import apportion, deal, generator, ranked, shuffled
from data.demo.generate.saint_nazaire.survey_dates import dated
from data.demo.generate.saint_nazaire.survey_form import QUARTIER, STRATA, WAVE, actors_items

SLOTS = ("journee", "soiree", "nuit")
SENIORITY = ("moins_2_ans", "2_5_ans", "6_10_ans", "plus_10_ans")
SLOT_SHARES = {
    "EDUC": (94, 6, 0),
    "TRANSPORT": (48, 42, 10),
    "BAILLEURS": (76, 24, 0),
    "VILLE_PM": (46, 38, 16),
    "PREV_SPE": (45, 55, 0),
    "COMMERCE_ECO": (64, 36, 0),
}
LARGE = ("EDUC", "VILLE_AUTRES", "BAILLEURS", "TRANSPORT")
EVENING_EXPOSED = ("TRANSPORT", "BAILLEURS")  # truth: insecurity in the evening is higher there

# Shares of each answer, from the lowest code to the highest.
INSECURITY = {
    "journee": (46, 36, 13, 5),
    "soiree": (30, 34, 24, 12),
    "transports": (36, 31, 23, 10),
    "habitants": (14, 33, 37, 16),
}
INSECURITY_EXPOSED = {"journee": (40, 38, 16, 6), "soiree": (10, 20, 38, 32)}
NEIGHBOURHOOD = (40, 32, 19, 9)  # truth: as the residents answer, see survey_residents
FREQUENCY = {
    "regroupements": (12, 22, 28, 38),
    "halls": (30, 24, 22, 24),
    "bruit": (18, 32, 28, 22),
    "rodeos": (22, 34, 27, 17),
    "degradations": (12, 30, 32, 26),
    "alcool": (20, 28, 27, 25),
    "stupefiants": (18, 25, 25, 32),
    "trafic": (30, 26, 20, 24),
    "incivilites": (8, 24, 32, 36),
    "violences_jeunes": (32, 40, 20, 8),
    "violences_intrafamiliales": (38, 36, 18, 8),
    "harcelement_rue": (40, 34, 18, 8),
    "cambriolages": (58, 32, 8, 2),
    "vols_vehicules": (52, 34, 11, 3),
}
EVOLUTION = {
    "regroupements": (20, 48, 32),
    "halls": (31, 45, 24),
    "bruit": (22, 54, 24),
    "rodeos": (20, 42, 38),
    "degradations": (16, 48, 36),
    "alcool": (16, 56, 28),
    "stupefiants": (8, 48, 44),
    "trafic": (8, 44, 48),
    "incivilites": (9, 45, 46),
    "violences_jeunes": (14, 52, 34),
    "violences_intrafamiliales": (5, 35, 60),
    "harcelement_rue": (12, 58, 30),
    "cambriolages": (44, 44, 12),
    "vols_vehicules": (48, 39, 13),  # truth: perceived as falling while records rise
}
NUISANCE = {
    "regroupements": (8, 14, 24, 30, 24),
    "halls": (10, 14, 20, 28, 28),
    "bruit": (8, 16, 28, 28, 20),
    "rodeos": (6, 12, 20, 32, 30),
    "degradations": (8, 18, 30, 28, 16),
    "alcool": (14, 24, 30, 20, 12),
    "stupefiants": (12, 20, 28, 24, 16),
    "trafic": (8, 10, 18, 28, 36),
    "incivilites": (6, 16, 32, 28, 18),
    "violences_jeunes": (12, 20, 28, 24, 16),
    "violences_intrafamiliales": (22, 22, 22, 18, 16),
    "harcelement_rue": (16, 22, 28, 20, 14),
    "cambriolages": (18, 24, 28, 18, 12),
    "vols_vehicules": (22, 28, 28, 14, 8),
}
EFFECTIVENESS = {
    "pn": (14, 36, 40, 10),
    "pm": (8, 26, 50, 16),
    "mediation": (6, 23, 51, 20),
    "prevention_specialisee": (8, 28, 46, 18),
    "eclairage_proprete": (12, 35, 42, 11),
    "justice": (27, 41, 27, 5),
}
YES_NO = {
    "clspd": (59, 41),
    "strategie": (73, 27),
    "retour": (77, 23),
    "agression_verbale": (44, 56),
    "agression_physique": (93, 7),
}
SHARES: dict[str, Mapping[str, Sequence[float]]] = {
    "insecurity": INSECURITY,
    "frequency": FREQUENCY,
    "evolution": EVOLUTION,
    "nuisance": NUISANCE,
    "effectiveness": EFFECTIVENESS,
    "knowledge": YES_NO,
    "victimisation": YES_NO,
}
FIRST_CODE = {"evolution": -1, "nuisance": 1, "effectiveness": 1}
DOES_NOT_KNOW = {"evolution": 0.11, "effectiveness": 0.14, "frequency": 0.02, "nuisance": 0.05}
UNKNOWN_THEMES = {"justice": 0.24, "habitants": 0.06}
NO_ANSWER = 0.01


def _shares(construct: str, theme: str, stratum: str) -> Sequence[float]:
    exposed = construct == "insecurity" and stratum in EVENING_EXPOSED
    if exposed and theme in INSECURITY_EXPOSED:
        return INSECURITY_EXPOSED[theme]
    return SHARES[construct][theme]


def _respondents(rng: np.random.Generator) -> pd.DataFrame:
    """People who answered, by category, with the finished questionnaires first in each."""
    parts = []
    for stratum in STRATA:
        total = stratum.finished + stratum.started
        slots = deal(SLOTS, SLOT_SHARES.get(stratum.code, (88, 12, 0)), total)
        seniority = deal(SENIORITY, (18, 29, 24, 29), total)
        parts.append(
            pd.DataFrame(
                {
                    "wave_id": WAVE,
                    "stratum": stratum.code,
                    "time_slot": shuffled(slots, rng),
                    "seniority": shuffled(seniority, rng),
                    "finished": [i < stratum.finished for i in range(total)],
                }
            )
        )
    people = pd.concat(parts, ignore_index=True)
    people = people.iloc[shuffled(range(len(people)), rng)].reset_index(drop=True)
    people.insert(0, "resp_id", [f"R{i:03d}" for i in range(1, len(people) + 1)])
    return people


def _deal_answers(
    people: pd.DataFrame, latent: np.ndarray, item: Mapping[Hashable, Any], rng: np.random.Generator
) -> list[str]:
    """Answers to one item: quotas within the larger categories, then the smaller ones together."""
    construct, theme = item["construct"], item["theme"]
    first = FIRST_CODE.get(construct, 0)
    answers = np.full(len(people), "", dtype=object)
    codes = people["stratum"].to_numpy()
    others = ~np.isin(codes, LARGE)
    for group in (*(codes == name for name in LARGE), others):
        shares = _shares(construct, theme, codes[group][0])
        values = [str(first + i) for i in range(len(shares))]
        answers[group] = ranked(deal(values, shares, int(group.sum())), latent[group], 0.55, rng)
    unknown = UNKNOWN_THEMES.get(theme, DOES_NOT_KNOW.get(construct, 0.0))
    missing, silent, _ = apportion((unknown, NO_ANSWER, 1 - unknown - NO_ANSWER), len(people))
    order = shuffled(range(len(people)), rng)
    answers[order[:missing]] = "nsp"
    if construct != "insecurity":
        answers[order[missing : missing + silent]] = ""
    return list(answers)


def actors_answers() -> pd.DataFrame:
    """Wave of 2023, wide: one row per questionnaire; started ones stop half-way."""
    rng = generator("survey_responses")
    people = _respondents(rng)
    evening = (people["time_slot"] != "journee").to_numpy(dtype=float)
    latent = 0.75 * rng.random(len(people)) + 0.25 * evening
    items = actors_items().to_dict("records")
    answers = {item["item_id"]: _deal_answers(people, latent, item, rng) for item in items}
    table = pd.concat([people, pd.DataFrame(answers)], axis=1)
    ids = [item["item_id"] for item in items]
    for rank, row in enumerate(table.index[~table["finished"].astype(bool)]):
        stop = 6 + 4 * (rank % 5)
        table.loc[row, ids[stop:]] = ""
    return _with_neighbourhood(table, latent)


def _with_neighbourhood(table: pd.DataFrame, latent: np.ndarray) -> pd.DataFrame:
    """The last question of the form, then the days of the answers: drawn apart from the others."""
    rng = generator("survey_responses:quartier")
    done = table["finished"].to_numpy(dtype=bool)
    answers = np.full(len(table), "", dtype=object)
    codes = deal("0123", NEIGHBOURHOOD, int(done.sum()))
    answers[done] = ranked(codes, latent[done], 0.55, rng)
    return dated(table.assign(**{QUARTIER[0]: answers}), WAVE, QUARTIER[0])
