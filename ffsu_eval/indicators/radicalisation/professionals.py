"""What professionals say (RAD03, RAD04, RAD08) and fear (RAD13): shares of those who answered.

The questionnaire is not a sample: shares come with their base, without a margin of error (Insee, « Il
y a sondage et sondage »). Under ``SHOWN`` answers only the base is given.
"""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, ratio, result

SHARES = {
    "item": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
KEYS = ("knows_referent", "knows_channel", "knows_limits")
# base rule of the surveys on a sensitive subject
SHOWN, FEW = 11, 30
CONFIDENT = 4
YES, NO = "oui", "non"


def known_procedure(answers: pd.DataFrame) -> pd.DataFrame:
    """RAD03, knowledge of the procedure: right answers to the three key questions / answers.

    One row per profession, in alphabetical order of the identifiers, then « ensemble ». ValueError:
    missing column, answer given twice.
    """
    need(answers, "answers", KEYS)
    return _by_profession(answers, answers[list(KEYS)].astype("boolean").all(axis=1))


def confidence(answers: pd.DataFrame) -> pd.DataFrame:
    """RAD04, confidence: answers of 4 or 5 out of 5 / answers; rows as ``known_procedure``."""
    need(answers, "answers", ("confidence",))
    return _by_profession(answers, answers["confidence"] >= CONFIDENT)


def stigma_risk(answers: pd.DataFrame) -> pd.DataFrame:
    """RAD13, perceived risk of stigmatising: answers of 4 or 5 out of 5 / answers."""
    need(answers, "answers", ("stigma_risk",))
    return _by_profession(answers, answers["stigma_risk"] >= CONFIDENT)


def information_return(answers: pd.DataFrame) -> pd.DataFrame:
    """RAD08, return of information: professionals who signalled and got one / who signalled.

    Three rows (oui, parfois, non): ``count`` of the ``n`` who have signalled. Only for all professions
    together: few signal. ValueError: missing column, answer given twice.
    """
    need(answers, "answers", ("answer_id", "signalled", "information_return"))
    need_unique(answers, "answers", ("answer_id",))
    own = answers[answers["signalled"].astype("boolean").fillna(False)]
    rows = [
        _row(name, int((own["information_return"] == name).sum()), len(own))
        for name in (YES, "parfois", NO)
    ]
    return result(rows, SHARES)


def outcomes(answers: pd.DataFrame) -> dict[str, pd.Series]:
    """Of each answer, what the indicators count of it, in words: what secrecy is judged on."""
    knows = answers[list(KEYS)].astype("boolean").all(axis=1)
    back = answers["information_return"].where(
        answers["signalled"].astype("boolean").fillna(False), "sans objet"
    )
    return {
        "procedure": _words(knows),
        "confiance": _words(answers["confidence"] >= CONFIDENT),
        "stigmatisation": _words(answers["stigma_risk"] >= CONFIDENT),
        "retour": back.astype(str),
    }


def _words(values: pd.Series) -> pd.Series:
    return values.astype("boolean").fillna(False).map({True: YES, False: NO}).astype(str)


def _by_profession(answers: pd.DataFrame, said: pd.Series) -> pd.DataFrame:
    need(answers, "answers", ("answer_id", "profession"))
    need_unique(answers, "answers", ("answer_id",))
    yes = said.fillna(False).astype(bool)
    rows = []
    for name in [*sorted(set(answers["profession"])), WHOLE]:
        own = yes if name == WHOLE else yes[answers["profession"] == name]
        rows.append(_row(str(name), int(own.sum()), len(own)))
    return result(rows, SHARES)


def _row(name: str, count: int, n: int) -> dict[str, object]:
    if n < SHOWN:
        caveat = f"moins de {SHOWN} réponses : aucun résultat"
        return {"item": name, "count": None, "n": n, "value": None, "caveat": caveat}
    caveat = f"effectif faible (moins de {FEW})" if n < FEW else ""
    return {"item": name, "count": count, "n": n, "value": ratio(count, n), "caveat": caveat}
