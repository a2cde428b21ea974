"""NUI08, harassment by gender; NUI09, residents disturbed; what each public answers.

Those who answered were met where they are at night: none was drawn. No margin of error is given; the
interval is the variability between respondents (bootstrap), and no difference is said to be established
for anybody but them.
"""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, ratio, result, truths
from ffsu_eval.indicators.survey.bases import CAVEATS, HIDDEN, display, has_value

SEED, DRAWS = 20260102, 4_000
LEAST_BASE = 30
WOMEN, MEN = "femme", "homme"
GAP = "écart"
PUBLICS = ("usager", "riverain", "exploitant", "travailleur")
LOW, MIDDLE, HIGH = ANSWERS = ("1-2", "3", "4-5")
NOT_SHOWN = f"base de moins de {LEAST_BASE} réponses dans un groupe"
SHARE = {
    "item": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "spread_low": "Float64",
    "spread_high": "Float64",
    "caveat": "string",
}
OPINIONS = {
    "question": "string",
    "public": "string",
    "answer": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "display": "string",
    "caveat": "string",
}


def spread(successes: int, n: int, seed: int = SEED) -> np.ndarray:
    """Shares of ``DRAWS`` resamples of ``n`` respondents, ``successes`` of whom answered so.

    Nobody is drawn at random: this tells how far a result rests on a few respondents, and is no margin
    of error.

    Source: B. Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7, 1979.
    """
    return np.asarray(np.random.default_rng(seed).binomial(n, successes / n, size=DRAWS) / n)


def harassment(answers: pd.DataFrame) -> pd.DataFrame:
    """NUI08, users who say that they were harassed or assaulted in twelve months, by gender, 0-1.

    Rows « femme », « homme », then « écart » (women minus men). No value at all when one of the two
    bases is under 30: the difference would tell the other. ``spread_low`` and ``spread_high``: see
    ``spread``. Other genders and those who did not say are too few to be told. Its numbers pass the
    control of sensitive cells before they are printed. ValueError: missing column.
    """
    need(answers, "answers", ("gender", "harassed_12m"))
    known = answers[answers["harassed_12m"].notna()]
    bases, lines, drawn = {}, [], {}
    for rank, gender in enumerate((WOMEN, MEN)):
        own = truths(known.loc[known["gender"] == gender, "harassed_12m"])
        bases[gender] = (int(own.sum()), len(own))
        if len(own):
            drawn[gender] = spread(*bases[gender], seed=SEED + rank)
    enough = min(n for _, n in bases.values()) >= LEAST_BASE
    for gender, (count, n) in bases.items():
        line = {"item": gender, "n": n, "caveat": "" if enough else NOT_SHOWN}
        if enough:
            low, high = np.quantile(drawn[gender], [0.025, 0.975])
            line |= {"count": count, "value": count / n, "spread_low": low, "spread_high": high}
        lines.append(line)
    gap = {"item": GAP, "n": sum(n for _, n in bases.values()), "caveat": lines[0]["caveat"]}
    if enough:
        low, high = np.quantile(drawn[WOMEN] - drawn[MEN], [0.025, 0.975])
        shares = [count / n for count, n in bases.values()]
        gap |= {"value": shares[0] - shares[1], "spread_low": low, "spread_high": high}
    return result([*lines, gap], SHARE)


def opinion_counts(answers: pd.DataFrame, question: str) -> pd.DataFrame:
    """Answers to one question by public, in three classes (1-2, 3, 4-5): ``public``, ``answer``, ``count``.

    Every class of a public that answered is there, zero included. ValueError: missing column.
    """
    need(answers, "answers", ("public", question))
    known = answers[answers[question].notna()]
    classes = np.select([known[question] <= 2, known[question] == 3], [LOW, MIDDLE], HIGH)
    publics = [name for name in PUBLICS if name in set(known["public"])]
    index = pd.MultiIndex.from_product([publics, ANSWERS], names=["public", "answer"])
    counts = known.assign(answer=classes).groupby(["public", "answer"]).size()
    return counts.reindex(index, fill_value=0).rename("count").reset_index()


def opinions(answers: pd.DataFrame, question: str) -> pd.DataFrame:
    """Shares of the three classes of answers by public, 0-1, with the base rules of the surveys.

    Under 10 answers nothing, from 10 to 29 counts only, from 30 to 49 « effectif faible ». ValueError:
    missing column.
    """
    counts = opinion_counts(answers, question)
    n = counts.groupby("public")["count"].transform("sum")
    shown = display(n)
    frame = counts.assign(question=question, n=n, display=shown, caveat=shown.map(CAVEATS))
    frame["value"] = (frame["count"] / n).where(has_value(shown))
    frame["count"] = frame["count"].where(shown != HIDDEN)
    return result(frame, OPINIONS)


def nuisance(answers: pd.DataFrame) -> pd.DataFrame:
    """NUI09, conflict of uses = residents who say they are disturbed 4 or 5 out of 5 / residents; one row.

    No value under 30 answers. ``spread_low``, ``spread_high``: see ``spread``. ValueError: missing column.
    """
    need(answers, "answers", ("public", "noise"))
    own = answers[(answers["public"] == "riverain") & answers["noise"].notna()]
    n, count = len(own), int((own["noise"] >= 4).sum())
    line = {"item": WHOLE, "n": n, "caveat": "" if n >= LEAST_BASE else NOT_SHOWN}
    if n >= LEAST_BASE:
        low, high = np.quantile(spread(count, n, SEED + 2), [0.025, 0.975])
        line |= {"count": count, "value": ratio(count, n), "spread_low": low, "spread_high": high}
    return result([line], SHARE)
